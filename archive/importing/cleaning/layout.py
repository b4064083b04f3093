"""What the layout of a text says about its paragraphs.

What an empty line means differs per file and per stretch, so it is learned from the text itself. Every pair of
neighbouring lines has a layout signature (empty lines, indent, room left on the line, a blank at its end). Pairs that
must belong together (the second begins in lower case) are counted per signature against pairs that look like a
paragraph end (full stop, then a capital). Inside a paragraph the second kind is rare, because few lines happen to end
with a sentence; a signature under which it is common marks paragraph ends.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log

from archive.importing.cleaning.lines import Line

_CLOSING = r"»”\")\]"  # inside a character class
_TERMINATOR = re.compile(rf"[.!?:;…][{_CLOSING}]*$")
_SENTENCE_END = re.compile(rf"[.!?…][{_CLOSING}]*$")
_STRETCH = 60  # pairs that are judged together, with the stretches before and after
_WIDTH_WINDOW = 12  # lines on each side that give the width of the column
_ROOM = 0.9  # a first word that would have ended before this share of the width was moved down on purpose
_GOES_ON = 0.9  # share of wrapped lines with a blank at the end that makes the blank a sign
_ENDS = 0.5  # share of paragraph ends without one
_PRIOR = 3  # pairs of the whole text that weigh as much as the stretch

Signature = tuple[int, bool, bool, bool, bool]
_Counts = Counter[tuple[Signature, bool]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbouring lines; `room` when the second's first word would have fitted on the first."""

    before: Line
    after: Line
    room: bool

    @property
    def signature(self) -> Signature:
        after = self.after
        return (min(after.gap, 3), after.signs > 0, after.indent >= 3, self.room, self.before.trailing > 0)

    @property
    def belongs(self) -> bool:
        return self.after.text[0].islower() and not self.terminated

    @property
    def terminated(self) -> bool:
        return bool(_TERMINATOR.search(self.before.text))

    @property
    def finished(self) -> bool:
        return bool(_SENTENCE_END.search(self.before.text)) and not self.after.text[0].islower()


def pair_lines(lines: list[Line]) -> list[Pair]:
    """Return the neighbours, each with whether the line before had room left in its column."""
    return [
        Pair(before, after, empty_share(lines, position) > 1 - _ROOM)
        for position, (before, after) in enumerate(pairwise(lines))
    ]


def empty_share(lines: list[Line], position: int) -> float:
    """How much of its column a line would leave empty even with the first word of the next line on it (0 to 1)."""
    if position + 1 == len(lines):
        return 0.0
    filled = len(lines[position].text) + 1 + len(lines[position + 1].text.split()[0])
    return max(0.0, 1 - filled / _width(lines, position))


def _width(lines: list[Line], position: int) -> int:
    nearby = lines[max(0, position - _WIDTH_WINDOW) : position + _WIDTH_WINDOW + 1]
    lengths = sorted(len(line.text) for line in nearby)
    return lengths[len(lengths) * 9 // 10]


def has_objects(pairs: list[Pair]) -> bool:
    """True when a blank at the line end tells wrapped lines from ends, as tools write that print object by object."""
    wraps = [pair.before.trailing > 0 for pair in pairs if pair.belongs]
    ends = [pair.before.trailing > 0 for pair in pairs if pair.finished]
    return sum(wraps) > len(wraps) * _GOES_ON and sum(ends) <= len(ends) * _ENDS


class Layout:
    """Counts of joined and finished pairs per signature, for the whole text and for each stretch of it."""

    def __init__(self, pairs: list[Pair]) -> None:
        self._stretches: list[_Counts] = [Counter() for _ in range(len(pairs) // _STRETCH + 1)]
        self._features: Counter[tuple[int, int, bool]] = Counter()  # place in the signature, value, finished
        for position, pair in enumerate(pairs):
            if pair.finished or pair.belongs:
                self._stretches[position // _STRETCH][pair.signature, pair.finished] += 1
                self._features.update((place, value, pair.finished) for place, value in enumerate(pair.signature))
                self._features[-1, 0, pair.finished] += 1

    def break_share(self, pair: Pair, position: int) -> float:
        """How often this layout ends a paragraph, 0 to 1: in the stretch around it, smoothed by the whole text."""
        stretch = position // _STRETCH
        nearby = self._stretches[max(0, stretch - 1) : stretch + 2]
        ends = sum(counts[pair.signature, True] for counts in nearby)
        joins = sum(counts[pair.signature, False] for counts in nearby)
        return (ends + _PRIOR * self._expected(pair.signature)) / (ends + joins + _PRIOR)

    def _expected(self, signature: Signature) -> float:
        """What the parts of a signature say one by one (naive Bayes), for one that is rare as a whole."""
        base = self._odds(-1, 0)
        odds = base + sum(self._odds(place, value) - base for place, value in enumerate(signature))
        return 1 / (1 + exp(-odds))

    def _odds(self, place: int, value: int) -> float:
        return log((self._features[place, value, True] + 0.5) / (self._features[place, value, False] + 0.5))
