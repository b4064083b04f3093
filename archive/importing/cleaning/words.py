"""What a text says about its own words: which exist, and which follow which. Stands in for a dictionary."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import log

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_LAST_WORD = re.compile(r"(\w+(?:[-'’]\w+)*-?)[\s»”\"]*$")
_LONGEST_WORD = 60
_DIGITS = re.compile(r"\d+")
_STEM = 5  # letters; Kazakh and Russian words carry their meaning in front
_SUFFIX = 3  # letters; the case ending says which kind of word follows
_WEIGHTS = (0.6, 0.3, 0.1)  # stem after stem, stem after ending, any stem
_NEVER = -4.0  # a word does not follow itself, nor half a word any other
_MAX_GAIN = 4.0  # so that one pair of rare words does not outweigh all else


class Words:
    """Counts of the words and word pairs of a text, taken from lines that are known to be whole."""

    def __init__(self) -> None:
        self._forms: Counter[str] = Counter()
        self._stems: Counter[str] = Counter()
        self._suffixes: Counter[str] = Counter()
        self._stem_pairs: Counter[tuple[str, str]] = Counter()
        self._suffix_pairs: Counter[tuple[str, str]] = Counter()

    def add(self, texts: Iterable[str]) -> None:
        """Count texts; words are paired inside each text only."""
        for text in texts:
            words = _WORD.findall(_DIGITS.sub("0", text.lower()))
            self._forms.update(words)
            stems = [_stem(word) for word in words]
            suffixes = [word[-_SUFFIX:] for word in words]
            self._stems.update(stems)
            self._suffixes.update(suffixes)
            self._stem_pairs.update(pairwise(stems))
            self._suffix_pairs.update(zip(suffixes, stems[1:], strict=False))

    def count(self, word: str) -> int:
        """How often a word occurs in just this form; numbers count as one («5-бабы», «71-бабы»)."""
        return self._forms[_DIGITS.sub("0", word.lower())]

    def follows(self, before: str, after: str) -> float:
        """How much more often than by chance `after` follows `before` (logarithm, -4 to 4).

        Either may be "" where punctuation or the end of the text stands there: nothing is known then (0). A word cut
        at its hyphen («14-») is followed by what makes it a known word.
        """
        if not before or not after:
            return 0.0
        if before.endswith("-"):
            return _MAX_GAIN if self._stems[_stem(before + after.lower())] else _NEVER
        if before.lower() == after.lower():
            return _NEVER
        left, suffix, right = _stem(before.lower()), before.lower()[-_SUFFIX:], _stem(after.lower())
        stem = self._stem_pairs[left, right] / (self._stems[left] + 1)
        ending = self._suffix_pairs[suffix, right] / (self._suffixes[suffix] + 1)
        chance = (self._stems[right] + 1) / (self._stems.total() + 1)
        return min(_MAX_GAIN, log((_WEIGHTS[0] * stem + _WEIGHTS[1] * ending) / chance + _WEIGHTS[2]))


def _stem(word: str) -> str:
    return _DIGITS.sub("0", word)[:_STEM]


def first_word(text: str) -> str:
    """The word a text starts with, "" when it starts with punctuation."""
    match = _WORD.match(text.lstrip(' "«“('))
    return match.group() if match else ""


def last_word(text: str) -> str:
    """The word a text ends with, with its hyphen when it is cut there, "" when the text ends with punctuation."""
    match = _LAST_WORD.search(text[-_LONGEST_WORD:])
    return match.group(1) if match else ""
