"""Letters of a picture → words with places, by Tesseract (Apache licence), where it is installed."""

from __future__ import annotations

import logging
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import pytesseract

from archive.importing.extraction.pdf.model import Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL.Image import Image

LANGUAGES = ("kaz", "rus", "eng")
_CAPITALS = 0.72  # of the size: the height of capital letters in common text faces
_SAME_SIZE = 0.15  # share by which the heights of lines of one size differ, as they are measured
_log = logging.getLogger(__name__)


class OcrTimeout(Exception):
    """A page took longer than it may."""


@cache
def can_read() -> bool:
    """Whether Tesseract is here and knows Kazakh, Russian and English."""
    try:
        return set(LANGUAGES) <= set(pytesseract.get_languages(config=""))
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError):
        return False


def read_picture(picture: Image, dots: float, seconds: int) -> tuple[Word, ...]:
    """Return the words of `picture`, which has `dots` per point, with places in points.

    Raises OcrTimeout after `seconds`. A picture Tesseract cannot work with has no words.
    """
    try:
        table = pytesseract.image_to_data(
            picture,
            lang="+".join(LANGUAGES),
            config=f"--dpi {round(dots * 72)}",
            timeout=seconds,
            output_type=pytesseract.Output.DICT,
        )
    except pytesseract.TesseractError as error:
        _log.warning("Tesseract gave a page up: %s", error)
        return ()
    except RuntimeError as error:  # pytesseract's own way to say that time is over
        raise OcrTimeout from error
    lines = [_line(boxes, dots) for boxes in _boxes(table)]
    return _evened([word for line in lines for word in line])


def _boxes(table: dict[str, list[str | int]]) -> Iterable[list[tuple[str, int, int, int, int]]]:
    """The words of each line with left, top, right and bottom, in dots."""
    found: dict[tuple[str | int, ...], list[tuple[str, int, int, int, int]]] = defaultdict(list)
    rows = zip(*(table[name] for name in ("block_num", "par_num", "line_num")), strict=True)
    for index, place in enumerate(rows):
        text = str(table["text"][index]).strip()
        if text:
            left, top, wide, high = (int(table[name][index]) for name in ("left", "top", "width", "height"))
            found[place].append((text, left, top, left + wide, top + high))
    return found.values()


def _line(boxes: list[tuple[str, int, int, int, int]], dots: float) -> list[Word]:
    """Baseline and size of a line from its words: most reach down to the baseline, some up to the height of capitals."""
    bottoms, tops = sorted(box[4] for box in boxes), sorted(box[2] for box in boxes)
    base = bottoms[len(bottoms) // 3]
    size = max(4.0, (base - tops[len(tops) // 10]) / _CAPITALS / dots)
    return [Word(text, left / dots, right / dots, base / dots, size, blank=True) for text, left, _, right, _ in boxes]


def _evened(words: list[Word]) -> tuple[Word, ...]:
    """Give lines that measure about the same one size."""
    sizes = sorted(word.size for word in words)
    if not sizes:
        return ()
    usual = sizes[len(sizes) // 2]
    return tuple(
        word._replace(size=round(usual if abs(word.size - usual) < _SAME_SIZE * usual else word.size, 1))
        for word in words
    )
