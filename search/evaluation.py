"""How well judged questions are answered by the archive's own index: the figures a change of ranking is held to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, Any

from archive.models import Section
from search.finding import find
from search.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DEPTH = 10
SCOPES = ("own", "other", "pooled")


class SamplesMissing(Exception):
    """A judged section is not in the archive."""


@dataclass(frozen=True, slots=True)
class Question:
    """`relevant` has the grade, 1 or 2, of each section by its id."""

    q: str
    language: str
    kind: str
    scope: str
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    relevant: dict[int, int]


@dataclass(frozen=True, slots=True)
class Score:
    question: Question
    ndcg: float
    first: bool
    five: bool
    nothing: bool
    recall: float


def read_questions(path: Path) -> list[Question]:
    """The judged questions, each asked in its own language, in the other and of all reports at once.

    Raises SamplesMissing where a judged section is not in the archive.
    """
    judged = json.loads(path.read_text(encoding="utf-8"))
    report = judged["report"]
    sections = Section.objects.published().filter(document__report__slug=report).with_report().with_headings_above()
    ids = {(s.language, " / ".join([*(a.label for a in s.above), s.label])): s.pk for s in sections}
    try:
        places = {name: {lang: ids[lang, at] for lang, at in by.items()} for name, by in judged["sections"].items()}
    except KeyError as missing:
        raise SamplesMissing(f"{report}: {missing}") from missing
    return [_asked(row, report, places, scope) for row in judged["questions"] for scope in SCOPES]


def _asked(row: dict[str, Any], report: str, places: dict[str, dict[str, int]], scope: str) -> Question:
    own, grades = row["language"], row["relevant"]
    other = next(lang for lang in ("kk", "en") if lang != own)
    languages = {"own": (own,), "other": (other,), "pooled": (own, other)}[scope]
    filters = () if scope == "pooled" else (("report", (report,)), ("language", languages))
    relevant = {places[name][lang]: grade for name, grade in grades.items() for lang in languages}
    return Question(row["q"], own, row["kind"], scope, filters, relevant)


def score(question: Question) -> Score:
    """Ask, and grade the first ten answers; gain is the grade (Järvelin and Kekäläinen 2002)."""
    hits = [hit.id for hit in find(Request(question.q, question.filters, page_size=DEPTH)).hits]
    gains = [question.relevant.get(pk, 0) for pk in hits]
    best = sorted(question.relevant.values(), reverse=True)[:DEPTH]
    found = sum(gain > 0 for gain in gains) / len(question.relevant)
    return Score(question, _gain(gains) / _gain(best), any(gains[:1]), any(gains[:5]), not hits, found)


def _gain(grades: list[int]) -> float:
    return sum(grade / log2(rank + 2) for rank, grade in enumerate(grades))


def figures(scores: Iterable[Score]) -> dict[str, float]:
    every = list(scores)
    columns: dict[str, list[float]] = {
        "nDCG@10": [s.ndcg for s in every],
        "success@1": [s.first for s in every],
        "success@5": [s.five for s in every],
        "no hit": [s.nothing for s in every],
        "recall@10": [s.recall for s in every],
    }
    return {name: sum(values) / len(every) for name, values in columns.items()}


def grouped(scores: list[Score]) -> dict[str, dict[str, float]]:
    """Figures by scope, language and kind of question."""
    groups: dict[str, list[Score]] = {}
    for each in scores:
        for name in (each.question.scope, each.question.language, each.question.kind):
            groups.setdefault(name, []).append(each)
    return {name: figures(members) for name, members in groups.items()}
