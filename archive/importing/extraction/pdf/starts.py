"""Where paragraphs begin: by indent, space between lines, a line that ends early, letters set otherwise, bullets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from archive.importing.draft import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archive.importing.extraction.pdf.model import Block, Line

_INDENT = 0.6  # of the size
_MORE_SPACE = 1.3  # of the usual distance of two lines
_OTHER_SIZE = 0.08  # share by which two sizes differ
_BULLET = re.compile(r"[•●▪■◦○·∙➢➤✓❖\ue000-\uf8ff]\s*\S")
_DASH = re.compile(r"[–—*-]\s+\S")
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}|[^\W\d_]|[ivx]{1,5})(?:[)\]]|\.(?=\s))\s*\S")
_BRACKETED = re.compile(r"[(\[]?(?:\d{1,3}|[^\W\d_]|[ivx]{1,5})\)\s*\S")
_ENDED = re.compile(r"[.!?…:;][»”)\"\]]*(?:\[\d{1,3}\])?$")
_TORN = re.compile(r"\w[-\u00ad\u2010]$")


@dataclass(frozen=True, slots=True)
class _Column:
    """The edges of a column and the usual distance of its lines, in points; `indents` when paragraphs are indented."""

    left: float
    right: float
    leading: float
    indents: bool = False


def mark_starts(pages: Sequence[Sequence[Block]]) -> None:
    """Set `starts` and the role of list items for all lines of a document, given by pages and blocks in order."""
    blocks = [block for page in pages for block in page if not block.fixed and block.lines]
    rights = _rights(blocks)
    before: tuple[Line, _Column] | None = None
    indents = _indents(blocks)
    for block in blocks:
        column = _column(block, rights, indents)
        for position, line in enumerate(block.lines):
            following = block.lines[position + 1] if position + 1 < len(block.lines) else None
            if before is None:
                line.starts = True
            elif position:
                line.starts = _begins(before[0], line, column)
            else:
                line.starts = _begins_column(before, line, column)
            if line.starts and _is_item(line, following, column):
                line.role = Role.ITEM
            before = line, column
    for block in (block for page in pages for block in page if block.fixed):
        _mark_framed(block)


def _mark_framed(block: Block) -> None:
    """A call-out is read as one paragraph, but for what is set in other letters."""
    for before, line in pairwise(block.lines):
        line.starts = line.role is Role.ROW or _set_otherwise(before, line)


def _rights(blocks: Iterable[Block]) -> dict[int, float]:
    """How far lines reach in the columns that begin at an x (whole points)."""
    ends: dict[int, list[float]] = defaultdict(list)
    for block in blocks:
        ends[_left(block)].extend(line.x1 for line in block.lines)
    return {left: sorted(values)[int((len(values) - 1) * 0.97)] for left, values in ends.items()}


def _left(block: Block) -> int:
    return round(min(line.x0 for line in block.lines))


def _column(block: Block, rights: dict[int, float], indents: bool) -> _Column:
    left = _left(block)
    right = max(rights.get(left + drift, 0.0) for drift in (-1, 0, 1))
    steps = [after.base - before.base for before, after in pairwise(block.lines)]
    size = block.lines[0].size
    usual = median(steps) if len(steps) > 2 else min(steps, default=size * 1.2)
    return _Column(left, right, max(min(usual, size * 2.2), size), indents)


def _indents(blocks: Iterable[Block]) -> bool:
    """Whether lines that begin a sentence after a full one are mostly indented.

    So is, perhaps, the first line below a heading; that it is not says nothing.
    """
    found: Counter[bool] = Counter()
    for block in blocks:
        left = _left(block)
        for before, line in pairwise(block.lines):
            early = before.x1 < max(one.x1 for one in block.lines) - 4 * line.size
            indented = line.x0 > left + _INDENT * line.size
            if _set_otherwise(before, line):
                found[True] += indented and not line.bold
            elif early and _ENDED.search(before.text):
                found[indented] += 1
    return found[True] > found[False]


def _begins(before: Line, line: Line, column: _Column) -> bool:
    if _set_otherwise(before, line):
        return True
    size = line.size
    leading = max(column.leading, size * 1.1) if size > before.size else column.leading
    if line.base - before.base > leading * _MORE_SPACE and line.base - before.base > size * 1.35:
        return True
    if _TORN.search(before.text):
        return False
    if _centred(before, line, column):
        return False
    if _is_bullet(line, column):
        return True
    if _has_room(before, line, column):
        return not line.text[0].islower() or bool(_ENDED.search(before.text))
    if _BRACKETED.match(line.text) and before.role is Role.ITEM and abs(line.x0 - before.x0) < _INDENT * size:
        return True
    return _moved(before, line, column)


def _moved(before: Line, line: Line, column: _Column) -> bool:
    """What the indent says of a line under another."""
    step = line.x0 - before.x0
    reach = _INDENT * line.size
    if not before.starts:
        return abs(step) > reach
    if len(before.words) > 1 and _listed(before) and abs(line.x0 - before.words[1].x0) < reach:
        return False
    if abs(step) <= reach:
        return before.x0 > column.left + reach and column.indents and bool(_ENDED.search(before.text))
    return step > 0


def _begins_column(before: tuple[Line, _Column], line: Line, column: _Column) -> bool:
    """Whether the first line of a column or page begins a paragraph: not when the sentence before goes on."""
    last, old = before
    if _set_otherwise(last, line) or _is_bullet(line, column):
        return True
    if _TORN.search(last.text):
        return False
    if _has_room(last, line, old):
        return True
    if line.text[:1].islower():
        return False
    if line.x0 > column.left + _INDENT * line.size:
        return True
    return bool(_ENDED.search(last.text)) and not column.indents


def _set_otherwise(before: Line, line: Line) -> bool:
    if abs(before.size - line.size) > _OTHER_SIZE * before.size:
        return True
    if line.bold and not before.words[-1].bold:
        return True
    return before.bold and not line.words[0].bold


def _centred(before: Line, line: Line, column: _Column) -> bool:
    """Two lines of a heading in the middle of the column."""
    middle = (column.left + column.right) / 2
    if abs(before.x0 + before.x1 - line.x0 - line.x1) > _INDENT * line.size:
        return False
    return all(
        abs((one.x0 + one.x1) / 2 - middle) < one.size and one.x0 > column.left + one.size and one.bold == before.bold
        for one in (before, line)
    )


def _has_room(before: Line, line: Line, column: _Column) -> bool:
    """Whether the first word of `line` would have fitted on the line before, which therefore ends a paragraph."""
    first = line.words[0]
    text = first.text
    piece = text.find("-") + 1 or len(text)
    width = (first.x1 - first.x0) * piece / len(text)
    return before.x1 + 0.45 * line.size + width < column.right - 0.1 * line.size


def _is_bullet(line: Line, column: _Column) -> bool:
    if _BULLET.match(line.text):
        return True
    return bool(_DASH.match(line.text)) and line.x0 > column.left + _INDENT * line.size


def _listed(line: Line) -> bool:
    return bool(_BULLET.match(line.text) or _DASH.match(line.text) or _ENUMERATOR.match(line.text))


def _is_item(line: Line, following: Line | None, column: _Column) -> bool:
    if _is_bullet(line, column):
        return True
    if line.bold or not _ENUMERATOR.match(line.text):
        return False
    if _BRACKETED.match(line.text):
        return True
    if following is None or len(line.words) < 2 or _has_room(line, following, column):
        return False
    return abs(following.x0 - line.words[1].x0) < 0.3 * line.size
