"""The postings of a segment that is being written, term by term.

Whoosh's own pool keeps each posting as an object and sorts them all; here a posting is a few bytes at the end of its
term's arrays. When they take too much room they are put aside in a file, to be joined term by term at the end.
"""

from __future__ import annotations

import marshal
from array import array
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from operator import itemgetter
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOM = 128_000_000  # bytes of postings kept in memory
NUMBER = array("I").itemsize  # bytes
OVERHEAD = 400  # bytes a term takes beside its postings, roughly

Key = tuple[str, bytes]  # field, term
Row = tuple[Key, tuple[bytes, bytes, bytes]]
Posting = tuple[str, bytes, int, float, bytes]  # field, term, section, weight, packed positions


@dataclass(slots=True)
class TermPostings:
    """The sections a term stands in, how often it stands in each, and all its positions, section by section."""

    numbers: array[int] = field(default_factory=lambda: array("I"))
    counts: array[int] = field(default_factory=lambda: array("I"))
    positions: array[int] = field(default_factory=lambda: array("I"))


class Pool:
    """Takes postings, the sections of each term in ascending order; gives the terms in their order."""

    def __init__(self, folder: Path, room: int = ROOM) -> None:
        """At most about `room` bytes are kept in memory, the rest in files in the `folder`."""
        self._folder = folder
        self._room = room
        self._size = 0
        self._terms: dict[Key, TermPostings] = {}
        self._aside: list[BinaryIO] = []

    def add(self, posting: Posting) -> None:
        name, term, number, _, positions = posting
        key = name, term
        known = self._terms.get(key)
        if known is None:
            known = self._terms[key] = TermPostings()
            self._size += OVERHEAD
        size = len(positions)
        known.numbers.append(number)
        known.counts.append(size // NUMBER)
        known.positions.frombytes(positions)
        self._size += 2 * NUMBER + size
        if self._size > self._room:
            self._put_aside()

    def iter_postings(self) -> Iterator[tuple[Key, TermPostings]]:
        """Every term with its postings, in the order of fields and terms."""
        if not self._aside:
            yield from sorted(self._terms.items(), key=itemgetter(0))
            return
        self._put_aside()
        rows = merge(*map(_rows, self._aside), key=itemgetter(0))
        for key, parts in groupby(rows, key=itemgetter(0)):
            yield key, _joined(parts)

    def cleanup(self) -> None:
        for file in self._aside:
            file.close()

    def _put_aside(self) -> None:
        file = TemporaryFile(dir=self._folder)  # noqa: SIM115  (closed by `cleanup`)
        for key, known in sorted(self._terms.items(), key=itemgetter(0)):
            packed = (known.numbers.tobytes(), known.counts.tobytes(), known.positions.tobytes())
            marshal.dump((key, packed), file)
        self._aside.append(file)
        self._terms = {}
        self._size = 0


def _rows(file: BinaryIO) -> Iterator[Row]:
    file.seek(0)
    while True:
        try:
            yield marshal.load(file)  # noqa: S302  (written above, in a file nobody else can open)
        except EOFError:
            return


def _joined(rows: Iterator[Row]) -> TermPostings:
    together = TermPostings()
    for _, (numbers, counts, positions) in rows:
        together.numbers.frombytes(numbers)
        together.counts.frombytes(counts)
        together.positions.frombytes(positions)
    return together
