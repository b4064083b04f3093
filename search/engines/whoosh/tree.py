"""Haystack's filters → sets of sections, without gluing any query text together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from haystack.exceptions import SearchBackendError

from search.engines.conditions import Leaf, Node
from search.engines.whoosh.scoring import matches
from search.engines.whoosh.snapshot import Snapshot, bits
from search.plan import FACETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def find(snapshot: Snapshot, node: Leaf | Node) -> int:
    """The set of sections a tree stands for."""
    if isinstance(node, Leaf):
        return _find_leaf(snapshot, node)
    found = [find(snapshot, part) for part in node.parts]
    if not found:
        together = snapshot.columns.live
    elif node.connector == "OR":
        together = _any(found)
    else:
        together = snapshot.columns.live
        for each in found:
            together &= each
    return snapshot.columns.live & ~together if node.negated else together


def _any(sets: Iterable[int]) -> int:
    together = 0
    for each in sets:
        together |= each
    return together


def _find_leaf(snapshot: Snapshot, leaf: Leaf) -> int:
    if leaf.is_everything:
        return snapshot.columns.live  # not by walking every posting of the index
    if leaf.is_words:
        return _find_words(snapshot, leaf)
    if leaf.field in FACETS and leaf.kind in ("content", "exact"):
        return snapshot.choose(leaf.field, [str(leaf.value)])
    if leaf.field in FACETS and leaf.kind == "in":
        return snapshot.choose(leaf.field, [str(value) for value in leaf.value])
    return _find_by_stored(snapshot, leaf)


def _find_words(snapshot: Snapshot, leaf: Leaf) -> int:
    found = snapshot.columns.live
    for clause in leaf.wanted:
        found &= matches(snapshot, clause)
    return found if leaf.wanted else 0


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda have, want: have == str(want),
    "content": lambda have, want: have == str(want),
    "in": lambda have, want: have in {str(each) for each in want},
    "startswith": lambda have, want: have.startswith(str(want)),
    "gt": lambda have, want: _number(have) > float(want),
    "gte": lambda have, want: _number(have) >= float(want),
    "lt": lambda have, want: _number(have) < float(want),
    "lte": lambda have, want: _number(have) <= float(want),
    "range": lambda have, want: float(want[0]) <= _number(have) <= float(want[1]),
}


def _number(value: str) -> float:
    return float(value) if value.replace(".", "", 1).isdigit() else float("nan")


def _find_by_stored(snapshot: Snapshot, leaf: Leaf) -> int:
    compare = COMPARISONS.get(leaf.kind)
    if compare is None or leaf.field not in snapshot.reader.schema:
        raise SearchBackendError(f"The filter {leaf.field}__{leaf.kind} is not supported by this engine.")
    return bits(
        number
        for number, stored in snapshot.columns.stored.items()
        if any(compare(value, leaf.value) for value in _values(stored.get(leaf.field)))
    )


def _values(stored: Any) -> list[str]:
    return [str(value) for value in stored] if isinstance(stored, list) else [str(stored)]
