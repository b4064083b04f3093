"""Pieces → section drafts: text below its heading, labels with their annex, levels and languages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from archive.importing.draft import Paragraph, SectionDraft
from archive.importing.languages import detect
from archive.importing.sections.model import Heading, Kind, Piece
from archive.importing.sections.tree import Place, find_parents
from archive.importing.sections.wording import ends_sentence, fold, is_single, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABEL_WORDS = 30
_LONGEST_NOTE = 400  # characters
_SAMPLE = 200  # characters from which a language is told


@dataclass(slots=True)
class _Part:
    heading: Heading | None
    head: Paragraph | None
    body: list[Paragraph] = field(default_factory=list)


def assemble(pieces: Sequence[Piece], language: str) -> tuple[SectionDraft, ...]:
    """Gather the text of every heading and number the tree; level 1 is the top."""
    parts = _without_title_page(_gathered(pieces))
    _move_labels(parts)
    parts = [part for part in parts if part.heading or part.body]
    headed = [part for part in parts if part.heading is not None]
    parents = find_parents([Place(part.heading, bool(part.body)) for part in headed if part.heading is not None])
    shift = len(parts) - len(headed)
    sections: list[SectionDraft] = []
    for index, part in enumerate(parts):
        parent = parents[index - shift] if index >= shift else None
        place = None if parent is None else parent + shift
        level = 1 if place is None else sections[place].level + 1
        sections.append(_draft(part, place, level, language))
    return tuple(sections)


def _gathered(pieces: Sequence[Piece]) -> list[_Part]:
    parts = [_Part(None, None)]
    for piece in pieces:
        if piece.heading is not None:
            parts.append(_Part(piece.heading, piece.paragraph))
        else:
            parts[-1].body.append(piece.paragraph)
    return parts if parts[0].body else parts[1:]


def _without_title_page(parts: list[_Part]) -> list[_Part]:
    """Titles at the very beginning that another heading follows at once are the title page, not sections.

    A short note may stand above them.
    """
    front = [one for part in parts[:1] if part.heading is None for one in part.body]
    if sum(len(one.text) for one in front) > _LONGEST_NOTE:
        return parts
    first = end = 1 if front else 0
    while end + 1 < len(parts) and _is_title_line(parts[end]):
        end += 1
    if end == first:
        return parts
    return [_Part(None, None, [*front, *(part.head for part in parts[first:end] if part.head)]), *parts[end:]]


def _is_title_line(part: _Part) -> bool:
    plain = part.heading is not None and (part.heading.kind is Kind.TITLE or part.heading.rule == "capitals")
    return plain and not part.body


def _move_labels(parts: list[_Part]) -> None:
    """The words of an annex label before its number are repeated above every annex; they belong to the annex."""
    seen = Counter(fold(one.text) for part in parts for one in part.body)
    for above, part in pairwise(parts):
        if part.heading is None or part.heading.kind is not Kind.ANNEX:
            continue
        start = len(above.body)
        while start and _is_label(above.body[start - 1], seen):
            start -= 1
        part.body[:0] = above.body[start:]
        del above.body[start:]


def _is_label(paragraph: Paragraph, seen: Counter[str]) -> bool:
    text = paragraph.text
    plain = is_single(text) and not ends_sentence(text) and len(words(text)) <= _LABEL_WORDS
    return seen[fold(text)] > 1 and plain


def _draft(part: _Part, parent: int | None, level: int, language: str) -> SectionDraft:
    held = [part.head, *part.body] if part.head else part.body
    sample = " ".join(one.text for one in held if one)
    first = part.head or part.body[0]
    return SectionDraft(
        parent=parent,
        level=level,
        number=part.heading.number if part.heading else "",
        heading=part.heading.text if part.heading else "",
        line_start=first.line_start if part.heading else 1,  # the untitled introduction begins with the file
        line_end=max(one.line_end for one in held if one),
        rule=part.heading.rule if part.heading else "",
        language=detect(sample) if len(sample) >= _SAMPLE or not language else language,
        paragraphs=tuple(part.body),
    )
