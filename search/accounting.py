"""What the score of a hit is made of: which word stands where, in which form, and what it adds.

An engine scores from its postings, all sections at once. Here one section is reckoned again, from its text and the same
weights, so the parts are a check of the engine as well: they add up to the score it gave.
Words with an asterisk are the exception where more words begin so than an engine looks for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from search.highlighting import clause_text
from search.indexing import passage_terms
from search.passages import SPAN
from search.plan import Plan
from search.search_indexes import SectionIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.models import Section
    from search.analysis import Forms
    from search.engines.contract import Engine
    from search.plan import Clause, Weights

BODY, CONTEXT = "text", ("heading", "path", "title")
NEAR = 8  # positions
BEST = 3  # passages that count

Words = tuple["Forms", ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a word adds to a score. `place` is a field or "passage 3"; `form` exact, stem, other, repaired or near."""

    words: str
    place: str
    form: str
    adds: float


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a clause is worth in one place before its rarity, and in which form."""

    worth: float
    form: str


class Accounting:
    """The accounts of one plan. `engine` says how many sections have each clause."""

    def __init__(self, plan: Plan, engine: Engine) -> None:
        self.clauses = plan.clauses
        self.weights = plan.weights
        everything = engine.search_plan(Plan((), (), {}, plan.weights)).total
        having = [engine.search_plan(Plan((clause,), (), {}, plan.weights)).total for clause in plan.clauses]
        self.rarities = [log(1 + (everything - each + 0.5) / (each + 0.5)) for each in having]

    def parts(self, section: Section) -> list[Part]:
        """The parts of a section's score, the largest first."""
        prepared = SectionIndex().full_prepare(section)
        fields = {name: _Field(prepared[name] or "", section.language) for name in (BODY, *CONTEXT)}
        outside = [self._outside(clause, fields) for clause in self.clauses]
        passages: dict[int, list[Part]] = defaultdict(list)
        for number, part in (*self._inside(fields[BODY], outside), *self._near(fields[BODY])):
            passages[number].append(part)
        parts = [
            Part(clause_text(clause), place, each.form, rarity * each.worth)
            for clause, rarity, (place, each) in zip(self.clauses, self.rarities, outside, strict=True)
            if each.worth
        ]
        best = sorted(passages, key=lambda number: (-sum(part.adds for part in passages[number]), number))[:BEST]
        for number in best:
            share = 1.0 if number == best[0] else self.weights.more_passages
            parts += [Part(p.words, p.place, p.form, p.adds * share) for p in passages[number]]
        factor = self.weights.pointer if prepared["pointer"] else 1.0
        parts = [Part(part.words, part.place, part.form, part.adds * factor) for part in parts]
        return sorted(parts, key=lambda part: -part.adds)

    def _outside(self, clause: Clause, fields: dict[str, _Field]) -> tuple[str, _Standing]:
        """Where outside the text a clause earns most."""
        best = ("", _Standing(0.0, ""))
        shares = (self.weights.heading, self.weights.path, self.weights.title)
        for name, share in zip(CONTEXT, shares, strict=True):
            for words in clause.ways if clause.field in ("", name) else ():
                is_typed = words in clause.typed
                worth = share if is_typed else share * self.weights.related
                if worth > best[1].worth and fields[name].places(words):
                    exact = is_typed and bool(fields[name].exactly(words))
                    best = (name, _Standing(worth, _form(clause, is_typed, exact)))
        return best

    def _inside(self, body: _Field, outside: list[tuple[str, _Standing]]) -> Iterator[tuple[int, Part]]:
        for clause, rarity, (_, context) in zip(self.clauses, self.rarities, outside, strict=True):
            for number, each in _worths(clause, body, self.weights).items() if not clause.field else ():
                adds = rarity * max(0.0, each.worth - context.worth / 2)
                yield number, Part(clause_text(clause), f"passage {number}", each.form, adds)

    def _near(self, body: _Field) -> Iterator[tuple[int, Part]]:
        """Neighbouring words of the query that stand near each other."""
        heaviest = max(self.rarities, default=0.0)
        clauses = [clause for clause in self.clauses if not (clause.is_phrase or clause.field)]
        places = [(clause, {place for words in clause.ways for place in body.places(words)}) for clause in clauses]
        for (one, left), (other, right) in pairwise(places):
            near = {p // SPAN for p in left if any(d and p + d in right for d in range(-NEAR, NEAR + 1))}
            for number in near:
                adds = self.weights.proximity * heaviest / 2
                yield number, Part(f"{clause_text(one)} {clause_text(other)}", f"passage {number}", "near", adds)


def _worths(clause: Clause, body: _Field, weights: Weights) -> dict[int, _Standing]:
    """What a clause is worth in each passage: as typed, or by another word for it, whichever is more."""
    typed: dict[int, float] = defaultdict(float)
    others: dict[int, float] = defaultdict(float)
    exact = {place // SPAN for words in clause.typed for place in body.exactly(words)}
    for words in clause.typed:
        for place in body.places(words):
            typed[place // SPAN] += len(words)
        for place in body.exactly(words) if len(words) == 1 else ():
            typed[place // SPAN] += weights.exact
    for words in clause.others:
        for place in body.places(words):
            others[place // SPAN] += 1
    found = {}
    for number in typed.keys() | others.keys():
        as_typed = _saturated(typed[number], weights)
        as_other = weights.related * _saturated(others[number], weights)
        is_typed = as_typed >= as_other
        found[number] = _Standing(max(as_typed, as_other), _form(clause, is_typed, is_typed and number in exact))
    return found


def _form(clause: Clause, is_typed: bool, is_exact: bool) -> str:
    if clause.repaired:
        return "repaired"
    if not is_typed:
        return "other"
    return "exact" if is_exact else "stem"


def _saturated(count: float, weights: Weights) -> float:
    return count * (1 + weights.saturation) / (count + weights.saturation)


class _Field:
    """Where the words of one field stand, as an index has them."""

    def __init__(self, text: str, language: str) -> None:
        self.exact: dict[str, set[int]] = defaultdict(set)
        self.stems: dict[str, set[int]] = defaultdict(set)
        for kept, terms in zip((self.exact, self.stems), passage_terms(text, language), strict=True):
            for term, place in terms:
                kept[term].add(place)

    def places(self, words: Words) -> set[int]:
        """Where the first of the words stands, in any form, and the others follow."""
        return _following([self._any(word) for word in words])

    def exactly(self, words: Words) -> set[int]:
        """The same for the words in their exact form."""
        return _following([self.exact.get(word.exact, set()) for word in words])

    def _any(self, word: Forms) -> set[int]:
        if word.is_prefix:
            return set().union(*(places for term, places in self.exact.items() if term.startswith(word.exact)))
        stems = (self.stems.get(stem, set()) for stem in word.stems)
        return self.exact.get(word.exact, set()).union(*stems)


def _following(places: list[set[int]]) -> set[int]:
    first, *rest = places
    return {p for p in first if all(p + step in other for step, other in enumerate(rest, start=1))}
