"""Plan → Answer on a snapshot: filters, facets whose counts equal what opens, order, the page."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from search.engines.whoosh import scoring
from search.engines.whoosh.snapshot import bits, members
from search.plan import FACETS, Answer, Found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.engines.whoosh.scoring import Scored
    from search.engines.whoosh.snapshot import Snapshot
    from search.plan import Clause, Plan


def search(snapshot: Snapshot, plan: Plan) -> Answer:
    """Run a plan; ties are broken by the order of the sections in their document, then by id."""
    wanted = [scoring.matches(snapshot, clause) for clause in plan.clauses]
    matching = _matching(snapshot, plan, wanted)
    for clause in plan.without:
        matching &= ~scoring.matches(snapshot, clause)
    filters = {name: snapshot.choose(name, values) for name, values in plan.filters.items() if values}
    chosen = _all_of(matching, filters.values())
    scored = scoring.score(snapshot, plan.clauses, members(chosen), plan.weights) if plan.clauses else {}
    ordered = _ordered(snapshot, chosen, scored, plan.sort)[plan.start : plan.start + plan.size]
    hits = tuple(_found(snapshot, number, scored) for number in ordered)
    missing = tuple(clause for clause, found in zip(plan.clauses, wanted, strict=True) if not found)
    complete = _all_of(chosen, wanted).bit_count()
    return Answer(hits, chosen.bit_count(), complete, _counts(snapshot, matching, filters), missing)


def _matching(snapshot: Snapshot, plan: Plan, wanted: list[int]) -> int:
    """Sections with enough of the words that may stand anywhere, and with all that must stand in a field."""
    both = list(zip(plan.clauses, wanted, strict=True))
    anywhere = [(clause, found) for clause, found in both if not clause.field]
    clauses = tuple(clause for clause, _ in anywhere)
    matching = _combine(snapshot, clauses, [found for _, found in anywhere], plan.weights.enough)
    return _all_of(matching, [found for clause, found in both if clause.field])


def _combine(snapshot: Snapshot, clauses: tuple[Clause, ...], wanted: list[int], share: float) -> int:
    """Sections whose words weigh at least `share` of what the words of the query weigh, by rarity.

    A word no section has weighs nothing. Measured on judged questions, asking for every word loses an eighth of the
    answers: people write more words than a section repeats.
    """
    weighed = [
        (found, scoring.rarity(snapshot, clause)) for clause, found in zip(clauses, wanted, strict=True) if found
    ]
    if not weighed:
        return 0 if clauses else snapshot.columns.live
    enough = share * sum(weight for _, weight in weighed) - 1e-9
    weights: dict[int, float] = defaultdict(float)
    for found, weight in weighed:
        for number in members(found):
            weights[number] += weight
    return bits(number for number, weight in weights.items() if weight >= enough)


def _all_of(chosen: int, sets: Iterable[int]) -> int:
    for each in sets:
        chosen &= each
    return chosen


def _counts(snapshot: Snapshot, matching: int, filters: dict[str, int]) -> dict[str, dict[str, int]]:
    """Counts of each facet under all choices but its own: what opens when the value is chosen as well."""
    counts = {}
    for name in FACETS:
        base = _all_of(matching, [chosen for facet, chosen in filters.items() if facet != name])
        each = {value: (base & found).bit_count() for value, found in snapshot.columns.facets[name].items()}
        counts[name] = {value: count for value, count in each.items() if count}
    return counts


def _ordered(snapshot: Snapshot, chosen: int, scored: dict[int, Scored], sort: str) -> list[int]:
    stored = snapshot.columns.stored

    def place(number: int) -> tuple[str, int, int]:
        row = stored[number]
        return row["report"][0], row["order"], snapshot.columns.ids[number]

    def year(number: int) -> int:
        return int(stored[number]["last_year"])

    numbers = sorted(members(chosen), key=place)
    if sort == "newest":
        return sorted(numbers, key=year, reverse=True)
    if sort == "oldest":
        return sorted(numbers, key=year)
    if sort == "title":
        return sorted(numbers, key=lambda number: stored[number]["title"].casefold())
    if scored:
        return sorted(numbers, key=lambda number: -scored[number].score)
    return sorted(numbers, key=year, reverse=True)


def _found(snapshot: Snapshot, number: int, scored: dict[int, Scored]) -> Found:
    here = scored.get(number)
    score, passages = (here.score, here.passages) if here else (0.0, ())
    return Found(snapshot.columns.ids[number], round(score, 4), passages)
