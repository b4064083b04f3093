"""Haystack's filters → sets of sections, without gluing any query text together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from haystack.exceptions import SearchBackendError

from search.engines.conditions import Leaf
from search.engines.scoring import matches
from search.engines.whoosh.fields import CodesField
from search.engines.whoosh.searching import all_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.conditions import Node
    from search.engines.postings import Mask
    from search.engines.whoosh.snapshot import Snapshot


def find(snapshot: Snapshot, node: Leaf | Node) -> Mask:
    """The set of sections a tree stands for."""
    if isinstance(node, Leaf):
        return _find_leaf(snapshot, node)
    found = [find(snapshot, part) for part in node.parts]
    together = snapshot.live
    if found:
        together = np.logical_or.reduce(found) if node.connector == "OR" else all_of(snapshot.live, found)
    return snapshot.live & ~together if node.negated else together


def _has_codes(snapshot: Snapshot, field: str) -> bool:
    return field in snapshot.schema and isinstance(snapshot.schema[field], CodesField)


def _find_leaf(snapshot: Snapshot, leaf: Leaf) -> Mask:
    if leaf.is_everything:
        return snapshot.live  # not by walking every posting of the index
    if leaf.is_words:
        return _find_words(snapshot, leaf)
    if leaf.kind in ("content", "exact", "in") and _has_codes(snapshot, leaf.field):
        return _find_codes(snapshot, leaf)
    return _find_by_stored(snapshot, leaf)


def _find_words(snapshot: Snapshot, leaf: Leaf) -> Mask:
    if not leaf.wanted:
        return np.zeros_like(snapshot.live)
    return all_of(snapshot.live, [matches(snapshot, clause) for clause in leaf.wanted])


def _find_codes(snapshot: Snapshot, leaf: Leaf) -> Mask:
    found = np.zeros_like(snapshot.live)
    for code in leaf.value if leaf.kind == "in" else [leaf.value]:
        found[snapshot.sections(leaf.field, str(code))] = True
    return found


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


def _find_by_stored(snapshot: Snapshot, leaf: Leaf) -> Mask:
    compare = COMPARISONS.get(leaf.kind)
    if compare is None or leaf.field not in snapshot.schema:
        raise SearchBackendError(f"The filter {leaf.field}__{leaf.kind} is not supported by this engine.")
    found = np.zeros_like(snapshot.live)
    for number in np.flatnonzero(snapshot.live).tolist():
        stored = snapshot.stored(number).get(leaf.field)
        found[number] = any(compare(value, leaf.value) for value in _values(stored))
    return found


def _values(stored: Any) -> list[str]:
    return [str(value) for value in stored] if isinstance(stored, list) else [str(stored)]
