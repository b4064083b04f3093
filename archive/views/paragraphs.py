"""The text of a section as paragraphs that can be named in an address and traced to lines of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.saving import PARAGRAPH_GAP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.models import Link, Place, Section, Tag


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`number` is 1-based in the section."""

    number: int
    text: str
    place: Place


def paragraphs_of(section: Section) -> Iterator[Paragraph]:
    offset = 0
    for number, text in enumerate(section.text.split(PARAGRAPH_GAP), start=1):
        if text:
            yield Paragraph(number, text, section.place_of(offset, offset + len(text)))
        offset += len(text) + len(PARAGRAPH_GAP)


def paragraph_of(proof: Tag | Link, section: Section) -> int:
    """Number of the paragraph in which the quotation stands; 0 where it is the heading's, or another section's."""
    if not proof.end or section.text[proof.start : proof.end] != proof.quote:
        return 0
    return section.text.count(PARAGRAPH_GAP, 0, proof.start) + 1
