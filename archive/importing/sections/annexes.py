"""Annexes: `Приложение 3. Name`, `17-қосымша`, and labels such as «… баяндамаға 17-қосымша» over a title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.importing.sections.cutting import cut, join, lines_of
from archive.importing.sections.model import Heading, Kind, Piece
from archive.importing.sections.wording import clean_heading, is_headline, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.importing.draft import Paragraph

_ANNEX = re.compile(
    r"(?P<name>(?:приложение|annex|appendix|қосымша)\s*(?:№\s*)?(?:\d{1,3}|[A-ZА-Я])\b|\d{1,3}\s?-?\s?қосымша)"
    r"\s*[.:–-]?\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(r"(?:^|[ғгқкн][ае]\s+)(?P<name>\d{1,3}\s?-?\s?қосымша)\.?$", re.IGNORECASE)
_TITLE_WORDS = 40


def annex(text: str) -> Heading | None:
    """`Приложение 3`, `Annex A. Name`, `17-қосымша`: the paragraph holds the label and at most a title."""
    found = _ANNEX.match(text)
    if found is None:
        return None
    title, name = found["title"], found["name"].strip()
    if not title:
        return Heading(Kind.ANNEX, "annex", name)
    if not title[:1].isupper() or not is_headline(title, _TITLE_WORDS):
        return None
    return Heading(Kind.ANNEX, "annex", clean_heading(title), name)


def cut_label(paragraph: Paragraph, width: float) -> list[Paragraph]:
    """Cut the words before `17-қосымша` from it, and the text behind its title; other paragraphs stay whole."""
    spans = lines_of(paragraph)
    edges: set[int] = set()
    for place, span in enumerate(spans):
        found = _LABEL.search(paragraph.text[span.start : span.stop].rstrip())
        if found is not None:
            edges |= {span.start + found.start("name"), _title_end(paragraph, spans[place:], width)}
    done: list[Paragraph] = []
    for edge in sorted(edges - {0, len(paragraph.text)}, reverse=True):
        paragraph, right = cut(paragraph, edge)
        done.append(right)
    return [paragraph, *reversed(done)]


def cut_titles(parts: Sequence[Paragraph], width: float) -> list[Paragraph]:
    """Cut the text from the title below every number of an annex that has a paragraph of its own."""
    done: list[Paragraph] = []
    for part in parts:
        above = annex(done[-1].text) if done else None
        end = _first_phrase(part, width) if above is not None and not above.number else len(part.text)
        done += cut(part, end) if end < len(part.text) else (part,)
    return done


def _first_phrase(paragraph: Paragraph, width: float) -> int:
    return _title_end(paragraph, [range(0), *lines_of(paragraph)], width) or len(paragraph.text)


def _title_end(paragraph: Paragraph, spans: Sequence[range], width: float) -> int:
    """The offset behind the title below a label: the first line with room for the next word is its last."""
    label, *rest = spans
    for span in rest:
        title = paragraph.text[label.stop : span.stop].strip()
        if not title[:1].isupper() or not is_headline(title, _TITLE_WORDS):
            return label.stop
        following = paragraph.text[span.stop :].split(maxsplit=1)
        has_room = bool(following) and following[0][0].isupper() and len(span) + len(following[0]) < width
        if not following or has_room or title.endswith(")"):
            return span.stop
    return label.stop


def give_titles(pieces: list[Piece]) -> list[Piece]:
    """Give an annex that has only its number the title in the paragraph below."""
    titled: list[Piece] = []
    for piece in pieces:
        above = titled[-1] if titled else None
        if above and above.heading and _takes_title(above.heading, piece):
            heading = Heading(Kind.ANNEX, "annex", clean_heading(piece.paragraph.text), above.heading.text)
            titled[-1] = Piece(join([above.paragraph, piece.paragraph]), heading)
        else:
            titled.append(piece)
    return titled


def _takes_title(above: Heading, below: Piece) -> bool:
    text = below.paragraph.text
    plain = below.heading is None or below.heading.kind is Kind.TITLE
    untitled = above.kind is Kind.ANNEX and not above.number
    return untitled and plain and len(words(text)) > 1 and is_headline(text, _TITLE_WORDS) and not text.endswith(":")
