"""Tables of a structured file: rows stay units; a table that only places text on the page is no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.importing.draft import CELL, Role
from archive.importing.extraction.blocks import Block, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    Cell = list[Block]

_SENTENCE = 12  # words that make a paragraph running text rather than an entry
_LONG = 80  # words that no entry of a table has


def table_blocks(rows: Sequence[Sequence[Cell]]) -> list[Block]:
    """The blocks of a table, its cells given row by row: one for each row, or what its cells hold in a layout table.

    An empty cell leaves no trace; a table within a cell becomes text of the cell.
    """
    filled = [[cell for cell in row if not all(block.blank for block in cell)] for row in rows]
    if _is_layout(filled):
        return [block for row in filled for cell in row for block in cell]
    return [_row(row) for row in filled if row]


def _is_layout(rows: list[list[Cell]]) -> bool:
    """One column, or more than half of the words in cells that hold text rather than an entry."""
    if all(len(row) <= 1 for row in rows):
        return True
    sizes = [(sum(block.words for block in cell), _is_running(cell)) for row in rows for cell in row]
    return sum(size for size, running in sizes if running) * 2 > sum(size for size, _ in sizes)


def _is_running(cell: Cell) -> bool:
    lengths = [block.words for block in cell]
    paragraphs = sum(length >= _SENTENCE for length in lengths)
    headed = len(cell) > 1 and any(block.level for block in cell)
    return headed or paragraphs > 1 or max(lengths) >= _LONG


def _row(cells: list[Cell]) -> Block:
    row = Block([], Role.ROW)
    for place, cell in enumerate(cells):
        if place:
            row.spans.append(Span(CELL, bold=bool(row.spans) and row.spans[-1].bold))
        for number, block in enumerate(block for block in cell if not block.blank):
            row.spans += [Span(" ", bold=block.spans[0].bold), *block.spans] if number else block.spans
            row.notes += block.notes
    return row
