"""One generation of the index as a search reads it: facets as bitsets, postings decoded once and kept.

A set of sections is a Python integer with one bit for each section, so "and", "or" and counting are single
operations on machine words. A snapshot never changes; the next commit gets the next one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from whoosh.support.levenshtein import distance

from search.analysis.names import name_key
from search.plan import FACETS
from search.spelling import plain

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator

    from whoosh.index import FileIndex

Postings = dict[int, "array[int]"]  # section (document number of the index) → positions of the term
CACHED_TERMS = 4096
MOST_FORMS = 100  # looked for by the beginning of a word


@dataclass(slots=True)
class Columns:
    """What is kept of every section beside its words."""

    live: int = 0
    ids: dict[int, int] = field(default_factory=dict)
    stored: dict[int, dict[str, Any]] = field(default_factory=dict)
    pointers: set[int] = field(default_factory=set)  # sections that only point elsewhere
    facets: dict[str, dict[str, int]] = field(default_factory=lambda: {name: {} for name in FACETS})

    def add(self, number: int, stored: dict[str, Any]) -> None:
        bit = 1 << number
        self.live |= bit
        self.ids[number] = int(stored["django_id"])
        self.stored[number] = stored
        if stored.get("pointer"):
            self.pointers.add(number)
        for name, values in self.facets.items():
            for value in stored.get(name, ()):
                values[value] = values.get(value, 0) | bit


class Snapshot:
    """A reader of one generation. `generation` tells whether it is still the newest."""

    def __init__(self, index: FileIndex) -> None:
        self.generation = (str(index.storage.folder), index.latest_generation())
        self.reader = index.reader()
        self.columns = Columns()
        for number, stored in self.reader.iter_docs():
            self.columns.add(number, stored)
        self.postings = lru_cache(CACHED_TERMS)(self._postings)
        self.sections = lru_cache(CACHED_TERMS)(self._sections)
        self.beginning = lru_cache(CACHED_TERMS)(self._beginning)

    def close(self) -> None:
        self.reader.close()

    def _postings(self, name: str, term: str) -> Postings:
        """Positions of `term` in the field `name`, by section; empty where no section has it."""
        if (name, term.encode()) not in self.reader:
            return {}
        matcher = self.reader.postings(name, term.encode())
        found: Postings = {}
        while matcher.is_active():
            found[matcher.id()] = matcher.value_as("positions")
            matcher.next()
        return found

    def _sections(self, name: str, term: str) -> int:
        """The set of sections that have `term` in the field `name`."""
        return bits(self.postings(name, term))

    def _beginning(self, name: str, prefix: str) -> tuple[list[str], bool]:
        """The most frequent terms of the field `name` that begin so, and whether there are more of them."""
        terms = [term.decode() for term in self.reader.expand_prefix(name, prefix.encode())]
        terms.sort(key=lambda term: (-self.reader.doc_frequency(name, term.encode()), term))
        return terms[:MOST_FORMS], len(terms) > MOST_FORMS

    @cached_property
    def without_marks(self) -> dict[str, list[str]]:
        """Words of the archive by how they are typed without the letters that not every keyboard has."""
        found: dict[str, list[str]] = {}
        for word in (term.decode() for term in self.reader.lexicon("text_exact")):
            if plain(word) != word:
                found.setdefault(plain(word), []).append(word)
        return found

    @cached_property
    def by_sound(self) -> dict[str, list[str]]:
        """Words and stems of the archive by their key of names."""
        found: dict[str, list[str]] = {}
        terms = {term.decode() for name in ("text_exact", "text_stem") for term in self.reader.lexicon(name)}
        for word in sorted(term for term in terms if term.isalpha()):
            found.setdefault(name_key(word), []).append(word)
        return found

    def sounding(self, key: str) -> list[str]:
        """Words and stems of the archive with this key of names, the most frequent first."""

        def frequency(word: str) -> int:
            return len(self.postings("text_exact", word)) + len(self.postings("text_stem", word))

        return sorted(self.by_sound.get(key, ()), key=frequency, reverse=True)

    @cached_property
    def stems(self) -> list[tuple[str, int]]:
        """Every stem of the archive, with its letters as a set."""
        return [(stem, letter_set(stem)) for stem in (term.decode() for term in self.reader.lexicon("text_stem"))]

    def similar(self, stem: str, letters: int) -> list[str]:
        """Stems of the archive that differ from `stem` in at most so many letters: the nearest, the most frequent."""
        own = letter_set(stem)
        found = {
            other: distance(other, stem, limit=letters)
            for other, theirs in self.stems
            # Each letter that differs puts at most two letters into one set and not the other.
            if abs(len(other) - len(stem)) <= letters and (own ^ theirs).bit_count() <= 2 * letters
        }

        def place(other: str) -> tuple[int, int]:
            return found[other], -len(self.postings("text_stem", other))

        return sorted((other for other in found if found[other] <= letters), key=place)

    def choose(self, facet: str, values: Iterable[str]) -> int:
        """The set of sections that have any of the `values` in a facet."""
        chosen = 0
        for value in values:
            chosen |= self.columns.facets[facet].get(value, 0)
        return chosen


def letter_set(word: str) -> int:
    """The letters of a word as a set; letters that share a bit only make two words look nearer than they are."""
    letters = 0
    for letter in word:
        letters |= 1 << (ord(letter) & 63)
    return letters


def bits(numbers: Iterable[int]) -> int:
    """The set of these document numbers."""
    numbers = list(numbers)
    if not numbers:
        return 0
    flags = bytearray(max(numbers) // 8 + 1)
    for number in numbers:
        flags[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(flags, "little")


def members(chosen: int) -> Iterator[int]:
    """The document numbers of a set, in ascending order."""
    for byte, flags in enumerate(chosen.to_bytes((chosen.bit_length() + 7) // 8, "little")):
        while flags:
            low = flags & -flags
            yield byte * 8 + low.bit_length() - 1
            flags ^= low
