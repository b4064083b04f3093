"""A light stemmer for Kazakh: inflection off, derivation kept.

The suffixes are peeled from the right along the grammar of `kazakh_suffixes`; every way through gives an analysis, and
the most plausible one wins: a stem in the word list before an unknown one, sure suffixes before doubtful ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import TYPE_CHECKING

from search.analysis.kazakh_suffixes import FINAL, NOUN, SUFFIXES, VERB, VOWELS, Suffix
from search.analysis.kazakh_words import COMMON_VERBS, ELIDED, PRONOUNS, VERBS
from search.analysis.lexicon import is_verb, kazakh_words, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Table = dict[str, list[Suffix]]

SHORTEST_UNKNOWN = 3
UNKNOWN = 3.0
"""The cost of a word of which nothing is known; the other costs are doubts of suffixes and small ties against it."""
LONGEST = max(len(suffix.text) for suffix in SUFFIXES)
OFTEN_LAST = frozenset({"ы", "і", "н", "у", "ды", "ді", "ты", "ті"})
"""Doubtful last suffixes that even an unknown stem may take."""
MADE_VERB = re.compile("..[лдт][ае]$")
"""Even an unknown stem in -ла, -да, -та is likely a verb, and takes the converbs and the passive."""
CONVERBS = frozenset("йп")
LOANS = re.compile("сс$|(?<=и)ст$|зд$|лл$|^(?:а|фа|па|аспе|объе|субъе|прое)кті$")
"""Loan words that suffixes shorten or lengthen: процес-тің, журналис-тер, съез-і, but пакті-ге."""
UNVOICED = {"б": "п", "г": "к", "ғ": "қ"}
COMMON = frozenset(COMMON_VERBS.split())
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
    return unvoiced(LOANS.sub(lambda match: match[0][:-1], stem))


def unvoiced(stem: str) -> str:
    """A stem with its last consonant as at the end of a word: кітаб → кітап, құқығ → құқық."""
    if stem[-1] in UNVOICED and stem[-2:-1] in VOWELS:
        return stem[:-1] + UNVOICED[stem[-1]]
    return stem


def _cost(reading: Analysis, stem: str) -> float:
    """How implausible a reading is: an unknown stem, doubtful suffixes, then the number of suffixes and letters."""
    parts = parts_of(stem)
    if not reading.suffixes:
        return _bare_cost(parts)
    last = reading.suffixes[0]
    doubt = (sum(suffix.doubt for suffix in reading.suffixes) + last.doubt) / 2  # doubts count most at the word's end
    if last.doubt > 1 and len(stem) < SHORTEST_UNKNOWN:
        doubt += 1
    if ("n" if reading.part == NOUN else "v") in parts:
        common = 0.8 if reading.part == VERB and stem in COMMON else 0
        return doubt + (len(reading.suffixes) - len(stem)) * 0.05 - common
    return _unknown_cost(reading, stem, doubt)


def _unknown_cost(reading: Analysis, stem: str, doubt: float) -> float:
    """An unknown stem gives up as many letters as sure suffixes take; infinite where it could not be a word."""
    if len(stem) < SHORTEST_UNKNOWN or VOWELS.isdisjoint(stem) or not _fits_unknown(reading, stem):
        return inf
    gain = 1 if len(stem) > SHORTEST_UNKNOWN else 0.9
    return UNKNOWN - gain + doubt * 0.1 + len(stem) * 0.05 + len(reading.suffixes) * 0.01


def _fits_unknown(reading: Analysis, stem: str) -> bool:
    last = reading.suffixes[0]
    if MADE_VERB.search(stem):
        barred = any(suffix.listed for suffix in reading.suffixes if suffix.kind != "passive")
        return not barred and (not last.doubt or len(last.text) > 3 or last.text in OFTEN_LAST | CONVERBS)
    barred = any(suffix.listed for suffix in reading.suffixes)
    return not barred and (not last.doubt or len(last.text) > 3 or last.text in OFTEN_LAST)


def _bare_cost(parts: str) -> float:
    """An unlisted word as it stands: best one derived from a listed word; an imperative is rare."""
    return UNKNOWN if not parts else 0.9 if "n" in parts else 1.5


def _once(word: str) -> tuple[str, str]:
    """Stem and part of speech of the best reading."""
    closed = CLOSED.get(word)
    if closed:
        return closed, NOUN
    words = kazakh_words()
    if "n" in words.get(word, ""):
        return canonical(Analysis(word, NOUN, ()), words), NOUN
    readings = ((reading, canonical(reading, words)) for reading in analyses(word))
    _, stem, part = min((_cost(reading, stem), stem, reading.part) for reading, stem in readings)
    return stem, part


def stem(word: str) -> str:
    """The stem of a lower-case Kazakh word; a stem is its own stem.

    A verb stem that would be read as a form of another word (қолда-, "to support", as "in the hand") is given as the
    verbal noun (қолдау).
    """
    seen: list[str] = []
    while word not in seen:
        seen.append(word)
        word, part = _once(word)
        if part == VERB and is_verb(word) and _once(word)[0] != word:
            name = infinitive(word)
            if _once(name) in {(name, NOUN), (name, VERB), (word, VERB)}:
                return name
    return word


def infinitive(verb: str) -> str:
    """The verbal noun of a verb stem: бар → бару, оқы → оқу, қой → қою."""
    if verb[-1] in "ыі":
        return verb[:-1] + "у"
    return verb[:-1] + "ю" if verb[-1] == "й" else verb + "у"
