"""The words of an archive by what a reader may have typed for them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from whoosh.support.levenshtein import distance

from search.analysis.names import name_key
from search.spelling import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


class Lexicon:
    """Every `exact` word and every one of the `stems` of the texts, with the number of sections that have it."""

    def __init__(self, exact: Mapping[str, int], stems: Mapping[str, int]) -> None:
        self.exact = exact
        self.stems = stems

    @cached_property
    def _without_marks(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.exact:
            if plain(word) != word:
                found[plain(word)].append(word)
        return found

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in sorted(term for term in {*self.exact, *self.stems} if term.isalpha()):
            found[name_key(word)].append(word)
        return found

    @cached_property
    def _letters(self) -> list[tuple[str, int]]:
        return [(stem, letter_set(stem)) for stem in self.stems]

    def typed_plainly(self, word: str) -> list[str]:
        """Words that `word` may be without the letters that not every keyboard has."""
        return self._without_marks.get(plain(word), [])

    def sounding(self, key: str) -> list[str]:
        """Words and stems with this key of names (search.analysis.names), the most frequent first."""

        def frequency(word: str) -> int:
            return self.exact.get(word, 0) + self.stems.get(word, 0)

        return sorted(self._by_sound.get(key, ()), key=frequency, reverse=True)

    def similar(self, stem: str, letters: int) -> list[str]:
        """Stems that differ from `stem` in at most so many letters: the nearest, the most frequent first."""
        own = letter_set(stem)
        found = {
            other: distance(other, stem, limit=letters)
            for other, theirs in self._letters
            # Each letter that differs puts at most two letters into one set and not the other.
            if abs(len(other) - len(stem)) <= letters and (own ^ theirs).bit_count() <= 2 * letters
        }
        near = (other for other in found if found[other] <= letters)
        return sorted(near, key=lambda other: (found[other], -self.stems[other]))


def letter_set(word: str) -> int:
    """The letters of a word as a set; letters that share a bit only make two words look nearer than they are."""
    letters = 0
    for letter in word:
        letters |= 1 << (ord(letter) & 63)
    return letters
