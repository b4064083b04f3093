"""The analysers: normaliser, tokenizer and stemmers put together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from search.analysis import english, kazakh, russian
from search.analysis.characters import CYRILLIC_RANGE, KAZAKH_LETTERS, LATIN_RANGE
from search.analysis.lexicon import parts_of
from search.analysis.tokenising import words

if TYPE_CHECKING:
    from search.analysis.tokenising import Word

CYRILLIC = re.compile(f"[{CYRILLIC_RANGE}]+")
LATIN = re.compile(f"[{LATIN_RANGE}']+")
STEMMERS = {"kk": kazakh.stem, "ru": russian.stem, "en": english.stem}


class Token(NamedTuple):  # a tuple as Word is, and why
    """A word of a text.

    `start` and `end` are offsets into the text as given, so text[start:end] is what to mark. A hyphenated word and its
    first part share a `position`. `exact` is the word in normal form, `stem` its index term.
    """

    start: int
    end: int
    position: int
    exact: str
    stem: str


@dataclass(frozen=True, slots=True)
class Forms:
    """What to look up for one word of a query: its `exact` form, or any of its `stems`; or all words it begins."""

    exact: str
    stems: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Analyser:
    """The analyser of texts in `language` ("kk", "ru" or "en").

    A word with a Kazakh letter is Kazakh and a word in Latin letters English whatever the language of the text.
    """

    language: str

    def stem(self, word: str) -> str:
        """The stem of one normalised word."""
        return _stem(word, self.language)

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text in order, the whole of a hyphenated word before its parts."""
        tokens = []
        position = -1
        for start, end, word, step, _ in words(text):
            position += step
            tokens.append(Token(start, end, position, word, _stem(word, self.language)))
        return tokens


@cache
def analyser(language: str) -> Analyser:
    """The analyser of a language; ValueError for a language other than "kk", "ru" and "en"."""
    if language not in STEMMERS:
        raise ValueError(f"no analyser for language {language!r}")
    return Analyser(language)


def stem(word: str, language: str) -> str:
    """The stem of one word in any spelling, as it would get it in a text in `language` ("kk", "ru" or "en")."""
    return analyser(language).stem(_exact(word))


def terms(text: str, language: str) -> list[str]:
    """The index terms (stems) of a text in order; parts of hyphenated words included."""
    return [token.stem for token in analyser(language).tokens(text)]


def query_words(text: str) -> list[Forms]:
    """The words of a query, cut as the index cuts texts: a hyphenated word stays whole.

    A word with a Kazakh letter is Kazakh, one in Latin letters English; other Cyrillic words may be Kazakh or Russian,
    so both stems are given, and the Kazakh stem of the Russian lemma: many such words are loans (журналистов finds
    журналистер).
    """
    return [Forms(word.text, _stems(word.text)) for word in words(text) if word.whole]


def _stems(word: str) -> tuple[str, ...]:
    lemma = _stem(word, "ru")
    return tuple(dict.fromkeys((_stem(word, "kk"), lemma, _stem(lemma, "kk"))))


def is_word(word: str) -> bool:
    """Whether a normalised word stands in the dictionary of Kazakh or of Russian; names and English are unknown.

    Without Kazakh letters only a stem itself counts as Kazakh: a misspelt Russian word too often has a reading as one.
    """
    if not CYRILLIC.fullmatch(word):
        return False
    known = word if KAZAKH_LETTERS.isdisjoint(word) else _stem(word, "kk")
    return bool(parts_of(known)) or russian.is_word(word)


def part_words(text: str) -> list[Forms]:
    """The words of a query as `query_words` gives them, but for a hyphenated word or a range its parts."""
    found = words(text)
    kept = [word for n, word in enumerate(found) if not (word.whole and _has_parts(found, n))]
    return [Forms(word.text, _stems(word.text)) for word in kept]


def _has_parts(found: list[Word], number: int) -> bool:
    return number + 1 < len(found) and not found[number + 1].whole


def _exact(word: str) -> str:
    """A single word in normal form; a word the tokenizer would cut is put together again."""
    return "".join(part.text for part in words(word) if part.whole) or word.lower()


@lru_cache(maxsize=2**17)
def _stem(word: str, language: str) -> str:
    if CYRILLIC.fullmatch(word):
        if not KAZAKH_LETTERS.isdisjoint(word):
            language = "kk"
        return STEMMERS["ru" if language == "en" else language](word)
    return english.stem(word) if LATIN.fullmatch(word) else word
