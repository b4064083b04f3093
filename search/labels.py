"""Names of facets and of their values in the reader's language, in the order people expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from archive.models import Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.record import Record

FACET_NAMES = {
    "year": _("Year of events"),
    "article": _("Article of a convention"),
    "violation": _("Type of violation"),
    "language": _("Language"),
    "report": _("Report"),
    "publisher": _("Publisher"),
}
Counts = dict[str, int]
Labelled = list[tuple[str, str]]  # (value, label), in order


def labelled(facet: str, counts: Counts, record: Record) -> Labelled:
    """The values of a facet with their labels; a value the archive no longer knows is shown as it is."""
    return LABELS[facet](counts, record)


def _years(counts: Counts, record: Record) -> Labelled:
    return [(year, year) for year in sorted(counts, reverse=True)]


def _articles(counts: Counts, record: Record) -> Labelled:
    rows = [row for code, row in record.articles.items() if code in counts]
    names = [(row.code, f"{row.instrument.code} {row.number}: {row.name}") for row in rows]
    return names + _unknown(counts, dict(names))


def _violations(counts: Counts, record: Record) -> Labelled:
    """Groups, each with its types below it."""
    rows = [row for slug, row in record.violations.items() if slug in counts]
    names = [(row.slug, row.name if row.parent_id is None else f"— {row.name}") for row in rows]
    return names + _unknown(counts, dict(names))


def _languages(counts: Counts, record: Record) -> Labelled:
    return [(value, str(dict(Language.choices).get(value, value))) for value in _by_count(counts)]


def _reports(counts: Counts, record: Record) -> Labelled:
    titles = {document.report.slug: document.report.title for document in record.documents.values()}
    return [(slug, titles.get(slug, slug)) for slug in _by_count(counts)]


def _publishers(counts: Counts, record: Record) -> Labelled:
    known = {document.report.publisher_id: document.report.publisher for document in record.documents.values()}
    names = {publisher.slug: publisher.name for publisher in known.values()}
    return [(slug, names.get(slug, slug)) for slug in _by_count(counts)]


def _by_count(counts: Counts) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value], value))


def _unknown(counts: Counts, known: dict[str, str]) -> Labelled:
    return [(value, value) for value in sorted(counts) if value not in known]


LABELS: dict[str, Callable[[Counts, Record], Labelled]] = {
    "year": _years,
    "article": _articles,
    "violation": _violations,
    "language": _languages,
    "report": _reports,
    "publisher": _publishers,
}
