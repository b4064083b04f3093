"""Link texts that stand alone, some lines below the holes they left.

Some PDF tools write every text object by itself: first the paragraph with its holes, then its links one by one. In
such a file a blank at the line end says that the object goes on, its absence that it ends. An object without a full
stop that follows a paragraph with open holes belongs into one of them, in order.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.importing.cleaning.alignment import Hole, fit
from archive.importing.cleaning.holes import HoledText, find_holes
from archive.importing.cleaning.joining import join
from archive.importing.cleaning.layout import pair_lines
from archive.importing.cleaning.letters import Log
from archive.importing.cleaning.lines import Line, starts_upper
from archive.importing.cleaning.words import Words, first_word, last_word
from archive.importing.draft import Repair

_GOES_ON = 0.9  # share of wrapped lines with a blank at the end that makes the blank a sign
_ENDS = 0.5  # share of paragraph ends without one
_MAX_PIECE = 250  # characters of a link text
_MAX_LINES = 5  # lines of a link text
_MAX_WAITING = 40  # texts that stand alone in a row; a longer row is a list or table
_MAX_TIMES = 4  # a text that stands alone more often is a caption
_PASSED_COST = 1.0  # for a text passed over while holes are open: links come first, call-outs and captions later
_MAX_OPEN = 12  # holes that can be open at a time
_HEADING_COST = 2.0  # for a text that may be a heading, in a hole that may be none
_FIGURE_COST = 6.0  # for the figure of a call-out
_FIGURE = re.compile(r"[$€]?\d[\d.,|]*%?")
_SKIPPED_HOLE = {True: 4.5, False: 1.0}  # by whether its shape proves it
_SKIPPED_PIECE = {True: 5.0, False: 1.0}  # by whether it starts without a capital, as no heading does


@dataclass(frozen=True, slots=True)
class _Opening:
    """Hole number `index` of the line at `position`."""

    position: int
    index: int
    hole: Hole


def restore_detached_links(lines: list[Line], log: Log) -> list[Line]:
    """Put link texts that stand alone back into the holes of the paragraphs above them."""
    if not _has_objects(lines):
        return lines
    cuts = [_cut(lines, position) for position in range(len(lines))]
    used, pieces = _match(lines, cuts)
    restored: list[Line] = []
    gap = 0
    for position, line in enumerate(lines):
        if position in used:
            gap += line.gap + 1
            continue
        if position in pieces:
            text = _fill(cuts[position], pieces[position])
            log.append(Repair("detached-link", line.number, line.text, text))
            line = replace(line, text=text)
        restored.append(replace(line, gap=line.gap + gap))
        gap = 0
    return restored


def _has_objects(lines: list[Line]) -> bool:
    """True when a blank at the line end tells wrapped lines from ends."""
    wraps = [pair.before.trailing > 0 for pair in pair_lines(lines) if pair.belongs]
    ends = [pair.before.trailing > 0 for pair in pair_lines(lines) if pair.finished]
    return sum(wraps) > len(wraps) * _GOES_ON and sum(ends) <= len(ends) * _ENDS


def _cut(lines: list[Line], position: int) -> HoledText:
    """Cut a line at its holes, with the one that the line end or an empty line may be."""
    line = lines[position]
    cut = find_holes(line, 0)
    parts, strong = list(cut.parts), list(cut.strong)
    if parts[0] and is_cut_start(line):
        parts, strong = ["", *parts], [True, *strong]
    following = lines[position + 1] if position + 1 < len(lines) else None
    blank_line = following is not None and following.signs > 0 and following.text[0].islower()
    if line.trailing > 1 or (blank_line and line.trailing):
        parts, strong = [*parts, ""], [*strong, blank_line]
    return HoledText(tuple(parts), tuple(strong))


def is_cut_start(line: Line) -> bool:
    """True when a line starts with a single blank and then goes on inside a sentence: a link stood before it."""
    return line.gap <= 1 and line.indent == 1 and (line.text[0].islower() or not line.text[0].isalnum())


def _objects(lines: list[Line]) -> Iterator[range]:
    """Positions of the lines of each text object."""
    start = 0
    for position, line in enumerate(lines):
        last = position + 1 == len(lines)
        goes_on = line.trailing or line.text.endswith("-")
        if last or not goes_on or lines[position + 1].gap > 1:
            yield range(start, position + 1)
            start = position + 1


def _is_piece(lines: list[Line], place: range) -> bool:
    """True for a text object that may be a link text: short, not a sentence, with no half sentence after it."""
    text = " ".join(lines[position].text for position in place)
    following = lines[place.stop] if place.stop < len(lines) else None
    if len(place) > _MAX_LINES or len(text) > _MAX_PIECE or lines[place[-1]].trailing or text.endswith("-"):
        return False
    if following is not None and is_cut_start(following):
        return False
    return text[0].isalnum() or text[0] in '«“"' if text[-1] not in ".!?:;,…" else False


def _match(lines: list[Line], cuts: list[HoledText]) -> tuple[set[int], dict[int, dict[int, str]]]:
    """Return the positions of the lines that are link texts, and for each holed line the link text of each hole."""
    words = Words()
    words.add([" ".join(line.text for line in lines)])
    openings: list[_Opening] = []
    waiting: list[range] = []
    used: set[int] = set()
    label = False  # the text after a figure, which explains it
    pieces: dict[int, dict[int, str]] = {}
    places = list(_objects(lines))
    times = Counter(_text(lines, place) for place in places)
    for place in [*places, range(0)]:
        text = _text(lines, place)
        if place and _is_piece(lines, place):
            if times[text] <= (1 if starts_upper(text) else _MAX_TIMES) and not label:
                waiting = [*waiting, place][:_MAX_WAITING]
            label = bool(_FIGURE.fullmatch(text))
            continue
        label = False
        for opening, piece in _pairs(openings, waiting, lines, words):
            pieces.setdefault(opening.position, {})[opening.index] = _text(lines, piece)
            used.update(piece)
        openings = [] if waiting else openings
        waiting = []
        openings = [*openings, *_openings(lines, cuts, place)][-_MAX_OPEN:]
    return used, pieces


def _text(lines: list[Line], place: range) -> str:
    text = ""
    for position in place:
        text = join(text, lines[position].text)
    return text


def _openings(lines: list[Line], cuts: list[HoledText], place: range) -> Iterator[_Opening]:
    """The holes of one text object."""
    for position in place:
        parts = cuts[position].parts
        for index, strong in enumerate(cuts[position].strong):
            before = parts[index] or (lines[position - 1].text if position and not index else "")
            after = parts[index + 1] or (lines[position + 1].text if position + 1 < len(lines) else "")
            quoted = before.endswith(("«", "“"))
            yield _Opening(position, index, Hole(last_word(before), first_word(after), strong, quoted))


def _pairs(
    openings: list[_Opening], places: list[range], lines: list[Line], words: Words
) -> Iterator[tuple[_Opening, range]]:
    """Pair holes with link texts, both in their order, so that the sentences read best (dynamic programming)."""
    texts = [tuple(_text(lines, place).split()) for place in places]
    holes = [opening.hole for opening in openings]
    hole_costs = [_SKIPPED_HOLE[hole.strong] for hole in holes]
    text_costs = [_SKIPPED_PIECE[not starts_upper(text[0])] for text in texts]
    best = {(first, len(texts)): -sum(hole_costs[first:]) for first in range(len(holes) + 1)}
    best |= {(len(holes), second): -sum(text_costs[second:]) for second in range(len(texts))}
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    for first in reversed(range(len(holes))):
        for second in reversed(range(len(texts))):
            totals = {
                (1, 0): best[first + 1, second] - hole_costs[first],
                (0, 1): best[first, second + 1] - text_costs[second] - _PASSED_COST,
                (1, 1): best[first + 1, second + 1] + _gain(holes[first], texts[second], words),
            }
            steps[first, second] = max(totals, key=lambda step: totals[step])
            best[first, second] = totals[steps[first, second]]
    place = (0, 0)
    while place in steps:
        if steps[place] == (1, 1):
            yield openings[place[0]], places[place[1]]
        place = (place[0] + steps[place][0], place[1] + steps[place][1])


def _gain(hole: Hole, text: tuple[str, ...], words: Words) -> float:
    if _FIGURE.fullmatch(text[0]):
        return fit(hole, text, words) - _FIGURE_COST
    heading = starts_upper(text[0]) and not hole.strong
    return fit(hole, text, words) - (_HEADING_COST if heading else 0.0)


def _fill(cut: HoledText, pieces: dict[int, str]) -> str:
    text = cut.parts[0]
    for index, part in enumerate(cut.parts[1:]):
        text = join(join(text, pieces.get(index, "")), part)
    return text
