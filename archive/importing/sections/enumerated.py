"""Headings that carry an enumerator: parts, Roman and Arabic numbers, letters.

Every rule takes the words of a paragraph and returns the heading it reads there, or None.
"""

import re

from archive.importing.sections.model import Heading, Kind
from archive.importing.sections.wording import clean_heading, is_headline, is_nominal, words

_PART_NAMES = r"раздел|глава|часть|section|part|chapter|бөлім|тарау|бөлік"
_ROMAN = r"[IVXLІХ]{1,6}"
_PART = re.compile(rf"(?:{_PART_NAMES})\s+(\d{{1,2}}|{_ROMAN})\b\s*[.:–-]?\s*(.*)", re.IGNORECASE | re.DOTALL)
_NUMBERED_PART = re.compile(
    r"(\d{1,2}|[IVXLІХ]{1,6})\s*-?\s*(?:бөлім|тарау|бөлік)\s*[.:]\s*(.*)", re.IGNORECASE | re.DOTALL
)
_ROMAN_PART = re.compile(rf"({_ROMAN})[.)]\s*(\S.*)", re.DOTALL)
_NUMBER = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){0,3})(?:[.)]\s*|(?<=\.\d)\s+|(?<=\.\d\d)\s+)(?=[^\W\d_]|[«“\"])(.*)", re.DOTALL
)
_LETTER = re.compile(r"([^\W\d_])[.)]\s+(\S.*)", re.DOTALL)
_CYRILLIC_ROMAN = str.maketrans("ІХі", "IXi")


def part(text: str) -> Heading | None:
    """`Раздел 1. Name`, `Section 2. Name`, `1 Бөлім. Name`, `3-бөлім: Name`."""
    found = _PART.match(text) or _NUMBERED_PART.match(text)
    if found is None or (found[2] and not is_headline(found[2], 40)):
        return None
    name = clean_part(found[2]) or clean_heading(text)
    return Heading(Kind.PART, "part", name, found[1])


def clean_part(text: str) -> str:
    """Where the name of a part announces its sections with a colon, the colon belongs to it."""
    return re.sub(r"\s+", " ", text).strip().rstrip(".").rstrip()


def roman(text: str) -> Heading | None:
    """`II. Name`, `ІІ. 1-бөлім: Name` (Cyrillic І and Х occur among the digits)."""
    found = _ROMAN_PART.match(text)
    if found is None or not is_headline(found[2], 45) or roman_value(found[1]) is None:
        return None
    return Heading(Kind.PART, "roman", clean_heading(found[2]), found[1])


def roman_value(number: str) -> int | None:
    """The value of a Roman number of either script up to 89; None where the digits form no such number."""
    latin = number.translate(_CYRILLIC_ROMAN).upper()
    found = re.fullmatch(r"(L?X{0,3}|XL)(IX|IV|V?I{0,3})", latin)
    if not latin or found is None:
        return None
    digits = [{"I": 1, "V": 5, "X": 10, "L": 50}[digit] for digit in latin]
    following = [*digits[1:], 0]
    return sum(-one if one < after else one for one, after in zip(digits, following, strict=True))


def number(text: str) -> Heading | None:
    """`1. Name`, `2) Name`, `1.2 Name`, `1.2. Name`. A numbered sentence is a paragraph or a list item, no heading."""
    found = _NUMBER.match(text)
    if found is None or not is_headline(found[2], 20) or not is_nominal(found[2]):
        return None
    return Heading(Kind.NUMBER, "number", clean_heading(found[2]), found[1])


def letter(text: str) -> Heading | None:
    """`a. Name`, `ә. Name`, `B) Name`. A single word after a capital may be a surname after its initial."""
    found = _LETTER.match(text)
    if found is None or not is_headline(found[2], 40) or not is_nominal(found[2]):
        return None
    if found[1].isupper() and len(words(found[2])) < 2:
        return None
    return Heading(Kind.LETTER, "letter", clean_heading(found[2]), found[1])
