"""Finding a heading or a paragraph again after the file was read anew, by other rules, or in another version.

The words say what is meant; among equal words those around them decide, then the source line.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from archive.importing.draft import Anchor
from archive.importing.sections.wording import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.importing.draft import SectionDraft

ADDED = "added"  # the rule of a heading that is an editor's own and stands nowhere in the file
_LONGEST = 200  # characters of a paragraph that are enough to know it by
_AROUND = 40  # characters before and after
_ALIKE = 0.7  # share of equal letters from which two readings of one line are the same heading


@dataclass(frozen=True, slots=True)
class Spot:
    """A heading (`paragraph` is None) or a paragraph of the tree, by the places of section and paragraph."""

    section: int
    paragraph: int | None
    line: int
    text: str

    @property
    def words(self) -> str:
        return fold(self.text[:_LONGEST])


def printed_words(section: SectionDraft) -> str:
    """Number and heading as they stand in the file; of a heading an editor added, his words; "" for none."""
    return section.printed or " ".join(filter(None, [section.number, section.heading]))


def anchor_of(sections: Sequence[SectionDraft], section: int, paragraph: int | None = None) -> Anchor:
    """The anchor of a heading, or of paragraph number `paragraph` of that section."""
    spots = _spots(sections)
    place = next(n for n, spot in enumerate(spots) if (spot.section, spot.paragraph) == (section, paragraph))
    return Anchor(spots[place].line, spots[place].words, *_around(spots, place))


def find_heading(sections: Sequence[SectionDraft], anchor: Anchor) -> int | None:
    """The section whose heading is meant, or None."""
    spots = _spots(sections)
    found = _find(spots, anchor, [n for n, spot in enumerate(spots) if spot.paragraph is None])
    return None if found is None else spots[found].section


def find_paragraph(sections: Sequence[SectionDraft], anchor: Anchor) -> Spot | None:
    """The paragraph that is meant, or None."""
    spots = _spots(sections)
    found = _find(spots, anchor, [n for n, spot in enumerate(spots) if spot.paragraph is not None])
    return None if found is None else spots[found]


def paragraphs_of(sections: Sequence[SectionDraft]) -> list[Spot]:
    return [spot for spot in _spots(sections) if spot.paragraph is not None]


def _spots(sections: Sequence[SectionDraft]) -> list[Spot]:
    """Headings and paragraphs in reading order."""
    spots: list[Spot] = []
    for place, section in enumerate(sections):
        if printed_words(section):
            spots.append(Spot(place, None, section.line_start, printed_words(section)))
        spots += [Spot(place, n, one.line_start, one.text) for n, one in enumerate(section.paragraphs)]
    return spots


def _around(spots: Sequence[Spot], place: int) -> tuple[str, str]:
    before = spots[place - 1].text if place else ""
    after = spots[place + 1].text if place + 1 < len(spots) else ""
    return fold(before[-_AROUND:]), fold(after[:_AROUND])


def _find(spots: Sequence[Spot], anchor: Anchor, places: Sequence[int]) -> int | None:
    same = [place for place in places if spots[place].words == anchor.words]
    if same:
        best = max(same, key=lambda place: _nearness(spots, place, anchor))
        around, on_line, _ = _nearness(spots, best, anchor)
        return best if around or on_line or len(same) == 1 else None
    alike = (place for place in places if spots[place].line == anchor.line and _alike(spots[place].words, anchor.words))
    return next(alike, None)


def _nearness(spots: Sequence[Spot], place: int, anchor: Anchor) -> tuple[int, bool, int]:
    """How many of its neighbours are the same, whether the line is, and how near the line is."""
    around = zip(_around(spots, place), (anchor.before, anchor.after), strict=True)
    distance = abs(spots[place].line - anchor.line)
    return sum(bool(was) and now == was for now, was in around), distance == 0, -distance


def _alike(one: str, other: str) -> bool:
    """Two readings of the same words: one goes on longer, or some letters differ."""
    if not one or not other:
        return False
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() >= _ALIKE
