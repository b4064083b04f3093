"""Headings the file itself names: by bookmarks, and by the tags of its structure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

from archive.importing.draft import Role

if TYPE_CHECKING:
    import ctypes
    from collections.abc import Iterable, Iterator, Sequence

    from archive.importing.extraction.pdf.model import Line

_MOST_LINES = 5  # of one heading
_DEEPEST = 6
_MOST_NESTED, _MOST_TAGS = 60, 20_000  # of the structure of one page
_TAG = re.compile(r"H([1-6])")
_SEPARATE = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"(?:\d|[ivxіх]|[^\W\d_]$){1,8}")  # what a bookmark may leave out before its title
_ENTRY = re.compile(r"(?:[.…_]\s*){3,}\d*$")


class Bookmark(NamedTuple):
    """A title of the outline: `page` is 1-based, `y` the points from the top of its page, None if not told."""

    level: int
    title: str
    page: int
    y: float | None


def mark_bookmarks(lines: Sequence[Line], bookmarks: Iterable[Bookmark]) -> None:
    """Give the lines of one page the levels of the `bookmarks` that lead to it; entries of a contents list get none."""
    words = [_letters(line.text) for line in lines]
    for bookmark in bookmarks:
        title = _letters(bookmark.title)
        spans = [span for start in range(len(lines)) if (span := _span(words, start, title))]
        spans = [span for span in spans if all(lines[n].role is not Role.FURNITURE for n in span)]
        if spans:
            _mark(lines, min(spans, key=lambda span: _distance(lines[span[0]], bookmark)), bookmark.level)


def drop_contents(lines: Iterable[Line]) -> None:
    """Entries of a contents page are no headings, whatever their tag."""
    for line in lines:
        if _ENTRY.search(line.text):
            line.level = 0


def _letters(text: str) -> str:
    return _SEPARATE.sub("", text).casefold()


def _span(words: list[str], start: int, title: str) -> range | None:
    """The lines from `start` on that make up `title`, with or without a number before it."""
    whole = ""
    for end in range(start, min(start + _MOST_LINES, len(words))):
        whole += words[end]
        if title and words[start] and (whole == title or _numbered(whole, title)):
            return range(start, end + 1)
        if len(whole) > len(title) + 8:
            return None
    return None


def _numbered(whole: str, title: str) -> bool:
    return whole.endswith(title) and bool(_NUMBER.fullmatch(whole[: -len(title)]))


def _distance(line: Line, bookmark: Bookmark) -> tuple[float, float]:
    return (abs(line.base - bookmark.y) if bookmark.y is not None else 0.0, -line.size)


def _mark(lines: Sequence[Line], span: range, level: int) -> None:
    for n in span:
        lines[n].level = min(level, _DEEPEST)
        lines[n].starts = n == span[0]
        lines[n].role = Role.TEXT


def tagged_levels(page: ctypes.Structure) -> dict[int, int]:
    """Return the heading level of each marked content that `page` (a pdfium handle) tags as H1 to H6, by its number."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    levels: dict[int, int] = {}
    try:
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        pending = [(pdfium.FPDF_StructTree_GetChildAtIndex(tree, n), 0, 0) for n in range(max(count, 0))]
        for _ in range(_MOST_TAGS):
            if not pending:
                break
            element, level, depth = pending.pop()
            if not element or depth > _MOST_NESTED:
                continue
            level = _tag_level(element) or level
            if level:
                levels.update(dict.fromkeys(_contents(element), level))
            children = max(pdfium.FPDF_StructElement_CountChildren(element), 0)
            pending += [
                (pdfium.FPDF_StructElement_GetChildAtIndex(element, n), level, depth + 1) for n in range(children)
            ]
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return levels


def _tag_level(element: ctypes.Structure) -> int:
    buffer = pdfium.ctypes.create_string_buffer(64)
    length = pdfium.FPDF_StructElement_GetType(element, buffer, len(buffer))
    if not 2 < length <= len(buffer):
        return 0
    found = _TAG.fullmatch(buffer.raw[: length - 2].decode("utf-16-le", "replace"))
    return int(found[1]) if found else 0


def _contents(element: ctypes.Structure) -> Iterator[int]:
    for n in range(max(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element), 0)):
        yield pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, n)
