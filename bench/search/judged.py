"""Judged questions in one form, whatever file they come from: a question, its filters, and the sections that answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.models import Section
from search.evaluation import read_questions
from search.passages import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OWN = Path(__file__).resolve().parents[2] / "fixtures" / "judged"
DEPTH = 10
Filters = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """`scope` is own or other (language, within one report) or pooled; `relevant` has the grade of each section."""

    q: str
    scope: str
    filters: Filters
    relevant: dict[int, int]


def own_questions() -> list[Asked]:
    """The project's own."""
    return [Asked(each.q, each.scope, dict(each.filters), each.relevant) for each in read_questions(OWN)]


def gold_questions(path: Path) -> list[Asked]:
    """Questions judged by lines of a raw file (the format is in docs/search-comparison.md).

    A section has the best grade of the lines it shares; questions whose lines no section has are left out.
    """
    pool = json.loads(path.read_text(encoding="utf-8"))
    sections = list(Section.objects.published().filter(document__report__slug=pool["report"]).with_report())
    passages = {section.pk: list(_passages(section)) for section in sections}
    asked = []
    for query in pool["queries"]:
        grades = {pk: _grade(own, query) for pk, own in passages.items()}
        relevant = {pk: grade for pk, grade in grades.items() if grade}
        scope = "other" if query["cross_lingual"] else "own"
        asked.append(Asked(query["q"], scope, {"report": (pool["report"],)}, relevant))
        asked.append(Asked(query["q"], "pooled", {}, relevant))
    return [each for each in asked if each.relevant]


def _passages(section: Section) -> Iterator[tuple[int, int, str]]:
    """First line, last line and text of each passage."""
    for span in cut(section.text):
        place = section.place_of(span.start, span.end)
        yield place.first, place.last, " ".join(section.text[span.start : span.end].split())


def _grade(passages: Iterable[tuple[int, int, str]], query: dict[str, Any]) -> int:
    best = 0
    for first, last, text in passages:
        lines = [each["grade"] for each in query["relevant"] if each["lines"][0] <= last and first <= each["lines"][1]]
        anchored = any(" ".join(anchor.split()) in text for anchor in query.get("anchors", ()))
        best = max([best, *lines, 2 if anchored else 0])
    return best


@dataclass(frozen=True, slots=True)
class Score:
    ndcg: float
    first: bool
    five: bool


def score(asked: Asked, found: Sequence[int]) -> Score:
    """Grade the first ten; gain is the grade (Järvelin and Kekäläinen 2002)."""
    gains = [asked.relevant.get(pk, 0) for pk in found[:DEPTH]]
    best = sorted(asked.relevant.values(), reverse=True)[:DEPTH]
    return Score(_gain(gains) / _gain(best), any(gains[:1]), any(gains[:5]))


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / log2(rank + 2) for rank, grade in enumerate(grades))
