"""Which of the last words of a line fill which of its holes: the reading whose words follow each other best."""

import re
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from archive.importing.cleaning.joining import join
from archive.importing.cleaning.words import Words, first_word, last_word

_LENGTH_COST = (0.0, 0.0, 2.5, 3.5, 4.0, 5.0)  # of a link text by its words; most are one word
_CAPITAL_GAIN = 1.5  # a link text of several words is mostly a title
_NO_TITLE_COST = 4.0  # what stands in quotation marks starts with a capital
_FLOW_WEIGHT = 0.4  # word pairs inside the pieces, against those at their seams
_NUMBER_COST = 4.0  # an article number needs no word before it
_ARTICLE_GAIN = 2.0  # articles of laws are what most links name
_STRONG_COST = 5.0  # a hole left open although punctuation proves it
_WEAK_COST = 4.0  # a double blank left as it is
_OPEN_END_GAIN = 3.0  # a number with a hyphen at the line end, whose noun is the first link text of the next line
_SUBJECT = {"туралы", "жайлы"}
_SUBJECT_GAIN = 2.0  # titles of laws in quotation marks end in «about»
_ARTICLE = re.compile(r"\d+(?:-\d+)?-[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Hole:
    """A place for a link text: the words on both sides, "" where punctuation or another hole stands there.

    `strong` when its shape proves the hole, `quoted` when it stands in quotation marks, as titles do. Where it is no
    more than the room at the end of a line, `end` is the share of the column that stands empty (0 to 1).
    """

    left: str
    right: str
    strong: bool
    quoted: bool
    end: float = 0.0


@dataclass(frozen=True, slots=True, order=True)
class Filling:
    """The link texts for a row of holes, in order, and how likely they are (logarithm)."""

    score: float
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tear:
    """A line cut at its holes into `parts`, with the words of its `tail`, which may be link texts, taken off the last.

    `before` and `after` are the texts of the lines around it. `sure` is set when the whole tail is known to be link
    texts, `wraps` when the last link goes on in the next line, so that its first words stay at the line end.
    """

    parts: tuple[str, ...]
    strong: tuple[bool, ...]
    tail: tuple[str, ...]
    before: str
    after: str
    sure: bool
    wraps: bool


def read(tear: Tear, words: Words) -> str:
    """Return the most likely reading of a torn line."""
    size = len(tear.tail)
    starts = range(1 if tear.sure else size + 1)
    ends = range(size + 1) if tear.wraps else range(size, size + 1)
    return max(_read(tear, start, end, words) for start in starts for end in ends if start <= end)[1]


def _read(tear: Tear, start: int, end: int, words: Words) -> tuple[float, str]:
    """Read the words of the tail from `start` to `end` as link texts, those after them as the start of another."""
    printed = " ".join([*filter(None, tear.parts[-1:]), *tear.tail[:start]])
    parts, rest = (*tear.parts[:-1], printed), tear.tail[end:]
    filling = align(_holes(tear, parts), tear.tail[start:end], words)
    text = parts[0]
    for piece, part in zip(filling.pieces, parts[1:], strict=True):
        text = join(join(text, piece), part)
    score = filling.score + _flow((last_word(tear.parts[-1]), *tear.tail[:start]), words)
    score += words.follows(last_word(printed), first_word(rest[0] if rest else tear.after)) + _flow(rest, words)
    if rest and rest[-1].endswith("-"):
        score += _OPEN_END_GAIN
    return score - _cost(rest), join(text, " ".join(rest))


def _holes(tear: Tear, parts: tuple[str, ...]) -> list[Hole]:
    before = [last_word(part) for part in parts[:-1]]
    after = [first_word(part) for part in parts[1:]]
    before[0] = before[0] if parts[0] else last_word(tear.before)
    after[-1] = after[-1] if parts[-1] else first_word(tear.after)
    quoted = [part.endswith(("«", "“")) for part in parts[:-1]]
    return [Hole(*sides) for sides in zip(before, after, tear.strong, quoted, strict=True)]


def align(holes: list[Hole], tail: tuple[str, ...], words: Words) -> Filling:
    """Deal the words of a tail out to holes from left to right, all of them, in the way that reads best."""
    best = [Filling(-inf, ())] * len(tail) + [Filling(0.0, ())]
    for hole in reversed(holes):
        best = [_best_piece(hole, tail[start:], best[start:], words) for start in range(len(tail) + 1)]
    return best[0]


def _best_piece(hole: Hole, tail: tuple[str, ...], rest: list[Filling], words: Words) -> Filling:
    """Fill one hole with the first words of a tail; `rest[n]` is the best filling of the later holes after n words."""
    return max(
        Filling(following.score + _gain(hole, tail[:size], words), (" ".join(tail[:size]), *following.pieces))
        for size, following in enumerate(rest)
    )


def _gain(hole: Hole, piece: tuple[str, ...], words: Words) -> float:
    return fit(hole, piece, words) + _flow(piece, words) - _cost(piece)


def fit(hole: Hole, piece: tuple[str, ...], words: Words) -> float:
    """How well the words of a link text fit into a hole (logarithm); no words leave the hole open."""
    if not piece:
        return words.follows(hole.left, hole.right) - (_STRONG_COST if hole.strong else _WEAK_COST)
    seams = words.follows(hole.left, first_word(piece[0])) + words.follows(last_word(piece[-1]), hole.right)
    if hole.quoted and not piece[0][0].isupper():
        seams -= _NO_TITLE_COST
    if hole.quoted and piece[-1] in _SUBJECT:
        seams += _SUBJECT_GAIN
    return seams


def _flow(row: tuple[str, ...], words: Words) -> float:
    """How well the words of a row follow each other."""
    return _FLOW_WEIGHT * sum(words.follows(last_word(left), first_word(right)) for left, right in pairwise(row))


def _cost(piece: tuple[str, ...]) -> float:
    cost = _LENGTH_COST[min(len(piece), len(_LENGTH_COST) - 1)]
    if len(piece) > 1 and piece[0][0].isupper():
        cost -= _CAPITAL_GAIN
    if len(piece) > 1 and piece[-1][0].isdigit():
        cost += _NUMBER_COST
    if piece and _ARTICLE.fullmatch(piece[-1]):
        cost -= _ARTICLE_GAIN
    return cost
