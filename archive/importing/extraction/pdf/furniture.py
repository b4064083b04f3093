"""Running headers, footers and page numbers: what stands at one place of many pages, outside the text.

A heading that repeats at the top of several pages is no furniture: other pages have running text at its place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from archive.importing.draft import Role
from archive.importing.extraction.pdf.model import Line, Sheet, Word
from archive.importing.extraction.pdf.rows import line_of, rows_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DEEPEST = 3  # rows from an edge of the text that can be furniture
_MARGIN = 0.2  # of the page height: furniture stands in the upper or lower part of it
_DRIFT = 4.0  # points a running line may move from page to page
_SAME_PLACE = 1.5  # points: other words at exactly the place of a running line are one too
_SHORT = 4  # pages: in a document this short two times are a repetition, else three
_LARGEST = 1.15  # of the running text: larger letters are a heading
_CROWDED = 0.25  # of the pages with text at that place: it belongs to the text
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:стр\.?|с\.|бет|page|p\.)?\s*(\d{1,4})\s*(?:(?:/|из|of)\s*\d+|-?\s?бет)?\W*", re.I)


class _Edge(NamedTuple):
    """A row near the upper or lower edge of page `sheet` (an index)."""

    sheet: int
    base: float
    size: float
    key: str
    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Parted:
    """A page without its furniture, which stands in `above` and `below` the text."""

    sheet: Sheet
    above: list[Line]
    below: list[Line]


def part_furniture(sheets: Sequence[Sheet], size: float) -> list[Parted]:
    """Take the furniture off all pages of a document whose running text has `size` (points)."""
    edges = [_edges(index, sheet) for index, sheet in enumerate(sheets)]
    running = _running([edge for page in edges for edge in page], sheets, size)
    if len(sheets) == 1 and edges[0] and _is_lone_number(edges[0]):
        running.append(edges[0][-1])
    by_sheet: dict[int, list[_Edge]] = defaultdict(list)
    for edge in running:
        by_sheet[edge.sheet].append(edge)
    return [_parted(sheet, by_sheet[index]) for index, sheet in enumerate(sheets)]


def _edges(index: int, sheet: Sheet) -> list[_Edge]:
    rows = rows_of(list(sheet.words))
    near = [row for n, row in enumerate(rows) if min(n, len(rows) - 1 - n) < _DEEPEST]
    found = []
    for row in near:
        tallest = max(row, key=lambda word: word.size)
        text = text_of(row)
        key = " ".join(_NUMBER.sub("#", text).casefold().split())
        found.append(_Edge(index, tallest.base, tallest.size, key, text, tuple(row)))
    return found


def _running(edges: list[_Edge], sheets: Sequence[Sheet], size: float) -> list[_Edge]:
    groups: dict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        height = sheets[edge.sheet].height
        if edge.size <= size * _LARGEST and not height * _MARGIN < edge.base < height * (1 - _MARGIN):
            groups[edge.key].append(edge)
    fewest = 2 if len(sheets) <= _SHORT else 3
    repeated = [place for group in groups.values() for place in _places(group) if _pages(place) >= fewest]
    kept = [place for place in repeated if not _in_text(place, repeated, edges, len(sheets))]
    found = {id(edge): edge for place in kept for edge in place}
    spots = [(place[0].base, place[0].size) for place in kept if _pages(place) >= len(sheets) * 0.5]
    for edge in edges:
        if any(abs(edge.base - base) < _SAME_PLACE and edge.size == size for base, size in spots):
            found[id(edge)] = edge
    return list(found.values())


def _places(group: list[_Edge]) -> list[list[_Edge]]:
    places: list[list[_Edge]] = []
    for edge in sorted(group, key=lambda edge: edge.base):
        if places and edge.base - places[-1][0].base <= _DRIFT:
            places[-1].append(edge)
        else:
            places.append([edge])
    return places


def _pages(place: Iterable[_Edge]) -> int:
    return len({edge.sheet for edge in place})


def _in_text(place: list[_Edge], repeated: list[list[_Edge]], edges: list[_Edge], pages: int) -> bool:
    """Whether other pages have text at this place that does not repeat."""
    known = {id(edge) for other in repeated for edge in other}
    reach = place[0].size * 0.6
    others = {
        edge.sheet for edge in edges if id(edge) not in known and abs(edge.base - place[0].base) < max(reach, _DRIFT)
    }
    return len(others) > pages * _CROWDED


def _is_lone_number(edges: list[_Edge]) -> bool:
    """A single page with its number below the text."""
    last = edges[-1]
    if len(edges) < 2 or not (found := _PAGE_NUMBER.fullmatch(last.text)):
        return False
    return found[1] == "1" and last.base - edges[-2].base > 2 * last.size


def _parted(sheet: Sheet, running: list[_Edge]) -> Parted:
    gone = {id(word) for edge in running for word in edge.words}
    middle = sheet.height / 2
    above, below = [], []
    for edge in sorted(running, key=lambda edge: edge.base):
        line = line_of(list(edge.words), sheet.number)
        line.role = Role.FURNITURE
        (above if edge.base < middle else below).append(line)
    words = tuple(word for word in sheet.words if id(word) not in gone)
    return Parted(replace(sheet, words=words), above, below)
