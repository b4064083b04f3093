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
_NARROWEST = 1.0  # of the size: a gutter is at least this wide
_FEWEST = 3  # rows on each side of a gutter
_TRIALS = 12  # gutters that are looked at before a region counts as one column
_FILLED = 0.6  # of its column, that a line of running text fills in most rows
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
    base = area.top + 8.0
    while base < area.bottom or base == area.top + 8.0:
        yield Word("", area.x0, area.x1, base, 8.0, level=-1 - number)
        base += 8.0


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
            inner = rows[gutter.first : gutter.last + 1]
            spans = _common(inner) if gutter.rows else []
            if is_table(inner, spans):
                self.read(rows[: gutter.first])
                self.blocks.append(aligned(inner, spans, self._number))
                self.read(rows[gutter.last + 1 :])
                return
            if _are_columns(inner, [gutter.span]):
                last = _trimmed(rows, gutter)
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


def _columns(rows: list[Row], span: Span) -> list[list[Row]]:
    sides = [[cells[side] for row in rows if (cells := split(row, [span]))[side]] for side in (0, 1)]
    return [rows_of([word for row in side for word in row]) for side in sides]


def _free(row: Row) -> list[Span]:
    """The blank spans of a row. The room after an enumerator or a bullet is no gutter."""
    spans = [(-_EVERYWHERE, row[0].x0)]
    reach = row[0].x1
    for position, word in enumerate(row[1:], 1):
        listed = position == 1 and _ENUMERATOR.fullmatch(row[0].text) and word.x0 - reach < 4 * word.size
        if word.x0 > reach and not listed:
            spans.append((reach, word.x0))
        reach = max(reach, word.x1)
    return [*spans, (reach, _EVERYWHERE)]


def _width(rows: list[Row]) -> float:
    """How wide a gutter is at least: wider than the blanks of a justified line."""
    size = median(word.size for row in rows for word in row)
    gaps = sorted(word.x0 - before.x1 for row in rows for before, word in pairwise(row))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    return max(_NARROWEST * size, min(1.6 * usual, 2 * size))


def _gutters(rows: list[Row]) -> list[_Gutter]:
    """The gutters of a region, those past most rows first."""
    if len(rows) < _FEWEST:
        return []
    width = _width(rows)
    free = [[span for span in _free(row) if span[1] - span[0] >= width] for row in rows]
    found: dict[tuple[int, Span], _Gutter] = {}
    for first in range(len(rows)):
        for gutter in _downwards(rows, free, first, width):
            known = found.get((gutter.last, gutter.span))
            if known is None or known.rows < gutter.rows:
                found[gutter.last, gutter.span] = gutter
    best = sorted(found.values(), key=lambda gutter: (-gutter.rows, gutter.span[0] - gutter.span[1]))
    return best[:_TRIALS]


def _downwards(rows: list[Row], free: list[list[Span]], first: int, width: float) -> Iterator[_Gutter]:
    """Gutters that begin at row `first`, each at its last row."""
    live = [(span, *_sides(rows[first], span)) for span in free[first]]
    for position in range(first + 1, len(rows) + 1):
        row_free = free[position] if position < len(rows) else []
        following: list[tuple[Span, int, int]] = []
        for span, left, right in live:
            narrowed = [common for other in row_free if (common := _shared(span, other, width))]
            if span not in narrowed and min(left, right) >= _FEWEST:
                yield _Gutter(first, position - 1, span, left + right)
            for common in narrowed:
                more = _sides(rows[position], common)
                following.append((common, left + more[0], right + more[1]))
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
    width = _width(rows)
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
    if beside < max(_FEWEST, len(rows) * 0.6) or all(map(_runs, columns)):
        return False
    return not (len(columns) == 2 and _is_contents(columns[1]))


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
    lefts = sorted(cell[0].x0 for cell in column)
    middles = sorted((cell[0].x0 + cell[-1].x1) / 2 for cell in column)
    return any(
        max(sum(abs(value - other) < 0.5 * size for other in values) for value in values) >= 0.4 * len(values)
        for values in (lefts, middles)
    )


def _trimmed(rows: list[Row], gutter: _Gutter) -> int:
    """The last row of two columns. A short line far below them, before text as wide as both, begins that text."""
    if gutter.last == len(rows) - 1:
        return gutter.last
    inner = rows[gutter.first : gutter.last + 1]
    steps = [after[0].base - before[0].base for before, after in pairwise(inner)]
    usual = median(steps) if steps else 0.0
    last = gutter.last
    while last > gutter.first and not all(split(rows[last], [gutter.span])):
        if rows[last][0].base - rows[last - 1][0].base > 1.6 * usual:
            return last - 1
        last -= 1
    return gutter.last
