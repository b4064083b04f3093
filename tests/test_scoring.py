"""Scoring on arrays gives what the same rules give section by section, on any small archive and any clauses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import Forms
from search.engines import scoring
from search.engines.postings import POSITION_BITS, any_of, at_places, following, runs
from search.passages import SPAN
from search.plan import Clause, Weights
from search.ranking import weights
from tests import reference_scoring
from tests.small_archive import SmallArchive

STEMS = ("сот", "құқық", "үкім", "сотқа")
ODD = replace(weights(), exact=0.37, related=0.41, heading=1.7, path=0.9, saturation=1.3, proximity=0.77, pointer=0.45)

positions = st.builds(lambda passage, place: passage * SPAN + place, st.integers(0, 4), st.integers(0, 12))
terms = st.lists(st.tuples(st.sampled_from(STEMS), positions), max_size=12, unique=True)
FIELDS = [f"{name}_{kind}" for name in ("text", "heading", "path", "title") for kind in ("exact", "stem")]
archives = st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, terms)), min_size=1, max_size=6)

words = st.builds(
    Forms, st.sampled_from(STEMS), st.lists(st.sampled_from(STEMS), max_size=2, unique=True).map(tuple)
) | st.just(Forms("со", (), is_prefix=True))
ways = st.lists(words, min_size=1, max_size=3).map(tuple)
clauses = st.builds(
    Clause,
    words=ways,
    others=st.lists(ways, max_size=2).map(tuple),
    equals=st.lists(ways, max_size=1).map(tuple),
    field=st.sampled_from(("", "", "", "heading", "title")),
)
queries = st.lists(clauses, min_size=1, max_size=3).map(tuple)


def scored(archive: SmallArchive, wanted: tuple[Clause, ...], chosen: set[int], by: Weights) -> scoring.Scores:
    having = [int(np.count_nonzero(scoring.matches(archive, clause))) for clause in wanted]
    weighed = [
        scoring.Weighed(clause, scoring.rarity(count, archive.size))
        for clause, count in zip(wanted, having, strict=True)
    ]
    return scoring.score(archive, weighed, np.array(sorted(chosen), np.int64), by)


@settings(max_examples=300, deadline=None)
@given(archives, queries, st.data(), st.sampled_from((weights(), ODD)))
def test_it_scores_as_the_rules_say(
    sections: Any, wanted: tuple[Clause, ...], data: st.DataObject, by: Weights
) -> None:
    archive = SmallArchive(sections, data.draw(st.sets(st.integers(0, len(sections) - 1))))
    chosen = data.draw(st.sets(st.integers(0, archive.size - 1)))
    expected = reference_scoring.score(archive, wanted, chosen, by)
    found = scored(archive, wanted, chosen, by)
    assert found.numbers.tolist() == sorted(chosen)
    rows = zip(found.numbers.tolist(), found.values.tolist(), found.passages(found.numbers), strict=True)
    for number, value, passages in rows:
        assert value == pytest.approx(expected[number].score, abs=1e-9)
        nearly = reference_passages(archive, wanted, number, by)
        assert [round(nearly[p], 9) for p in passages] == sorted(
            (round(nearly[p], 9) for p in expected[number].passages), reverse=True
        )


def reference_passages(archive: SmallArchive, wanted: tuple[Clause, ...], number: int, by: Weights) -> dict[int, float]:
    """What each passage of a section is worth: two worth the same but for rounding may change places."""
    found = scored(archive, wanted, {number}, by).by_passage
    return dict(zip((found.keys & 0x3FFFFF).tolist(), found.values.tolist(), strict=True))


@settings(max_examples=200, deadline=None)
@given(archives, clauses)
def test_it_finds_what_the_rules_say(sections: Any, clause: Clause) -> None:
    archive = SmallArchive(sections)
    found = np.flatnonzero(scoring.matches(archive, clause)).tolist()
    assert set(found) == reference_scoring.matches(archive, clause)


def test_it_reads_a_phrase_within_one_section_only() -> None:
    one, two = at_places(np.array([5, 90])), at_places(np.array([6, 1 << POSITION_BITS]))
    assert following([one, two]).places.tolist() == [5]
    assert following([two, one]).places.tolist() == []
    assert following([one, at_places(np.array([], np.int64))]).places.tolist() == []


def test_it_takes_each_place_once() -> None:
    both = any_of([at_places(np.array([1, 5])), at_places(np.array([5, 1 << POSITION_BITS]))])
    assert both.places.tolist() == [1, 5, 1 << POSITION_BITS]
    assert both.numbers.tolist() == [0, 1]
    twice = at_places(np.array([7, 7]))
    assert any_of([twice]).places.tolist() == [7]


def test_it_counts_runs() -> None:
    values, counts = runs(np.array([3, 3, 4, 9, 9, 9]))
    assert (values.tolist(), counts.tolist()) == ([3, 4, 9], [2, 1, 3])
