"""Tables: by their ruled lines, or by short cells that stand below each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from archive.importing.draft import CELL, Role
from archive.importing.extraction.pdf.model import Block, Box, Line, Word
from archive.importing.extraction.pdf.rows import Row, rows_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_SNAP = 3.0  # points: lines closer than this are one, drawn twice or with a small gap between cells
_MOST_STROKES = 3000  # a drawing has more, a table fewer
_LARGEST = 0.8  # of the page: a frame around nearly everything frames nothing
_HYPHEN = re.compile(r"[^\W\d_]-$")


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table, or a framed call-out with a single cell, and what it holds."""

    area: Box
    block: Block


def ruled(words: Iterable[Word], strokes: tuple[Box, ...], frames: tuple[Box, ...], page: int) -> list[Ruled]:
    """Return the tables and call-outs that `strokes` (lines) and `frames` (filled areas) of 1-based `page` make."""
    found: list[Ruled] = []
    left = list(words)
    for lines in _connected(strokes[:_MOST_STROKES]):
        area = _around(lines)
        inside = [word for word in left if _in(word, area)]
        block = _table(inside, lines, page) if inside else None
        if block:
            found.append(Ruled(area, block))
            left = [word for word in left if not _in(word, area)]
    for area in sorted(frames, key=lambda box: (box.x1 - box.x0) * (box.top - box.bottom)):
        inside = [word for word in left if _in(word, area)]
        if len(rows_of(inside)) > 1:
            found.append(Ruled(area, Block([_line([text_of(row)], row, page) for row in rows_of(inside)], fixed=True)))
            left = [word for word in left if not _in(word, area)]
    return found


def _connected(strokes: Iterable[Box]) -> list[list[Box]]:
    """Lines that touch each other, directly or through others."""
    groups: list[tuple[Box, list[Box]]] = []
    for stroke in sorted(strokes):
        touching = [group for group in groups if _touch(group[0], stroke)]
        merged = [stroke, *(line for _, lines in touching for line in lines)]
        groups = [group for group in groups if group not in touching]
        groups.append((_around([stroke, *(area for area, _ in touching)]), merged))
    return [lines for _, lines in groups if len(lines) > 3]


def _touch(one: Box, other: Box) -> bool:
    return (
        one.x0 - _SNAP <= other.x1
        and other.x0 - _SNAP <= one.x1
        and one.top - _SNAP <= other.bottom
        and other.top - _SNAP <= one.bottom
    )


def _around(boxes: list[Box]) -> Box:
    return Box(
        min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
    )


def _in(word: Word, area: Box) -> bool:
    middle = (word.x0 + word.x1) / 2
    return area.x0 <= middle <= area.x1 and area.top <= word.base - word.size * 0.3 <= area.bottom


def _snapped(values: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SNAP:
            kept.append(value)
    return kept


class _Grid:
    """The cells of connected lines. A cell that no line parts from its neighbour is one with it."""

    def __init__(self, lines: list[Box]) -> None:
        self._upright = [line for line in lines if line.bottom - line.top > line.x1 - line.x0]
        self._level = [line for line in lines if line.bottom - line.top <= line.x1 - line.x0]
        self.xs = _snapped(line.x0 for line in self._upright)
        self.ys = _snapped(line.top for line in self._level)

    def band(self, word: Word, column: float) -> int:
        """The row of a word: the one where its cell begins."""
        y = word.base - word.size * 0.3
        row = max((n for n, top in enumerate(self.ys) if top <= y), default=0)
        while row > 0 and not self._ruled_above(row, column):
            row -= 1
        return row

    def column(self, word: Word, row: int) -> int:
        middle, y = (word.x0 + word.x1) / 2, word.base - word.size * 0.3
        cell = max((n for n, x in enumerate(self.xs) if x <= middle), default=0)
        while cell > 0 and not any(
            abs(line.x0 - self.xs[cell]) <= _SNAP and line.top - _SNAP <= y <= line.bottom + _SNAP
            for line in self._upright
        ):
            cell -= 1
        return cell

    def _ruled_above(self, row: int, x: float) -> bool:
        return any(
            abs(line.top - self.ys[row]) <= _SNAP and line.x0 - _SNAP <= x <= line.x1 + _SNAP for line in self._level
        )


def _table(words: list[Word], lines: list[Box], page: int) -> Block | None:
    grid = _Grid(lines)
    columns, bands = len(grid.xs) - 1, len(grid.ys) - 1
    if columns < 1 or bands < 1:
        return None
    if columns == 1:
        rows = rows_of(words)
        framed = [_line([text_of(row)], row, page) for row in rows]
        return Block(framed, fixed=True) if len(rows) > 1 else None
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        row = grid.band(word, (word.x0 + word.x1) / 2)
        cells.setdefault((row, grid.column(word, row)), []).append(word)
    result = []
    for row in sorted({row for row, _ in cells}):
        inside = [word for (n, _), cell in cells.items() if n == row for word in cell]
        starts = [column for column in range(columns) if (row, column) in cells or _drawn(grid, inside, column)]
        texts = [_cell(cells.get((row, column), [])) for column in starts]
        result.append(_line(texts, sorted(inside, key=lambda word: (word.base, word.x0)), page))
    return Block(result, fixed=True)


def _drawn(grid: _Grid, inside: list[Word], column: int) -> bool:
    """Whether a cell without words is a cell of its own: its left line is drawn beside the words of the row."""
    y = median(word.base for word in inside)
    return grid.column(Word("", grid.xs[column] + 1, grid.xs[column] + 1, y, 1.0), 0) == column


def _cell(words: list[Word]) -> str:
    return glued(text_of(row) for row in rows_of(words))


def glued(texts: Iterable[str]) -> str:
    """Put the lines of one cell together; a hyphen at a line end keeps its word in one piece."""
    whole = ""
    for text in texts:
        whole += text if not whole or _HYPHEN.search(whole) else f" {text}"
    return whole


def _line(cells: list[str], words: list[Word], page: int) -> Line:
    role = Role.ROW if len(cells) > 1 else Role.TEXT
    return Line(words, CELL.join(cells), page, role)


def aligned(rows: list[Row], gutters: list[tuple[float, float]], page: int) -> Block:
    """Return the table of `rows` whose cells `gutters` (left and right edges, points) part."""
    found: list[tuple[list[str], Row]] = []
    for row in rows:
        cells = split(row, gutters)
        texts = [text_of(cell) for cell in cells]
        if found and texts[0][:1].islower() and not any(texts[1:]):
            found[-1][0][0] = glued([found[-1][0][0], texts[0]])
            found[-1][1].extend(row)
        else:
            found.append((texts, list(row)))
    return Block([_line(texts, row, page) for texts, row in found], fixed=True)


def split(row: Row, gutters: list[tuple[float, float]]) -> list[Row]:
    """Return the words of `row` between the gutters, an empty list for an empty cell."""
    edges = [float("-inf"), *((left + right) / 2 for left, right in gutters), float("inf")]
    return [[word for word in row if left <= (word.x0 + word.x1) / 2 < right] for left, right in pairwise(edges)]
