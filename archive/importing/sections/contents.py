"""The contents page: its entries are no headings where they stand, and a hint for the headings they name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.importing.sections.wording import fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.importing.draft import Paragraph

_NAMES = frozenset({"мазмұны", "мазмұн", "содержание", "оглавление", "contents", "tableofcontents"})
_FOLDED_NAMES = frozenset(fold(name) for name in _NAMES)
_PAGE_NUMBER = re.compile(r"[\s.…_]*\d{1,4}$")
_LONGEST_ENTRY = 60  # words
_MOST_ENTRIES = 200


def find_contents(paragraphs: Sequence[Paragraph]) -> range:
    """The places of the entries, without the line that says «Contents»; empty where there is no contents page.

    The page ends before the paragraph that repeats its first entry, or before running text.
    """
    for place, paragraph in enumerate(paragraphs):
        if fold(paragraph.text) in _FOLDED_NAMES:
            return range(place + 1, _end(paragraphs, place + 1))
    return range(0)


def entry_name(text: str) -> str:
    """The folded words of an entry, without dots and page number."""
    return fold(_PAGE_NUMBER.sub("", text.strip()))


def _end(paragraphs: Sequence[Paragraph], start: int) -> int:
    first = entry_name(paragraphs[start].text) if start < len(paragraphs) else ""
    place = start
    while place < min(len(paragraphs), start + _MOST_ENTRIES):
        text = paragraphs[place].text
        if place > start and first and fold(text).startswith(first):
            return place
        if len(words(text)) > _LONGEST_ENTRY:
            return place
        place += 1
    return start
