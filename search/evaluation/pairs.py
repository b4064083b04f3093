"""Pairs of sections judged to speak of the same or not, and how well what is offered beside a section agrees."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.models import Section
from search.alike import similar_to
from search.evaluation.judged import places_of, read_reports

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pair:
    """Whether, beside the section with id `read`, the other place is to be offered, in any of its `versions` (ids)."""

    name: str
    read: int
    versions: frozenset[int]
    alike: bool
    offered: bool


def read_pairs(folder: Path) -> list[Pair]:
    """Each judged pair read from both sides, and in every language it has, with what the archive offers there.

    Raises SamplesMissing where a judged section is not in the archive, IndexUnfit where there is no index.
    """
    places = places_of(read_reports(folder))
    judged = json.loads((folder / "similar-pairs.json").read_text(encoding="utf-8"))["pairs"]
    sides = [(one, other, row["alike"]) for row in judged for one, other in (row["sections"], row["sections"][::-1])]
    rows = Section.objects.published().with_report().in_bulk({pk for one, *_ in sides for pk in places[one].values()})
    offers = {pk: {similar.section.pk for similar in similar_to(row)} for pk, row in rows.items()}
    return [
        Pair(f"{one} ({language}): {other}", pk, versions, alike, not versions.isdisjoint(offers[pk]))
        for one, other, alike in sides
        for versions in [frozenset(places[other].values())]
        for language, pk in places[one].items()
    ]


def pair_figures(pairs: list[Pair]) -> dict[str, float]:
    """Precision: how many of the judged that are offered are alike. Recall: how many of the alike are offered."""
    offered = [pair for pair in pairs if pair.offered]
    right = sum(pair.alike for pair in offered)
    return {
        "precision": right / len(offered) if offered else 0.0,
        "recall": right / sum(pair.alike for pair in pairs),
    }
