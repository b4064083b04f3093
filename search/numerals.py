"""Round numbers in figures and in words: 118 тысяч, 118 мың and 118 000 are one number to who looks for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from search.analysis import query_words
from search.plan import Clause

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.analysis import Forms

SCALES = {
    1_000_000: ("миллион", "млн", "million"),
    1_000: ("мың", "тысяча", "тыс", "thousand"),
}
YEARS = range(1800, 2101)  # 2000 is a year, hardly ever "two thousand"

Words = tuple["Forms", ...]


def spelt(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses, a round number looked for in all its spellings: in figures, and in words of each language."""
    waiting: Clause | None = None
    for clause in clauses:
        joined = _joined(waiting, clause) if waiting else None
        if waiting and not joined:
            yield _alone(waiting)
        waiting = joined or clause
    if waiting:
        yield _alone(waiting)


def _joined(clause: Clause, following: Clause) -> Clause | None:
    """A number and the scale after it as one clause."""
    number, scale = _number(clause), _scale(following)
    if number is None or scale is None:
        return None
    return _in_all_spellings((*clause.words, *following.words), number * scale)


def _alone(clause: Clause) -> Clause:
    number = _number(clause)
    return clause if number is None or number in YEARS else _in_all_spellings(clause.words, number)


def _in_all_spellings(typed: Words, value: int) -> Clause:
    every = [str(value), *(f"{value // scale} {word}" for scale in SCALES for word in _of(scale, value))]
    ways = (tuple(query_words(each)) for each in every)
    return Clause(typed, equals=tuple(way for way in ways if way != typed))


def _of(scale: int, value: int) -> tuple[str, ...]:
    return SCALES[scale] if value >= scale and value % scale == 0 else ()


def _number(clause: Clause) -> int | None:
    exact = clause.words[0].exact
    return int(exact) if clause.is_plain and exact.isdecimal() and len(exact) <= 9 else None


def _scale(clause: Clause) -> int | None:
    stems = set(clause.words[0].stems) if clause.is_plain else set()
    return next((scale for scale, words in _scales().items() if stems & words), None)


@cache
def _scales() -> dict[int, frozenset[str]]:
    return {
        scale: frozenset(stem for name in names for word in query_words(name) for stem in word.stems)
        for scale, names in SCALES.items()
    }
