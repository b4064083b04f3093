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

from search.engines.whoosh.snapshot import bits
from search.passages import SPAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.analysis import Forms
    from search.engines.whoosh.snapshot import Postings, Snapshot
    from search.plan import Clause, Weights

BODY = "text"
CONTEXT = ("heading", "path", "title")  # fields that speak for every passage of a section
NEAR = 8  # positions: two words of a query this near each other belong together

Words = tuple["Forms", ...]
Places = dict[int, set[int]]  # section → positions
Counts = dict[int, dict[int, float]]  # section → passage → how often, exact forms counting more


@dataclass(frozen=True, slots=True)
class Scored:
    score: float
    passages: tuple[int, ...]

    def times(self, factor: float) -> Scored:
        return Scored(self.score * factor, self.passages)


def matches(snapshot: Snapshot, clause: Clause) -> int:
    """The set of sections that have the clause in its field, or anywhere: the text, the headings, the title."""
    found = 0
    for words in clause.ways:
        for name in [clause.field] if clause.field else (BODY, *CONTEXT):
            found |= _in_field(snapshot, name, words)
    return found


def side_by_side(snapshot: Snapshot, name: str, stems: tuple[str, ...]) -> int:
    """The set of sections that have the words of these stems in the field `name`, one after the other."""
    together = snapshot.columns.live
    for stem in stems:
        together &= snapshot.sections(f"{name}_stem", stem)
    return bits(_together(snapshot, name, stems)) if together and len(stems) > 1 else together


def _together(snapshot: Snapshot, name: str, stems: tuple[str, ...]) -> set[int]:
    first, *rest = (snapshot.postings(f"{name}_stem", stem) for stem in stems)
    following = list(enumerate(rest, start=1))
    return {
        number
        for number in set(first).intersection(*rest)
        if any(all(start + step in other[number] for step, other in following) for start in first[number])
    }


def _in_field(snapshot: Snapshot, name: str, words: Words) -> int:
    together = snapshot.columns.live
    for word in words:
        together &= _any_form(snapshot, name, word)
    if len(words) == 1 or not together:
        return together
    return bits(_places(snapshot, name, words))


def _any_form(snapshot: Snapshot, name: str, word: Forms) -> int:
    found = 0
    for field, term in _terms(snapshot, name, word):
        found |= snapshot.sections(field, term)
    return found


def _terms(snapshot: Snapshot, name: str, word: Forms) -> list[tuple[str, str]]:
    """Fields of the index and what is looked up in them for a word."""
    exact = f"{name}_exact"
    if word.is_prefix:
        return [(exact, term) for term in snapshot.beginning(exact, word.exact)[0]]
    return [(exact, word.exact), *((f"{name}_stem", stem) for stem in word.stems)]


def _places(snapshot: Snapshot, name: str, words: Words) -> Places:
    """Where a word stands in any form, or the first of words that follow each other, by section."""
    places = [_positions(snapshot, name, word) for word in words]
    if len(words) == 1:
        return places[0]
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


def _positions(snapshot: Snapshot, name: str, word: Forms) -> Places:
    found: Places = defaultdict(set)
    for field, term in _terms(snapshot, name, word):
        for number, positions in snapshot.postings(field, term).items():
            found[number].update(positions)
    return found


def score(
    snapshot: Snapshot, clauses: tuple[Clause, ...], chosen: Iterable[int], weights: Weights
) -> dict[int, Scored]:
    """The score and the best passages of each chosen section."""
    rarities = [rarity(snapshot, clause) for clause in clauses]
    worths = [_worths(snapshot, clause, weights) for clause in clauses]
    context = [_context(snapshot, clause, weights) for clause in clauses]
    near = _near(snapshot, clauses)
    return {
        number: _score_section(
            [(rarities[n], worths[n].get(number, {}), context[n].get(number, 0.0)) for n in range(len(clauses))],
            near.get(number, {}),
            weights,
        ).times(weights.pointer if number in snapshot.columns.pointers else 1.0)
        for number in chosen
    }


