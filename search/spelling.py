"""Words that stand nowhere: most likely misspelt, or typed without Kazakh letters. Others like them are looked for.

What is done is said; a word that stands anywhere is never touched.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from search.analysis import Forms, stem

if TYPE_CHECKING:
    from search.plan import Clause

SHORTEST = 4  # letters; shorter words are too like too many others
LONG = 5  # letters from which on two may differ
MOST = 3  # other words looked for

# Kazakh letters and what people type for them on another keyboard.
PLAIN = str.maketrans("әғқңөұүһіёй", "агкноуухиеи")


def plain(word: str) -> str:
    """The word without the letters that not every keyboard has."""
    return word.translate(PLAIN)


class Words(Protocol):
    """What an engine knows of the words of the archive."""

    def typed_plainly(self, word: str) -> list[str]:
        """Words that `word` may be without the letters that not every keyboard has."""

    def similar(self, stem: str, letters: int) -> list[str]:
        """Stems that differ from `stem` in at most so many letters, the nearest first."""


def repair(missing: tuple[Clause, ...], words: Words) -> dict[Clause, Clause]:
    """For each missing word that has like ones in the archive: the clause to ask for in its place."""
    repaired = {}
    for clause in missing:
        found = () if clause.is_phrase else _like(clause.words[0], words)
        if found:
            repaired[clause] = replace(clause, others=tuple((form,) for form in found), is_repaired=True)
    return repaired


def _like(word: Forms, words: Words) -> tuple[Forms, ...]:
    """The word with its Kazakh letters; where that is none, words with a letter or two put right."""
    whole = words.typed_plainly(word.exact)
    if whole:
        return tuple(Forms(exact, (stem(exact, "kk"),)) for exact in whole[:MOST])
    short = word.stems[0]
    if len(short) < SHORTEST or not short.isalpha():
        return ()
    found = words.similar(short, 2 if len(short) >= LONG else 1)
    return tuple(Forms(each, (each,)) for each in found[:MOST])
