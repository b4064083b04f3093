"""Haystack's filters → OpenSearch's queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from haystack.exceptions import SearchBackendError

from search.engines.conditions import Leaf
from search.engines.opensearch.queries import EVERYTHING, NOTHING, any_of, every, excluding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.engines.conditions import Node
    from search.engines.opensearch.queries import Query, Writer

    Properties = Mapping[str, Any]  # of an index, by field

COMPARISONS = ("gt", "gte", "lt", "lte")


def find(node: Leaf | Node, writer: Writer, properties: Properties) -> Query:
    """The sections a tree stands for. Raises SearchBackendError for a filter that is not supported."""
    if isinstance(node, Leaf):
        return _find_leaf(node, writer, properties)
    found = [find(part, writer, properties) for part in node.parts]
    together = any_of(found) if found and node.connector == "OR" else every(found)
    return excluding(EVERYTHING, [together]) if node.negated else together


def _find_leaf(leaf: Leaf, writer: Writer, properties: Properties) -> Query:
    if leaf.is_everything:
        return EVERYTHING
    if leaf.is_words:
        return every(writer.having(clause) for clause in leaf.wanted) if leaf.wanted else NOTHING
    kind = properties.get(leaf.field, {}).get("type", "")
    if kind not in ("keyword", "integer", "long"):
        raise _unsupported(leaf)
    return _comparing(leaf, kind == "keyword")


def _comparing(leaf: Leaf, is_code: bool) -> Query:
    if leaf.kind in ("exact", "content", "in"):
        values = [str(value) for value in (leaf.value if leaf.kind == "in" else [leaf.value])]
        return {"terms": {leaf.field: [value for value in values if is_code or value.isdigit()]}}
    if leaf.kind == "startswith" and is_code:
        return {"prefix": {leaf.field: str(leaf.value)}}
    field = f"{leaf.field}.number" if is_code else leaf.field
    if leaf.kind in COMPARISONS:
        return {"range": {field: {leaf.kind: float(leaf.value)}}}
    if leaf.kind == "range":
        return {"range": {field: {"gte": float(leaf.value[0]), "lte": float(leaf.value[1])}}}
    raise _unsupported(leaf)


def _unsupported(leaf: Leaf) -> SearchBackendError:
    return SearchBackendError(f"The filter {leaf.field}__{leaf.kind} is not supported by this engine.")
