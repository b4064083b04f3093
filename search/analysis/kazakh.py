"""A light stemmer for Kazakh: inflection off, derivation kept.

The suffixes are peeled from the right along the grammar of `kazakh_suffixes`; every way through gives an analysis, and
the most plausible one wins: a stem in the word list before an unknown one, sure suffixes before doubtful ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from search.analysis.kazakh_suffixes import FINAL, NOUN, SUFFIXES, VERB, VOWELS, Suffix
from search.analysis.kazakh_words import ELIDED, PRONOUNS, VERBS
from search.analysis.lexicon import kazakh_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Table = dict[str, list[Suffix]]

SHORTEST_UNKNOWN = 3
LONGEST = max(len(suffix.text) for suffix in SUFFIXES)
UNVOICED = {"б": "п", "г": "к", "ғ": "қ"}
CLOSED = {form: stem for table in (PRONOUNS, VERBS) for stem, forms in table.items() for form in forms.split()}


@dataclass(frozen=True, slots=True)
class Analysis:
    """A way to read a word: `stem`, its `part` of speech, and the suffixes, the last of the word first."""

    stem: str
    part: str
    suffixes: tuple[Suffix, ...]


@cache
def _table(kinds: tuple[str, ...]) -> Table:
    table: Table = {}
    for suffix in SUFFIXES:
        if suffix.kind in kinds:
            table.setdefault(suffix.text, []).append(suffix)
    return table


def analyses(word: str) -> Iterator[Analysis]:
    """All readings of a lower-case word, the word itself first."""
    yield Analysis(word, NOUN, ())
    pending: list[tuple[str, tuple[str, ...], tuple[Suffix, ...]]] = [(word, FINAL, ())]
    while pending:
        form, kinds, chain = pending.pop()
        for base, suffix in _peeled(form, kinds):
            longer = (*chain, suffix)
            pending.append((base, suffix.follows, longer))
            for part in (NOUN, VERB):
                if part in suffix.follows:
                    yield Analysis(base, part, longer)


def _peeled(form: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, Suffix]]:
    table = _table(kinds)
    for length in range(1, min(LONGEST, len(form) - 2) + 1):
        for suffix in table.get(form[-length:], ()):
            base = form[:-length]
            if base.rstrip("ьъ")[-1:] in suffix.after:
                yield _restore(base, suffix), suffix


def _restore(base: str, suffix: Suffix) -> str:
    return base if suffix.restore == "й" and base.endswith("и") else base + suffix.restore


def canonical(reading: Analysis, words: Mapping[str, str]) -> str:
    """The stem as it stands alone: кітаб → кітап, халқ → халық, тау(ып) → тап."""
    stem = reading.stem
    if reading.suffixes and reading.suffixes[-1].text[0] in "аеыіуи":
        stem = ELIDED.get(stem, stem)
        if reading.part == VERB and stem.endswith("у") and reading.suffixes[-1].text[1:2] == "п":
            hard = stem[:-1] + "п"
            if "v" in words.get(hard, ""):
                return hard
    return stem[:-1] + UNVOICED.get(stem[-1], stem[-1])


def _cost(reading: Analysis, stem: str) -> float:
    """How implausible a reading is; unknown stems pay much, doubtful suffixes some, letters left on the stem little."""
    listed = kazakh_words().get(stem, "")
    known = ("n" if reading.part == NOUN else "v") in listed or (not reading.suffixes and bool(listed))
    doubt = sum(suffix.doubtful for suffix in reading.suffixes)
    if known:
        return doubt * 2.0 + len(stem) * 0.1 + len(reading.suffixes) * 0.05
    if any(suffix.listed for suffix in reading.suffixes) or _too_short(stem):
        return float("inf") if reading.suffixes else 50.0
    bare = reading.suffixes and all(suffix.doubtful for suffix in reading.suffixes)
    weak = bare and reading.suffixes[0].text not in {"ы", "і", "у"}
    return 20.0 + doubt * 1.0 + len(stem) * 0.5 + (20 if weak else 0) + len(reading.suffixes) * 0.1


def _too_short(stem: str) -> bool:
    return len(stem) < SHORTEST_UNKNOWN or VOWELS.isdisjoint(stem)


def _once(word: str) -> str:
    closed = CLOSED.get(word)
    if closed:
        return closed
    words = kazakh_words()
    stems = ((reading, canonical(reading, words)) for reading in analyses(word))
    return min((_cost(reading, stem), stem) for reading, stem in stems)[1]


def stem(word: str) -> str:
    """The stem of a lower-case Kazakh word; a stem is its own stem."""
    seen = [word]
    while (shorter := _once(seen[-1])) not in seen:
        seen.append(shorter)
    return min(seen[seen.index(shorter) :])
