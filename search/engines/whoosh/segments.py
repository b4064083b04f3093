"""A segment of the index: what never changes once it is written, read once and shared by all generations that have it.

What is deleted is no business of a segment; a generation knows (search.engines.whoosh.snapshot).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.support.levenshtein import distance

from search.analysis.names import name_key
from search.engines.whoosh.naming import part_of
from search.spelling import plain

if TYPE_CHECKING:
    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.filedb.filestore import FileStorage

    from search.engines.postings import Ints
    from search.engines.whoosh.columns import Columns
    from search.engines.whoosh.naming import Concepts
    from search.similar import Part

WORDS, STEMS = "text_exact", "text_stem"
LETTERS = 63  # letters are told apart by their code modulo 64


class Segment:
    """One segment. Raises Damaged where a file of it is not as it was written."""

    def __init__(self, storage: FileStorage, segment: W3Segment) -> None:
        self.size: int = segment.doc_count_all()
        codec = segment.codec()
        self.terms = codec.terms_reader(storage, segment)
        self._documents = codec.per_document_reader(storage, segment)
        if self.size:
            self.stored(0)  # opens the file, which the next commit may delete
        self.columns: Columns = codec.columns(storage, segment)
        self._named: tuple[Concepts, Part] | None = None

    def stored(self, number: int) -> dict[str, Any]:
        """What is kept of a section beside its words."""
        row: dict[str, Any] = self._documents.stored_fields(number)
        return row

    def named(self, concepts: Concepts) -> Part:
        """What its sections name, read once for a thesaurus; see search.engines.whoosh.naming."""
        if self._named is None or self._named[0] != concepts:
            self._named = concepts, part_of(self, concepts)
        return self._named[1]

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
