"""Names of treaties in a text, in whatever case they stand, and what a bare «the Convention» means there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.importing.draft import Vocabulary

_BARE = re.compile(r"\b(конвенци\w*|пакт(?!ик)\w{0,6}|convention|covenant)\b", re.IGNORECASE)
_PROTOCOL = re.compile(
    r"\b(?:факультативт\w+\s+)?хаттама\w*|\b(?:факультативн\w+\s+)?протокол\w*\s+к\b|\boptional protocol\b", re.I
)
# A convention of which no instrument is known still has a name: «… туралы … конвенция», «Конвенция 1951 года о …».
_NAMED_BEFORE = re.compile(
    r"(?:туралы|жөніндегі|қарсы|үшін|жылғы|[»”\"]|№\s?\d+|ХЕҰ|МОТ|Гаага|Еуропалық)\s*(?:БҰҰ\s+)?(?:халықаралық\s+)?$",
    re.IGNORECASE,
)
_NAMED_AFTER = re.compile(
    r"\s*(?:(?:МОТ|ООН|ILO|UN)\s+)?(?:\d{4}\s+(?:года|г\.)\s+)?"
    r"(?:об?|по|против|для|on|against|relating|concerning|of \d{4}|№|no\.)\s"
    r"|\s+(?:МОТ|ХЕҰ|ILO)\b",
    re.IGNORECASE,
)
_JOINT = r"(?:\s+(?:БҰҰ(?:-\w+)?|ООН|UN))?\s+"
_COVENANTS, _PROTOCOLS, _DECLARATIONS = {"ICCPR", "ICESCR"}, {"OPCAT"}, {"UDHR"}
_KEPT = 4  # letters of a word that stay whatever its ending
_LONGEST_ENDING = 3
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A treaty named in characters `start` to `end`; `code` is "" for a treaty that the vocabulary does not know."""

    start: int
    end: int
    code: str
    is_bare: bool = False


def find_named(text: str, vocabulary: Vocabulary, own: str) -> list[Named]:
    """All treaties that a text names, in order. `own` is the instrument a report answers to, "" if none.

    A bare «Convention» is the treaty that was last named in the text, else the report's own.
    """
    full = _full_names(text, vocabulary)
    found: list[Named] = []
    for one in sorted([*full, *_bare_names(text, full)], key=lambda named: named.start):
        word = text[one.start : one.end]
        found.append(one if not one.is_bare else Named(one.start, one.end, _meaning(word, found, own), is_bare=True))
    return found


def _full_names(text: str, vocabulary: Vocabulary) -> list[Named]:
    """The longest name wins where names overlap: the protocol to a convention holds the name of the convention."""
    hits = [
        Named(hit.start(), hit.end(), instrument.code)
        for instrument in vocabulary.instruments
        for names in instrument.mentions.values()
        for hit in _pattern(names).finditer(text)
    ]
    kept: list[Named] = []
    for hit in sorted(hits, key=lambda one: one.start - one.end):
        if all(hit.end <= one.start or hit.start >= one.end for one in kept):
            kept.append(hit)
    return kept


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Names in any case and with any ending; abbreviations only in capitals."""
    spelled = sorted((name for name in names if " " in name), key=len, reverse=True)
    short = [name for name in names if " " not in name and len(name) >= _SHORTEST_NAME]
    phrases = [_JOINT.join(any_ending(word) for word in name.split()) for name in spelled]
    abbreviations = [rf"{re.escape(name.upper())}(?:-\w+|(?![\w/]))" for name in short]
    parts = [rf"(?i:{phrase})" for phrase in phrases] + abbreviations
    return re.compile(rf"\b(?:{'|'.join(parts)})" if parts else r"(?!)")


def any_ending(word: str) -> str:
    kept = max(_KEPT, len(word) - _LONGEST_ENDING)
    tail = word[-1] if word[-1] in ",;" else ""
    bare = word.removesuffix(tail) if tail else word
    stem = re.escape(bare[:kept]).replace("е", "[её]")
    return (stem + r"[\w-]*" if len(bare) >= _KEPT else re.escape(bare)) + re.escape(tail)


def _bare_names(text: str, full: list[Named]) -> list[Named]:
    inside = [range(one.start, one.end) for one in full]
    hits = [
        Named(hit.start(), hit.end(), "", is_bare=True)
        for pattern in (_BARE, _PROTOCOL)
        for hit in pattern.finditer(text)
    ]
    outside = [hit for hit in hits if not any(hit.start in span for span in inside)]
    return [Named(hit.start, hit.end, "") if _has_other_name(text, hit) else hit for hit in outside]


def _has_other_name(text: str, hit: Named) -> bool:
    before = text[max(hit.start - 40, 0) : hit.start]
    return bool(_NAMED_BEFORE.search(before) or _NAMED_AFTER.match(text[hit.end : hit.end + 40]))


def _meaning(word: str, before: list[Named], own: str) -> str:
    """The last named treaty of the same sort: a «convention» is no covenant."""
    named = [one.code for one in before if not one.is_bare and _sort(one.code) == _sort_of_word(word)]
    return named[-1] if named else own if _sort(own) == _sort_of_word(word) else ""


def _sort(code: str) -> str:
    sorts = {"covenant": _COVENANTS, "protocol": _PROTOCOLS, "declaration": _DECLARATIONS}
    return next((sort for sort, codes in sorts.items() if code in codes), "convention")


def _sort_of_word(word: str) -> str:
    lower = word.lower()
    if "хаттама" in lower or "проток" in lower or "protocol" in lower:
        return "protocol"
    return "covenant" if lower.startswith(("пакт", "covenant")) else "convention"
