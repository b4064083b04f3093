"""One normal form of a text for the index, the query and the highlighting, with the way back to the text as given."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from search.analysis.characters import ALWAYS, CYRILLIC_RANGE, INVISIBLE, LATIN_RANGE, TO_CYRILLIC, TO_LATIN

CONSONANTS = "бвгғджзклмнпрстфхцчшщқң"
HARD_SIGN = re.compile(f"(?<=[{CONSONANTS}{CONSONANTS.upper()}])['\"](?=[еюяЕЮЯ])")
LATIN = re.compile(f"[{LATIN_RANGE}]")
CYRILLIC = re.compile(f"[{CYRILLIC_RANGE}]")
SPECIAL = re.compile(f"[{''.join(map(chr, ALWAYS))}]")
HIDDEN = re.compile(f"[{''.join(INVISIBLE)}]")
ROMAN = re.compile("(?=[IVXІХ])[XХ]{0,3}(?:[IІ][XХ]|[IІ]V|V?[IІ]{0,3})")


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text` in normal form; its character i was made from the given text's characters starts[i] to ends[i]."""

    text: str
    starts: range | tuple[int, ...]
    ends: range | tuple[int, ...]


def normalise(text: str) -> Normalised:
    """Put a text of any length into normal form, keeping its case.

    Rules: NFKC; soft hyphens and zero-width characters dropped; Abkhaz letters, quotation marks, hyphens and ё made
    one; an apostrophe or quotation mark between a Cyrillic consonant and е, ю, я is a hard sign.
    """
    plain = SPECIAL.sub(_always, text)
    if not HIDDEN.search(plain) and unicodedata.is_normalized("NFKC", plain):
        return Normalised(_hard_signs(plain), range(len(plain)), range(1, len(plain) + 1))
    return _by_clusters(plain)


def _always(match: re.Match[str]) -> str:
    return ALWAYS[ord(match[0])]


def _by_clusters(plain: str) -> Normalised:
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(plain):
        for letter in _compose(plain[start:end]):
            letters.append(letter)
            starts.append(start)
            ends.append(end)
    return Normalised(_hard_signs("".join(letters)), tuple(starts), tuple(ends))


def _clusters(text: str) -> list[tuple[int, int]]:
    """A letter with the combining marks and invisible characters after it: what NFKC may join."""
    bounds = [i for i, letter in enumerate(text) if i == 0 or not _joins(letter)]
    return list(zip(bounds, [*bounds[1:], len(text)], strict=True))


def _joins(letter: str) -> bool:
    return letter in INVISIBLE or unicodedata.combining(letter) != 0


def _compose(cluster: str) -> str:
    visible = "".join(letter for letter in cluster if letter not in INVISIBLE)
    return unicodedata.normalize("NFKC", visible).translate(ALWAYS)


def _hard_signs(text: str) -> str:
    return HARD_SIGN.sub("ъ", text) if "'" in text or '"' in text else text


def fold_look_alikes(word: str) -> str:
    """A word of one script, where Latin and Cyrillic letters of one shape are mixed; a real mixture stays as it is.

    The script with more letters wins (Cyrillic when equal), if every letter of the other has a twin in it.
    """
    latin, cyrillic = LATIN.findall(word), CYRILLIC.findall(word)
    if not latin or not cyrillic:
        return word
    to_cyrillic = all(letter in TO_CYRILLIC for letter in latin)
    to_latin = all(letter in TO_LATIN for letter in cyrillic)
    if to_cyrillic and (len(cyrillic) >= len(latin) or not to_latin):
        return "".join(TO_CYRILLIC.get(letter, letter) for letter in word)
    if to_latin:
        return "".join(TO_LATIN.get(letter, letter) for letter in word)
    return word


def fold_roman(word: str) -> str:
    """Roman numerals up to 39 in Latin letters: they are often typed with Cyrillic І and Х."""
    numeral = word.upper() if len(word) > 1 else word
    if ROMAN.fullmatch(numeral):
        return "".join(TO_LATIN.get(letter, letter) for letter in numeral)
    return word
