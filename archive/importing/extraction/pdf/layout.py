"""Reading order of a page by the blank space between its words.

A gutter is a blank strip that runs down past several rows with words on both sides. It parts columns of text, which
are read one after the other, or the cells of a table, which are read across. What stands above and below a gutter is
looked at in the same way (a recursive cut along blank space: Nagy and Seth 1984; Breuel 2002 for blank strips).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from archive.importing.extraction.pdf.model import Block, Box, Word
from archive.importing.extraction.pdf.rows import Row, line_of, rows_of
from archive.importing.extraction.pdf.tables import Ruled, aligned, ruled, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.importing.extraction.pdf.model import Sheet

_EVERYWHERE = 100_000.0  # points: wider than any page
_NARROWEST, _NARROW = 0.6, 1.0  # of the size: how wide a gutter is at least, past many rows and past few
_MANY = 16  # rows on both sides, added up
_RIVAL = 0.8  # of a heading across two columns: one of its own column may be nearly as large
_FEWEST = 3  # rows on each side of a gutter
_MOST_ROWS = 600  # a page with more is a drawing
_TRIALS = 12  # gutters that are looked at before a region counts as one column
_STAND_IN, _MOST_STAND_INS = 8.0, 200  # points: the height of rows that stand for a framed unit; how many at most
_NOTE = 0.7  # of the size above it: so much smaller is a note
_FILLED = 0.6  # of its column, that a line of running text fills in most rows
_RANGED = 0.75  # of the cells of a table column stand exactly below each other
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}|[^\W\d_]|[ivxlIVXL]{1,5})[.)\]]{0,2}|[•●▪■◦○–—*·-]|[\ue000-\uf8ff]")
_INTEGER = re.compile(r"\d{1,4}")

Span = tuple[float, float]


def blocks_of(sheet: Sheet) -> list[Block]:
    """Return the blocks of a page in reading order."""
    framed = ruled(sheet.words, sheet.strokes, _real(sheet), sheet.number)
    held = {id(word) for frame in framed for line in frame.block.lines for word in line.words}
    words = [word for word in sheet.words if id(word) not in held]
    words += [stand_in for number, frame in enumerate(framed) for stand_in in _stand_ins(number, frame)]
    page = _Page(sheet.number, framed)
    page.read(rows_of(words))
    return [block for block in page.blocks if block.lines]


def _real(sheet: Sheet) -> tuple[Box, ...]:
    largest = sheet.width * sheet.height * 0.6
    return tuple(box for box in sheet.boxes if (box.x1 - box.x0) * (box.bottom - box.top) < largest)


def _stand_ins(number: int, frame: Ruled) -> Iterator[Word]:
    """Rows as wide as a framed unit: no gutter runs through it, and where the first of them is read, it is."""
    area = frame.area
    rows = min(_MOST_STAND_INS, max(1, int((area.bottom - area.top) / _STAND_IN)))
    step = (area.bottom - area.top) / rows
    for row in range(rows):
        yield Word("", area.x0, area.x1, area.top + (row + 0.8) * step, _STAND_IN, level=-1 - number)


@dataclass(frozen=True, slots=True)
class _Gutter:
    first: int
    last: int
    span: Span
    rows: int  # with words on its left, and with words on its right, added up


class _Page:
    def __init__(self, number: int, framed: list[Ruled]) -> None:
        self._number, self._framed = number, framed
        self._done: set[int] = set()
        self.blocks: list[Block] = []

    def read(self, rows: list[Row]) -> None:
        for gutter in _gutters(rows):
            first, last = _beside(rows, gutter)
            inner = rows[first : last + 1]
            spans = _common(inner)
            if is_table(inner, spans):
                self.read(rows[:first])
                self.blocks.append(aligned(inner, spans, self._number))
                self.read(rows[last + 1 :])
                return
            if _are_columns(rows[gutter.first : gutter.last + 1], [gutter.span]):
                last = _column_end(rows, gutter)
                self.read(rows[: gutter.first])
                for column in _columns(rows[gutter.first : last + 1], gutter.span):
                    self.read(column)
                self.read(rows[last + 1 :])
                return
        self._keep(rows)

    def _keep(self, rows: list[Row]) -> None:
        block = Block()
        for row in rows:
            for stand_in in (word for word in row if word.level < 0):
                if stand_in.level not in self._done:
                    self._done.add(stand_in.level)
                    self.blocks += [block, self._framed[-1 - stand_in.level].block]
                    block = Block()
            words = [word for word in row if word.level >= 0]
            if words:
                block.lines.append(line_of(words, self._number))
        self.blocks.append(block)


def _beside(rows: list[Row], gutter: _Gutter) -> tuple[int, int]:
    """The first and the last row of a gutter with words on both sides."""
    both = [n for n in range(gutter.first, gutter.last + 1) if all(split(rows[n], [gutter.span]))]
    return (both[0], both[-1]) if both else (gutter.first, gutter.last)


def _columns(rows: list[Row], span: Span) -> list[list[Row]]:
    sides = [[cells[side] for row in rows if (cells := split(row, [span]))[side]] for side in (0, 1)]
    return [rows_of([word for row in side for word in row]) for side in sides]


def _free(row: Row) -> list[Span]:
    """The blank spans of a row. The room after an enumerator or a bullet is no gutter, nor a blank of large letters."""
    spans = [(-_EVERYWHERE, row[0].x0)]
    reach = row[0].x1
    for position, word in enumerate(row[1:], 1):
        listed = position == 1 and _ENUMERATOR.fullmatch(row[0].text) and word.x0 - reach < 4 * word.size
        blank = word.x0 - reach < _NARROWEST * max(word.size, row[position - 1].size)
        if word.x0 > reach and not listed and not blank:
            spans.append((reach, word.x0))
        reach = max(reach, word.x1)
    return [*spans, (reach, _EVERYWHERE)]


def _widths(rows: list[Row]) -> tuple[float, float]:
    """How wide a gutter is at least, past many rows and past few: there wider than the blanks of a justified line."""
    size = median(word.size for row in rows for word in row)
    gaps = sorted(word.x0 - before.x1 for row in rows for before, word in pairwise(row))
    usual = gaps[2 * len(gaps) // 5] if gaps else 0.0  # in a table half of the blanks may part cells
    return _NARROWEST * size, max(_NARROW * size, min(1.6 * usual, 2 * size))


def _gutters(rows: list[Row]) -> list[_Gutter]:
    """The gutters of a region, those past most rows first."""
    if not _FEWEST <= len(rows) <= _MOST_ROWS:
        return []
    width, wide = _widths(rows)
    free = [[span for span in _free(row) if span[1] - span[0] >= width] for row in rows]
    found: dict[tuple[int, Span], _Gutter] = {}
    for first in range(len(rows)):
        for gutter in _downwards(rows, free, first, width):
            if gutter.rows < _MANY and gutter.span[1] - gutter.span[0] < wide:
                continue
            known = found.get((gutter.last, gutter.span))
            if known is None or known.rows < gutter.rows:
                found[gutter.last, gutter.span] = gutter
    best = sorted(found.values(), key=lambda gutter: (-gutter.rows, gutter.span[0] - gutter.span[1]))
    return best[:_TRIALS]


def _downwards(rows: list[Row], free: list[list[Span]], first: int, width: float) -> Iterator[_Gutter]:
    """Gutters that begin at row `first`, each at its last row."""
    live = {span: _sides(rows[first], span) for span in free[first]}
    for position in range(first + 1, len(rows) + 1):
        row_free = free[position] if position < len(rows) else []
        following: dict[Span, tuple[int, int]] = {}
        for span, (left, right) in live.items():
            narrowed = [common for other in row_free if (common := _shared(span, other, width))]
            if span not in narrowed and min(left, right) >= _FEWEST:
                yield _Gutter(first, position - 1, span, left + right)
            for common in narrowed:
                more = _sides(rows[position], common)
                following[common] = max(following.get(common, (0, 0)), (left + more[0], right + more[1]))
        live = following
        if not live:
            return


def _sides(row: Row, span: Span) -> tuple[int, int]:
    return int(row[0].x1 <= span[0] + 0.01), int(row[-1].x0 >= span[1] - 0.01)


def _shared(one: Span, other: Span, width: float) -> Span | None:
    left, right = max(one[0], other[0]), min(one[1], other[1])
    return (left, right) if right - left >= width else None


def _common(rows: list[Row]) -> list[Span]:
    """Gutters past all of `rows`."""
    width = _widths(rows)[1]
    spans = _free(rows[0])
    for row in rows[1:]:
        spans = [common for one in spans for other in _free(row) if (common := _shared(one, other, width))]
    return [span for span in spans if span[0] > -_EVERYWHERE and span[1] < _EVERYWHERE]


def is_table(rows: list[Row], spans: list[Span]) -> bool:
    """Whether `rows` with gutters at `spans` are a table: cells side by side, and not all of them running text."""
    if not spans or len(rows) < _FEWEST or any(word.level < 0 for row in rows for word in row):
        return False
    cells = [split(row, spans) for row in rows]
    beside = sum(sum(map(bool, row)) > 1 for row in cells)
    columns = [[cell for row in cells if (cell := row[n])] for n in range(len(spans) + 1)]
    if beside < max(_FEWEST, len(rows) * 0.6) or all(map(_runs, columns)) or not all(map(_ranged, columns)):
        return False
    if _is_justified(columns):
        return False
    return not (len(columns) == 2 and _is_contents(columns[1]))


def _is_justified(columns: list[list[Row]]) -> bool:
    """Whether all rows end below each other in words, not figures: stretched lines of a narrow column."""
    ends = [cell[-1].x1 for cell in columns[-1]]
    figures = any(sign.isdigit() for cell in columns[-1] for word in cell for sign in word.text)
    return not figures and _together(ends, 0.1 * columns[-1][0][0].size) == len(ends)


def _ranged(column: list[Row]) -> bool:
    """Whether cells stand below each other: at their beginnings, their middles, or figures at their ends.

    Wide blanks of justified lines may follow each other by chance, but not so.
    """
    figures = sum(any(sign.isdigit() for sign in cell[-1].text) for cell in column) > len(column) / 2
    edges = [
        [cell[0].x0 for cell in column],
        [(cell[0].x0 + cell[-1].x1) / 2 for cell in column],
        [cell[-1].x1 for cell in column] if figures else [],
    ]
    size = median(word.size for cell in column for word in cell)
    return any(_together(values, 0.35 * size) >= _RANGED * len(column) for values in edges)


def _together(values: list[float], reach: float) -> int:
    """How many of `values` at most lie within `reach` of one of them."""
    return max((sum(abs(value - other) < reach for other in values) for value in values), default=0)


def _runs(column: list[Row]) -> bool:
    """Whether a column holds running text: several words in most lines, which nearly fill it."""
    wide = max(cell[-1].x1 for cell in column) - min(cell[0].x0 for cell in column)
    fills = [(cell[-1].x1 - cell[0].x0) / wide for cell in column]
    return median(fills) >= _FILLED and median(map(len, column)) >= 2


def _is_contents(column: list[Row]) -> bool:
    """Page numbers beside headings: whole numbers that never fall."""
    texts = ["".join(word.text for word in cell) for cell in column]
    if not all(_INTEGER.fullmatch(text) for text in texts):
        return False
    numbers = list(map(int, texts))
    return numbers == sorted(numbers)


def _are_columns(rows: list[Row], spans: list[Span]) -> bool:
    cells = [split(row, spans) for row in rows]
    columns = [[cell for row in cells if (cell := row[n])] for n in range(2)]
    if not all(len(column) >= _FEWEST and _flush(column) for column in columns):
        return False
    if _is_contents(columns[1]):
        return False
    beside = sum(all(row) for row in cells)
    sizes = [median(word.size for cell in column for word in cell) for column in columns]
    apart = max(sizes) > min(sizes) * 1.15
    return all(_runs(column) or apart or beside < len(column) * 0.5 for column in columns)


def _flush(column: list[Row]) -> bool:
    """Whether the lines of a column begin below each other or are centred: chance gaps of a paragraph do neither."""
    size = median(word.size for cell in column for word in cell)
    lefts = [cell[0].x0 for cell in column]
    middles = [(cell[0].x0 + cell[-1].x1) / 2 for cell in column]
    return any(_together(values, 0.5 * size) >= 0.4 * len(values) for values in (lefts, middles))


def _column_end(rows: list[Row], gutter: _Gutter) -> int:
    """The last row of two columns that begin with a gutter, which may run on beside a heading into further columns.

    Such a heading has nothing beside it, and is much larger than any that stands at the gap in the other column.
    """
    sides = [split(row, [gutter.span]) for row in rows[gutter.first : gutter.last + 1]]
    inner = rows[gutter.first : gutter.last + 1]
    right = [n for n, (_, words) in enumerate(sides) if words]
    usual = median(inner[after][0].base - inner[before][0].base for before, after in pairwise(right))
    for before, after in pairwise(right):
        far = inner[after][0].base - inner[before][0].base > 2.2 * usual
        size = inner[after - 1][0].size
        rival = any(
            _is_heading(row := sides[n][1], sides[right[-1]][1]) and row[0].size > _RIVAL * size
            for n in (before, after)
        )
        if far and not rival and after - before > 1 and sides[after][0] and _is_heading(inner[after - 1], inner[after]):
            return gutter.first + _heading_start(inner, after - 1, before) - 1
    return _trimmed(rows, gutter, usual)


def _is_heading(row: Row, below: Row) -> bool:
    return all(word.bold for word in row) or row[0].size > below[0].size * 1.1


def _heading_start(rows: list[Row], last: int, above: int) -> int:
    while (
        last - 1 > above
        and rows[last - 1][0].size == rows[last][0].size
        and _is_heading(rows[last - 1], rows[last + 1])
    ):
        last -= 1
    return last


def _trimmed(rows: list[Row], gutter: _Gutter, usual: float) -> int:
    """The last row of two columns. A line far below them and nearer to text as wide as both begins that text."""
    if gutter.last == len(rows) - 1 or rows[gutter.last + 1][0].size < rows[gutter.last][0].size * _NOTE:
        return gutter.last
    below = rows[gutter.last + 1][0].base - rows[gutter.last][0].base
    last = gutter.last
    while last > gutter.first and not all(split(rows[last], [gutter.span])):
        above = rows[last][0].base - rows[last - 1][0].base
        if above > 1.6 * usual and above > below:
            return last - 1
        last -= 1
    return gutter.last
