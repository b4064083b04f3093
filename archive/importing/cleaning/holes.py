"""Holes: the places in a line where the text of a hyperlink was taken out.

A hole is a run of blanks that no typesetter leaves: two blanks, a blank inside brackets or quotation marks, before
punctuation or before a suffix.
"""

import re
from dataclasses import dataclass

from archive.importing.cleaning.lines import Line

_BLANKS = re.compile(r" +")
_OPENING = "(«“["
_CLOSING = ".,;:!?)»”]"
_DOTTED = re.compile(r"\.(?:\.\.|[a-z])")  # an ellipsis, an internet domain
_NO_HOLE_AFTER = ".!?•●▪*–—"  # where typists put two blanks
_STOPS = ".!?"  # no sentence begins in lower case
_SUFFIX = re.compile(r"-[^\W\d_]\S* ")  # not the last word of a line, which may be a link text itself
_AFTER_BRACKET = re.compile(r"(?<=[)%]) +([.,;:])")  # loose punctuation, but no hole
_MAX_HOLES = 20  # more links than a printed line can hold: blanks mean something else there
_PAGE_GAP = 3  # empty lines that a page break leaves
_MIN_STRETCHED = 3  # wide gaps that make a line a stretched one rather than one with holes


@dataclass(frozen=True, slots=True)
class HoledText:
    """A line cut at its holes: piece i of the link texts belongs between part i and part i + 1.

    `strong` says for each hole whether its shape is proof (punctuation after a blank) or only a double blank.
    """

    parts: tuple[str, ...]
    strong: tuple[bool, ...]


def is_stretched(text: str) -> bool:
    """True when at least half of the word gaps of a line are wide: a justified last line, not a line with holes."""
    gaps = _BLANKS.findall(text)
    wide = sum(len(gap) > 1 for gap in gaps)
    return wide >= _MIN_STRETCHED and wide * 2 >= len(gaps)


def has_leading_hole(line: Line) -> bool:
    """True when the line starts with a hole: an empty line before it, then a single blank or lone punctuation.

    After a page break only a single blank inside a sentence tells.
    """
    if line.gap >= _PAGE_GAP:
        return line.indent == 1 and line.text[0].islower()
    return line.gap == 1 and (line.indent == 1 or line.text[0] in ".,;:)»")


def find_holes(line: Line, indent: int) -> HoledText:
    """Cut a line at its holes. `indent` is the usual paragraph indent of the text: one blank more is a hole."""
    parts: list[str] = []
    strong: list[bool] = []
    if has_leading_hole(line) or (indent and line.indent == indent + 1):
        parts.append("")
        strong.append(has_leading_hole(line))
    text, start = _AFTER_BRACKET.sub(r"\1", line.text), 0
    for match in () if is_stretched(text) else _BLANKS.finditer(text):
        count, proof = _holes(text, match)
        if count:
            parts += [text[start : match.start()]] + [""] * (count - 1)
            strong += [proof] * count
            start = match.end()
    if len(strong) > _MAX_HOLES:
        return HoledText((line.text,), ())
    parts.append(text[start:])
    return HoledText(tuple(parts), tuple(strong))


def _holes(text: str, gap: re.Match[str]) -> tuple[int, bool]:
    left, right, width = text[gap.start() - 1], text[gap.end()], gap.end() - gap.start()
    if left in _OPENING:
        return 1, True
    if right in _CLOSING and not _DOTTED.match(text, gap.end()):
        return 1, True
    if _SUFFIX.match(text, gap.end()):
        return 1, True
    if width > 1 and (left not in _NO_HOLE_AFTER or (left in _STOPS and right.islower())):
        return width - 1, False
    return 0, False
