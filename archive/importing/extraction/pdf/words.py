"""A page of pdfium → words with places.

One call of a foreign function per letter and property costs about 0.7 µs, so letters are asked for their code, text
object, box and origin only; font, size and direction are asked once per text object.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

from archive.importing.extraction.pdf.model import GAP, Box, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # font descriptor flag (ISO 32000-1, table 123)
_HEAVY = 600  # weights from here on are semi-bold and more (OpenType, usWeightClass)
_HYPHENS = (0x02, 0xFFFE)  # what pdfium makes of a hyphen at a line end
_TIGHT = 0.05  # of the size: a blank that takes less room parts no words
_BESIDE = 1000.0  # points: a word that is cut by the edge of its page reaches no farther
_LARGEST = 2000.0  # points: no letters are higher
_SHIFT = 0.1  # of the size: letters this far off the baseline are no longer of the same word
_BLANKS = frozenset("\t\n\r\x0b\x0c \xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000")

# pdfium's own function, asked to return the address of the text object as a plain number (None for generated signs).
_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


class _Face(NamedTuple):
    size: float
    bold: bool
    turn: int  # of its writing direction, degrees
    level: int


class _Letter(NamedTuple):
    text: str
    x0: float
    x1: float
    base: float
    face: _Face
    blank: bool


def read_words(page: ctypes.Structure, area: Box, levels: Mapping[int, int]) -> tuple[tuple[Word, ...], int]:
    """Return the words of `page` (a pdfium handle) in `area` (the visible part, in the page's own points).

    `levels` tells the heading level of marked content by its number. A page set sideways is turned upright; letters
    that run in another direction than most follow as words of their own. The second value is how far the page was
    turned, in degrees.
    """
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return (), 0
    try:
        letters = list(_letters(text_page, levels))
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    turn = main_turn(letter.face.turn for letter in letters)
    frame = Frame(area, turn)
    upright = [frame.place(letter) for letter in letters if letter.face.turn == turn]
    others = [frame.place(letter) for letter in letters if letter.face.turn != turn]
    words = _bold_whole([*_join(upright), *_join(others)])
    return tuple(word for word in words if frame.shows(word)), turn


def main_turn(turns: Iterable[int]) -> int:
    counts: dict[int, int] = {}
    for turn in turns:
        counts[turn] = counts.get(turn, 0) + 1
    return max(counts, key=lambda turn: counts[turn], default=0)


class Frame:
    """Turns the points of a page (y upwards) into those of its reader (y downwards), who turns it by right angles."""

    def __init__(self, area: Box, turn: int) -> None:
        self._area, self._turn = area, round(turn / 90) % 4 * 90
        wide, high = area.x1 - area.x0, area.top - area.bottom
        self.width, self.height = (high, wide) if self._turn in {90, 270} else (wide, high)

    def point(self, x: float, y: float) -> tuple[float, float]:
        area = self._area
        if not self._turn:
            return x - area.x0, area.top - y
        if self._turn == 90:
            return y - area.bottom, x - area.x0
        if self._turn == 180:
            return area.x1 - x, y - area.bottom
        return area.top - y, area.x1 - x

    def box(self, box: Box) -> Box:
        (x0, y0), (x1, y1) = self.point(box.x0, box.top), self.point(box.x1, box.bottom)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def place(self, letter: _Letter) -> _Letter:
        """Here `x0` and `base` of `letter` are its origin, and `x1` is how far it advances."""
        x, base = self.point(letter.x0, letter.base)
        return _Letter(letter.text, x, x + letter.x1, base, letter.face, letter.blank)

    def shows(self, word: Word) -> bool:
        """Whether a word is on the page; damaged files put words anywhere, and without end."""
        return (
            0 < word.x1 < self.width + _BESIDE
            and -_BESIDE < word.x0 < self.width
            and word.bottom > 0
            and word.top < self.height
            and word.size < _LARGEST
        )

    def clip(self, box: Box) -> Box | None:
        """The part of a box (in the page's own points) that is on the page, in the points of the reader."""
        x0, top, x1, bottom = self.box(box)
        clipped = Box(max(0.0, x0), max(0.0, top), min(self.width, x1), min(self.height, bottom))
        return clipped if clipped.x0 <= clipped.x1 and clipped.top <= clipped.bottom else None


def _letters(text_page: ctypes.Structure, levels: Mapping[int, int]) -> Iterator[_Letter]:
    handle = ctypes.cast(text_page, ctypes.c_void_p)
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    faces = _Faces(text_page, levels)
    known, face, blank = 0, _Face(1.0, False, 0, 0), False
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        item = _text_object(handle, index)
        if item is None:  # pdfium's own guess of a blank or a line end: places tell better
            continue
        text = "-" if code in _HYPHENS else _sign(code)
        if text in _BLANKS:
            blank = True
            continue
        if not text:
            continue
        if item != known:
            known, face = item, faces.face(index, item)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        advance = box.top - box.bottom if face.turn in {90, 270} else box.right - box.left
        yield _Letter(text, x.value, advance, y.value, face, blank)
        blank = False


def _sign(code: int) -> str:
    """Signs without a shape (marks of direction, joiners) go; what stands for no letter is shown as U+FFFD."""
    if code < 0x20 and chr(code) not in _BLANKS:
        return "\ufffd"
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    sign = chr(code)
    if 0x400 <= code < 0x530 or 0x20 <= code < 0x7F:
        return sign
    return "" if code != 0xAD and unicodedata.category(sign) == "Cf" else sign


class _Faces:
    """How the text objects of one page are set; fonts are looked at once."""

    def __init__(self, text_page: ctypes.Structure, levels: Mapping[int, int]) -> None:
        self._page, self._levels = text_page, levels
        self._bold: dict[int, bool] = {}
        self._matrix = pdfium.FS_MATRIX()

    def face(self, index: int, item: int) -> _Face:
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self._page, index, matrix)
        size = pdfium.FPDFText_GetFontSize(self._page, index) * math.hypot(matrix.c, matrix.d)
        turn = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
        handle = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
        level = self._levels.get(pdfium.FPDFPageObj_GetMarkedContentID(handle), 0) if self._levels else 0
        return _Face(round(abs(size), 1) or 1.0, self._is_bold(index, handle), turn, level)

    def _is_bold(self, index: int, handle: ctypes._Pointer[ctypes.Structure]) -> bool:
        if pdfium.FPDFTextObj_GetTextRenderMode(handle) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE:
            return True  # word processors thicken letters so when the font has no bold cut
        font = ctypes.cast(pdfium.FPDFTextObj_GetFont(handle), ctypes.c_void_p).value or 0
        if font not in self._bold:
            flags = ctypes.c_int()
            name = ctypes.create_string_buffer(256)
            pdfium.FPDFText_GetFontInfo(self._page, index, name, len(name), flags)
            heavy = pdfium.FPDFText_GetFontWeight(self._page, index) >= _HEAVY
            named = _BOLD.search(name.value.decode("utf-8", "replace"))
            self._bold[font] = bool(named) or heavy or bool(flags.value & _FORCE_BOLD)
        return self._bold[font]


def _join(letters: list[_Letter]) -> Iterator[Word]:
    """Put letters that follow each other without a gap together, in the order of the file."""
    run: list[_Letter] = []
    for letter in letters:
        if run and not _follows(run[-1], letter):
            yield _word(run)
            run = []
        run.append(letter)
    if run:
        yield _word(run)


def _bold_whole(words: list[Word]) -> list[Word]:
    """Make a printed word bold where any run of its letters is.

    Bold fonts without Kazakh letters have these printed in another font, which may not be bold.
    """
    whole: list[Word] = []
    start = 0
    for end in range(1, len(words) + 1):
        if end == len(words) or not _touches(words[end - 1], words[end]):
            bold = any(word.bold for word in words[start:end])
            whole += [word._replace(bold=bold) for word in words[start:end]]
            start = end
    return whole


def _touches(before: Word, word: Word) -> bool:
    gap = word.x0 - before.x1
    same = before.size == word.size and abs(before.base - word.base) < before.size * _SHIFT
    return same and not word.blank and -before.size < gap < GAP * before.size


def _follows(before: _Letter, letter: _Letter) -> bool:
    size = before.face.size
    gap = letter.x0 - before.x1
    return (
        letter.face == before.face
        and abs(letter.base - before.base) < size * _SHIFT
        and -size < gap < size * (_TIGHT if letter.blank else GAP)
    )


def _word(run: list[_Letter]) -> Word:
    first = run[0]
    text = unicodedata.normalize("NFC", "".join(letter.text for letter in run))
    face = first.face
    x1 = max(letter.x1 for letter in run)
    return Word(text, first.x0, x1, first.base, face.size, face.bold, first.blank, face.level)
