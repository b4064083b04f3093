"""Paragraphs → pieces: headings that share a paragraph with text are cut off before the shapes are read."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import quantiles
from typing import TYPE_CHECKING

from archive.importing.sections import articles, enumerated
from archive.importing.sections.cutting import cut
from archive.importing.sections.run_in import run_in
from archive.importing.sections.titles import closes_subject
from archive.importing.sections.wording import dangles, ends_sentence, is_bullet, is_headline, is_nominal, opens, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.importing.draft import Paragraph
    from archive.importing.sections.model import Manners

_ENUMERATED = (
    enumerated.part,
    enumerated.roman,
    articles.article,
    articles.treaty_article,
    articles.provision,
    articles.answer,
    enumerated.number,
    enumerated.letter,
)
_MOST_LINES = 4  # of a heading
_MOST_PARAGRAPH_LINES = 300  # what is longer has lost its paragraphs; it is not searched for inner headings
_WINDOW = 400  # characters before and behind a line that judge it
_TITLE_WORDS = 6
_CLOSED_WORDS = 16
_SHORT_LINE = 0.6  # of the full width
_LAST_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_][^.!?]*\.$)")


def line_width(paragraphs: Sequence[Paragraph]) -> float:
    """The usual full width of a source line in characters: the 90th percentile of the wrapped lines."""
    lengths = [after.offset - before.offset for one in paragraphs for before, after in pairwise(one.marks)]
    return quantiles(lengths, n=10)[-1] if len(lengths) > 1 else 0.0


def split(paragraph: Paragraph, manners: Manners, width: float) -> Iterator[Paragraph]:
    """Cut a paragraph wherever a heading begins or ends inside it. `width` is that of a full line, in characters.

    Where the file tells how its lines are set its paragraphs are certain, and only run-in headings are inside them.
    """
    offset = _run_in_end(paragraph, manners)
    if offset:
        yield from cut(paragraph, offset)
        return
    whole = len(paragraph.marks) > _MOST_PARAGRAPH_LINES or paragraph.style is not None
    offset = None if whole else _heading_end(paragraph, width) or _heading_start(paragraph, manners)
    if offset:
        for half in cut(paragraph, offset):
            yield from split(half, manners, width)
    else:
        yield paragraph


def _run_in_end(paragraph: Paragraph, manners: Manners) -> int | None:
    found = run_in(paragraph.text) if manners.run_in else None
    return found[1] if found else None


def _heading_end(paragraph: Paragraph, width: float) -> int | None:
    """Where a heading on the first lines ends, if text follows it on the next line."""
    for before, after in list(pairwise(paragraph.marks))[:_MOST_LINES]:
        head, rest = paragraph.text[: after.offset].strip(), paragraph.text[after.offset :]
        if not head or not (opens(rest) or is_bullet(rest) or enumerated.letter(rest)):
            continue
        if any(shape(head) for shape in _ENUMERATED) and _has_room(paragraph, before.offset, after.offset, width):
            return after.offset
        if before.offset == 0 and _is_title_line(head, rest) and after.offset < _SHORT_LINE * width:
            return after.offset
    return None


def _has_room(paragraph: Paragraph, start: int, end: int, width: float) -> bool:
    """Whether the next word would have fitted on the line: then its end is no wrap."""
    following = paragraph.text[end:].split(maxsplit=1)
    return bool(following) and end - start + len(following[0]) <= width


def _is_title_line(head: str, rest: str) -> bool:
    if ends_sentence(head) or dangles(head) or not is_nominal(head) or not is_headline(head, _TITLE_WORDS):
        return False
    return head[0].isalpha() and "," not in head and len(words(rest)) > 2 * _TITLE_WORDS


def _heading_start(paragraph: Paragraph, manners: Manners) -> int | None:
    """Where a heading begins after the text of the paragraph before it."""
    edges = [*(mark.offset for mark in paragraph.marks), len(paragraph.text)]
    for place, mark in enumerate(paragraph.marks[1:], 1):
        before = paragraph.text[max(mark.offset - _WINDOW, 0) : mark.offset].rstrip()
        ends = edges[place + 1 : place + 1 + _MOST_LINES]
        if not ends_sentence(before) or not opens(paragraph.text[mark.offset : mark.offset + _WINDOW]):
            continue
        if any(shape(paragraph.text[mark.offset : end].strip()) for shape in _ENUMERATED[:-2] for end in ends):
            return mark.offset
    return _last_title(paragraph) or (_closing_phrase(paragraph) if manners.closed else None)


def _last_title(paragraph: Paragraph) -> int | None:
    """A title on the last line, after a line that ends a sentence: it belongs to the next paragraph."""
    start = paragraph.marks[-1].offset
    before, line = paragraph.text[:start].rstrip(), paragraph.text[start:].strip()
    if not before.endswith((".", "!", "?")) or not line[:1].isalpha() or ends_sentence(line):
        return None
    titled = is_headline(line, 2 * _TITLE_WORDS) and is_nominal(line) and not dangles(line)
    return start if titled and len(words(before)) > _TITLE_WORDS else None


def _closing_phrase(paragraph: Paragraph) -> int | None:
    """A heading that stands as the last sentence of a paragraph: `… өсті. Мүлікке құқық туралы.`"""
    found = _LAST_SENTENCE.search(paragraph.text)
    if found is None or not closes_subject(paragraph.text[found.end() :]):
        return None
    return found.end() if len(words(paragraph.text[found.end() :])) <= _CLOSED_WORDS else None
