"""What the first answers to a judged question are worth, and the figures of many."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from search.finding import find
from search.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from search.evaluation.questions import Question

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Score:
    """`ndcg` and `recall` are of the first ten answers, from 0 to 1; `first`, `five` whether one of so many will do."""

    question: Question
    ndcg: float
    first: bool
    five: bool
    recall: float
    nothing: bool


def score(question: Question) -> Score:
    """Ask, and grade the first ten answers; gain is the grade (Järvelin and Kekäläinen 2002).

    Raises IndexUnfit where there is no index to search in.
    """
    hits = [hit.id for hit in find(Request(question.q, question.filters, page_size=DEPTH)).hits]
    gains = [question.relevant.get(pk, 0) for pk in hits]
    best = sorted(question.relevant.values(), reverse=True)[:DEPTH]
    found = sum(gain > 0 for gain in gains) / len(best)
    return Score(question, _gain(gains) / _gain(best), any(gains[:1]), any(gains[:5]), found, not hits)


def _gain(grades: list[int]) -> float:
    return sum(grade / log2(rank + 2) for rank, grade in enumerate(grades))


def figures(scores: Iterable[Score]) -> dict[str, float]:
    every = list(scores)
    columns: dict[str, list[float]] = {
        "nDCG@10": [s.ndcg for s in every],
        "success@1": [s.first for s in every],
        "success@5": [s.five for s in every],
        "recall@10": [s.recall for s in every],
        "no hit": [s.nothing for s in every],
    }
    return {name: sum(values) / len(every) for name, values in columns.items()}


def grouped(scores: Iterable[Score], name_of: Callable[[Question], str]) -> dict[str, list[Score]]:
    """The scores by what `name_of` calls their question, in the order of first appearance."""
    groups: dict[str, list[Score]] = {}
    for each in scores:
        groups.setdefault(name_of(each.question), []).append(each)
    return groups
