"""Search terms in a text, in whatever form they stand: words agree as far as endings leave them alone."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.importing.draft import Vocabulary

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_KEY = 3  # first letters by which terms are looked up
# The vowel of a possessive or a verbal noun, and the consonants that soften before a vowel (balalyq, balalyghy).
_KAZAKH_ENDING = re.compile(r"(?<=\w{3})(?:с?[ыі]|у)$")
_KAZAKH_VOICED = re.compile(r"[кқпгғб]$")
_RUSSIAN_ENDING = re.compile(r"(?<=\w{2})(?:[иыо]й|[ая]я|[оеы]е|и[ея]|[аяоеыиуюьй])$")
_RUSSIAN_MOVING = re.compile(r"(?<=\w)([бвгджзклмнпрстфхцчшщ])к$")
_PHRASE_WEIGHT = 1.5  # of a term of several words, which says more than one word


@dataclass(frozen=True, slots=True)
class Hit:
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class _Term:
    slug: str
    words: tuple[re.Pattern[str], ...]


class TermIndex:
    """The terms of a vocabulary in one language, by their first letters; made once for a document."""

    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        found: defaultdict[str, list[_Term]] = defaultdict(list)
        for key, term in _terms(vocabulary, language):
            found[key].append(term)
        # The longest first, so that a phrase is taken before a word in it.
        self._terms = {key: sorted(terms, key=lambda one: -len(one.words)) for key, terms in found.items()}

    def find(self, text: str) -> dict[str, list[Hit]]:
        """Violation slug → the places of its terms in `text`. Overlapping terms of one violation count once."""
        tokens = [(found[0].lower().replace("ё", "е"), found.start(), found.end()) for found in _WORD.finditer(text)]
        hits: defaultdict[str, list[Hit]] = defaultdict(list)
        for place, (word, start, _) in enumerate(tokens):
            for term in self._terms.get(word[:_KEY], ()):
                following = tokens[place : place + len(term.words)]
                taken = hits[term.slug][-1].end if term.slug in hits else 0
                if start >= taken and _agrees(term, [one[0] for one in following]):
                    weight = _PHRASE_WEIGHT if len(term.words) > 1 else 1.0
                    hits[term.slug].append(Hit(start, following[-1][2], weight))
        return dict(hits)


def _agrees(term: _Term, words: list[str]) -> bool:
    return len(words) == len(term.words) and all(map(re.Pattern.fullmatch, term.words, words))


def _terms(vocabulary: Vocabulary, language: str) -> Iterator[tuple[str, _Term]]:
    for violation in vocabulary.violations:
        for phrase in violation.terms.get(language, ()):
            words = _WORD.findall(phrase.lower().replace("ё", "е"))
            if words:
                patterns = tuple(re.compile(inflected(word, language)) for word in words)
                yield words[0][:_KEY], _Term(violation.slug, patterns)


def inflected(word: str, language: str) -> str:
    """A pattern for the forms of a word: its stem, sounds that change before endings, endings of a usual length."""
    if len(word) <= _KEY or language == "en":
        return re.escape(word) + (r"(?:s|es|ed|ing)?" if language == "en" else r"\w{0,3}")
    if language == "kk":
        stem = _KAZAKH_ENDING.sub("", word)
        return _KAZAKH_VOICED.sub(_voiced, re.escape(stem)) + r"[\w-]{0,10}"
    stem = re.escape(_RUSSIAN_ENDING.sub("", word))
    return _RUSSIAN_MOVING.sub(r"\1[ое]?к", stem) + r"\w{0,3}"


def _voiced(found: re.Match[str]) -> str:
    return next(f"[{pair}]" for pair in ("кг", "қғ", "пб") if found[0] in pair)
