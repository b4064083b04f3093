"""The scoring of search.engines.scoring said once more, section by section in plain Python: slow, and easy to check."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from search.passages import SPAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from search.analysis import Forms
    from search.plan import Clause, Weights
    from tests.small_archive import SmallArchive

BODY = "text"
CONTEXT = ("heading", "path", "title")
NEAR = 8
REACH = tuple(d for d in range(-NEAR, NEAR + 1) if d)

Words = tuple["Forms", ...]
Places = dict[int, set[int]]  # section → positions
Counts = dict[int, dict[int, float]]  # section → passage → how often, exact forms counting more


@dataclass(frozen=True, slots=True)
class Scored:
    score: float
    passages: tuple[int, ...]

    def times(self, factor: float) -> Scored:
        return Scored(self.score * factor, self.passages)


def matches(archive: SmallArchive, clause: Clause) -> set[int]:
    fields = [clause.field] if clause.field else (BODY, *CONTEXT)
    return {number for words in clause.ways for name in fields for number in _places(archive, name, words)}


def _terms(archive: SmallArchive, name: str, word: Forms) -> list[tuple[str, str]]:
    exact = f"{name}_exact"
    if word.is_prefix:
        return [(exact, term) for term in archive.beginning(exact, word.exact)[0]]
    return [(exact, word.exact), *((f"{name}_stem", stem) for stem in word.stems)]


def _places(archive: SmallArchive, name: str, words: Words) -> Places:
    places = [_positions(archive, name, word) for word in words]
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


def _positions(archive: SmallArchive, name: str, word: Forms) -> Places:
    found: Places = defaultdict(set)
    for field, term in _terms(archive, name, word):
        for number, positions in archive.positions(field, term).items():
            found[number].update(positions)
    return found


def score(
    archive: SmallArchive, clauses: tuple[Clause, ...], chosen: Iterable[int], weights: Weights
) -> dict[int, Scored]:
    rarities = [rarity(archive, clause) for clause in clauses]
    worths = [_worths(archive, clause, weights) for clause in clauses]
    context = [_context(archive, clause, weights) for clause in clauses]
    near = _near(archive, clauses)
    return {
        number: _score_section(
            [(rarities[n], worths[n].get(number, {}), context[n].get(number, 0.0)) for n in range(len(clauses))],
            near.get(number, {}),
            weights,
        ).times(weights.pointer if archive.pointers[number] else 1.0)
        for number in chosen
    }


def rarity(archive: SmallArchive, clause: Clause) -> float:
    having = len(matches(archive, clause))
    return log(1 + (archive.size - having + 0.5) / (having + 0.5))


def _worths(archive: SmallArchive, clause: Clause, weights: Weights) -> Counts:
    if clause.field:
        return {}
    typed: Counts = defaultdict(lambda: defaultdict(float))
    for words in clause.typed:
        _count(typed, _places(archive, BODY, words), float(len(words)))
        if len(words) == 1:
            _count(typed, archive.positions(f"{BODY}_exact", words[0].exact), weights.exact)
    others: Counts = defaultdict(lambda: defaultdict(float))
    for words in clause.others:
        _count(others, _places(archive, BODY, words), 1.0)
    worths: Counts = defaultdict(dict)
    for counts, share in ((others, weights.related), (typed, 1.0)):
        for number, passages in counts.items():
            for passage, count in passages.items():
                worth = share * _saturated(count, weights)
                worths[number][passage] = max(worth, worths[number].get(passage, 0.0))
    return worths


def _count(found: Counts, postings: Mapping[int, Iterable[int]], weight: float) -> None:
    for number, positions in postings.items():
        for position in positions:
            found[number][position // SPAN] += weight


def _context(archive: SmallArchive, clause: Clause, weights: Weights) -> dict[int, float]:
    earned: dict[int, float] = defaultdict(float)
    for name, weight in zip(CONTEXT, (weights.heading, weights.path, weights.title), strict=True):
        if clause.field not in ("", name):
            continue
        for words in clause.ways:
            share = weight if words in clause.typed else weight * weights.related
            for number in _places(archive, name, words):
                earned[number] = max(earned[number], share)
    return earned


def _near(archive: SmallArchive, clauses: tuple[Clause, ...]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    places = [_anywhere(archive, clause) for clause in clauses if not (clause.is_phrase or clause.field)]
    for left, right in pairwise(places):
        for number in left.keys() & right.keys():
            passages = {p // SPAN for p in left[number] if any(p + d in right[number] for d in REACH)}
            for passage in passages:
                found[number][passage] += 1
    return found


def _anywhere(archive: SmallArchive, clause: Clause) -> Places:
    found: Places = defaultdict(set)
    for words in clause.ways:
        for number, positions in _places(archive, BODY, words).items():
            found[number] |= positions
    return found


def _score_section(
    parts: list[tuple[float, dict[int, float], float]], near: dict[int, int], weights: Weights
) -> Scored:
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
