"""The search page: it is the home page as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.models import Report, Section
from search import examples
from search.finding import find
from search.forms import read

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from search.request import Request
    from search.results import ResultPage

SORT_NAMES = {
    "relevance": _("Relevance"),
    "newest": _("Newest events first"),
    "oldest": _("Oldest events first"),
    "title": _("Title of the report"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    selected: bool
    url: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = read(request.GET)
    results = find(asked)
    if asked.page > results.pages:
        results = find(asked.on_page(results.pages))
    return render(request, "search/search.html", _context(results.request, results))


@require_safe
def search_help(request: HttpRequest) -> HttpResponse:
    context = {"ways": examples.ways(), "fields": examples.fields(), "symbols": examples.symbols()}
    return render(request, "search/help.html", context)


def _context(asked: Request, results: ResultPage) -> dict[str, object]:
    return {
        "q": asked.q,
        "results": results,
        "sorts": [Choice(s, str(n), s == asked.sort, asked.sorted_by(s).url) for s, n in SORT_NAMES.items()],
        "active": [value for facet in results.facets for value in facet.values if value.selected],
        "previous_url": asked.on_page(asked.page - 1).url if asked.page > 1 else "",
        "next_url": asked.on_page(asked.page + 1).url if asked.page < results.pages else "",
        "clear_url": asked.without_filters().url,
        "literal_url": asked.read_literally(not asked.literal).url,
        "is_literal": asked.literal,
        "hidden": asked.pairs,
        "same_texts": sum(hit.same_text_as is not None for hit in results.hits),
        "is_start": asked.is_empty and not results.interpretation.messages,
        "totals": _totals() if asked.is_empty else {},
    }


def _totals() -> dict[str, int]:
    return {"reports": Report.objects.published().count(), "sections": Section.objects.published().count()}
