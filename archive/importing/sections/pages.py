"""Designed pages: chapter names that page headers repeat, the headers themselves, and the bylines of authors.

In a text made from a designed PDF the header of a page stands among the lines of its text. Lines that repeat word for
word tell what they are by their neighbours: headers stand together, the name of a chapter repeats only inside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archive.importing.sections.cutting import line_at, lines_of
from archive.importing.sections.model import Kind, Pages, Piece
from archive.importing.sections.titles import is_standard
from archive.importing.sections.wording import dangles, ends_sentence, fold, is_headline, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.importing.draft import Paragraph, Repair

_BYLINE = re.compile(
    r"(?:мақала(?:ның)?\s+)?автор(?:ы|лары)?(?:\s+(?:статьи|текста|главы))?|(?:the\s+)?authors?|written by",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(r"[«“\"][^»”\"]+[»”\"]\s+[^\W\d_]{2,5}|[^\W\d_]{2,4}\s+[«“\"][^»”\"]+[»”\"]")
_NAME = re.compile(r"(?:[^\W\d_a-zа-яёәғқңөұүһі][a-zа-яёәғқңөұүһі-]+\s*){2,3}")
_BYLINE_REACH = 6  # lines
_HEADER_WORDS = 10
_HEADER_REPEATS = 3  # of a header that runs through the whole document
_CHAPTER_REPEATS = 2
_COMPANY = 0.6  # share of occurrences beside another repeated line
_WHOLE = 0.5  # share of the document over which a general header runs
_CHAPTER_SHARE = 0.35
_PAGE_INDENT = 1  # a page break leaves one blank before the first line of the page


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    is_page_top: bool


def read_pages(paragraphs: Sequence[Paragraph], repairs: Sequence[Repair]) -> Pages:
    """Find the lines that belong to the design of the pages. `repairs` names the headers that cleaning took out."""
    lines = [line for paragraph in paragraphs for line in _lines(paragraph)]
    places = _repeated(lines)
    general = {text for text, found in places.items() if _is_general(found, places, lines)}
    removed = {fold(one.before) for one in repairs if one.kind == "page-furniture"}
    chapters: set[int] = set()
    headers = {lines[place].number for text in general for place in places[text]}
    labels: set[int] = set()
    for text, found in places.items():
        if text not in general and _is_chapter(found, general, lines):
            first = _chapter_start(found, general, lines)
            chapters.add(lines[first].number)
            headers |= {lines[place].number for place in found if place != first}
        elif general and text not in general and len(found) >= _HEADER_REPEATS:
            labels |= {lines[place].number for place in found}
    chapters |= {line.number for line in lines if fold(line.text) in removed and is_headline(line.text, _HEADER_WORDS)}
    labels |= {line.number for line in lines if general and is_standard(line.text)}
    return Pages(frozenset(chapters - headers), frozenset(headers), _bylines(lines), frozenset(labels))


def _lines(paragraph: Paragraph) -> list[_Line]:
    """A line at the top of a page is set off by one blank, or was drawn to the end of the paragraph before it."""
    spans = lines_of(paragraph)
    lines: list[_Line] = []
    for place, span in enumerate(spans):
        top = place == len(spans) - 1 if place else paragraph.indent == _PAGE_INDENT
        lines.append(_Line(line_at(paragraph, span.start), paragraph.text[span.start : span.stop].strip(), top))
    return [line for line in lines if line.text]


def _repeated(lines: Sequence[_Line]) -> dict[str, list[int]]:
    """Folded text → places, for short lines that occur more than once and could be a header or a title."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        plain = is_headline(line.text, _HEADER_WORDS) and not ends_sentence(line.text) and not dangles(line.text)
        named = any(len(word) > 3 and word[1:].islower() for word in words(line.text))
        if plain and named and not _is_byline_part(line.text):
            places[fold(line.text)].append(place)
    return {text: found for text, found in places.items() if len(found) >= _CHAPTER_REPEATS}


def _is_general(found: list[int], places: dict[str, list[int]], lines: Sequence[_Line]) -> bool:
    """Whether a repeated line runs through the document in the company of other repeated lines."""
    others = {place for one in places.values() if one is not found for place in one}
    company = sum(place - 1 in others or place + 1 in others for place in found)
    spread = found[-1] - found[0] >= _WHOLE * len(lines)
    return len(found) >= _HEADER_REPEATS and spread and company >= _COMPANY * len(found)


def _is_chapter(found: list[int], general: set[str], lines: Sequence[_Line]) -> bool:
    """Whether a line repeats inside one stretch of a document with page headers, and is one of them somewhere."""
    near = found[-1] - found[0] <= _CHAPTER_SHARE * len(lines)
    return bool(general) and near and any(_is_header(place, general, lines) for place in found)


def _is_header(place: int, general: set[str], lines: Sequence[_Line]) -> bool:
    return lines[place].is_page_top or (place > 0 and fold(lines[place - 1].text) in general)


def _chapter_start(found: list[int], general: set[str], lines: Sequence[_Line]) -> int:
    """The occurrence above a byline, or the first that is no page header."""
    signed = (place for place in found if any(_is_byline_part(one.text) for one in lines[place + 1 : place + 2]))
    plain = (place for place in found if not _is_header(place, general, lines))
    return next(signed, next(plain, found[0]))


def _bylines(lines: Sequence[_Line]) -> frozenset[int]:
    """The line that says «author», and those above it from the name or organisation on."""
    found: set[int] = set()
    for place, line in enumerate(lines):
        if _BYLINE.fullmatch(line.text):
            near = lines[max(place - _BYLINE_REACH, 0) : place]
            first = next((number for number, one in enumerate(near) if _is_byline_part(one.text)), len(near))
            found |= {line.number, *(one.number for one in near[first:])}
    return frozenset(found)


def _is_byline_part(text: str) -> bool:
    return any(shape.fullmatch(text) for shape in (_BYLINE, _ORGANISATION, _NAME))


def promote(pieces: list[Piece], pages: Pages) -> list[Piece]:
    """Make a chapter of the title above a byline, unless the byline stands beside the name of a chapter."""
    promoted = list(pieces)
    last: int | None = None
    for place, piece in enumerate(pieces):
        if piece.heading is not None:
            last = place
        starts = (
            piece.paragraph.line_start in pages.bylines and pieces[place - 1].paragraph.line_start not in pages.bylines
        )
        if starts and last is not None and _lacks_chapter(pieces, last, place, pages):
            heading = pieces[last].heading
            if (
                heading is not None
                and heading.kind is Kind.TITLE
                and pieces[last].paragraph.line_start not in pages.labels
            ):
                promoted[last] = replace(pieces[last], heading=replace(heading, kind=Kind.CHAPTER, rule="byline"))
    return promoted


def _lacks_chapter(pieces: Sequence[Piece], last: int, byline: int, pages: Pages) -> bool:
    following = [one for one in pieces[byline : byline + 6] if one.paragraph.line_start not in pages.bylines][:1]
    beside = [pieces[last], *following]
    return not any(one.heading is not None and one.heading.kind is Kind.CHAPTER for one in beside)
