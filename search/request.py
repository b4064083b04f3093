"""A search as asked for in an address: words, choices, order, page — a frozen value that can write addresses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlencode

from search.plan import FACETS, SORTS

if TYPE_CHECKING:
    from collections.abc import Iterable

PAGE_SIZE = 20
MOST_PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Request:
    """`filters` has only the facets in which something is chosen; `literal` asks for the words as typed only.

    `off` are the keys of expansions (search.results.Expansion) that the reader does not want.
    """

    q: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = SORTS[0]
    page: int = 1
    page_size: int = PAGE_SIZE
    literal: bool = False
    off: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.q or self.filters)

    def chosen(self, facet: str) -> tuple[str, ...]:
        return dict(self.filters).get(facet, ())

    def switched(self, facet: str, value: str) -> Request:
        """The same search with one choice made, or taken back; the first page of it."""
        values = self.chosen(facet)
        changed = tuple(v for v in values if v != value) if value in values else (*values, value)
        every = dict(self.filters) | {facet: changed}
        filters = tuple((name, every[name]) for name in FACETS if every.get(name))
        return replace(self, filters=filters, page=1)

    def switching(self, facet: str, values: Iterable[str]) -> dict[str, str]:
        """The address of `switched` for each of the values; written once for all that are not chosen."""
        chosen, place = self.chosen(facet), FACETS.index(facet)
        pairs = [(name, value) for name in FACETS for value in self.chosen(name)]
        typed = [("q", self.q)] if self.q else []
        before = urlencode(typed + [pair for pair in pairs if FACETS.index(pair[0]) <= place])
        after = urlencode([pair for pair in pairs if FACETS.index(pair[0]) > place] + self._manner)
        return {
            value: self.switched(facet, value).url
            if value in chosen
            else "?" + "&".join(filter(None, (before, f"{facet}={quote_plus(value)}", after)))
            for value in values
        }

    def choosing(self, facet: str, values: tuple[str, ...]) -> Request:
        """The same search with these choices made as well."""
        every = dict(self.filters) | {facet: tuple(dict.fromkeys([*self.chosen(facet), *values]))}
        return replace(self, filters=tuple((name, every[name]) for name in FACETS if every.get(name)))

    def on_page(self, page: int) -> Request:
        return replace(self, page=page)

    def sorted_by(self, sort: str) -> Request:
        return replace(self, sort=sort, page=1)

    def without_filters(self) -> Request:
        return replace(self, filters=(), page=1)

    def read_literally(self, literal: bool) -> Request:
        return replace(self, literal=literal, page=1)

    def expanded(self, key: str) -> Request:
        """The same search with one expansion switched off, or on again; the first page of it."""
        off = tuple(o for o in self.off if o != key) if key in self.off else (*self.off, key)
        return replace(self, off=off, page=1)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of the address, without the words and the page."""
        return [(name, value) for name, values in self.filters for value in values] + self._manner

    @property
    def _manner(self) -> list[tuple[str, str]]:
        """The part of the pairs that chooses nothing, but says how to search."""
        pairs = [("sort", self.sort)] if self.sort != SORTS[0] else []
        pairs += [("off", key) for key in self.off]
        return pairs + ([("literal", "1")] if self.literal else [])

    @property
    def url(self) -> str:
        """The address, relative to the search page."""
        pairs = [("q", self.q)] if self.q else []
        pairs += self.pairs + ([("page", str(self.page))] if self.page > 1 else [])
        return "?" + urlencode(pairs)
