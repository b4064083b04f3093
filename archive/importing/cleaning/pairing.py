"""Which link texts fill which holes, both in their order, so that the sentences read best (dynamic programming)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from archive.importing.cleaning.alignment import Hole, fit
from archive.importing.cleaning.lines import starts_upper
from archive.importing.cleaning.words import Words, first_word

FIGURE = re.compile(r"[$€]?\d[\d.,|]*%?")
QUOTED = re.compile(r"[«“\"].*[»”\"]")
ADDRESS = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?")
_OBLIQUE = re.compile(r"(?:[нтд][ыі]ң|[ыі]н(?:а|е|да|де|ан|ен))$")  # Kazakh endings that no title has
_PLACE = re.compile(r"\d+(?:-\d+)?-[^\W\d_]")  # the article or part of a law
_PASSED_COST = 2.5  # for a text passed over while holes are open: links come first, call-outs and captions later
_HEADING_COST = 2.0  # for a text that may be a heading, in a hole that may be none
_CALL_OUT = 2  # words of a figure and its unit
_FIGURE_COST = 6.0  # for the figure of a call-out
_SKIPPED_HOLE = {True: 4.5, False: 1.0}  # by whether its shape proves it
_SKIPPED_TEXT = {True: 6.0, False: 1.0}  # by whether it is loose
_END_COST = 3.0  # for the room at the end of a line
_SHORT = 0.2  # share of the column that a line leaves empty when it is cut short for a quotation
_SITE_GAIN = 2.0  # for an address before the word that says what it is
_SITE = ("сайт", "портал", "site")
_TWICE_COST = 4.0  # for a text that starts with the word that is printed after its hole
_SKIPPED_QUOTED = 5.0  # for a quotation or an address, which may also belong below
_SPLIT_COST = 1.5  # for a text that is several links
_LINE_GAIN = 1.5  # where they stand on lines of their own
_MOST_LINKS = 3  # in one text
_FEW_WORDS = 12  # up to which every way to part a text in three is tried


@dataclass(frozen=True, slots=True)
class LinkText:
    """The words of a text that stands alone; `starts` are the places of those that begin a line, but the first."""

    words: tuple[str, ...]
    starts: frozenset[int]

    @classmethod
    def of(cls, lines: Sequence[str]) -> "LinkText":
        words: list[str] = []
        starts: set[int] = set()
        for line in lines:
            if words and words[-1].endswith("-"):
                first, *rest = line.split()
                words[-1] += first
                words += rest
            else:
                starts.add(len(words))
                words += line.split()
        return cls(tuple(words), frozenset(starts - {0}))

    def __str__(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class _Step:
    """So many holes and texts further, with this score; `cuts` are the places where a text of several links parts."""

    score: float
    holes: int
    texts: int
    cuts: tuple[int, ...] = ()


def is_loose(text: str) -> bool:
    """True for words that cannot stand alone as a title or name can.

    They start in lower case, end in an oblique case, or are a quotation, an address or a place in a law.
    """
    if text[0].islower() or _PLACE.search(text) or _OBLIQUE.search(text):
        return True
    return is_quoted(text)


def is_quoted(text: str) -> bool:
    """True for a quotation from its first sign to its last, and for an address."""
    return bool(QUOTED.fullmatch(text) or ADDRESS.fullmatch(text))


def is_whole(text: str) -> bool:
    """True when no quotation is open at the end."""
    return text.count("«") == text.count("»") and text.count("“") == text.count("”")


def pair_up(holes: Sequence[Hole], texts: Sequence[LinkText], words: Words) -> Iterator[tuple[int, int, str]]:
    """Yield the number of a hole, that of the text that belongs there, and its words: all of the text, or a part."""
    best = {(first, len(texts)): _Step(-_left_open(holes[first:]), 0, 0) for first in range(len(holes) + 1)}
    best |= {(len(holes), second): _Step(-_left_over(texts[second:]), 0, 0) for second in range(len(texts))}
    for first in reversed(range(len(holes))):
        for second in reversed(range(len(texts))):
            totals = [
                replace(step, score=step.score + best[first + step.holes, second + step.texts].score)
                for step in _steps(holes[first:], texts[second], words)
            ]
            best[first, second] = max(totals, key=lambda step: step.score)
    first = second = 0
    while (step := best[first, second]).holes or step.texts:
        if step.holes and step.texts:
            edges = [0, *step.cuts, len(texts[second].words)]
            for number in range(step.holes):
                yield first + number, second, " ".join(texts[second].words[edges[number] : edges[number + 1]])
        first, second = first + step.holes, second + step.texts


def _left_open(holes: Sequence[Hole]) -> float:
    return sum(_SKIPPED_HOLE[hole.strong] for hole in holes if not hole.end)


def _left_over(texts: Sequence[LinkText]) -> float:
    return sum(_SKIPPED_QUOTED if is_quoted(str(text)) else _SKIPPED_TEXT[is_loose(str(text))] for text in texts)


def _steps(holes: Sequence[Hole], text: LinkText, words: Words) -> Iterator[_Step]:
    """Leave the first hole open, pass over the text, or put it into the first hole, or into the first few."""
    yield _Step(-_left_open(holes[:1]), 1, 0)
    yield _Step(-_left_over([text]) - _PASSED_COST, 0, 1)
    yield _Step(_gain(holes[0], text.words, words), 1, 1)
    most = _MOST_LINKS if len(text.words) <= _FEW_WORDS else 2
    for count in range(2, min(most, len(holes), len(text.words)) + 1):
        yield from _splits(holes[:count], text, words)


def _splits(holes: Sequence[Hole], text: LinkText, words: Words) -> Iterator[_Step]:
    places = [place for place in range(1, len(text.words)) if is_whole(" ".join(text.words[:place]))]
    for cuts in combinations(places, len(holes) - 1):
        edges = [0, *cuts, len(text.words)]
        score = sum(_gain(hole, text.words[edges[n] : edges[n + 1]], words) for n, hole in enumerate(holes))
        score += _LINE_GAIN * sum(cut in text.starts for cut in cuts) - _SPLIT_COST * len(cuts)
        score -= sum(max(0.0, words.follows(*text.words[cut - 1 : cut + 1])) for cut in cuts)
        yield _Step(score, len(holes), 1, cuts)


def _gain(hole: Hole, piece: tuple[str, ...], words: Words) -> float:
    quoted = is_quoted(" ".join(piece))
    gain = fit(hole, piece, words)
    if hole.end and not (quoted and hole.end > _SHORT):
        gain -= _END_COST
    if hole.right.startswith(_SITE) and ADDRESS.fullmatch(piece[0]):
        gain += _SITE_GAIN
    if first_word(piece[0]) == hole.right:
        gain -= _TWICE_COST
    if FIGURE.fullmatch(piece[0]) and len(piece) <= _CALL_OUT:
        return gain - _FIGURE_COST
    named = starts_upper(piece[0]) and not piece[0].isascii() and not is_loose(" ".join(piece))
    return gain - (_HEADING_COST if named and not hole.strong else 0.0)
