"""Link texts that stand alone, some lines below the holes they left.

Some PDF tools write every text object by itself: first the paragraph with its holes, then its links one by one. In
such a file a blank at the line end says that the object goes on, its absence that it ends. An object without a full
stop that follows a paragraph with open holes belongs into one of them, in order. On designed pages the links of a
column may also stand above its text.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from archive.importing.cleaning.alignment import Hole
from archive.importing.cleaning.holes import HoledText, find_holes
from archive.importing.cleaning.joining import join
from archive.importing.cleaning.layout import empty_share, has_objects, pair_lines
from archive.importing.cleaning.letters import Log
from archive.importing.cleaning.lines import Line, starts_upper
from archive.importing.cleaning.pairing import FIGURE, QUOTED, LinkText, is_loose, is_quoted, is_whole, pair_up
from archive.importing.cleaning.words import Words, first_word, last_word
from archive.importing.draft import Repair

_MAX_PIECE = 250  # characters of a link text
_SHORT_LINK = 2  # words
_MAX_LINES = 5  # lines of a link text
_MAX_WAITING = 40  # texts that stand alone in a row; a longer row is a list or table
_MAX_TIMES = 4  # a text that stands alone more often is a caption
_ROOM = 0.1  # share of the column that a line leaves empty where a link may have stood at its end
_MAX_OPEN = 12  # holes that can be open at a time
_SENTENCE = re.compile(r"\w{4}[»”\")]*[.!?…][»”\")]*$")
_SENTENCES = re.compile(r"\w{3}[»”)]*[.!?] [«“]?[А-ЯӘҒҚҢӨҰҮІA-Z]")
_BULLET = re.compile(r"[•●▪]")


@dataclass(frozen=True, slots=True)
class _Opening:
    """Hole number `index` of the line at `position`."""

    position: int
    index: int
    hole: Hole


@dataclass(slots=True)
class _Found:
    """The positions of the lines that are link texts, and for each holed line the link text of each hole."""

    used: set[int] = field(default_factory=set)
    pieces: dict[int, dict[int, str]] = field(default_factory=dict)


def restore_detached_links(lines: list[Line], log: Log) -> list[Line]:
    """Put link texts that stand alone back into the holes of the paragraphs around them."""
    if not has_objects(pair_lines(lines)):
        return lines
    cuts = [_cut(lines, position) for position in range(len(lines))]
    found = _match(lines, cuts)
    restored: list[Line] = []
    gap = 0
    for position, line in enumerate(lines):
        if position in found.used:
            gap += line.gap + 1
            continue
        if position in found.pieces:
            pieces = dict(found.pieces[position])
            if 0 in pieces and not cuts[position].parts[0] and restored and _goes_on(restored[-1]):
                log.append(Repair("detached-link", restored[-1].number, "", pieces[0]))
                restored[-1] = replace(restored[-1], text=join(restored[-1].text, pieces.pop(0)))
            text = _fill(cuts[position], pieces) if pieces else line.text
            if pieces:
                log.append(Repair("detached-link", line.number, line.text, text))
            line = replace(line, text=text)
        restored.append(replace(line, gap=line.gap + gap))
        gap = 0
    return restored


def _goes_on(line: Line) -> bool:
    """Whether the sentence of a line goes on, so that a link before the next line belongs to it."""
    return line.trailing > 0 or not _SENTENCE.search(line.text)


def _cut(lines: list[Line], position: int) -> HoledText:
    """Cut a line at its holes, with the one that the line end or an empty line may be."""
    line = lines[position]
    cut = find_holes(line, 0)
    parts, strong = list(cut.parts), list(cut.strong)
    if parts[0] and is_cut_start(line):
        parts, strong = ["", *parts], [True, *strong]
    following = lines[position + 1] if position + 1 < len(lines) else None
    goes_on = following is not None and following.text[0].islower() and not is_cut_start(following)
    blank_line = following is not None and following.signs > 0 and goes_on
    if line.trailing > 1 or (line.trailing and (blank_line or (goes_on and empty_share(lines, position) > _ROOM))):
        parts, strong = [*parts, ""], [*strong, blank_line]
    return HoledText(tuple(parts), tuple(strong))


def is_cut_start(line: Line) -> bool:
    """True when a line goes on inside a sentence after a link: after a single blank, or with punctuation."""
    inside = line.text[0].islower() or not (line.text[0].isalnum() or _BULLET.match(line.text))
    return line.gap <= 1 and ((line.indent == 1 and inside) or line.text[0] in ",;.")


def _objects(lines: list[Line]) -> Iterator[range]:
    """Positions of the lines of each text object."""
    start = 0
    for position in range(len(lines)):
        if position + 1 == len(lines) or _ends(lines, start, position):
            yield range(start, position + 1)
            start = position + 1


def _ends(lines: list[Line], start: int, position: int) -> bool:
    """Whether the object that begins at `start` ends with the line at `position`."""
    line, following = lines[position], lines[position + 1]
    if not (line.trailing or line.text.endswith("-")) or following.gap > 1:
        return True
    if position > start and line.gap == 0 and following.gap == 1 and _stands_apart(lines, start, position):
        return True
    if following.indent == 1 and following.gap == 0 and starts_upper(following.text):  # the first line of a page
        return True
    if position == start and line.text[0].islower() and starts_upper(following.text):
        return True
    detached = following.text[0].islower() or is_quoted(following.text)
    return detached and bool(_SENTENCE.search(line.text))


def _stands_apart(lines: list[Line], start: int, position: int) -> bool:
    """Whether the line after an empty line, where the object so far had none, begins another object."""
    following, last = lines[position + 1], position + 2 == len(lines)
    alone = not following.trailing and (last or lines[position + 2].gap > 0)
    spaced = position > start + 1 and lines[position - 1].gap == 0
    return alone or spaced or bool(QUOTED.fullmatch(_text(lines, range(start, position + 1))))


def _is_piece(lines: list[Line], place: range) -> bool:
    """True for a text object that may be a link text: short, not a sentence, with no half sentence after it."""
    text = _text(lines, place)
    following = lines[place.stop] if place.stop < len(lines) else None
    if len(place) > _MAX_LINES or len(text) > _MAX_PIECE or text[-1] in ".!?:;,…-":
        return False
    cut_off = (text[0].islower() or is_quoted(text)) and following is not None and following.gap <= 1
    if (lines[place[-1]].trailing and not cut_off) or (_SENTENCES.search(text) and not is_quoted(text)):
        return False
    before = lines[place.start - 1] if place.start else None
    interrupts = before is not None and (before.trailing > 0 or is_quoted(before.text))
    if following is not None and _BULLET.match(following.text) and not is_loose(text):
        return False
    if following is not None and is_cut_start(following) and not (interrupts or is_quoted(text)):
        return False
    return is_whole(text) and (text[0].isalnum() or text[0] in '«“"')


def _match(lines: list[Line], cuts: list[HoledText]) -> _Found:
    found = _Found()
    openings: list[_Opening] = []
    waiting: list[range] = []
    above: list[range] = []  # loose texts that fitted nowhere above; on designed pages they may belong below
    label = False  # the text after a figure, which explains it
    places = list(_objects(lines))
    words = Words()
    words.add(_text(lines, place) for place in places if not _is_piece(lines, place))
    times = Counter(_text(lines, place) for place in places)
    for place in [*places, range(0)]:
        text = _text(lines, place)
        if place and _is_piece(lines, place):
            if times[text] <= _most_times(text) and not label:
                waiting = [*waiting, place][:_MAX_WAITING]
            label = bool(FIGURE.fullmatch(text))
            continue
        label = False
        texts = [LinkText.of([lines[position].text for position in one]) for one in [*above, *waiting] if waiting]
        taken = set()
        for hole, number, piece in pair_up([opening.hole for opening in openings], texts, words):
            opening = openings[hole]
            found.pieces.setdefault(opening.position, {})[opening.index] = piece
            found.used.update([*above, *waiting][number])
            taken.add(number)
        if waiting:
            rest = [one for number, one in enumerate(waiting, len(above)) if number not in taken]
            above = [one for one in rest if taken and _may_stand_above(_text(lines, one))]
            openings, waiting = [], []
        kept = [one for one in openings if not one.hole.end]  # room at a line end counts in the last object only
        openings = [*kept, *_openings(lines, cuts, place)][-_MAX_OPEN:]
    return found


def _most_times(text: str) -> int:
    """How often a link text may stand alone: captions and names repeat."""
    if text[0].islower():
        return _MAX_TIMES
    return 2 if is_loose(text) else 1


def _may_stand_above(text: str) -> bool:
    short = len(text.split()) <= _SHORT_LINK and text.islower() and text.replace(" ", "").isalpha()
    return short or is_quoted(text)


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
            at_end = not strong and not parts[index + 1] and lines[position].trailing == 1
            end = empty_share(lines, position) if at_end else 0.0
            yield _Opening(position, index, Hole(last_word(before), first_word(after), strong, quoted, end))


def _fill(cut: HoledText, pieces: dict[int, str]) -> str:
    text = cut.parts[0]
    for index, part in enumerate(cut.parts[1:]):
        text = join(join(text, pieces.get(index, "")), part)
    return text
