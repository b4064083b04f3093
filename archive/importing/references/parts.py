"""Numbers of articles of laws with their parts and letters, as Kazakh, Russian and English print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = r"\d{1,3}(?:-\d{1,2}(?!\d))?"
_AND = r"\s?(?:,|;|және|мен|пен|и|and)\s?"
_TITLED = r"(?:\s?[«\"“][^«»\"“”]{1,80}[»\"”])?"  # «347-1 "Torture", 308-баптары»
_LIST = rf"{_NUMBER}{_TITLED}(?:{_AND}{_NUMBER}{_TITLED}){{0,30}}"
_ORDINALS = {
    "бірінші": "1", "екінші": "2", "үшінші": "3", "төртінші": "4", "бесінші": "5", "алтыншы": "6", "жетінші": "7",
    "сегізінші": "8", "тоғызыншы": "9", "оныншы": "10",
    "перв": "1", "втор": "2", "трет": "3", "четверт": "4", "пят": "5", "шест": "6", "седьм": "7", "восьм": "8",
}  # fmt: skip
_ORDINAL = "|".join(rf"{word}\w*" for word in _ORDINALS)
_PART_NUMBER = r"\d{1,2}(?:-\d{1,2})?"
_PARTS = rf"(?:{_PART_NUMBER}|{_ORDINAL})(?:{_AND}(?:{_PART_NUMBER}|{_ORDINAL})){{0,10}}"
_LETTERS = r"[«\"“]?[a-zа-я](?:\s?,\s?[a-zа-я])*[»\"”]?\)?"
KAZAKH = re.compile(
    rf"(?<![\d/.])(?:(?P<torn>\d{{1,2}})-)??(?P<list>{_LIST})\s?-?\s?(?:бап|баб)\w*"
    rf"(?:\.?,?\s*(?P<parts>{_PARTS})\s?-?\s?(?:ші\s|шы\s)?(?:бөлі[гк]|тарма[қғ])\w*|\s+(?P<noun>бөлі[гк]|тарма[қғ])\w*)?"
    rf"(?:\s+(?P<letters>{_LETTERS})\s+тарма[қғ]\w*)?",
    re.IGNORECASE,
)
_PART_WORD = r"(?:ч(?:аст[а-я]+|\.)|п(?:ункт[а-я]*|\.))\s?"
_RUSSIAN = re.compile(
    rf"(?<!\w)(?:(?:(?:подпункт\w*|пункт\w*|пп?\.)\s?(?P<letters>{_LETTERS})(?![\w.]),?\s+)?"
    rf"(?:{_PART_WORD}(?P<parts>{_PARTS})|(?P<first>{_ORDINAL})\s+част\w+)\s+)?"
    rf"(?:стат(?:ья|ьи|ье|ью|ьёй|ьей|ьям|ьях|ьями|ей)|ст\.|ст\b)\s?(?P<list>{_LIST})(?:,?\s+{_PART_WORD}(?P<later>{_PARTS}))?",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"\b(?:(?:paragraphs?|parts?)\s+(?P<parts>{_PARTS})\s+of\s+)?art(?:icles?|\.)\s+(?P<list>{_LIST})"
    rf"(?:\s?\((?P<later>\d{{1,2}})\)|,?\s+(?:part|paragraph)s?\s+(?P<last>{_PARTS}))?",
    re.IGNORECASE,
)
PATTERNS = (KAZAKH, _RUSSIAN, _ENGLISH)
_SAID = re.compile(
    rf"(?:аталған|көрсетілген)\s+бап\w*\s+(?P<kazakh>{_PARTS})\s?-?\s?(?:бөлі[гк]|тарма[қғ])\w*"
    rf"|{_PART_WORD}(?P<russian>{_PARTS})\s+(?:указанной|данной|этой|названной)\s+статьи",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"(?<![\d-]){_NUMBER}")
_TORN = re.compile(r"(\d{1,2})-(\d{2,3})")


@dataclass(frozen=True, slots=True)
class Cited:
    """Articles named in characters `start` to `end`; `numbers` have their parts: "141-1(2)", `articles` have not."""

    start: int
    end: int
    articles: tuple[str, ...]
    numbers: tuple[str, ...]
    pattern: re.Pattern[str] = KAZAKH

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


def cited(found: re.Match[str]) -> Cited:
    """What a match of one of PATTERNS names. Several articles have no parts, several parts are one article each."""
    groups = found.groupdict()
    articles = tuple(_SINGLE.findall(re.sub(r"[«\"“][^«»\"“”]*[»\"”]", "", found["list"])))
    named = next(filter(None, (groups.get(name) for name in ("parts", "first", "later", "last"))), "")
    parts = _parts(named)
    if groups.get("noun"):
        articles, parts = _mended(articles, groups.get("torn"))
    numbers = tuple(f"{articles[0]}({part}){_letter(groups)}" for part in parts) if len(articles) == 1 else ()
    return Cited(found.start(), found.end(), articles, numbers or articles, found.re)


def said_article(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Where a text says «part 2 of the said article»: start, end and parts."""
    for found in _SAID.finditer(text):
        yield found.start(), found.end(), _parts(found["kazakh"] or found["russian"])


def _mended(articles: tuple[str, ...], torn: str | None) -> tuple[tuple[str, ...], list[str]]:
    """The number of a part that a torn link left before its article: «3-347-1-бабы бөлігі» is part 3 of 347-1."""
    apart = _TORN.fullmatch(articles[0]) if len(articles) == 1 and not torn else None
    if apart:
        return (apart[2],), [apart[1]]
    return articles, [torn] if torn else []


def _parts(named: str) -> list[str]:
    words = re.findall(rf"{_PART_NUMBER}|[^\W\d_]+", named.lower())
    numbers = [next((n for stem, n in _ORDINALS.items() if word.startswith(stem)), word) for word in words]
    return [number for number in numbers if number[0].isdigit()]


def _letter(groups: dict[str, str | None]) -> str:
    """A single letter below the part; several stay in the quotation."""
    letters = re.findall(r"[a-zа-я]", (groups.get("letters") or "").lower())
    return f"({letters[0]})" if len(letters) == 1 else ""
