"""Bytes → RawText: read a text file, whatever its encoding, and number its lines as they stand in the file."""

import re
from collections.abc import Callable

from archive.importing.draft import ImportProblem, RawLine, RawText
from archive.importing.extraction.encoding import decode
from archive.importing.extraction.kinds import refuse_binary
from archive.importing.extraction.limits import DEFAULT, Limits

Progress = Callable[[int, int], None]
_LETTER = re.compile("[A-Za-z\u0400-\u052f]")

__all__ = ["DEFAULT", "Limits", "extract"]


def extract(data: bytes, limits: Limits = DEFAULT, progress: Progress = lambda page, of: None) -> RawText:
    """Read a text file.

    `data` is the whole file; `progress` is called with the page just read and their number. Lines are numbered from 1
    and end at LF only (CR LF counts as one end, a file without any LF is split at CR); form feeds, NEL and U+2028 end
    no line. In a file with form feeds every line knows its page.

    Raises ImportProblem: "empty", "too-large" (what, size, limit), "binary" (format), "encoding", "no-words".
    """
    _refuse(len(data), limits.max_bytes, "bytes")
    if not data.strip(b" \t\r\n\f\0"):
        raise ImportProblem("empty")
    refuse_binary(data)
    _refuse(len(data), limits.max_text, "bytes")
    text, encoding = decode(data)
    if not text.strip():
        raise ImportProblem("empty")
    if not _LETTER.search(text):
        raise ImportProblem("no-words")
    return RawText(_lines(text, limits), encoding)


def _refuse(size: int, limit: int, what: str) -> None:
    if size > limit:
        raise ImportProblem("too-large", what=what, size=size, limit=limit)


def _lines(text: str, limits: Limits) -> tuple[RawLine, ...]:
    rows = text.split("\n") if "\n" in text else text.split("\r")
    _refuse(len(rows), limits.max_lines, "lines")
    _refuse(max(map(len, rows)), limits.max_line_length, "characters")
    paged = "\f" in text
    lines: list[RawLine] = []
    page = 1
    for number, row in enumerate(rows, start=1):
        for position, piece in enumerate(row.removesuffix("\r").split("\f")):
            page += position > 0
            if piece or position == 0:
                lines.append(RawLine(number, piece, page if paged else None))
    return tuple(lines)
