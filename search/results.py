"""What a search brings back, as frozen values: templates and the API see these and nothing of an engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from search.highlighting import marked, told_apart

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from archive.models import Place
    from search.highlighting import Match
    from search.request import Request


TERMS_SHOWN = 4  # of an expansion; the rest is folded
VALUES_SHOWN = 8  # of a facet


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph-sized quotation of at most 150 words, and the words in it that match."""

    text: str
    found: tuple[Match, ...]
    place: Place  # in the original file

    @property
    def html(self) -> SafeString:
        """The text escaped, with matches in <mark>."""
        return marked(self.text, self.found)

    @property
    def shown(self) -> SafeString:
        """The same for the page, where a mark also tells how its words relate to what was typed."""
        return told_apart(self.text, self.found)


@dataclass(frozen=True, slots=True)
class FoundBy:
    """Words of the query that do not stand in a section, and the words there that it was found by."""

    typed: str
    found: str


@dataclass(frozen=True, slots=True)
class Version:
    """The same section in another language."""

    url: str
    language: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A section found. `path` is the headings above it, from the top; `heading_html` is escaped and marked.

    `same_text_as` is the id of a better hit of the page with nearly the same text, or None. `translations` are its
    published versions in other languages.
    """

    id: int
    url: str
    report_slug: str
    report_title: str
    publisher: str
    years: str  # the period covered: "2012" or "2008–2012"
    heading: str
    heading_html: str
    path: tuple[str, ...]
    language: str
    score: float
    passages: tuple[Passage, ...]
    found_by: tuple[FoundBy, ...] = ()
    translations: tuple[Version, ...] = ()
    same_text_as: int | None = None


@dataclass(frozen=True, slots=True)
class Direct:
    """A report whose document symbol was typed."""

    url: str
    title: str
    symbol: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One choice: `count` is exactly what opens when it is chosen; `url` switches it on or off."""

    value: str
    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """`group` headings inside a facet (an instrument above its articles) are in the values' labels' order."""

    name: str
    label: str
    values: tuple[FacetValue, ...]

    @property
    def shown(self) -> int:
        """How many values the page shows before the reader asks for all."""
        return min(len(self.values), VALUES_SHOWN)

    @property
    def more(self) -> int:
        """How many it shows only then."""
        return len(self.values) - self.shown


@dataclass(frozen=True, slots=True)
class AlsoFound:
    """Words of the query, and the terms of the thesaurus that were looked for beside them."""

    typed: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expansion:
    """Other words that were looked for beside words of the query, or in the place of one that stands nowhere.

    `kind` is "concept", or for a repair "letters", "layout", "latin", "name" or "spelling". `key` stands for it in
    addresses (`off=key`); `url` switches it off, or on again.
    """

    kind: str
    key: str
    typed: str
    terms: tuple[str, ...]
    is_on: bool
    url: str

    @property
    def shown(self) -> tuple[str, ...]:
        """As many of the terms as the page shows before the reader asks for all."""
        return self.terms[:TERMS_SHOWN]

    @property
    def has_more(self) -> bool:
        return len(self.terms) > TERMS_SHOWN


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How the query was read, in the reader's language: sentences to show above the results."""

    words: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    all_words: bool = True
    also: tuple[AlsoFound, ...] = ()
    expansions: tuple[Expansion, ...] = ()

    @property
    def folded(self) -> tuple[Expansion, ...]:
        """The expansions with more terms than are shown at once."""
        return tuple(each for each in self.expansions if each.has_more)


@dataclass(frozen=True, slots=True)
class ResultPage:
    """`first` and `last` are places of the hits shown, 1-based; `total` counts all hits.

    `request` is the search as answered: filters typed as words are among its filters.
    """

    request: Request
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    total: int
    page: int
    pages: int
    first: int
    last: int
    interpretation: Interpretation = field(default_factory=Interpretation)
    direct: tuple[Direct, ...] = ()

    @property
    def folded(self) -> list[tuple[Hit, list[Hit]]]:
        """The hits, each with those that have nearly the same text: a page shows these in one place."""
        better = [hit for hit in self.hits if hit.same_text_as is None]
        return [(hit, [other for other in self.hits if other.same_text_as == hit.id]) for hit in better]
