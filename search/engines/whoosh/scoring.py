"""Which sections a plan finds, and how well: from postings alone, no text is read.

A section is as good as its best passage (a long section with one telling paragraph must win over a short one that
only mentions the words), with something more for further good passages. Within a passage each word counts by its
rarity (the idf of BM25) and, more and more slowly, by how often it stands there; the exact form adds to the stem; a
word in the heading, the headings above or the title counts for every passage of the section.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from search.passages import SPAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.analysis import Forms
    from search.engines.whoosh.snapshot import Postings, Snapshot
    from search.plan import Clause, Weights

BODY = "text"
CONTEXT = ("heading", "path", "title")  # fields that speak for every passage of a section
NEAR = 8  # positions: two words of a query this near each other belong together

Counts = dict[int, dict[int, float]]  # section → passage → how often, exact forms counting more


@dataclass(frozen=True, slots=True)
class Scored:
    score: float
    passages: tuple[int, ...]


def matches(snapshot: Snapshot, clause: Clause) -> int:
    """The set of sections that have the clause anywhere: in the text, its heading, the headings above, the title."""
    found = 0
    for name in (BODY, *CONTEXT):
        found |= _in_field(snapshot, name, clause)
    return found


def _in_field(snapshot: Snapshot, name: str, clause: Clause) -> int:
    together = snapshot.columns.live
    for word in clause.words:
        together &= _any_form(snapshot, name, word)
    if not clause.is_phrase or not together:
        return together
    return _set_of(_phrase(snapshot, name, clause))


def _any_form(snapshot: Snapshot, name: str, word: Forms) -> int:
    found = snapshot.sections(f"{name}_exact", word.exact)
    for stem in word.stems:
        found |= snapshot.sections(f"{name}_stem", stem)
    return found


def _set_of(numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def _positions(snapshot: Snapshot, name: str, word: Forms) -> dict[int, set[int]]:
    """Where any form of the word stands, by section."""
    found: dict[int, set[int]] = defaultdict(set)
    lists: list[Postings] = [snapshot.postings(f"{name}_exact", word.exact)]
    lists += [snapshot.postings(f"{name}_stem", stem) for stem in word.stems]
    for postings in lists:
        for number, positions in postings.items():
            found[number].update(positions)
    return found


def _phrase(snapshot: Snapshot, name: str, clause: Clause) -> dict[int, set[int]]:
    """Where the words of a phrase follow each other, by section: positions of the first word."""
    places = [_positions(snapshot, name, word) for word in clause.words]
    found = {}
    for number in set(places[0]).intersection(*places[1:]):
        starts = {
            start
            for start in places[0][number]
            if all(start + step in place[number] for step, place in enumerate(places[1:], start=1))
        }
        if starts:
            found[number] = starts
    return found


def score(
    snapshot: Snapshot, clauses: tuple[Clause, ...], chosen: Iterable[int], weights: Weights
) -> dict[int, Scored]:
    """The score and the best passages of each chosen section."""
    rarities = [rarity(snapshot, clause) for clause in clauses]
    counts = [_counts(snapshot, clause, weights) for clause in clauses]
    context = [_context(snapshot, clause, weights) for clause in clauses]
    near = _near(snapshot, clauses)
    return {
        number: _score_section(
            [(rarities[n], counts[n].get(number, {}), context[n].get(number, 0.0)) for n in range(len(clauses))],
            near.get(number, {}),
            weights,
        )
        for number in chosen
    }


def rarity(snapshot: Snapshot, clause: Clause) -> float:
    """How much a clause tells: the inverse document frequency of BM25 over sections."""
    having = matches(snapshot, clause).bit_count()
    everything = snapshot.columns.live.bit_count()
    return log(1 + (everything - having + 0.5) / (having + 0.5))


def _counts(snapshot: Snapshot, clause: Clause, weights: Weights) -> Counts:
    found: Counts = defaultdict(lambda: defaultdict(float))
    if clause.is_phrase:
        _count(found, _phrase(snapshot, BODY, clause), float(len(clause.words)))
        return found
    word = clause.words[0]
    _count(found, _positions(snapshot, BODY, word), 1.0)
    _count(found, snapshot.postings(f"{BODY}_exact", word.exact), weights.exact)
    return found


def _count(found: Counts, postings: Postings | dict[int, set[int]], weight: float) -> None:
    for number, positions in postings.items():
        passages = found[number]
        for position in positions:
            passages[position // SPAN] += weight


def _context(snapshot: Snapshot, clause: Clause, weights: Weights) -> dict[int, float]:
    """What a clause earns each section for standing in its heading, above it, or in the title."""
    earned: dict[int, float] = {}
    for name, weight in zip(CONTEXT, (weights.heading, weights.path, weights.title), strict=True):
        places = _phrase(snapshot, name, clause) if clause.is_phrase else _positions(snapshot, name, clause.words[0])
        for number in places:
            earned[number] = max(earned.get(number, 0.0), weight)
    return earned


def _near(snapshot: Snapshot, clauses: tuple[Clause, ...]) -> dict[int, dict[int, int]]:
    """How many pairs of neighbouring query words stand near each other, by section and passage."""
    found: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    words = [clause.words[0] for clause in clauses if not clause.is_phrase]
    places = [_positions(snapshot, BODY, word) for word in words]
    for left, right in pairwise(places):
        for number in left.keys() & right.keys():
            passages = {p // SPAN for p in left[number] if any(p + d in right[number] for d in _REACH)}
            for passage in passages:
                found[number][passage] += 1
    return found


_REACH = tuple(d for d in range(-NEAR, NEAR + 1) if d)


def _score_section(
    parts: list[tuple[float, dict[int, float], float]], near: dict[int, int], weights: Weights
) -> Scored:
    """`parts` has for each clause its rarity, its counts by passage, and what it earns outside the text."""
    everywhere = sum(rarity * context for rarity, _, context in parts)
    passages: dict[int, float] = defaultdict(float)
    for rarity, counts, context in parts:
        for passage, count in counts.items():
            passages[passage] += rarity * max(0.0, _saturated(count, weights) - context / 2)
    heaviest = max((rarity for rarity, _, _ in parts), default=0.0)
    for passage, pairs in near.items():
        passages[passage] += weights.proximity * pairs * heaviest / 2
    best = sorted(passages, key=lambda passage: (-passages[passage], passage))[:3]
    more = sum(passages[passage] for passage in best[1:])
    top = passages[best[0]] if best else 0.0
    return Scored(everywhere + top + weights.more_passages * more, tuple(best))


def _saturated(count: float, weights: Weights) -> float:
    return count * (1 + weights.saturation) / (count + weights.saturation)
