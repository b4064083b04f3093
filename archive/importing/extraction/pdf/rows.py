"""Words → visual rows → the text of a line."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from archive.importing.extraction.pdf.model import GAP, Line, Word

_SAME_BASE = 0.25  # of the size: words whose baselines differ by less stand on one row
_RAISED = 0.85  # of the size beside it: a smaller word that touches a larger one belongs to its row
_TIGHT = 0.05  # of the size: a blank of the file that takes less room parts no words
_SPACED = 5  # so many letters standing alone, and more than two thirds of the row, are a row set with wide letters
_DIGITS = re.compile(r"\d{1,3}(?:[,;]\s?\d{1,3})*")
_SUPERSCRIPTS = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
_PRINTED_SUPERSCRIPT = re.compile(r"[¹²³⁰⁴-⁹]+")
_UNIT = re.compile(r"(?:^|[\d\s])(?:км|см|мм|дм|м|km|cm|mm|m)$", re.IGNORECASE)  # of area and volume

Row = list[Word]


def rows_of(words: list[Word]) -> list[Row]:
    """Return the rows of `words` from top to bottom, the words of each from left to right."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        if rows and word.base - rows[-1][0].base <= _SAME_BASE * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    rows = [row for row in _settle(rows) if row]
    for row in rows:
        row.sort(key=lambda word: word.x0)
    return [_once(row) for row in rows]


def _settle(rows: list[Row]) -> list[Row]:
    """Move raised and lowered words, such as the marks of notes, to the row they belong to."""
    for position, row in enumerate(rows):
        hosts = [rows[n] for n in range(max(0, position - 2), min(len(rows), position + 3)) if n != position]
        for word in list(row):
            host = next((host for host in hosts if _belongs(word, host)), None)
            if host is not None:
                row.remove(word)
                host.append(word)
    return rows


def _belongs(word: Word, host: Row) -> bool:
    return any(
        word.size < larger.size * _RAISED
        and larger.base - 0.75 * larger.size < word.base < larger.base + 0.3 * larger.size
        and (
            -0.3 * larger.size < word.x0 - larger.x1 < 0.5 * larger.size
            or -0.3 * larger.size < larger.x0 - word.x1 < 0.6 * larger.size
        )
        for larger in host
    )


def _once(row: Row) -> Row:
    """Drop a word printed twice in one place, as some programs do to make it bold."""
    kept: Row = []
    for word in row:
        twin = next((n for n, other in enumerate(kept[-3:], max(0, len(kept) - 3)) if _same(other, word)), None)
        if twin is None:
            kept.append(word)
        else:
            kept[twin] = kept[twin]._replace(bold=True)
    return kept


def _same(one: Word, other: Word) -> bool:
    return one.text == other.text != "" and abs(one.x0 - other.x0) < GAP * one.size and one.size == other.size


def line_of(row: Row, page: int) -> Line:
    """Return the line a row makes on 1-based `page`."""
    line = Line(row, "", page)
    line.text = text_of(row)
    line.level = max(word.level for word in row)
    return line


def text_of(row: Row) -> str:
    """Return the text of a row: blanks where there is room for one, letters set wide put together.

    A raised number is written in brackets («статье[1] Конституции»), as texts taken from word processors have it: with
    a blank alone it would make an article number out of a footnote mark, without one a longer number or a false word.
    """
    if not row:
        return ""
    size = max(word.size for word in row)
    base = max(row, key=lambda word: word.size).base
    wide = _wide(row)
    pieces: list[str] = []
    for before, word in zip([None, *row], row, strict=False):
        blank = before is not None and _parted(before, word, wide)
        raised = word.size < size * _RAISED and word.base < base - 0.1 * size
        text = _mark(word.text, "".join(pieces)[-4:]) if raised else word.text
        pieces.append(f" {text}" if blank else text)
    return _printed_marks("".join(pieces))


def _mark(text: str, before: str) -> str:
    if not _DIGITS.fullmatch(text) or _UNIT.search(before):
        return text
    return f"[{text}]" if before else f"[{text}] "


def _printed_marks(text: str) -> str:
    def bracketed(found: re.Match[str]) -> str:
        return _mark(found[0].translate(_SUPERSCRIPTS), text[: found.start()][-4:])

    return _PRINTED_SUPERSCRIPT.sub(bracketed, text).replace("]  ", "] ")


def _wide(row: Row) -> float:
    """The distance of letters in a row set with wide letters, 0.0 in any other."""
    single = sum(len(word.text) == 1 and word.text.isalpha() for word in row)
    if single < _SPACED or single <= len(row) * 2 / 3:
        return 0.0
    return median(word.x0 - before.x1 for before, word in pairwise(row))


def _parted(before: Word, word: Word, wide: float) -> bool:
    gap = word.x0 - before.x1
    size = max(before.size, word.size)
    if wide:
        return gap > max(wide * 1.5, wide + GAP * size)
    return gap > size * (_TIGHT if word.blank else GAP)
