"""Paragraphs → pieces with the headings that the shapes read in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.importing.sections import articles, enumerated, styled, titles
from archive.importing.sections.annexes import annex, cut_label, cut_titles, give_titles
from archive.importing.sections.cutting import cut_lines, join
from archive.importing.sections.model import Heading, Kind, Manners, Piece, Spot
from archive.importing.sections.pages import promote
from archive.importing.sections.run_in import run_in
from archive.importing.sections.splitting import line_width, split
from archive.importing.sections.wording import clean_heading, ends_sentence, opens, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archive.importing.draft import Paragraph

_ENUMERATED: tuple[Callable[[str], Heading | None], ...] = (
    enumerated.part,
    enumerated.roman,
    annex,
    articles.article,
    articles.provision,
    articles.answer,
    articles.treaty_article,
    enumerated.number,
    enumerated.letter,
)
_PLAIN: tuple[Callable[[Spot], Heading | None], ...] = (
    titles.chapter,
    titles.capitals,
    titles.listed,
    titles.standard,
    titles.addressee,
    titles.title,
    titles.subject,
)
_AHEAD = 6  # paragraphs that a rule may look at
_LABEL_WORDS = 12


def read_headings(paragraphs: Sequence[Paragraph], entries: range, manners: Manners) -> list[Piece]:
    """Cut and judge the paragraphs in order; the places in `entries` are the contents page and stay text."""
    if not entries:
        return _judge(paragraphs, manners)
    name = paragraphs[entries.start - 1]
    page = [Piece(name, Heading(Kind.TITLE, "contents page", clean_heading(name.text)))]
    page += [Piece(paragraphs[place]) for place in entries]
    front = paragraphs[: entries.start - 1]
    return [*_judge(front, manners), *page, *_judge(paragraphs[entries.stop :], manners)]


def _judge(paragraphs: Sequence[Paragraph], manners: Manners) -> list[Piece]:
    width = line_width(paragraphs)
    alone = [part for one in paragraphs for part in cut_lines(one, manners.pages.alone)]
    labelled = cut_titles([part for one in alone for part in cut_label(one, width)], width)
    parts = _mended([part for one in labelled for part in split(one, manners, width)])
    pieces: list[Piece] = []
    headed = False
    for place, part in enumerate(parts):
        spot = Spot(part, parts[place - 1] if place else None, tuple(parts[place + 1 : place + 1 + _AHEAD]), manners)
        heading = _read(spot)
        headed = headed or (heading is not None and heading.kind is not Kind.RUN_IN)
        pieces.append(Piece(part, heading if headed else None))  # no run-in heading without a heading above it
    return promote(give_titles(styled.settle(pieces)), manners.pages)


def _read(spot: Spot) -> Heading | None:
    """The heading at a spot. Where the file tells its headings from its text, it has the last word."""
    if not styled.may_head(spot.paragraph):
        return None
    if styled.is_heading(spot):
        found = next((found for shape in _ENUMERATED if (found := shape(spot.text))), None)
        return styled.heading(spot, found)
    found = _by_wording(spot)
    return None if spot.manners.set_apart and found and found.rule in styled.DOUBTFUL else found


def _by_wording(spot: Spot) -> Heading | None:
    if spot.paragraph.line_start in spot.manners.pages.headers | spot.manners.pages.bylines:
        return None
    for shape in _ENUMERATED:
        if found := shape(spot.text):
            return found
    if spot.manners.run_in and spot.after and (opening := run_in(f"{spot.text} {spot.after[0].text}")):
        heading, end = opening
        if end == len(spot.text) + 1:
            return heading
    return next((found for rule in _PLAIN if (found := rule(spot))), None)


def _mended(parts: Sequence[Paragraph]) -> list[Paragraph]:
    """Join a numbered heading with the rest of its phrase where the two became two paragraphs."""
    mended: list[Paragraph] = []
    for part in parts:
        if mended and part.style is None and _continues(mended[-1].text, part.text):
            mended[-1] = join([mended[-1], part])
        else:
            mended.append(part)
    return mended


def _continues(head: str, rest: str) -> bool:
    if ends_sentence(head) or opens(rest) or len(words(rest)) > _LABEL_WORDS or ends_sentence(rest):
        return False
    if any(shape(rest) for shape in _ENUMERATED):
        return False
    return any(shape(head) for shape in (enumerated.part, enumerated.roman, enumerated.letter))
