"""Questions judged about the real reports by the lines of their files, asked of an archive that has imported them."""

from __future__ import annotations

import json
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING, Any

from search.finding import find
from search.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.results import Hit, Passage

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"
DEPTH = 10
MOST_PASSAGES, LONGEST_PASSAGE = 3, 150  # of a section found; words
ANCHORED = 2  # grade of a passage that has a judged string, wherever it stands

Figures = dict[str, float]


def asked_within_reports() -> dict[str, Figures]:
    """Each question asked inside its report: figures of those in the language of the text, and in another."""
    asked = [(row["cross_lingual"], _judge(row, report, within=True)) for report, row in _questions()]
    return {
        "own": _mean(figures for crossing, figures in asked if not crossing),
        "other": _mean(figures for crossing, figures in asked if crossing),
    }


def asked_of_all_reports() -> Figures:
    """Every question asked without naming the report; what is found in another report is wrong."""
    return _mean(_judge(row, report, within=False) for report, row in _questions())


def _questions() -> list[tuple[str, dict[str, Any]]]:
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.queries.json"))]
    return [(judged["report"], row) for judged in files for row in judged["queries"]]


def _judge(row: dict[str, Any], report: str, *, within: bool) -> dict[str, float | None]:
    filters = (("report", (report,)),) if within else ()
    hits = find(Request(row["q"], filters, page_size=DEPTH)).hits
    gains, found = _gains(hits, report, row)
    strong = [number for number, place in enumerate(row["relevant"]) if place["grade"] == ANCHORED]
    return {
        "nDCG@10": min(1.0, _gain(gains) / _gain(row["ideal"])),
        "success@1": float(any(gains[:1])),
        "success@5": float(any(gains[:5])),
        "recall@10": len(found.intersection(strong)) / len(strong) if strong else None,
        "no hit": float(not hits),
    }


def _gains(hits: Iterable[Hit], report: str, row: dict[str, Any]) -> tuple[list[int], set[int]]:
    """The best grade of each hit's passages, and the judged places found; a place earns once."""
    gains, found = [], set[int]()
    for hit in hits:
        best = 0
        for passage in hit.passages[:MOST_PASSAGES] if hit.report_slug == report else ():
            grade, places = _grade(passage, row)
            if places - found or not places:
                best = max(best, grade)
            found |= places
        gains.append(best)
    return gains, found


def _grade(passage: Passage, row: dict[str, Any]) -> tuple[int, set[int]]:
    if len(passage.text.split()) > LONGEST_PASSAGE:
        return 0, set()
    first, last = passage.place.first, passage.place.last
    touched = {
        number: place["grade"]
        for number, place in enumerate(row["relevant"])
        if first <= place["lines"][1] and last >= place["lines"][0]
    }
    text = " ".join(passage.text.split())
    anchored = any(" ".join(anchor.split()) in text for anchor in row.get("anchors", ()))
    return max([*touched.values(), ANCHORED if anchored else 0]), set(touched)


def _gain(grades: list[int]) -> float:
    """Gain by two to the power of the grade (Burges and others 2005)."""
    return sum((2.0**grade - 1) / log2(rank + 2) for rank, grade in enumerate(grades[:DEPTH]))


def _mean(rows: Iterable[dict[str, float | None]]) -> Figures:
    every = list(rows)
    columns = {name: [row[name] for row in every] for name in every[0]}
    known = {name: [value for value in values if value is not None] for name, values in columns.items()}
    return {name: sum(values) / len(values) for name, values in known.items()}
