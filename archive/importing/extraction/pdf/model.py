"""What is known of a page before its lines are: words with places, ruled lines, and then lines in reading order.

All lengths are points (1/72 inch), measured from the left upper corner of the page as it is read, y growing downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from archive.importing.draft import Role

_ASCENT, _DESCENT = 0.8, 0.2  # parts of the size that letters of common text faces take above and below the baseline
GAP = 0.15  # of the size: letters farther apart are two words (a blank is 0.25 to 0.33, and 0.2 in a tight line)


class Box(NamedTuple):
    x0: float
    top: float
    x1: float
    bottom: float


class Word(NamedTuple):
    """A run of letters set alike without a gap. `blank` says that the file itself has a blank before it.

    `level` is that of the heading (H1 to H6) the file tags the word with, else 0.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    blank: bool = False
    level: int = 0

    @property
    def top(self) -> float:
        return self.base - self.size * _ASCENT

    @property
    def bottom(self) -> float:
        return self.base + self.size * _DESCENT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as read: `words` in no order that matters, `strokes` its ruled lines, `boxes` its filled areas.

    `plain` are the lines of a reader that knows no places; there are no words then.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    strokes: tuple[Box, ...] = ()
    boxes: tuple[Box, ...] = ()
    plain: tuple[str, ...] = ()


@dataclass(slots=True)
class Line:
    """A visual line of one column. `words` stand from left to right."""

    words: list[Word]
    text: str
    page: int
    role: Role = Role.TEXT
    starts: bool = True
    level: int = 0

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        weights: dict[float, int] = {}
        for word in self.words:
            weights[word.size] = weights.get(word.size, 0) + len(word.text)
        return max(weights, key=lambda size: (weights[size], size))

    @property
    def base(self) -> float:
        return max(self.words, key=lambda word: word.size).base

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


@dataclass(slots=True)
class Block:
    """Lines that stand below each other in one column of a page. A fixed one (a table, a call-out) is a unit."""

    lines: list[Line] = field(default_factory=list)
    fixed: bool = False