def rarity(snapshot: Snapshot, clause: Clause) -> float:
    """How much a clause tells: the inverse document frequency of BM25 over sections."""
    having = matches(snapshot, clause).bit_count()
    everything = snapshot.columns.live.bit_count()
    return log(1 + (everything - having + 0.5) / (having + 0.5))


def _worths(snapshot: Snapshot, clause: Clause, weights: Weights) -> Counts:
    """What a clause is worth in each passage; however often another word for it stands there, the typed one wins."""
    if clause.field:
        return {}
    typed: Counts = defaultdict(lambda: defaultdict(float))
    for words in clause.typed:
        _count(typed, _places(snapshot, BODY, words), float(len(words)))
        if len(words) == 1:
            _count(typed, snapshot.postings(f"{BODY}_exact", words[0].exact), weights.exact)
    others: Counts = defaultdict(lambda: defaultdict(float))
    for words in clause.others:
        _count(others, _places(snapshot, BODY, words), 1.0)
    worths: Counts = defaultdict(dict)
    for counts, share in ((others, weights.related), (typed, 1.0)):
        for number, passages in counts.items():
            for passage, count in passages.items():
                worth = share * _saturated(count, weights)
                worths[number][passage] = max(worth, worths[number].get(passage, 0.0))
    return worths


def _count(found: Counts, postings: Postings | Places, weight: float) -> None:
    for number, positions in postings.items():
        passages = found[number]
        for position in positions:
            passages[position // SPAN] += weight


def _context(snapshot: Snapshot, clause: Clause, weights: Weights) -> dict[int, float]:
    """What a clause earns each section for standing in its heading, above it, or in the title."""
    earned: dict[int, float] = defaultdict(float)
    for name, weight in zip(CONTEXT, (weights.heading, weights.path, weights.title), strict=True):
        if clause.field not in ("", name):
            continue
        for words in clause.ways:
            share = weight if words in clause.typed else weight * weights.related
            for number in _places(snapshot, name, words):
                earned[number] = max(earned[number], share)
    return earned


def _near(snapshot: Snapshot, clauses: tuple[Clause, ...]) -> dict[int, dict[int, int]]:
    """How many pairs of neighbouring query words stand near each other, by section and passage."""
    found: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    places = [_anywhere(snapshot, clause) for clause in clauses if not (clause.is_phrase or clause.field)]
    for left, right in pairwise(places):
        for number in left.keys() & right.keys():
            passages = {p // SPAN for p in left[number] if any(p + d in right[number] for d in _REACH)}
            for passage in passages:
                found[number][passage] += 1
    return found


def _anywhere(snapshot: Snapshot, clause: Clause) -> Places:
    found: Places = defaultdict(set)
    for words in clause.ways:
        for number, positions in _places(snapshot, BODY, words).items():
            found[number] |= positions
    return found


_REACH = tuple(d for d in range(-NEAR, NEAR + 1) if d)


def _score_section(
    parts: list[tuple[float, dict[int, float], float]], near: dict[int, int], weights: Weights
) -> Scored:
    """`parts` has for each clause its rarity, its worth by passage, and what it earns outside the text."""
    everywhere = sum(rarity * context for rarity, _, context in parts)
    passages: dict[int, float] = defaultdict(float)
    for rarity, worths, context in parts:
        for passage, worth in worths.items():
            passages[passage] += rarity * max(0.0, worth - context / 2)
    heaviest = max((rarity for rarity, _, _ in parts), default=0.0)
    for passage, pairs in near.items():
        passages[passage] += weights.proximity * pairs * heaviest / 2
    best = sorted(passages, key=lambda passage: (-passages[passage], passage))[:3]
    more = sum(passages[passage] for passage in best[1:])
    top = passages[best[0]] if best else 0.0
    return Scored(everywhere + top + weights.more_passages * more, tuple(best))


def _saturated(count: float, weights: Weights) -> float:
    return count * (1 + weights.saturation) / (count + weights.saturation)
