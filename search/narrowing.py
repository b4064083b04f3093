"""Filters typed as words (year:2012, article:CAT:11) become choices of the facets, if the archive knows the value."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from archive.models import Article, Language, Publisher, Report, Violation
from search.analysis.characters import TO_LATIN
from search.labels import FACET_NAMES
from search.query import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from search.request import Request

Named = tuple[str, str]  # (a name people type, the value of the facet it stands for)
RANGE = re.compile(r"(\d{4})?(?:\.{2,}|[-–…])(\d{4})?")
LANGUAGE_NAMES = (("қазақша", "kk"), ("русский", "ru"), ("english", "en"))


def settle(request: Request) -> tuple[Request, tuple[str, ...]]:
    """The request with the filters of its words among its filters, and a sentence for each value nobody knows."""
    query = parse(request.q)
    if not query.filters:
        return request, ()
    unknown = []
    settled = replace(request, q=query.rest)
    for facet, typed in query.filters:
        values = known_values(facet, typed)
        settled = settled.choosing(facet, values)
        if not values:
            unknown.append(_unknown(facet, typed))
    return settled, tuple(dict.fromkeys(unknown))


def known_values(facet: str, typed: str) -> tuple[str, ...]:
    """What a facet has for a typed value: a code, a name in any language, or for years a range such as 2010..2013."""
    if facet == "year":
        return _years(typed)
    wanted = typed.casefold()
    names = dict(reversed([(name.casefold(), value) for name, value in NAMES[facet]() if name]))
    found = names.get(wanted) or names.get("".join(TO_LATIN.get(letter, letter) for letter in typed).casefold())
    return (found,) if found else ()


def _unknown(facet: str, typed: str) -> str:
    message = gettext("The archive knows no “%(value)s” for the filter “%(filter)s”; the filter was left out.")
    return message % {"value": typed, "filter": FACET_NAMES[facet]}


def _years(typed: str) -> tuple[str, ...]:
    """The years of the archive that lie in the range, whichever end comes first; an open end is no bound."""
    bounds = RANGE.fullmatch(typed)
    first, last = bounds.groups() if bounds else (typed, typed)
    periods = Report.objects.published().values_list("period_start", "period_end")
    years = sorted({str(year) for start, end in periods for year in range(start, end + 1)})
    low, high = sorted([first, last]) if first and last else (first or "", last or "9999")
    return tuple(year for year in years if low <= year <= high) if first or last else ()


def _articles() -> Iterator[Named]:
    return ((code, code) for code in Article.objects.values_list("code", flat=True))


def _violations() -> Iterator[Named]:
    return _by_slug(Violation.objects.all())


def _publishers() -> Iterator[Named]:
    return _by_slug(Publisher.objects.all())


def _by_slug(rows: Iterable[Violation | Publisher]) -> Iterator[Named]:
    for row in rows:
        yield from ((name, row.slug) for name in (row.slug, row.name_kk, row.name_ru, row.name_en))


def _reports() -> Iterator[Named]:
    return ((slug, slug) for slug in Report.objects.published().values_list("slug", flat=True))


def _languages() -> Iterator[Named]:
    return iter([*((code, code) for code in Language.values), *LANGUAGE_NAMES])


NAMES: dict[str, Callable[[], Iterator[Named]]] = {
    "article": _articles,
    "violation": _violations,
    "language": _languages,
    "report": _reports,
    "publisher": _publishers,
}
