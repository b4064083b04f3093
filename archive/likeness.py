"""What the archive has already of a text: the very file, nearly the same text, the report in another language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from archive.importing.fingerprint import (
    NEAR_DUPLICATE,
    SAME_REPORT,
    Fingerprint,
    from_values,
    same_figures,
    same_report,
    same_shape,
    same_text,
)
from archive.models import Document

if TYPE_CHECKING:
    from archive.models.document import DocumentQuerySet


class Likeness(StrEnum):
    NEAR = "near"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Match:
    """A document like the text, with shares from 0 to 1: of its words, or of its figures and sections."""

    document: Document
    kind: Likeness
    share: float
    figures: float = 0.0
    sections: float = 0.0

    @property
    def percent(self) -> int:
        return round(self.share * 100)

    @property
    def figures_percent(self) -> int:
        return round(self.figures * 100)

    @property
    def sections_percent(self) -> int:
        return round(self.sections * 100)


def matches(text: Fingerprint, among: DocumentQuerySet) -> list[Match]:
    """For each report with a document like `text` the one most like it, the most alike first.

    Documents imported before fingerprints were kept have none; their next import makes it.
    """
    documents = among.exclude(fingerprint={}).select_related("report")
    found = [match for document in documents.iterator() if (match := _match(text, document))]
    best: dict[int, Match] = {}
    for match in sorted(found, key=lambda one: (one.kind != Likeness.NEAR, -one.share, -one.document.version)):
        best.setdefault(match.document.report_id, match)
    return list(best.values())


def elsewhere(document: Document) -> list[Match]:
    """The documents of other reports that are like this one."""
    own = from_values(document.fingerprint)
    return matches(own, Document.objects.exclude(report=document.report_id)) if own else []


def _match(text: Fingerprint, document: Document) -> Match | None:
    other = from_values(document.fingerprint)
    if other is None:
        return None
    words = same_text(text, other)
    if words >= NEAR_DUPLICATE:
        return Match(document, Likeness.NEAR, words)
    likeness = same_report(text, other) if text.language != document.language else 0.0
    if likeness >= SAME_REPORT:
        return Match(document, Likeness.LANGUAGE, likeness, same_figures(text, other), same_shape(text, other))
    return None
