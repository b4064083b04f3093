"""Russian lemmas by pymorphy3: the normal form of the most likely reading, as readings that are less likely mislead."""

from __future__ import annotations

from functools import cache

from pymorphy3 import MorphAnalyzer

STEPS = 4


@cache
def _analyser() -> MorphAnalyzer:
    return MorphAnalyzer()


def _lemma(word: str) -> str:
    lemma: str = _analyser().parse(word)[0].normal_form
    return lemma.replace("ё", "е")


def stem(word: str) -> str:
    """The lemma of a lower-case Russian word, ё written е; a lemma is its own lemma.

    Where the lemma, read as a word, has another lemma (стали → сталь …), the readings are followed to the end.
    """
    seen = [word]
    while len(seen) <= STEPS and (lemma := _lemma(seen[-1])) not in seen:
        seen.append(lemma)
    return seen[-1]


NAMES = ("Name", "Surn", "Patr", "Geox", "Abbr")


def is_word(word: str) -> bool:
    """Whether a lower-case word is one of the dictionary of Russian, in any form, and no name or abbreviation."""
    if not _analyser().word_is_known(word):
        return False
    return not any(kind in _analyser().parse(word)[0].tag for kind in NAMES)
