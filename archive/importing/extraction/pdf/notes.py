"""Footnotes: lines in smaller letters at the foot of a page that begin with a mark."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from archive.importing.draft import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.importing.extraction.pdf.model import Block, Line

_SMALLER = 0.92  # of the running text of the page
_MARK = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,3})[.)]?|[*†‡]{1,3})\s*(?=\S)(?![.\d])")
_END = re.compile(r"[.!?…:;][»”)\"\]]*$")


def usual_size(lines: Iterable[Line]) -> float:
    """The size of most letters of `lines` in points, 0.0 when there are none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        for word in line.words:
            sizes[word.size] += len(word.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def take_notes(blocks: list[Block], before: Line | None) -> list[Line]:
    """Move the footnotes of a page out of its `blocks` and return them.

    `before` is the last note of the page before, which may go on on this page.
    """
    lines = [line for block in blocks for line in block.lines]
    size = usual_size(lines)
    bottom = max((line.base for line in lines if line.size > size * _SMALLER), default=0.0)
    goes_on = before is not None and not _END.search(before.text)
    notes: list[Line] = []
    for block in blocks:
        first = _first_note(block, size, bottom if block.fixed else 0.0)
        if first is not None and goes_on and not notes:
            first = _first_small(block, size)
        if first is None and goes_on and (first := _first_small(block, size)) == len(block.lines):
            first = None
        if first is None or _below(block.lines[first], lines, size):
            continue
        notes += block.lines[first:]
        del block.lines[first:]
    _mark_starts(notes)
    return notes


def _first_small(block: Block, size: float) -> int:
    first = len(block.lines)
    while first and block.lines[first - 1].size <= size * _SMALLER and block.lines[first - 1].role is Role.TEXT:
        first -= 1
    return first


def _first_note(block: Block, size: float, bottom: float) -> int | None:
    """The first of the small lines at the end of a block that has a mark."""
    first = _first_small(block, size)
    marked = (n for n in range(first, len(block.lines)) if _MARK.match(block.lines[n].text))
    found = next(marked, None)
    return found if found is not None and block.lines[found].base > bottom else None


def _below(line: Line, lines: list[Line], size: float) -> bool:
    """Whether running text stands under `line` in the same column, so that it is no footnote."""
    return any(
        other.base > line.base and other.x0 < line.x1 and line.x0 < other.x1 and other.size > size * _SMALLER
        for other in lines
    )


def _mark_starts(notes: list[Line]) -> None:
    last = 0
    for line in notes:
        found = _MARK.match(line.text)
        number = int(found[1] or found[2] or 0) if found else 0
        line.role = Role.NOTE
        line.starts = bool(found) and (number > last or not number)
        if line.starts and number:
            last = number
