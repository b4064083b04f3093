"""Where words stand, as arrays: what every engine hands to search.engines.scoring.

A place is one number: the section in its upper 32 bits, the position in the lower ones. Places in ascending order are
in the order of sections and, within each, of positions; the passage of a place is a shift, and the words of a phrase
stand at places one apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from search.passages import SPAN

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]  # a set of sections: for each number whether it is in it

POSITION_BITS = 32
PASSAGE_BITS = SPAN.bit_length() - 1
SECTION_BITS = POSITION_BITS - PASSAGE_BITS  # of a passage: the lower ones are its number in the section
NOWHERE: Ints = np.empty(0, np.int64)
FIRST: Ints = np.zeros(1, np.int64)


@dataclass(frozen=True, slots=True)
class Postings:
    """The `numbers` of the sections that have a term, ascending, and all `places` where it stands, ascending."""

    numbers: Ints
    places: Ints

    @property
    def nbytes(self) -> int:
        return self.numbers.nbytes + self.places.nbytes


class Kept(Protocol):
    """What a reader may keep; its size in bytes counts against the reader's limit."""

    @property
    def nbytes(self) -> int: ...


Made = TypeVar("Made", bound=Kept)


class Reader(Protocol):
    """What scoring asks of an engine: the sections of an index, or a few of them numbered from 0."""

    @property
    def size(self) -> int:
        """One more than the highest number a section has."""

    @property
    def pointers(self) -> Mask:
        """Which sections only point elsewhere."""

    def postings(self, field: str, term: str) -> Postings:
        """Where a term stands in a field of terms, such as "text_stem"; NONE where it stands nowhere."""

    def beginning(self, field: str, prefix: str) -> tuple[list[str], bool]:
        """The most frequent terms of a field that begin so, at most MOST_FORMS, and whether there are more."""

    def keep(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made for `key` before, or else what `make` makes now; it may be kept as long as postings last."""


NONE = Postings(NOWHERE, NOWHERE)
MOST_FORMS = 100  # looked for by the beginning of a word


def at_places(places: Ints) -> Postings:
    """The postings of a word that stands at these places, which are in ascending order."""
    return Postings(runs(places >> POSITION_BITS)[0], places)


def any_of(several: Sequence[Postings]) -> Postings:
    """Where any of several terms stands, each place once."""
    standing = [each for each in several if each.places.size]
    if not standing:
        return NONE
    if len(standing) == 1 and bool(np.all(np.diff(standing[0].places))):
        return standing[0]
    return at_places(np.unique(np.concatenate([each.places for each in standing])))


def following(several: Sequence[Postings]) -> Postings:
    """Where the first of words stands that follow each other, one of each of `several`."""
    rarest_first = sorted(range(len(several)), key=lambda step: several[step].places.size)
    first = rarest_first[0]
    starts = several[first].places - first
    for step in rarest_first[1:]:
        starts = starts[among(several[step].places, starts + step)]
    return at_places(starts)


def among(places: Ints, wanted: Ints) -> Mask:
    """Which of the wanted places are among these, which are in ascending order."""
    if not places.size:
        return np.zeros(wanted.size, np.bool_)
    found: Mask = places[np.minimum(np.searchsorted(places, wanted), places.size - 1)] == wanted
    return found


def runs(ascending: Ints) -> tuple[Ints, Ints]:
    """Each number of an ascending array once, and how often it stands there."""
    if not ascending.size:
        return NOWHERE, NOWHERE
    starts = np.concatenate((FIRST, np.flatnonzero(ascending[1:] != ascending[:-1]) + 1))
    counts = np.concatenate((starts[1:], [ascending.size])) - starts
    return ascending[starts], counts
