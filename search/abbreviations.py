"""Abbreviations that a text explains: «Біріккен Ұлттар Ұйымы (БҰҰ)», "World Health Organization (WHO)".

A name is taken where the initials of its words are just the letters in the brackets after it; small words (of, по,
және) may have no letter. This is the strict half of what Schwartz and Hearst describe (A Simple Algorithm for
Identifying Abbreviation Definitions in Biomedical Text, 2003): letters inside words are not looked for, since what is
found is proposed for every search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.analysis.characters import KAZAKH_LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CAPITAL, SMALL = "А-ЯЁӘҒҚҢӨҰҮҺІA-Z", "а-яёәғқңөұүһіa-z"
# Words that announce an abbreviation: (далее – ООН), (бұдан әрі – БҰҰ), (hereinafter UN).
ANNOUNCED = r"(?:(?:далее|бұдан әрі|әрі қарай|hereinafter|hereafter)\b[^()]{0,20}?)?"
# In brackets, maybe in quotation marks, and in Kazakh maybe with an ending after a hyphen.
BRACKETS = re.compile(rf"\({ANNOUNCED}[«“\"]?([{CAPITAL}]{{2,8}})(?:-[{SMALL}]+)?[»”\"]?\)")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
SMALL_WORDS = frozenset(
    {"of", "the", "and", "for", "on", "in", "to", "by", "at", "with"}
    | {"и", "в", "во", "по", "на", "о", "об", "от", "для", "с", "со", "при", "за", "из", "к"}
    | {"мен", "және", "туралы", "үшін", "бойынша"}
)
END = re.compile(r"[.;:!?()\n]")  # a name does not reach across these
REACH = 250  # characters before the brackets in which a name is looked for


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`short` stands for `long`, as printed; `language` is "kk", "ru" or "en"."""

    short: str
    long: str
    language: str


def abbreviations(text: str, language: str) -> Iterator[Abbreviation]:
    """What a text in `language` ("kk", "ru" or "en") explains, in its order; of a name in Latin letters it is "en"."""
    for found in BRACKETS.finditer(text):
        before = END.split(text[max(0, found.start() - REACH) : found.start()])[-1]
        words = list(WORD.finditer(before))
        first = _first(words, _plain(found[1])) if words else None
        if first is not None and first < len(words) - 1:
            long = " ".join(before[words[first].start() : words[-1].end()].split())
            yield Abbreviation(found[1], long, _language(long, language))


def _first(words: Sequence[re.Match[str]], letters: str) -> int | None:
    """Where the name begins of which the last word is the last one: its initials are the letters."""
    if not letters:
        return len(words)
    if not words:
        return None
    initials = "".join(part[0] for part in _plain(words[-1][0]).split("-"))
    for own in dict.fromkeys((initials, initials[0])):  # a hyphenated word may have a letter for each part
        if letters.endswith(own):
            first = _first(words[:-1], letters.removesuffix(own))
            if first is not None:
                return first
    return _first(words[:-1], letters) if words[-1][0].lower() in SMALL_WORDS else None


def _plain(text: str) -> str:
    return text.lower().replace("ё", "е")


def _language(long: str, language: str) -> str:
    if long.isascii():
        return "en"
    return "kk" if not KAZAKH_LETTERS.isdisjoint(long.lower()) else language
