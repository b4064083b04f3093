"""Letters of a picture → words with places, by Tesseract (Apache licence), where it is installed."""

from __future__ import annotations

import logging
import math
import os
from collections import defaultdict
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import pytesseract

from archive.importing.extraction.pdf.model import Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL.Image import Image

# Tesseract's threads wait for each other more than they work: one is as fast, and leaves the other cores to others.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

LANGUAGES = ("kaz", "rus", "eng")
_CAPITALS, _SMALL_LETTERS = 0.72, 0.53  # of the size: the height of letters in common text faces
_TAIL = 0.2  # of the size: how far letters reach below the baseline
_STEP = 1.2  # between two sizes of a page
_TALL = frozenset("бфһійёbdfhiklt«»“”\"'()/%")
_HANGING = frozenset("рудцщфқңүұғgjpqyQ,;()[]/")  # letters and signs that reach below the baseline
_SAME_SIZE = 0.15  # share by which the heights of lines of one size differ, as they are measured
_log = logging.getLogger(__name__)


class _Box(NamedTuple):
    """A word with its edges, in dots."""

    text: str
    left: int
    top: int
    right: int
    bottom: int


class OcrTimeout(Exception):
    """A page took longer than it may."""


@cache
def can_read() -> bool:
    """Whether Tesseract is here and knows Kazakh, Russian and English."""
    try:
        return set(LANGUAGES) <= set(pytesseract.get_languages(config=""))
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError):
        return False


def read_picture(picture: Image, dots: float, seconds: float) -> tuple[Word, ...]:
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


def _boxes(table: dict[str, list[str | int]]) -> Iterable[list[_Box]]:
    """The words of each line."""
    found: dict[tuple[str | int, ...], list[_Box]] = defaultdict(list)
    rows = zip(*(table[name] for name in ("block_num", "par_num", "line_num")), strict=True)
    for index, place in enumerate(rows):
        text = str(table["text"][index]).strip()
        if text:
            left, top, wide, high = (int(table[name][index]) for name in ("left", "top", "width", "height"))
            found[place].append(_Box(text, left, top, left + wide, top + high))
    return found.values()


def _line(boxes: list[_Box], dots: float) -> list[Word]:
    """Words of one line with their common baseline and size, told by letters of known height."""
    standing = [box.bottom for box in boxes if not _HANGING & set(box.text)]
    below = 0.0 if standing else _TAIL
    base = float(median(standing or [box.bottom for box in boxes]))
    heights = [(_CAPITALS if _is_tall(box.text) else _SMALL_LETTERS) + below for box in boxes]
    size = median((base - box.top) / height for box, height in zip(boxes, heights, strict=True))
    base -= below * size
    size = max(4.0, size / dots)
    return [Word(box.text, box.left / dots, box.right / dots, base / dots, size, blank=True) for box in boxes]


def _is_tall(text: str) -> bool:
    return any(letter.isupper() or letter.isdigit() or letter in _TALL for letter in text)


def _evened(words: list[Word]) -> tuple[Word, ...]:
    """Give lines that measure about the same one size: that of most words, or a step above or below it."""
    sizes = sorted(word.size for word in words)
    if not sizes:
        return ()
    usual = sizes[len(sizes) // 2]
    return tuple(word._replace(size=_stepped(word.size, usual)) for word in words)


def _stepped(size: float, usual: float) -> float:
    if abs(size - usual) < _SAME_SIZE * usual:
        return round(usual, 1)
    return round(usual * _STEP ** round(math.log(size / usual, _STEP)), 1)
