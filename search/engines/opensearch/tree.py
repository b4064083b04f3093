"""Haystack's filters → OpenSearch's queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.engines.conditions import Leaf
from search.engines.opensearch.patterns import between, written
from search.engines.opensearch.queries import EVERYTHING, NOTHING, any_of, every, excluding
from search.engines.patterns import NO_SUCH_FIELD, ONLY_NUMBERS, patterns, unsupported

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.engines.conditions import Node
    from search.engines.opensearch.queries import Query, Writer

    Properties = Mapping[str, Any]  # of an index, by field


def find(node: Leaf | Node, writer: Writer, properties: Properties) -> Query:
    """The sections a tree stands for. Raises SearchBackendError for a filter that has no meaning."""
    if isinstance(node, Leaf):
        return _find_leaf(node, writer, properties)
    found = [find(part, writer, properties) for part in node.parts]
    together = any_of(found) if found and node.connector == "OR" else every(found)
    return excluding(EVERYTHING, [together]) if node.negated else together


def _find_leaf(leaf: Leaf, writer: Writer, properties: Properties) -> Query:
    if leaf.is_everything:
        return EVERYTHING
    if leaf.is_words:
        found = any_of(every(writer.having(clause) for clause in way) for way in leaf.ways)
        return excluding(found, [writer.having(clause) for clause in leaf.unwanted])
    if leaf.is_analysed:
        return _find_patterns(leaf, writer)
    about = properties.get(leaf.field, {})
    kind = about.get("type", "") if about.get("index", True) else ""
    if kind not in ("keyword", "integer", "long"):
        raise unsupported(leaf, NO_SUCH_FIELD)
    return _find_codes(leaf, writer) if kind == "keyword" else _find_numbers(leaf)


def _find_patterns(leaf: Leaf, writer: Writer) -> Query:
    asked = patterns(leaf)
    return every(any_of(written(query, name, writer) for name in leaf.fields) for query in asked) if asked else NOTHING


def _find_codes(leaf: Leaf, writer: Writer) -> Query:
    if leaf.kind in ("content", "exact", "in"):
        return {"terms": {leaf.field: [*leaf.values]}}
    if leaf.numbers:
        return between(f"{leaf.field}.number", leaf.bounds)
    return _find_patterns(leaf, writer)


def _find_numbers(leaf: Leaf) -> Query:
    if leaf.kind in ("content", "exact", "in"):
        return {"terms": {leaf.field: [value for value in leaf.values if value.isdecimal()]}}
    if leaf.numbers:
        return between(leaf.field, leaf.bounds)
    raise unsupported(leaf, ONLY_NUMBERS)
