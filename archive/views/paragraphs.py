"""The text of a section as paragraphs that can be named in an address and traced to lines of the file."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from archive.importing.draft import CELL
from archive.models import Format
from archive.saving import PARAGRAPH_GAP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.models import Link, Place, Section, Tag


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`number` is 1-based in the section. `cells` are those of a row of a table, none in running text."""

    number: int
    text: str
    place: Place
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that are shown together: the rows of a table, or running text."""

    is_table: bool
    paragraphs: tuple[Paragraph, ...]


def blocks_of(section: Section) -> Iterator[Block]:
    for is_table, paragraphs in groupby(paragraphs_of(section), key=lambda paragraph: bool(paragraph.cells)):
        yield Block(is_table, tuple(paragraphs))


def paragraphs_of(section: Section) -> Iterator[Paragraph]:
    offset = 0
    for number, text in enumerate(section.text.split(PARAGRAPH_GAP), start=1):
        if text:
            # In a plain text such a stroke is somebody's own, not a mark of the reader's.
            cells = tuple(text.split(CELL)) if CELL in text and section.document.format != Format.TEXT else ()
            yield Paragraph(number, text, section.place_of(offset, offset + len(text)), cells)
        offset += len(text) + len(PARAGRAPH_GAP)


def paragraph_of(proof: Tag | Link, section: Section) -> int:
    """Number of the paragraph in which the quotation stands; 0 where it is the heading's, or another section's."""
    if not proof.end or section.text[proof.start : proof.end] != proof.quote:
        return 0
    return section.text.count(PARAGRAPH_GAP, 0, proof.start) + 1
