"""A PDF → RawText: lines in reading order, with what their setting tells of paragraphs and headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.importing.draft import ImportProblem, PageReading, RawLine, RawText, Remark, Role, Style
from archive.importing.extraction.pdf.furniture import Parted, part_furniture
from archive.importing.extraction.pdf.headings import Bookmark, drop_contents, mark_bookmarks
from archive.importing.extraction.pdf.layout import blocks_of
from archive.importing.extraction.pdf.model import Block, Line, Sheet
from archive.importing.extraction.pdf.notes import take_notes, usual_size
from archive.importing.extraction.pdf.opening import bookmarks_of, opened, remarks_on
from archive.importing.extraction.pdf.reading import Reader
from archive.importing.extraction.pdf.rows import line_of
from archive.importing.extraction.pdf.starts import mark_starts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from archive.importing.extraction.limits import Limits

_LETTER = re.compile("[A-Za-z\u0400-\u052f]")

__all__ = ["read_pdf"]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it is written down: furniture above, text, notes, furniture below."""

    parted: Parted
    blocks: list[Block]
    notes: list[Line]


def read_pdf(data: bytes, limits: Limits, progress: Callable[[int, int], None]) -> RawText:
    """Read a PDF file.

    `data` is the whole file; `progress` is told, after each page, how many are read and how many there are. Lines are
    numbered through the whole document. Footnotes follow the text of their page.

    Raises ImportProblem: "encrypted", "damaged" (reason), "empty", "too-large" (what, size, limit), "no-words",
    "scan-without-ocr".
    """
    with opened(data, limits) as document:
        total = len(document)
        reader = Reader(document, data, limits, remarks_on(document, data))
        bookmarks = bookmarks_of(document)
        sheets: list[Sheet] = []
        readings: list[PageReading] = []
        for index in range(total):
            sheet, reading = reader.read(index)
            sheets.append(sheet)
            readings.append(reading)
            progress(index + 1, total)
    _refuse_wordless(sheets, reader.remarks)
    lines = tuple(_styled(_pages(sheets, bookmarks)))
    return RawText(lines, format="pdf", pages=tuple(readings), remarks=tuple(reader.remarks))


def _refuse_wordless(sheets: Iterable[Sheet], remarks: Iterable[Remark]) -> None:
    texts = (text for sheet in sheets for text in (*(word.text for word in sheet.words), *sheet.plain))
    if any(map(_LETTER.search, texts)):
        return
    codes = {remark.code for remark in remarks}
    if "ocr-missing" in codes:
        raise ImportProblem("scan-without-ocr")
    if "page-unreadable" in codes:
        raise ImportProblem("damaged", reason="no page can be read")
    raise ImportProblem("no-words")


def _pages(sheets: Sequence[Sheet], bookmarks: dict[int, list[Bookmark]]) -> list[_Page]:
    size = usual_size(Line(list(sheet.words), "", sheet.number) for sheet in sheets)
    pages: list[_Page] = []
    last: Line | None = None
    for parted in part_furniture(sheets, size):
        blocks = blocks_of(parted.sheet)
        notes = take_notes(blocks, last)
        last = notes[-1] if notes else None
        pages.append(_Page(parted, blocks, notes))
    mark_starts([page.blocks for page in pages])
    for page in pages:
        lines = [line for block in page.blocks for line in block.lines]
        mark_bookmarks(lines, bookmarks.get(page.parted.sheet.number, ()))
        drop_contents(lines)
    return pages


def _styled(pages: Sequence[_Page]) -> Iterable[RawLine]:
    body = usual_size(line for page in pages for block in page.blocks for line in block.lines)
    number = 0
    for page in pages:
        text = [line for block in page.blocks for line in block.lines]
        for line in (*page.parted.above, *text, *page.notes, *page.parted.below):
            number += 1
            yield RawLine(number, line.text, line.page, _style(line, body))
        for row in page.parted.sheet.plain:
            number += 1
            yield RawLine(number, row, page.parted.sheet.number, Style())


def _style(line: Line, body: float) -> Style:
    return Style(line.role, line.level, round(line.size / body, 2) if body else 1.0, _lead(line), line.starts)


def _lead(line: Line) -> int:
    """How many characters at the beginning of a line are bold."""
    if line.role in {Role.ROW, Role.FURNITURE}:
        return 0
    if line.bold:
        return len(line.text)
    lead = 0
    for word in line.words:
        if not word.bold:
            break
        found = line.text.find(word.text, lead)
        if found < 0:
            break
        lead = found + len(word.text)
    return lead
