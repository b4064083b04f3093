"""What an engine is asked and what it answers: values that know nothing of Whoosh or OpenSearch."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.analysis import Forms

FACETS = ("year", "article", "violation", "language", "report", "publisher")
SORTS = ("relevance", "newest", "oldest", "title")


class Repair(Enum):
    """What a word that stands nowhere is taken for."""

    LETTERS = "typed without the letters not every keyboard has"
    LAYOUT = "typed in another keyboard layout"
    LATIN = "typed in Latin letters"
    PARTS = "joined by a hyphen"
    NAME = "another spelling of the same sounds"
    ROOT = "another word of the same root"
    SPELLING = "misspelt"


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was `typed` and stands nowhere, and the words `found` in its place, the likeliest first."""

    kind: Repair
    typed: str
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A word, or the words of a phrase in their order; `others` are words or phrases that mean the same.

    `equals` are the alternatives typed with OR: each is as good as `words`. A `field` ("heading" or "title") is the
    only place where the words count, and there they must stand.
    """

    words: tuple[Forms, ...]
    others: tuple[tuple[Forms, ...], ...] = ()
    repaired: Repaired | None = None  # where these words are looked for in the place of what was typed
    equals: tuple[tuple[Forms, ...], ...] = ()
    field: str = ""

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1

    @property
    def is_plain(self) -> bool:
        """Whether it is one word by itself: only such are widened by other words, or repaired."""
        return not (self.is_phrase or self.equals or self.field or self.words[0].is_prefix)

    @property
    def typed(self) -> tuple[tuple[Forms, ...], ...]:
        return (self.words, *self.equals)

    @property
    def ways(self) -> tuple[tuple[Forms, ...], ...]:
        """Everything that will do for the clause, what was typed first."""
        return (*self.typed, *self.others)


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of ranking.json; see there and docs/search.md for what each means."""

    exact: float
    related: float
    heading: float
    path: float
    title: float
    saturation: float
    proximity: float
    more_passages: float
    enough: float
    pointer: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Sections are wanted that have enough of the `clauses` (see Weights.enough), and none of `without`.

    `filters` maps a facet to the values chosen in it (any of them will do). `start` and `size` cut the page.
    """

    clauses: tuple[Clause, ...]
    without: tuple[Clause, ...]
    filters: dict[str, tuple[str, ...]]
    weights: Weights
    sort: str = "relevance"
    start: int = 0
    size: int = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A section found: its row id, its score, and the numbers of its best passages, best first (at most three)."""

    id: int
    score: float
    passages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The page of hits, how many there are in all, and for each facet how many there are of each value."""

    hits: tuple[Found, ...]
    total: int
    complete: int  # how many of them have every clause
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    missing: tuple[Clause, ...] = ()  # clauses no section has
    any_word: bool = False  # whether any word was enough, for want of sections with more
