"""The numbers that are printed before list items and headings (OpenDocument 1.3 part 3, 5.3 and 19.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.importing.extraction.container import local
from archive.importing.extraction.numerals import bullet, numeral
from archive.importing.extraction.odt.styles import STYLE, TEXT

if TYPE_CHECKING:
    from lxml import etree

    Levels = dict[int, etree._Element]

_FORMS = {"1": "decimal", "a": "lower-letter", "A": "upper-letter", "i": "lower-roman", "I": "upper-roman"}
_DEEPEST = 10


@dataclass(slots=True)
class Counts:
    """The last number of each level, from 1."""

    values: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, first: int, forced: int | None) -> None:
        """Count an item of a level, which begins with `first`; `forced` is the number an author chose for it."""
        following = self.values[level] + 1 if level in self.values else first
        self.values[level] = following if forced is None else forced
        for deeper in [other for other in self.values if other > level]:
            del self.values[deeper]


def label(levels: Levels, level: int, counts: Counts, forced: int | None = None) -> str:
    """Count an item and return its printed number with the blank after it; "" where its level prints none."""
    element = levels.get(level)
    if element is None:
        counts.next(level, 1, forced)
        return ""
    if local(element) == "list-level-style-bullet":
        return bullet(element.get(f"{TEXT}bullet-char", "")) + " "
    if local(element) == "list-level-style-image":
        return bullet("") + " "
    counts.next(level, _start(element), forced)
    shown = min(whole(element.get(f"{TEXT}display-levels")) or 1, _DEEPEST)
    numbers = [_one(levels.get(place), place, counts) for place in range(max(1, level - shown + 1), level + 1)]
    if not numbers[-1]:
        return ""
    printed = ".".join(filter(None, numbers))
    return f"{element.get(f'{STYLE}num-prefix', '')}{printed}{element.get(f'{STYLE}num-suffix', '')} "


def whole(text: str | None) -> int | None:
    """A number of at most six digits; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None


def _one(element: etree._Element | None, level: int, counts: Counts) -> str:
    if element is None or not element.get(f"{STYLE}num-format"):
        return ""
    return numeral(counts.values.setdefault(level, _start(element)), _form(element.get(f"{STYLE}num-format", "")))


def _form(text: str) -> str:
    """A format as in `numeral`; LibreOffice writes the Russian ones as a sample («а, б, .., аа, аб, ...»)."""
    if text[:1] in {"а", "А"}:
        return "upper-russian" if text[0] == "А" else "lower-russian"
    return _FORMS.get(text, "decimal")


def _start(element: etree._Element) -> int:
    start = whole(element.get(f"{TEXT}start-value"))
    return 1 if start is None else start
