"""Postings as bytes: each list of numbers in the smallest whole-number type that holds it, read without any loop.

A blob is four letters, which say how its four lists are written, and the lists: the sections (each as what it is more
than the one before), the occurrences in each (less one), and of each occurrence the passage and the place in it. A
list of zeros takes no room. A code stands in sections, but at no place.
"""

from __future__ import annotations

import sys
from array import array
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from search.engines.postings import NOWHERE, PASSAGE_BITS, POSITION_BITS, Postings
from search.passages import SPAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.postings import Ints

ZEROS = "0"
NO_PLACES = "---"
TYPES = {"B": 1, "H": 2, "I": 4}  # letters of the array module, and the bytes of a number
NUMPY = {letter: np.dtype(f"<u{size}") for letter, size in TYPES.items()}
HEADER = 4


def pack(numbers: Sequence[int], counts: Sequence[int], positions: Sequence[int]) -> bytes:
    """The blob of a term that stands in the sections `numbers`, ascending, so often in each, at these positions.

    The positions come section by section, ascending in each. No positions at all make the blob of a code.
    """
    lists = [[numbers[0], *(after - before for before, after in pairwise(numbers))]]
    if positions:
        lists += [
            [count - 1 for count in counts],
            [p >> PASSAGE_BITS for p in positions],
            [p % SPAN for p in positions],
        ]
    letters = "".join(map(_letter, lists))
    return letters.ljust(HEADER, NO_PLACES[0]).encode() + b"".join(map(_packed, letters, lists))


def _letter(numbers: list[int]) -> str:
    highest = max(numbers)
    return next(letter for letter, size in TYPES.items() if highest >> 8 * size == 0) if highest else ZEROS


def _packed(letter: str, numbers: list[int]) -> bytes:
    if letter == ZEROS:
        return b""
    packed = array(letter, numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


class _Lists:
    """The lists of a blob, one after the other."""

    def __init__(self, blob: bytes) -> None:
        self._blob = blob
        self._at = HEADER

    def next(self, letter: str, length: int) -> Ints:
        if letter == ZEROS:
            return np.zeros(length, np.int64)
        numbers = np.frombuffer(self._blob, NUMPY[letter], length, self._at)
        self._at += numbers.nbytes
        return numbers.astype(np.int64)


def unpack(blob: bytes, having: int) -> Postings:
    """The postings in the blob of a term that stands in `having` sections."""
    letters = blob[:HEADER].decode()
    lists = _Lists(blob)
    numbers = np.cumsum(lists.next(letters[0], having))
    if letters[1:] == NO_PLACES:
        return Postings(numbers, NOWHERE)
    counts = lists.next(letters[1], having) + 1
    total = int(counts.sum())
    passages, places = lists.next(letters[2], total), lists.next(letters[3], total)
    return Postings(numbers, np.repeat(numbers, counts) << POSITION_BITS | passages << PASSAGE_BITS | places)
