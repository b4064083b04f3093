"""Headings in reading order → the parent of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.importing.sections.model import Heading, Kind
from archive.importing.sections.numbering import restarting

if TYPE_CHECKING:
    from collections.abc import Sequence

# A heading of a kind that is not open yet closes everything of a lower kind (a higher figure) before it.
_RANKS = {
    Kind.ANNEX: 0,
    Kind.PART: 1,
    Kind.CHAPTER: 1,
    Kind.NUMBER: 2,
    Kind.LETTER: 2,
    Kind.ARTICLE: 2,
    Kind.PROVISION: 2,
    Kind.ANSWER: 2,
    Kind.TITLE: 3,
    Kind.ADDRESSEE: 4,
    Kind.RUN_IN: 4,
}
_ENUMERATED_RANK = 2
_APART = {Kind.ARTICLE, Kind.PROVISION, Kind.ANSWER}
_STANDARD_RULE = "standard title"  # conclusions close a numbered list; they do not belong to its last item


@dataclass(frozen=True, slots=True)
class Place:
    """A heading to be placed; `has_text` says whether running text stands between it and the next heading."""

    heading: Heading
    has_text: bool


@dataclass(frozen=True, slots=True)
class _Open:
    index: int
    place: Place


def find_parents(places: Sequence[Place]) -> list[int | None]:
    """For each heading the index of its parent, None at the top.

    A heading joins the open heading of its own kind as its sibling. A kind that is not open goes below what is open,
    as far as its rank allows. A heading without text of its own contains the next one when that is of another kind.
    """
    local_numbers = restarting([place.heading for place in places])
    parents: list[int | None] = []
    opened: list[_Open] = []
    for index, place in enumerate(places):
        _close(opened, place.heading, local_numbers, index)
        parents.append(opened[-1].index if opened else None)
        opened.append(_Open(index, place))
    return parents


def _close(opened: list[_Open], heading: Heading, local_numbers: bool, index: int) -> None:
    """Drop from `opened` what the new heading ends."""
    if heading.level:
        _close_level(opened, heading.level)
        return
    sibling = _sibling_place(opened, heading)
    if sibling is not None:
        del opened[sibling:]
        return
    while opened and not _contains(opened[-1], heading, local_numbers, index):
        opened.pop()
    if heading.rule == _STANDARD_RULE:
        while len(opened) > 1 and _RANKS[opened[-1].place.heading.kind] == _ENUMERATED_RANK:
            opened.pop()


def _close_level(opened: list[_Open], level: int) -> None:
    """A level that the file itself gives ends all of its own level, of lower ones, and of none."""
    above = [one.place.heading.level for one in opened]
    ends = (place for place, other in enumerate(above) if not other or other >= level)
    del opened[next(ends, len(opened)) :]


def _sibling_place(opened: list[_Open], heading: Heading) -> int | None:
    """Where the open heading of the same style stands."""
    for place, one in enumerate(opened):
        if _style(one.place.heading) == _style(heading):
            return place
    return None


def _style(heading: Heading) -> tuple[Kind, int, str, int, float]:
    if heading.kind is Kind.PART:
        return heading.kind, 0, "" if heading.rule == "capitals" else "numbered", heading.level, 0.0
    case = "upper" if heading.kind is Kind.LETTER and heading.number.isupper() else ""
    return heading.kind, heading.depth, case, heading.level, heading.size if heading.kind is Kind.TITLE else 0.0


def _contains(above: _Open, heading: Heading, local_numbers: bool, index: int) -> bool:
    over, rank = above.place.heading, _RANKS[heading.kind]
    if over.level:
        return heading.kind is not Kind.ANNEX
    if Kind.TITLE in {over.kind, heading.kind} and over.size and heading.size and over.size != heading.size:
        return over.size > heading.size  # an enumerator tells more than the size of letters does
    if above.index == index - 1 and not above.place.has_text and _can_announce(over, rank):
        return True
    if heading.kind is Kind.PROVISION and over.kind is Kind.ARTICLE:
        return not set(heading.articles).isdisjoint(over.articles)
    if heading.kind is Kind.NUMBER and over.kind is Kind.TITLE:
        return local_numbers
    if heading.kind is Kind.NUMBER and over.kind is Kind.NUMBER:
        return heading.depth > over.depth
    return _RANKS[over.kind] < rank or (_RANKS[over.kind] == rank == _ENUMERATED_RANK and _nests(over, heading))


def _can_announce(over: Heading, rank: int) -> bool:
    return 0 < _RANKS[over.kind] <= rank or (over.kind is Kind.TITLE and rank == _ENUMERATED_RANK)


def _nests(over: Heading, heading: Heading) -> bool:
    """Among enumerated kinds the one that was open first contains the other; articles and answers stand apart."""
    return over.kind not in _APART or heading.kind not in {Kind.ARTICLE, Kind.ANSWER}
