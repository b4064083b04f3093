"""Haystack's filters as a tree, the same for every engine: no query text is glued together and parsed again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from haystack.utils import get_identifier

from search.query import parse

if TYPE_CHECKING:
    from archive.models import Section
    from search.plan import Clause

ANALYSED = ("text", "heading", "path", "title")
EVERYTHING = "*"
COMPARISONS = ("gt", "gte", "lt", "lte", "range")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What lies between two values; either may be open (None), and either be left out itself."""

    low: Any = None
    high: Any = None
    without_low: bool = False
    without_high: bool = False

    @property
    def numbers(self) -> tuple[float, float] | None:
        """Both as numbers; None where one of them is none."""
        try:
            return float("-inf" if self.low is None else self.low), float("inf" if self.high is None else self.high)
        except (TypeError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition: Haystack's field name, its filter type (content, exact, in, range, …) and the value.

    Two types are our own: "auto", words as people type them, with -words to leave out; and "pattern", whose value is
    a query of the Whoosh library (search.engines.patterns).
    """

    field: str
    kind: str
    value: Any

    @property
    def is_everything(self) -> bool:
        return self.field == "content" and str(self.value) == EVERYTHING

    @property
    def is_analysed(self) -> bool:
        """Whether it asks of words; else of codes or numbers."""
        return self.field in ("content", *ANALYSED)

    @property
    def fields(self) -> tuple[str, ...]:
        """Where the words may stand: "content" is all there is to read."""
        return ANALYSED if self.field == "content" else (self.field,)

    @property
    def is_words(self) -> bool:
        return self.is_analysed and self.kind in ("content", "exact", "in", "auto")

    @property
    def values(self) -> tuple[str, ...]:
        """What is asked for; any of several will do."""
        return tuple(str(value) for value in (self.value if self.kind == "in" else [self.value]))

    @property
    def ways(self) -> tuple[tuple[Clause, ...], ...]:
        """The words of each value: all of them, or as a phrase; a value without words is left out."""
        typed = [f'"{value}"' if self.kind in ("exact", "in") else value for value in self.values]
        ways = tuple(self._here(parse(each).wanted) for each in typed)
        return ways if self.unwanted else tuple(way for way in ways if way)

    @property
    def unwanted(self) -> tuple[Clause, ...]:
        return self._here(parse(str(self.value)).without) if self.kind == "auto" else ()

    def _here(self, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
        """The clauses in this field, unless they are told another one or may stand anywhere."""
        if self.field == "content":
            return clauses
        return tuple(replace(clause, field=clause.field or self.field) for clause in clauses)

    @property
    def numbers(self) -> tuple[float, float] | None:
        """The bounds of a comparison where they are numbers."""
        return self.bounds.numbers if self.kind in COMPARISONS else None

    @property
    def bounds(self) -> Bounds:
        """What a comparison asks for."""
        if self.kind == "range":
            return self.value if isinstance(self.value, Bounds) else Bounds(*self.value)
        is_low = self.kind in ("gt", "gte")
        low, high = (self.value, None) if is_low else (None, self.value)
        return Bounds(low, high, self.kind == "gt", self.kind == "lt")


@dataclass(frozen=True, slots=True)
class Node:
    """Conditions joined by "AND" or "OR", the whole of it perhaps negated."""

    connector: str
    negated: bool
    parts: tuple[Leaf | Node, ...]

    def __len__(self) -> int:
        return len(self.parts)

    def __str__(self) -> str:
        joined = f" {self.connector} ".join(str(part) for part in self.parts)
        return f"{'NOT ' if self.negated else ''}({joined})"


def clauses(node: Leaf | Node) -> tuple[Clause, ...]:
    """The words asked for anywhere in a tree, for scoring and highlighting."""
    if isinstance(node, Leaf):
        return tuple(clause for value in node.values for clause in parse(value).wanted) if node.is_words else ()
    return () if node.negated else tuple(clause for part in node.parts for clause in clauses(part))


def as_tree(query: Node | str) -> Node:
    """What Haystack hands to an engine: the tree it built, or words as they are."""
    return query if isinstance(query, Node) else Node("AND", False, _words(query))


def _words(text: str) -> tuple[Leaf, ...]:
    return (Leaf("content", "content", text),) if text else ()


def like(section: Section) -> Node:
    """Other sections that share words with this one's heading."""
    words = Node("OR", False, tuple(Leaf("content", "content", word) for word in section.label.split()))
    itself = Node("AND", True, (Leaf("id", "exact", get_identifier(section)),))
    return Node("AND", False, (words, itself))
