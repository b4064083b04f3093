"""Haystack's filters as a tree, the same for every engine: no query text is glued together and parsed again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from haystack.backends import BaseSearchQuery
from haystack.utils import get_identifier

from search.query import parse

if TYPE_CHECKING:
    from archive.models import Section
    from search.plan import Clause

ANALYSED = ("text", "heading", "path", "title")
EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition: Haystack's field name, its filter type (content, exact, in, range, …) and the value."""

    field: str
    kind: str
    value: Any

    @property
    def is_everything(self) -> bool:
        return self.field == "content" and str(self.value) == EVERYTHING

    @property
    def is_words(self) -> bool:
        return self.field in ("content", *ANALYSED) and self.kind in ("content", "contains", "exact")

    @property
    def wanted(self) -> tuple[Clause, ...]:
        """The words asked for: all of them, or as a phrase."""
        return parse(f'"{self.value}"' if self.kind == "exact" else str(self.value)).wanted


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
        return parse(str(node.value)).wanted if node.is_words else ()
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


class TreeQuery(BaseSearchQuery):
    """Haystack's query, kept as a tree instead of being written out and parsed again."""

    def build_query(self) -> Node:
        return _tree(self.query_filter)

    def matching_all_query(self) -> Node:
        return Node("AND", False, ())


def _tree(node: Any) -> Node:
    parts: list[Leaf | Node] = []
    for child in node.children:
        if hasattr(child, "children"):
            parts.append(_tree(child))
        else:
            expression, value = child
            field, kind = node.split_expression(expression)
            parts.append(Leaf(field, kind, getattr(value, "query_string", value)))
    return Node(node.connector, node.negated, tuple(parts))
