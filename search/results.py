"""What a search brings back, as frozen values: templates and the API see these and nothing of an engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.models import Place
    from search.request import Request


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph-sized quotation of at most 150 words. `html` is escaped, with matches in <mark>."""

    text: str
    html: str
    place: Place  # in the original file


@dataclass(frozen=True, slots=True)
class Hit:
    """A section found. `path` is the headings above it, from the top; `heading_html` is escaped and marked."""

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


@dataclass(frozen=True, slots=True)
class AlsoFound:
    """Words of the query, and the terms of the thesaurus that were looked for beside them."""

    typed: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How the query was read, in the reader's language: sentences to show above the results."""

    words: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    all_words: bool = True
    also: tuple[AlsoFound, ...] = ()


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
