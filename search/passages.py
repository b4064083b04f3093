"""Cutting a section's text into passages: paragraph-sized quotations that the index ranks and the page shows.

The cut is the same for index and page, so a passage is known by its number. Each passage takes up SPAN positions in
the index: the passage of a word is its position divided by SPAN, and no phrase reaches across two passages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 120  # words; the contract allows 150
SHORTEST = 12  # words; a shorter paragraph (a list item, a caption) is read with the next one
KEPT = 1024  # texts whose cut is remembered: a page asks twice, and others show its sections again
SPAN = 1024  # positions; a passage of 120 words with all parts of hyphenated words stays far below
SENTENCE_END = re.compile(r"(?<=[.!?;…])[»”\"]?\s+(?=[«“\"(]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ0-9–—-])")
PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?!\n)[^\n]*)*")
WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start..end of a section's text."""

    start: int
    end: int


@lru_cache(maxsize=KEPT)
def cut(text: str) -> tuple[Span, ...]:
    """The passages of a text in order; together they hold every word, and none has more than 120 words."""
    return tuple(_join_short(text, [piece for paragraph in _paragraphs(text) for piece in _pieces(text, paragraph)]))


def _paragraphs(text: str) -> Iterator[Span]:
    for match in PARAGRAPH.finditer(text):
        yield Span(match.start(), match.end())


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """A paragraph whole, or a long one cut at ends of sentences, a long sentence between words."""
    words = WORD.findall(text, span.start, span.end)
    start = span.start
    end = start
    if len(words) <= LONGEST:
        yield Span(start, text.rindex(words[-1], start, span.end) + len(words[-1]))
        return
    for sentence in _sentences(text, span):
        if end > start and _words(text, start, sentence.end) > LONGEST:
            yield Span(start, end)
            start = sentence.start
        end = sentence.end
    yield Span(start, end)


def _sentences(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for match in SENTENCE_END.finditer(text, span.start, span.end):
        yield from _between_words(text, Span(start, match.start()))
        start = match.end()
    yield from _between_words(text, Span(start, span.end))


def _between_words(text: str, span: Span) -> Iterator[Span]:
    words = list(WORD.finditer(text, span.start, span.end))
    for first in range(0, len(words), LONGEST):
        part = words[first : first + LONGEST]
        yield Span(part[0].start(), part[-1].end())


def _join_short(text: str, spans: list[Span]) -> Iterator[Span]:
    waiting: Span | None = None
    for span in spans:
        joined = Span(waiting.start, span.end) if waiting else span
        if waiting and _words(text, joined.start, joined.end) > LONGEST:
            yield waiting
            joined = span
        if _words(text, joined.start, joined.end) < SHORTEST:
            waiting = joined
        else:
            yield joined
            waiting = None
    if waiting:
        yield waiting


def _words(text: str, start: int, end: int) -> int:
    return len(WORD.findall(text, start, end))
