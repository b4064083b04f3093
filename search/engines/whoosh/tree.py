"""Haystack's filters → sets of sections, without gluing any query text together.

Words, codes and numbers are answered from arrays; whatever else can be asked goes to the Whoosh library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.conditions import Leaf
from search.engines.patterns import NO_SUCH_FIELD, ONLY_NUMBERS, unsupported
from search.engines.scoring import matches
from search.engines.whoosh import library
from search.engines.whoosh.fields import CodesField
from search.engines.whoosh.searching import all_of

if TYPE_CHECKING:
    from search.engines.conditions import Bounds, Node
    from search.engines.postings import Floats, Ints, Mask
    from search.engines.whoosh.snapshot import Snapshot


def find(snapshot: Snapshot, node: Leaf | Node) -> Mask:
    """The set of sections a tree stands for. Raises SearchBackendError for a filter that has no meaning."""
    if isinstance(node, Leaf):
        return _find_leaf(snapshot, node)
    found = [find(snapshot, part) for part in node.parts]
    together = snapshot.live
    if found:
        together = np.logical_or.reduce(found) if node.connector == "OR" else all_of(snapshot.live, found)
    return snapshot.live & ~together if node.negated else together


def _find_leaf(snapshot: Snapshot, leaf: Leaf) -> Mask:
    if leaf.is_everything:
        return snapshot.live  # not by walking every posting of the index
    if leaf.is_words:
        return _find_words(snapshot, leaf)
    if leaf.is_analysed:
        return library.find(snapshot, leaf)
    if snapshot.has_numbers(leaf.field):
        return snapshot.live & _find_numbers(snapshot.numbers(leaf.field), leaf)
    if not _has_codes(snapshot, leaf.field):
        raise unsupported(leaf, NO_SUCH_FIELD)
    return _find_codes(snapshot, leaf)


def _has_codes(snapshot: Snapshot, field: str) -> bool:
    return field in snapshot.schema and isinstance(snapshot.schema[field], CodesField)


def _find_words(snapshot: Snapshot, leaf: Leaf) -> Mask:
    found = np.zeros_like(snapshot.live)
    for way in leaf.ways:
        found |= all_of(snapshot.live, [matches(snapshot, clause) for clause in way])
    return all_of(found, [~matches(snapshot, clause) for clause in leaf.unwanted])


def _find_numbers(numbers: Ints, leaf: Leaf) -> Mask:
    if leaf.kind in ("content", "exact", "in"):
        return np.isin(numbers, [int(value) for value in leaf.values if value.isdecimal()])
    if leaf.numbers:
        return _between(numbers, leaf.numbers, leaf.bounds)
    raise unsupported(leaf, ONLY_NUMBERS)


def _find_codes(snapshot: Snapshot, leaf: Leaf) -> Mask:
    if leaf.kind in ("content", "exact", "in"):
        codes = leaf.values
    elif leaf.numbers:
        known = [code.decode() for code in snapshot.terms(leaf.field)]
        within = _between(np.array([_number(code) for code in known], np.float64), leaf.numbers, leaf.bounds)
        codes = tuple(known[n] for n in np.flatnonzero(within))
    else:
        return library.find(snapshot, leaf)
    found = np.zeros_like(snapshot.live)
    for code in codes:
        found[snapshot.sections(leaf.field, code)] = True
    return found


def _between(values: Ints | Floats, numbers: tuple[float, float], bounds: Bounds) -> Mask:
    """Which values lie between two numbers; none that is no number."""
    low, high = numbers
    above: Mask = values > low if bounds.without_low else values >= low
    below: Mask = values < high if bounds.without_high else values <= high
    return above & below


def _number(code: str) -> float:
    return float(code) if code.replace(".", "", 1).isdecimal() else float("nan")
