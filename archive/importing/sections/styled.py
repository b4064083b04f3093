"""Headings by how they are set, where the file tells: by a style or bookmark of its own, by larger or bold letters."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from archive.importing.draft import Role
from archive.importing.sections.model import Heading, Kind
from archive.importing.sections.wording import clean_heading, is_bullet, is_headline, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.importing.draft import Paragraph
    from archive.importing.sections.model import Piece, Spot

_ENUMERATOR = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[^\W\d_][.)]|[IVXLІХ]{1,6}[.)])\s+")
_LARGE = 1.08  # of the height of running text; below it, fonts differ without a meaning
_BOLD = 0.9  # share of a paragraph in bold letters: a note mark or a full stop may not be
_BOLD_ONLY = 1.01  # the look of a heading that is bold and no larger than running text
_HABIT = 3  # headings set apart that make it the habit of a document
_MOST_TEXT = 0.25  # share of the words of a document; where more is set apart, it marks no headings
_MOST_WORDS = 40
_LONGEST_TITLE = 60  # words that a heading style may hold before it is taken for a mistake
# Rules that guess from wording alone what a file that sets its headings apart says itself.
DOUBTFUL = frozenset({"number", "letter", "title", "closed phrase", "capitals"})


def may_head(paragraph: Paragraph) -> bool:
    """Rows of tables, footnotes and plain items of a list are no headings."""
    style = paragraph.style
    if style is None or style.role is Role.TEXT:
        return True
    return style.role is Role.ITEM and bool(style.level or is_apart(paragraph))


def is_habit(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a document sets its headings apart: often enough, and not most of its words."""
    if sum(bool(one.style and one.style.level) for one in paragraphs) >= _HABIT:
        return True
    apart = [one for one in paragraphs if is_apart(one) and may_head(one)]
    total = sum(len(words(one.text)) for one in paragraphs)
    return len(apart) >= _HABIT and sum(len(words(one.text)) for one in apart) <= total * _MOST_TEXT


def is_apart(paragraph: Paragraph) -> bool:
    """Whether all of a paragraph is larger than running text, or bold."""
    style = paragraph.style
    return style is not None and (style.size >= _LARGE or style.lead >= _BOLD * len(paragraph.text))


def is_heading(spot: Spot) -> bool:
    """Whether the file calls the paragraph a heading, or sets it apart as it does its headings."""
    style = spot.paragraph.style
    if style is None or not spot.manners.set_apart or is_bullet(spot.text):
        return False
    if style.level:
        return len(words(spot.text)) <= _LONGEST_TITLE
    name = _ENUMERATOR.sub("", spot.text)
    return is_apart(spot.paragraph) and is_headline(name, _MOST_WORDS) and any(map(str.isalpha, name))


def heading(spot: Spot, found: Heading | None) -> Heading:
    """The heading of such a paragraph. `found` is what its wording says: its number, the articles it names."""
    style = spot.paragraph.style
    assert style  # noqa: S101  # is_heading has seen it
    rule = "heading style" if style.level else "letters"
    read = found or Heading(Kind.TITLE, rule, clean_heading(spot.text))
    if style.level:
        return replace(read, level=style.level)
    return replace(read, size=_look(spot.paragraph))


def settle(pieces: list[Piece]) -> list[Piece]:
    """Give all headings that look alike the level that the file gives to some, and the document's title its place."""
    return _level_title(_level_alike(pieces))


def _level_alike(pieces: list[Piece]) -> list[Piece]:
    """Bookmarks and styles miss a heading here and there; its letters tell where it belongs."""
    seen: defaultdict[float, Counter[int]] = defaultdict(Counter)
    for piece in pieces:
        if piece.heading and piece.heading.level:
            seen[_look(piece.paragraph)][piece.heading.level] += 1
    levelled: list[Piece] = []
    for piece in pieces:
        found = piece.heading
        if found and found.size and (levels := seen.get(_look(piece.paragraph))):
            found = replace(found, level=levels.most_common(1)[0][0], size=0.0)
        levelled.append(replace(piece, heading=found))
    return levelled


def _look(paragraph: Paragraph) -> float:
    """The height of its letters against running text, a little more than 1 where they are bold; 0 in plain text."""
    style = paragraph.style
    if style is None:
        return 0.0
    if style.size >= _LARGE:
        return round(style.size, 1)
    return _BOLD_ONLY if style.lead >= _BOLD * len(paragraph.text) else 1.0


def _level_title(pieces: list[Piece]) -> list[Piece]:
    """A document's own title stands above its first section, not around all of them.

    The title is the first heading, the only one of the highest level or in the largest letters.
    """
    for field, order in (("level", 1), ("size", -1)):
        found = [getattr(piece.heading, field) * order for piece in pieces if piece.heading]
        marks = sorted({mark for mark in found if mark})
        if len(marks) < 2 or found[0] != marks[0] or found.count(marks[0]) > 1:
            continue
        place = next(place for place, piece in enumerate(pieces) if piece.heading)
        title = pieces[place].heading
        if title:
            pieces[place] = replace(pieces[place], heading=replace(title, **{field: marks[1] * order}))
    return pieces
