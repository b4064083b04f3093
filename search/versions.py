"""The same section in other languages, for the hits of a page.

Which sections of two versions say the same is worked out once for each edition of the record.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archive.models import Section
from archive.views.contents import counterparts_of
from search.results import Version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.models import Document
    from search.record import Record

OUTLINE = ("document_id", "parent_id", "number", "level", "key", "order")


def translations_of(sections: Iterable[Section], record: Record) -> dict[int, list[Version]]:
    """By the id of each section, its published versions in other languages, as far as they are known."""
    pairs = _pairs({section.document_id for section in sections}, record)
    _work_out([pair for pair in pairs if pair not in record.counterparts], record)
    found: dict[int, list[Version]] = defaultdict(list)
    for pair in pairs:
        for pk, version in record.counterparts[pair].items():
            found[pk].append(version)
    return found


def _pairs(wanted: set[int], record: Record) -> list[tuple[int, int]]:
    """Each of the documents with each other language version of its report."""
    versions: dict[int, list[Document]] = defaultdict(list)
    for document in record.documents.values():
        versions[document.report_id].append(document)
    own = [record.documents[pk] for pk in sorted(wanted)]
    return [(one.pk, other.pk) for one in own for other in versions[one.report_id] if other.language != one.language]


def _work_out(pairs: list[tuple[int, int]], record: Record) -> None:
    outlines: dict[int, list[Section]] = {pk: [] for pair in pairs for pk in pair}
    rows = Section.objects.filter(document__in=[*outlines]).only(*OUTLINE).order_by("document_id", "order")
    for section in rows if pairs else ():
        section.document = record.documents[section.document_id]
        outlines[section.document_id].append(section)
    for own, other in pairs:
        known = counterparts_of(outlines[own], outlines[other])
        language = record.documents[other].language
        record.counterparts[own, other] = {pk: Version(each.get_absolute_url(), language) for pk, each in known.items()}
