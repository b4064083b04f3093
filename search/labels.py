"""Names of facets and of their values in the reader's language, in the order people expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from archive.models import Article, Language, Publisher, Report, Violation

if TYPE_CHECKING:
    from collections.abc import Callable

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


def labelled(facet: str, counts: Counts) -> Labelled:
    """The values of a facet with their labels; a value the archive no longer knows is shown as it is."""
    return LABELS[facet](counts)


def _years(counts: Counts) -> Labelled:
    return [(year, year) for year in sorted(counts, reverse=True)]


def _articles(counts: Counts) -> Labelled:
    articles = Article.objects.select_related("instrument").filter(code__in=counts)
    names = [(a.code, f"{a.instrument.code} {a.number}: {a.name}") for a in articles]
    return names + _unknown(counts, dict(names))


def _violations(counts: Counts) -> Labelled:
    """Groups, each with its types below it."""
    rows = Violation.objects.select_related("parent").filter(slug__in=counts)
    ordered = sorted(rows, key=lambda row: ((row.parent or row).order, row.parent is not None, row.order))
    names = [(row.slug, row.name if row.parent_id is None else f"— {row.name}") for row in ordered]
    return names + _unknown(counts, dict(names))


def _languages(counts: Counts) -> Labelled:
    return [(value, str(dict(Language.choices).get(value, value))) for value in _by_count(counts)]


def _reports(counts: Counts) -> Labelled:
    titles = dict(Report.objects.filter(slug__in=counts).values_list("slug", "title"))
    return [(slug, titles.get(slug, slug)) for slug in _by_count(counts)]


def _publishers(counts: Counts) -> Labelled:
    names = {publisher.slug: publisher.name for publisher in Publisher.objects.filter(slug__in=counts)}
    return [(slug, names.get(slug, slug)) for slug in _by_count(counts)]


def _by_count(counts: Counts) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value], value))


def _unknown(counts: Counts, known: dict[str, str]) -> Labelled:
    return [(value, value) for value in sorted(counts) if value not in known]


LABELS: dict[str, Callable[[Counts], Labelled]] = {
    "year": _years,
    "article": _articles,
    "violation": _violations,
    "language": _languages,
    "report": _reports,
    "publisher": _publishers,
}
