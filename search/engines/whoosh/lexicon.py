"""The terms of one field of a segment in their order, with what is needed to read the postings of each.

All of it is a few arrays on the bytes of the file: opening unpacks nothing, a term is found by halving.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEAD = struct.Struct("<QQ")  # how many terms; where their postings begin
LONG = np.dtype("<u8")
WORD = np.dtype("<u4")
Longs = NDArray[np.uint64]
Words = NDArray[np.uint32]
AFTER_ALL = b"\xff"  # no byte of UTF-8 is as high


class LexiconWriter:
    """Collects the terms of a field, which come in their order; their postings begin at byte `start` of their file."""

    def __init__(self, start: int) -> None:
        self._start = start
        self._terms: list[bytes] = []
        self._rows: list[tuple[int, int, int]] = []

    def add(self, term: bytes, frequency: int, length: int, checksum: int) -> None:
        """A term that stands in `frequency` sections; its postings are `length` bytes with this `checksum` (CRC-32)."""
        self._terms.append(term)
        self._rows.append((frequency, length, checksum))

    def to_bytes(self) -> bytes:
        columns = np.array(self._rows, WORD).reshape(-1, 3)
        ends = np.cumsum([len(term) for term in self._terms], dtype=LONG)
        head = HEAD.pack(len(self._terms), self._start)
        return b"".join([head, ends.tobytes(), *(columns[:, n].tobytes() for n in range(3)), *self._terms])


class Lexicon:
    """A sequence of terms. `frequencies` has the number of sections of each, deleted ones included."""

    def __init__(self, written: memoryview) -> None:
        """From what LexiconWriter made."""
        total, start = HEAD.unpack(written[: HEAD.size])
        data = written[HEAD.size :]
        self._ends: Longs = np.frombuffer(data, LONG, total)
        self.frequencies, lengths, self._checksums = (_column(data, total, n) for n in range(3))
        self._offsets = np.concatenate(([start], start + np.cumsum(lengths, dtype=np.int64)))
        self._text = data[total * (LONG.itemsize + 3 * WORD.itemsize) :]

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> bytes:
        start = int(self._ends[index - 1]) if index else 0
        return bytes(self._text[start : int(self._ends[index])])

    def __iter__(self) -> Iterator[bytes]:
        return (self[index] for index in range(len(self)))

    def find(self, term: bytes) -> int | None:
        """The index of a term; None where the field has no such term."""
        index = bisect_left(self, term)
        return index if index < len(self) and self[index] == term else None

    def beginning(self, prefix: bytes) -> range:
        """The indexes of the terms that begin so."""
        return range(bisect_left(self, prefix), bisect_left(self, prefix + AFTER_ALL))

    def following(self, first: bytes) -> Iterator[bytes]:
        """The terms from `first` on."""
        return (self[index] for index in range(bisect_left(self, first), len(self)))

    def extent(self, index: int) -> tuple[int, int, int]:
        """Where the postings of a term begin and end in their file, and their checksum."""
        return int(self._offsets[index]), int(self._offsets[index + 1]), int(self._checksums[index])

    def words(self, indexes: Sequence[int] | None = None) -> Iterator[str]:
        """The terms with these indexes, or all of them."""
        return (self[index].decode() for index in (range(len(self)) if indexes is None else indexes))


def _column(data: memoryview, total: int, number: int) -> Words:
    return np.frombuffer(data, WORD, total, total * (LONG.itemsize + number * WORD.itemsize))


NO_TERMS = Lexicon(memoryview(LexiconWriter(0).to_bytes()))
