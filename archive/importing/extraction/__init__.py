"""Bytes → RawText: tell what a file is by its content, and read it line by line."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from archive.importing.draft import ImportProblem, PageReading, RawLine, RawText
from archive.importing.extraction.blocks import refuse_larger
from archive.importing.extraction.docx import read_docx
from archive.importing.extraction.encoding import decode
from archive.importing.extraction.html import read_html
from archive.importing.extraction.kinds import kind_of
from archive.importing.extraction.limits import DEFAULT, Limits
from archive.importing.extraction.odt import read_odt
from archive.importing.extraction.pdf import read_pdf
from archive.importing.health import health

Progress = Callable[[int, int], None]
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_LETTER = re.compile("[A-Za-z\u0400-\u052f]")

_READERS: dict[str, Callable[[bytes, Limits], RawText]] = {"docx": read_docx, "odt": read_odt, "html": read_html}

__all__ = ["DEFAULT", "Limits", "extract"]


def _silent(done: int, pages: int) -> None:
    """Progress nobody asked for."""


def extract(data: bytes, limits: Limits = DEFAULT, progress: Progress = _silent) -> RawText:
    """Read a file in any format there is a reader for, told by its content.

    `data` is the whole file; `progress` is called with the pages read and the pages there are, where a file has pages.

    Raises ImportProblem: "empty", "too-large" (what, size, limit), "binary" (format), "encoding", "no-words",
    "damaged" (format, part), "encrypted" (format).
    """
    refuse_larger(len(data), limits.max_bytes, "bytes")
    if not data.strip(b" \t\r\n\f\0"):
        raise ImportProblem("empty")
    kind = kind_of(data)
    raw = read_pdf(data, limits, progress) if kind == "pdf" else _READERS.get(kind, _read_text)(data, limits)
    refuse_larger(sum(len(line.text) for line in raw.lines), limits.max_text, "text")
    raw = replace(raw, lines=tuple(map(_storable, raw.lines)))
    return raw if raw.pages else replace(raw, pages=tuple(_judged(raw)))


def _storable(line: RawLine) -> RawLine:
    """No database keeps NUL or half a character: U+FFFD says that a sign was lost there."""
    return replace(line, text=_UNSTORABLE.sub("\ufffd", line.text)) if _UNSTORABLE.search(line.text) else line


def _judged(raw: RawText) -> Iterator[PageReading]:
    """The health of each page of a file that nobody had to choose a reader for; one page where it has none."""
    for page, lines in groupby(raw.lines, key=lambda line: line.page or 1):
        score, complaints = health("\n".join(line.text for line in lines))
        yield PageReading(page, "text", score, complaints)


def _read_text(data: bytes, limits: Limits) -> RawText:
    """Read a text file.

    Lines are numbered from 1 and end at LF only (CR LF counts as one end, a file without any LF is split at CR); form
    feeds, NEL and U+2028 end no line. In a file with form feeds every line knows its page.
    """
    refuse_larger(len(data), limits.max_text, "text")
    text, encoding = decode(data)
    if not text.strip():
        raise ImportProblem("empty")
    if not _LETTER.search(text):
        raise ImportProblem("no-words")
    return RawText(_lines(text, limits), encoding)


def _lines(text: str, limits: Limits) -> tuple[RawLine, ...]:
    rows = text.split("\n") if "\n" in text else text.split("\r")
    refuse_larger(len(rows), limits.max_lines, "lines")
    refuse_larger(max(map(len, rows)), limits.max_line_length, "characters")
    paged = "\f" in text
    lines: list[RawLine] = []
    page = 1
    for number, row in enumerate(rows, start=1):
        for position, piece in enumerate(row.removesuffix("\r").split("\f")):
            page += position > 0
            if piece or position == 0:
                lines.append(RawLine(number, piece, page if paged else None))
    return tuple(lines)
