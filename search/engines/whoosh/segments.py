"""A segment of the index: what never changes once it is written, read once and shared by all generations that have it.

What is deleted is no business of a segment; a generation knows (search.engines.whoosh.snapshot).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.support.levenshtein import distance

from search.analysis.names import name_key
from search.plan import FACETS
from search.spelling import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.filedb.filestore import FileStorage

    from search.engines.postings import Ints

WORDS, STEMS = "text_exact", "text_stem"
LETTERS = 63  # letters are told apart by their code modulo 64


@dataclass(frozen=True, slots=True)
class Codes:
    """Which section has which of the `values`: the sections `numbers[n]` has the value `codes[n]`, by sections."""

    values: tuple[str, ...]
    numbers: Ints
    codes: Ints


def codes_of(rows: Iterable[Sequence[str]]) -> Codes:
    """The codes of sections from 0 on, each with any number of values."""
    known: dict[str, int] = {}
    numbers, codes = [], []
    for number, values in enumerate(rows):
        for value in values:
            numbers.append(number)
            codes.append(known.setdefault(value, len(known)))
    return Codes(tuple(known), np.array(numbers, np.int64), np.array(codes, np.int64))


class Segment:
    """One segment. Raises what its bytes happen to break where a file of it is damaged."""

    def __init__(self, storage: FileStorage, segment: W3Segment) -> None:
        self.size: int = segment.doc_count_all()
        codec = segment.codec()
        self.terms = codec.terms_reader(storage, segment)
        self._documents = codec.per_document_reader(storage, segment)
        self._reading = threading.Lock()  # Whoosh seeks before it reads
        self._read_columns()

    def _read_columns(self) -> None:
        rows = [self.stored(number) for number in range(self.size)]
        self.ids = np.array([int(row["django_id"]) for row in rows], np.int64)
        self.order = np.array([row.get("order", 0) for row in rows], np.int64)
        self.last_year = np.array([row.get("last_year", 0) for row in rows], np.int64)
        self.facets = {name: codes_of(row.get(name, ()) for row in rows) for name in FACETS}
        self.titles = codes_of([row.get("title", "").casefold()] for row in rows)

    def stored(self, number: int) -> dict[str, Any]:
        """What is kept of a section beside its words."""
        with self._reading:
            row: dict[str, Any] = self._documents.stored_fields(number)
        return row

    @cached_property
    def without_marks(self) -> dict[str, list[str]]:
        """Words by how they are typed without the letters that not every keyboard has."""
        found: dict[str, list[str]] = {}
        for word in self.terms.lexicon(WORDS).words():
            if plain(word) != word:
                found.setdefault(plain(word), []).append(word)
        return found

    @cached_property
    def by_sound(self) -> dict[str, list[str]]:
        """Words and stems by their key of names."""
        found: dict[str, list[str]] = {}
        for word in {word for name in (WORDS, STEMS) for word in self.terms.lexicon(name).words()}:
            if word.isalpha():
                found.setdefault(name_key(word), []).append(word)
        return found

    @cached_property
    def _spelt(self) -> tuple[list[str], Ints, Ints]:
        """Every stem, how many letters it has, and which, as a set of bits."""
        stems = list(self.terms.lexicon(STEMS).words())
        lengths = np.array([len(stem) for stem in stems], np.int64)
        return stems, lengths, np.array([letter_set(stem) for stem in stems], np.uint64).view(np.int64)

    def similar(self, stem: str, letters: int) -> dict[str, int]:
        """Stems that differ from `stem` in at most so many letters, and in how many."""
        stems, lengths, sets = self._spelt
        own = np.array([letter_set(stem)], np.uint64).view(np.int64)
        # Each letter that differs puts at most two letters into one set and not the other.
        near = (np.abs(lengths - len(stem)) <= letters) & (
            np.bitwise_count((sets ^ own).view(np.uint64)) <= 2 * letters
        )
        found = {stems[index]: distance(stems[index], stem, limit=letters) for index in np.flatnonzero(near)}
        return {other: far for other, far in found.items() if far <= letters}


def letter_set(word: str) -> int:
    """The letters of a word as a set; letters that share a bit only make two words look nearer than they are."""
    letters = 0
    for letter in word:
        letters |= 1 << (ord(letter) & LETTERS)
    return letters
