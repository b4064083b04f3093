"""Cutting a paragraph in two without losing where its words stand in the source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from archive.importing.draft import Mark, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable


def cut(paragraph: Paragraph, offset: int) -> tuple[Paragraph, Paragraph]:
    """Cut before character `offset`. Blanks at the cut are dropped; the second half has no indent and no gap.

    What the file says of the heading that a paragraph begins with is not true of the second half.
    """
    left, right = paragraph.text[:offset].rstrip(), paragraph.text[offset:]
    start = offset + len(right) - len(right.lstrip())
    before = tuple(mark for mark in paragraph.marks if mark.offset < max(len(left), 1))
    after = (Mark(0, line_at(paragraph, start)), *_moved(paragraph.marks, start))
    style = paragraph.style and replace(paragraph.style, level=0, lead=max(paragraph.style.lead - start, 0))
    return replace(paragraph, text=left, marks=before), Paragraph(right.lstrip(), after, style=style)


def cut_lines(paragraph: Paragraph, alone: frozenset[int]) -> list[Paragraph]:
    """Cut so that each of the source lines in `alone` is a paragraph of its own."""
    edges = [after.offset for before, after in pairwise(paragraph.marks) if before.line in alone or after.line in alone]
    done: list[Paragraph] = []
    for edge in reversed(edges):
        paragraph, right = cut(paragraph, edge)
        done.append(right)
    return [one for one in (paragraph, *reversed(done)) if one.text]


def line_at(paragraph: Paragraph, offset: int) -> int:
    """The source line on which character `offset` of the paragraph stands."""
    place = bisect_right(paragraph.marks, offset, key=lambda mark: mark.offset)
    return paragraph.marks[max(place - 1, 0)].line


def lines_of(paragraph: Paragraph) -> list[range]:
    """The characters of each source line that contributed to the paragraph."""
    edges = [*(mark.offset for mark in paragraph.marks), len(paragraph.text)]
    return [range(start, stop) for start, stop in pairwise(edges)]


def join(paragraphs: Iterable[Paragraph]) -> Paragraph:
    """One paragraph of several, with a blank between their words."""
    first, *rest = paragraphs
    text, marks = first.text, list(first.marks)
    for one in rest:
        text += " "
        marks += [Mark(mark.offset + len(text), mark.line) for mark in one.marks]
        text += one.text
    return replace(first, text=text, marks=tuple(marks))


def _moved(marks: tuple[Mark, ...], start: int) -> list[Mark]:
    return [Mark(mark.offset - start, mark.line) for mark in marks if mark.offset > start]
