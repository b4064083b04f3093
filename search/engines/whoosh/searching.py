"""Plan → Answer on a snapshot: filters, facets whose counts equal what opens, order, the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines import scoring
from search.engines.scoring import Weighed
from search.plan import FACETS, Answer, Found

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.engines.postings import Floats, Ints, Mask
    from search.engines.scoring import Scores
    from search.engines.whoosh.snapshot import Snapshot
    from search.plan import Plan


def search(snapshot: Snapshot, plan: Plan) -> Answer:
    """Run a plan; ties are broken by the order of the sections in their document."""
    wanted = [scoring.matches(snapshot, clause) for clause in plan.clauses]
    weighed = [
        Weighed(clause, scoring.rarity(count(found), snapshot.total))
        for clause, found in zip(plan.clauses, wanted, strict=True)
    ]
    matching = _matching(snapshot, plan, list(zip(weighed, wanted, strict=True)))
    for clause in plan.without:
        matching = matching & ~scoring.matches(snapshot, clause)
    filters = {name: snapshot.facets[name].having(values) for name, values in plan.filters.items() if values}
    chosen = all_of(matching, filters.values())
    numbers = np.flatnonzero(chosen)
    scores = scoring.score(snapshot, weighed, numbers, plan.weights) if weighed else None
    return Answer(
        hits=_page(snapshot, plan, numbers, scores),
        total=int(numbers.size),
        complete=count(all_of(chosen, wanted)),
        counts=_counts(snapshot, matching, filters),
        missing=tuple(clause for clause, found in zip(plan.clauses, wanted, strict=True) if not found.any()),
    )


def count(chosen: Mask) -> int:
    return int(np.count_nonzero(chosen))


def all_of(chosen: Mask, sets: Iterable[Mask]) -> Mask:
    """The sections that are in all of the sets."""
    for each in sets:
        chosen = chosen & each
    return chosen


def _matching(snapshot: Snapshot, plan: Plan, wanted: Sequence[tuple[Weighed, Mask]]) -> Mask:
    """Sections with enough of the words that may stand anywhere, and with all that must stand in a field."""
    anywhere = [(weighed, found) for weighed, found in wanted if not weighed.clause.field]
    matching = _combine(snapshot, anywhere, plan.weights.enough)
    return all_of(matching, [found for weighed, found in wanted if weighed.clause.field])


def _combine(snapshot: Snapshot, wanted: Sequence[tuple[Weighed, Mask]], share: float) -> Mask:
    """Sections whose words weigh at least `share` of what the words of the query weigh, by rarity.

    A word no section has weighs nothing. Measured on judged questions, asking for every word loses an eighth of the
    answers: people write more words than a section repeats.
    """
    having = [(weighed.rarity, found) for weighed, found in wanted if found.any()]
    if not having:
        return np.zeros_like(snapshot.live) if wanted else snapshot.live
    if len(having) == 1:
        return having[0][1]
    weights = np.zeros(snapshot.size)
    for rarity, found in having:
        weights += rarity * found
    enough: Mask = weights >= max(share * sum(rarity for rarity, _ in having) - 1e-9, np.finfo(float).tiny)
    return enough


def _counts(snapshot: Snapshot, matching: Mask, filters: dict[str, Mask]) -> dict[str, dict[str, int]]:
    """Counts of each facet under all choices but its own: what opens when the value is chosen as well."""
    return {
        name: snapshot.facets[name].counts(
            all_of(matching, [chosen for facet, chosen in filters.items() if facet != name])
        )
        for name in FACETS
    }


def _page(snapshot: Snapshot, plan: Plan, numbers: Ints, scores: Scores | None) -> tuple[Found, ...]:
    first = _first(_keys(snapshot, plan.sort, numbers, scores), snapshot.places[numbers], plan.start + plan.size)
    here = first[plan.start :]
    ids = snapshot.ids[numbers[here]].tolist()
    if scores is None:
        return tuple(Found(pk, 0.0) for pk in ids)
    points = [round(value, 4) for value in scores.values[here].tolist()]
    return tuple(map(Found, ids, points, scores.passages(numbers[here])))


def _keys(snapshot: Snapshot, sort: str, numbers: Ints, scores: Scores | None) -> Ints | Floats:
    """What the sections are ordered by, the lowest first."""
    if sort == "oldest":
        return snapshot.last_years[numbers]
    if sort == "title":
        return snapshot.titles[numbers]
    if sort == "newest" or scores is None:
        return -snapshot.last_years[numbers]
    return -scores.values


def _first(keys: Ints | Floats, places: Ints, most: int) -> Ints:
    """The indexes of the lowest keys, in order, at most so many; equal keys by their places."""
    candidates: Ints = np.arange(keys.size)
    if 0 < most < keys.size:
        candidates = np.flatnonzero(keys <= np.partition(keys, most - 1)[most - 1])
    first: Ints = candidates[np.lexsort((places[candidates], keys[candidates]))][:most]
    return first
