"""One page → words or lines, by the reader whose text is soundest.

The text layer is read with its places. Where it does not look like text, its letters are decoded anew (an old Kazakh
or Russian encoding taken for Latin), another library reads it, and at last the drawn page is read by OCR. Each costs
more than the one before, so the first healthy text ends the search.
"""

from __future__ import annotations

import io
import logging
import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

from archive.importing.draft import PageReading, Remark
from archive.importing.extraction import ocr
from archive.importing.extraction.pdf.headings import tagged_levels
from archive.importing.extraction.pdf.model import Box, Sheet
from archive.importing.extraction.pdf.rows import rows_of, text_of
from archive.importing.extraction.pdf.strokes import read_strokes
from archive.importing.extraction.pdf.words import Frame, read_words
from archive.importing.health import HEALTHY, health

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.importing.extraction.limits import Limits

_DOTS = 300 / 72  # per point: Tesseract is trained on letters of about 30 dots, 11 points at 300 dots per inch
_COARSEST = 1.5  # dots per point: below that letters cannot be told
_FEW = 80  # letters: a scan with no more of a text layer has a stamp, not its text
_PICTURED = 0.5  # of the page covered by one picture: a scan
_ENCODINGS = (("cp1252", "kz1048"), ("latin-1", "kz1048"), ("latin-1", "cp1251"))  # taken for, really
_log = logging.getLogger(__name__)


class _Candidate(NamedTuple):
    health: float
    reader: str
    complaints: tuple[str, ...]
    sheet: Sheet


@dataclass(slots=True)
class Reader:
    """Reads the pages of one document. `remarks` grow with what went wrong on a page."""

    document: pypdfium2.PdfDocument
    data: bytes
    limits: Limits
    remarks: list[Remark] = field(default_factory=list)
    _second: pypdf.PdfReader | None = None

    def read(self, index: int) -> tuple[Sheet, PageReading]:
        """Read the page with 0-based `index`. A page that cannot be read is an empty one, with a remark."""
        number = index + 1
        try:
            page = self.document[index]
        except (pypdfium2.PdfiumError, IndexError):
            self.remarks.append(Remark("page-unreadable", number))
            return Sheet(number, 0, 0), PageReading(number, "pdfium", 0.0, ("no-text",))
        try:
            best = self._best(page, number)
        finally:
            page.close()
        return best.sheet, PageReading(number, best.reader, best.health, best.complaints)

    def _best(self, page: pypdfium2.PdfPage, number: int) -> _Candidate:
        sheet = _sheet(page, number)
        first = _candidate("pdfium", sheet)
        if not sheet.words and pdfium.FPDFPage_CountObjects(page) < 1:
            return first._replace(health=1.0, complaints=())  # an empty page lacks nothing
        scanned = _letters(sheet) < _FEW and _is_pictured(page, sheet)
        found = [first]
        if not scanned and first.health < HEALTHY and sheet.words:
            for candidate in self._other_texts(sheet):
                found.append(candidate)
                if candidate.health >= HEALTHY:
                    break
        best = max(found, key=lambda candidate: candidate.health)
        if not scanned and best.health >= HEALTHY:
            return best
        recognised = self._recognised(page, sheet)
        if recognised is None or (scanned and _letters(recognised.sheet) < _letters(sheet)):
            return best
        return recognised if scanned or recognised.health > best.health else best

    def _other_texts(self, sheet: Sheet) -> Iterator[_Candidate]:
        yield from _redecoded(sheet)
        lines = self._second_text(sheet.number)
        if lines:
            yield _candidate("pypdf", replace(sheet, words=(), plain=lines))

    def _second_text(self, number: int) -> tuple[str, ...]:
        try:
            if self._second is None:
                self._second = pypdf.PdfReader(io.BytesIO(self.data), strict=False)
            text = self._second.pages[number - 1].extract_text()
        except Exception:  # a damaged file raises anything there; it was only asked for a second opinion
            _log.info("pypdf cannot read page %d", number, exc_info=True)
            return ()
        return tuple(line for row in text.splitlines() if (line := row.strip()))

    def _recognised(self, page: pypdfium2.PdfPage, sheet: Sheet) -> _Candidate | None:
        if not ocr.can_read():
            self.remarks.append(Remark("ocr-missing", sheet.number))
            return None
        dots = min(_DOTS, math.sqrt(self.limits.max_pixels / max(1.0, sheet.width * sheet.height)))
        if dots < _COARSEST:
            self.remarks.append(Remark("page-too-large", sheet.number))
            return None
        try:
            picture = page.render(scale=dots, grayscale=True).to_pil()
            words = ocr.read_picture(picture, dots, self.limits.ocr_seconds)
        except ocr.OcrTimeout:
            self.remarks.append(Remark("ocr-timeout", sheet.number))
            return None
        except (pypdfium2.PdfiumError, MemoryError, ValueError):
            self.remarks.append(Remark("page-unreadable", sheet.number))
            return None
        # What is drawn on a scan is its picture; lines of the letters themselves would rule no tables.
        return _candidate("ocr", replace(sheet, words=words, strokes=(), boxes=(), plain=()))


def _sheet(page: pypdfium2.PdfPage, number: int) -> Sheet:
    left, bottom, right, top = page.get_bbox()
    area = Box(left, top, right, bottom)
    words, turn = read_words(page.raw, area, tagged_levels(page.raw))
    frame = Frame(area, turn if words else page.get_rotation())
    strokes, boxes = (tuple(filter(None, map(frame.clip, drawn))) for drawn in read_strokes(page.raw))
    return Sheet(number, frame.width, frame.height, words, strokes, boxes)


def _text(sheet: Sheet) -> str:
    return "\n".join([*(text_of(row) for row in rows_of(list(sheet.words))), *sheet.plain])


def _candidate(reader: str, sheet: Sheet) -> _Candidate:
    score, complaints = health(_text(sheet))
    return _Candidate(score, reader, complaints, sheet)


def _letters(sheet: Sheet) -> int:
    return sum(len(word.text) for word in sheet.words)


def _redecoded(sheet: Sheet) -> Iterator[_Candidate]:
    for taken, real in _ENCODINGS:
        words = tuple(word._replace(text=_decoded(word.text, taken, real)) for word in sheet.words)
        if words != sheet.words:
            yield _candidate("redecoded", replace(sheet, words=words))


def _decoded(text: str, taken: str, real: str) -> str:
    """Letter by letter: signs the encoding does not have, such as true Kazakh letters, stay as they are."""
    return "".join(_letter(sign, taken, real) for sign in text)


def _letter(sign: str, taken: str, real: str) -> str:
    try:
        return sign.encode(taken).decode(real)
    except UnicodeError:
        return sign


def _is_pictured(page: pypdfium2.PdfPage, sheet: Sheet) -> bool:
    """Whether one picture covers most of a page."""
    size = max(1.0, sheet.width * sheet.height)
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) > size * _PICTURED:
            return True
    return False
