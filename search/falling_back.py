"""Where the choices leave nothing that has the telling words, sections with any of the words: said, never silent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.plan import Answer, Plan

ANY = 0.0  # Weights.enough: one word will do


def answered(plan: Plan, search: Callable[[Plan], Answer]) -> Answer:
    """The answer to a plan; where its filters leave no section with enough of the words, one with any of them.

    How telling a word is belongs to the whole archive. Where a report is chosen, its only telling word may stand in
    other reports alone, and the rest would weigh too little.

    The counts stay what opens: a value that has sections with enough of the words opens these, another one those
    with any.
    """
    answer = search(plan)
    if answer.total or not plan.clauses or not plan.filters:
        return answer
    wider = search(replace(plan, weights=replace(plan.weights, enough=ANY)))
    counts = {name: values | answer.counts.get(name, {}) for name, values in wider.counts.items()}
    return replace(wider, counts=counts, any_word=wider.total > 0)
