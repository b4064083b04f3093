"""Which sections a plan finds, and how well: from postings alone, no text is read; the same for every engine.

A section is as good as its best passage (a long section with one telling paragraph must win over a short one that
only mentions the words), with something more for further good passages. Within a passage each word counts by its
rarity (the idf of BM25) and, more and more slowly, by how often it stands there; the exact form adds to the stem; a
word in the heading, the headings above or the title counts for every passage of the section.

    score   = outside + best passage + more_passages · (second + third best)
    outside = Σ rarity · context                                    over the clauses
    passage = Σ rarity · max(0, worth − context / 2)                over the clauses
            + proximity · (pairs of neighbours standing near each other) · highest rarity / 2
    worth   = max(saturated(typed), related · saturated(others))
    saturated(n) = n · (1 + saturation) / (n + saturation)
    context = the highest of heading, path, title where the clause stands there; other words for it at `related`

The score of a section that only points elsewhere is multiplied by `pointer`.

Everything is arithmetic on arrays. What a clause is worth does not depend on the other clauses or on the filters, so
a reader may keep it for the next page, the next filter, the next reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

import numpy as np

from search.engines.postings import (
    NOWHERE,
    PASSAGE_BITS,
    SECTION_BITS,
    any_of,
    following,
    runs,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from search.analysis import Forms
    from search.engines.postings import Floats, Ints, Mask, Postings, Reader
    from search.plan import Clause, Weights

    Words = tuple[Forms, ...]

BODY = "text"
CONTEXT = ("heading", "path", "title")  # fields that speak for every passage of a section
NEAR = 8  # positions: two words of a query this near each other belong together
BEST = 3  # passages
PASSAGES = (1 << SECTION_BITS) - 1  # the bits of a passage that tell it from others of the section


@dataclass(frozen=True, slots=True)
class Table:
    """A value for each of some sections or passages, which are in ascending order."""

    keys: Ints
    values: Floats

    @property
    def nbytes(self) -> int:
        return self.keys.nbytes + self.values.nbytes


@dataclass(frozen=True, slots=True)
class Weighed:
    """A clause, and how much it tells: its rarity in the whole archive, see `rarity`."""

    clause: Clause
    rarity: float


@dataclass(frozen=True, slots=True)
class Scores:
    """The score of each of the `numbers`, in their order, and what their passages are worth."""

    numbers: Ints
    values: Floats
    by_passage: Table

    def passages(self, numbers: Ints) -> list[tuple[int, ...]]:
        """The best passages of each of these sections, at most three, the best first."""
        first, last = np.searchsorted(self.by_passage.keys, (numbers << SECTION_BITS, (numbers + 1) << SECTION_BITS))
        return [self._best(start, end) for start, end in zip(first.tolist(), last.tolist(), strict=True)]

    def _best(self, start: int, end: int) -> tuple[int, ...]:
        keys, values = self.by_passage.keys[start:end].tolist(), self.by_passage.values[start:end].tolist()
        best = sorted(range(end - start), key=lambda at: -values[at])[:BEST]
        return tuple(keys[at] & PASSAGES for at in best)


def matches(reader: Reader, clause: Clause) -> Mask:
    """The set of sections that have the clause in its field, or anywhere: the text, the headings, the title."""

    def found() -> NDArray[np.uint8]:
        mask = np.zeros(reader.size, np.bool_)
        for words in clause.ways:
            for name in [clause.field] if clause.field else (BODY, *CONTEXT):
                mask[standing(reader, name, words).numbers] = True
        return np.packbits(mask)

    flags: Mask = np.unpackbits(reader.keep(("matches", clause), found), count=reader.size).view(np.bool_)
    return flags


def rarity(having: int, everything: int) -> float:
    """How much a clause tells that so many of all sections have: the inverse document frequency of BM25."""
    return log(1 + (everything - having + 0.5) / (having + 0.5))


def standing(reader: Reader, name: str, words: Words) -> Postings:
    """Where a word stands in any form, or the first of words that follow each other."""

    def found() -> Postings:
        places = [any_of([reader.postings(*term) for term in _terms(reader, name, word)]) for word in words]
        return places[0] if len(places) == 1 else following(places)

    return reader.keep(("standing", name, words), found)


def _terms(reader: Reader, name: str, word: Forms) -> list[tuple[str, str]]:
    """Fields of the index and what is looked up in them for a word."""
    exact = f"{name}_exact"
    if word.is_prefix:
        return [(exact, term) for term in reader.beginning(exact, word.exact)[0]]
    return [(exact, word.exact), *((f"{name}_stem", stem) for stem in word.stems)]


def score(reader: Reader, wanted: Sequence[Weighed], chosen: Ints, weights: Weights) -> Scores:
    """The score of each chosen section; `chosen` has their numbers, ascending."""
    rows = np.full(reader.size, -1, np.int64)
    rows[chosen] = np.arange(chosen.size)
    outside = np.zeros(chosen.size)
    parts = []
    for each in wanted:
        context = np.zeros(chosen.size)
        above = _chosen(_context(reader, each.clause, weights), 0, rows)
        context[rows[above.keys]] = above.values
        outside += each.rarity * context
        worths = _chosen(_worths(reader, each.clause, weights), SECTION_BITS, rows)
        lessened = np.maximum(0.0, worths.values - context[rows[worths.keys >> SECTION_BITS]] / 2)
        parts.append(Table(worths.keys, each.rarity * lessened))
    heaviest = max((each.rarity for each in wanted), default=0.0)
    near = _chosen(_near(reader, [each.clause for each in wanted]), SECTION_BITS, rows)
    parts.append(Table(near.keys, weights.proximity * near.values * heaviest / 2))
    passages = _joined(parts, np.add)
    values = outside + _of_best(passages, rows, chosen.size, weights.more_passages)
    values[reader.pointers[chosen]] *= weights.pointer
    return Scores(chosen, values, passages)


def _chosen(table: Table, bits: int, rows: Ints) -> Table:
    """The part of a table about chosen sections; a key shifted by so many bits is the number of a section."""
    kept = rows[table.keys >> bits] >= 0
    return table if kept.all() else Table(table.keys[kept], table.values[kept])


def _of_best(passages: Table, rows: Ints, total: int, share: float) -> Floats:
    """What each section earns by its best passage, and a share of what the next two are worth."""
    earned, more = np.zeros(total), np.zeros(total)
    sections, counts = runs(passages.keys >> SECTION_BITS)
    values = passages.values.copy()
    for place in range(BEST):
        if not sections.size:
            break
        best = np.maximum.reduceat(values, np.cumsum(counts) - counts)
        (more if place else earned)[rows[sections]] += best
        values[_first_of_each(values == np.repeat(best, counts), counts)] = TAKEN
        further = counts > place + 1
        values, sections, counts = values[np.repeat(further, counts)], sections[further], counts[further]
    return earned + share * more


def _first_of_each(flags: Mask, counts: Ints) -> Ints:
    """Where the first flag of each group stands; the groups have so many flags each, at least one of them set."""
    at = np.flatnonzero(flags)
    if at.size == counts.size:
        return at
    groups = np.repeat(np.arange(counts.size), counts)[at]
    return at[np.searchsorted(groups, np.arange(counts.size))]


def _worths(reader: Reader, clause: Clause, weights: Weights) -> Table:
    """What a clause is worth in each passage; however often another word for it stands there, the typed one wins."""
    if clause.field:
        return EMPTY

    def found() -> Table:
        typed = [_counted(standing(reader, BODY, words).places, float(len(words))) for words in clause.typed]
        single = [words[0].exact for words in clause.typed if len(words) == 1]
        exact = [_counted(reader.postings(f"{BODY}_exact", word).places, weights.exact) for word in single]
        others = [_counted(standing(reader, BODY, words).places, 1.0) for words in clause.others]
        shares = ((others, weights.related), (typed + exact, 1.0))
        return _joined([_saturated(_joined(tables, np.add), share, weights) for tables, share in shares], np.maximum)

    return reader.keep(("worths", clause, weights), found)


def _counted(places: Ints, weight: float) -> Table:
    """How often a word stands in each passage, each time counting so much."""
    keys, counts = runs(places >> PASSAGE_BITS)
    return Table(keys, counts.astype(np.float64) * weight)


def _saturated(table: Table, share: float, weights: Weights) -> Table:
    worths: Floats = table.values * (1 + weights.saturation) / (table.values + weights.saturation)
    worths *= share
    return Table(table.keys, worths)


def _context(reader: Reader, clause: Clause, weights: Weights) -> Table:
    """What a clause earns each section for standing in its heading, above it, or in the title."""

    def found() -> Table:
        earned = []
        for name, weight in zip(CONTEXT, (weights.heading, weights.path, weights.title), strict=True):
            for words in clause.ways if clause.field in ("", name) else ():
                numbers = standing(reader, name, words).numbers
                share = weight if words in clause.typed else weight * weights.related
                earned.append(Table(numbers, np.full(numbers.size, share)))
        return _joined(earned, np.maximum)

    return reader.keep(("context", clause, weights), found)


def _near(reader: Reader, clauses: Sequence[Clause]) -> Table:
    """How many pairs of neighbouring query words stand near each other, by passage."""
    words = [clause for clause in clauses if not (clause.is_phrase or clause.field)]
    return _joined([_pair(reader, left, right) for left, right in pairwise(words)], np.add)


def _pair(reader: Reader, left: Clause, right: Clause) -> Table:
    """The passages where the left clause has the right one within NEAR words, before it or after it."""

    def found() -> Table:
        places, others = (
            any_of([standing(reader, BODY, words) for words in each.ways]).places for each in (left, right)
        )
        near = _any_between(others, places - NEAR, places - 1) | _any_between(others, places + 1, places + NEAR)
        passages = runs(places[near] >> PASSAGE_BITS)[0]
        return Table(passages, np.ones(passages.size))

    return reader.keep(("near", left, right), found)


def _any_between(places: Ints, first: Ints, last: Ints) -> Mask:
    """For each pair of a first and a last place, whether any of the places lies between them or on them."""
    found: Mask = np.searchsorted(places, first) < np.searchsorted(places, last, side="right")
    return found


def _joined(tables: Sequence[Table], how: Callable[[Floats, Floats], Floats]) -> Table:
    """One table of several; values of the same key are added, or the highest is taken. None is below 0."""
    filled = [table for table in tables if table.keys.size]
    if len(filled) < 2:
        return filled[0] if filled else EMPTY
    keys = np.unique(np.concatenate([table.keys for table in filled]))
    values = np.zeros(keys.size)
    for table in filled:
        at = np.searchsorted(keys, table.keys)
        values[at] = how(values[at], table.values)
    return Table(keys, values)


EMPTY = Table(NOWHERE, np.empty(0))
TAKEN = -1.0  # below what any passage is worth
