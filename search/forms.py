"""From an address to a Request: what is not understood is left out, never an error page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.plan import FACETS, SORTS
from search.query import LONGEST
from search.request import MOST_PER_PAGE, PAGE_SIZE, Request

if TYPE_CHECKING:
    from django.http import QueryDict

MOST_VALUES = 50  # choices read per facet, and expansions switched off
LONGEST_KEY = 100  # characters; longer than any term of the thesaurus or word that is repaired
LAST_PAGE = 10_000


def read(parameters: QueryDict) -> Request:
    """The search that the parameters of an address ask for; every filter may be given several times.

    Of the words one character more is kept than is read, which tells the reader that they were cut; the rest would
    stand again in every link of the page.
    """
    filters = []
    for facet in FACETS:
        values = tuple(dict.fromkeys(value for value in parameters.getlist(facet)[:MOST_VALUES] if value))
        if values:
            filters.append((facet, values))
    sort = parameters.get("sort", "")
    return Request(
        q=" ".join(parameters.get("q", "").split())[: LONGEST + 1],
        filters=tuple(filters),
        sort=sort if sort in SORTS else SORTS[0],
        page=_number(parameters.get("page"), 1, LAST_PAGE),
        literal=parameters.get("literal") == "1",
        off=tuple(dict.fromkeys(key for key in parameters.getlist("off")[:MOST_VALUES] if 0 < len(key) <= LONGEST_KEY)),
        page_size=_number(parameters.get("page_size"), PAGE_SIZE, MOST_PER_PAGE),
    )


def _number(typed: str | None, default: int, most: int) -> int:
    """A whole number from 1 to `most`; only plain digits count ("²" is no number)."""
    if not typed or not typed.isascii() or not typed.isdigit():
        return default
    return min(max(int(typed[:9]), 1), most)
