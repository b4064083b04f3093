"""Lines → paragraphs: which line ends are wraps and which end a paragraph."""

import re

from archive.importing.cleaning.joining import seam
from archive.importing.cleaning.layout import Layout, Pair, pair_lines
from archive.importing.cleaning.lines import Line
from archive.importing.draft import Mark, Paragraph

_LIST_ITEM = re.compile(
    r"(?:[-–—•*·▪]|(?:\d{1,3}(?:\.\d{1,3})*|[a-zа-яәғқңөұүһі]|[IVX]+)[.)])\s+(?=[^\W\d_]|[«“\"(])", re.IGNORECASE
)
_HANGING = re.compile(r"[.,;:!?)»”%]")
_BREAK_SHARE = 0.7
_JOIN_SHARE = 0.25
_PAGE_GAP = 3  # empty lines that a page break leaves


def form_paragraphs(lines: list[Line]) -> tuple[Paragraph, ...]:
    """Join wrapped lines. A heading stays a paragraph of its own; a paragraph keeps the indent and gap before it."""
    groups: list[list[Line]] = []
    pairs = pair_lines(lines)
    layout = Layout(pairs)
    for position, line in enumerate(lines):
        pair = pairs[position - 1] if position else None
        if pair is None or is_break(pair, layout.break_share(pair, position - 1)):
            groups.append([])
        groups[-1].append(line)
    return tuple(_paragraph(group) for group in groups)


def is_break(pair: Pair, share: float) -> bool:
    """Judge one pair by the text of its lines, and by the habit of its layout (`share`, 0 to 1) where that is open."""
    before, after = pair.before, pair.after
    if before.ends or (_LIST_ITEM.match(after.text) and (pair.terminated or pair.room)):
        return True
    if _HANGING.match(after.text) or pair.belongs:
        return False
    if after.gap >= _PAGE_GAP and not after.signs:
        return pair.finished or after.indent >= 3 or pair.room
    if share >= _BREAK_SHARE:
        return True
    return share > _JOIN_SHARE and (pair.finished or pair.room)


def _paragraph(lines: list[Line]) -> Paragraph:
    text = ""
    marks: list[Mark] = []
    for line in lines:
        text += seam(text, line.text)
        if not marks or marks[-1].line != line.number:
            marks.append(Mark(len(text), line.number))
        text += line.text
    return Paragraph(text, tuple(marks), lines[0].indent, lines[0].gap)
