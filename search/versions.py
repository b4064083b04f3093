"""The same section in other languages, for the hits of a page: two questions of the database however many they are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archive.models import Document, Section
from archive.views.contents import counterparts_of
from search.results import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OUTLINE = ("document_id", "parent_id", "number", "level", "key", "order")


def translations_of(sections: Iterable[Section]) -> dict[int, list[Version]]:
    """By the id of each section, its published versions in other languages, as far as they are known."""
    wanted: dict[int, Document] = {section.document_id: section.document for section in sections}
    versions = _versions({document.report_id for document in wanted.values()})
    outlines = _outlines(other.pk for several in versions.values() for other in several)
    found: dict[int, list[Version]] = defaultdict(list)
    for own in wanted.values():
        for other in versions.get(own.report_id, ()):
            if other.language != own.language:
                for pk, section in counterparts_of(outlines[own.pk], outlines[other.pk]).items():
                    section.document = other
                    found[pk].append(Version(section.get_absolute_url(), other.language))
    return found


def _versions(reports: set[int]) -> Mapping[int, list[Document]]:
    """The published documents of each report that has more than one."""
    versions: dict[int, list[Document]] = defaultdict(list)
    for document in Document.objects.published().filter(report__in=reports).select_related("report"):
        versions[document.report_id].append(document)
    return {report: documents for report, documents in versions.items() if len(documents) > 1}


def _outlines(documents: Iterable[int]) -> Mapping[int, list[Section]]:
    outlines: dict[int, list[Section]] = defaultdict(list)
    for section in Section.objects.filter(document__in=[*documents]).only(*OUTLINE).order_by("document_id", "order"):
        outlines[section.document_id].append(section)
    return outlines
