"""Words that stand nowhere: most likely misspelt, or typed without Kazakh letters. Others like them are looked for.

What is done is said; a word that stands anywhere is never touched.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from search.analysis import Forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.plan import Clause

    Similar = Callable[[str, int], list[str]]

SHORTEST = 4  # letters; shorter words are too like too many others
LONG = 6  # letters from which on two may differ: қазақ typed as казак, Лұқпан as Лукпан
MOST = 3  # other words looked for

# Kazakh letters and what people type for them on another keyboard.
PLAIN = str.maketrans("әғқңөұүһіёй", "агкноуухиеи")


def plain(word: str) -> str:
    """The word without the letters that not every keyboard has."""
    return word.translate(PLAIN)


def repair(missing: tuple[Clause, ...], similar: Similar) -> dict[Clause, Clause]:
    """For each missing word that has like ones in the archive: the clause to ask for in its place.

    `similar(stem, letters)` gives the stems of the archive that differ in at most so many letters, the nearest first.
    """
    repaired = {}
    for clause in missing:
        found = () if clause.is_phrase else _like(clause.words[0], similar)
        if found:
            others = tuple((Forms(stem, (stem,)),) for stem in found)
            repaired[clause] = replace(clause, others=others, is_repaired=True)
    return repaired


def _like(word: Forms, similar: Similar) -> tuple[str, ...]:
    stem = word.stems[0]
    if len(stem) < SHORTEST or not stem.isalpha():
        return ()
    return tuple(similar(stem, 2 if len(stem) >= LONG - 1 else 1)[:MOST])
