"""The engine answers a plan as its rules say, whatever segments and deletions an index is made of."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from whoosh.fields import STORED, Schema

from search.analysis import Forms
from search.engines.whoosh import searching
from search.engines.whoosh.cache import Cache
from search.engines.whoosh.fields import CodesField, TermsField
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.store import Store
from search.plan import FACETS, SORTS, Answer, Clause, Found, Plan
from search.ranking import weights
from tests import reference_scoring
from tests.small_archive import SmallArchive

if TYPE_CHECKING:
    from pathlib import Path

FIELDS = [f"{name}_{kind}" for name in ("text", "heading", "path", "title") for kind in ("exact", "stem")]
SCHEMA = Schema(
    id=CodesField(unique=True), django_id=STORED(), order=STORED(), last_year=STORED(), title=STORED(),
    pointer=STORED(), **{field: TermsField() for field in FIELDS}, **{name: CodesField() for name in FACETS},
)  # fmt: skip
WORDS = ("сот", "құқық", "үкім", "түрме", "тергеу")
Row = dict[str, Any]


def made(number: int, chance: random.Random) -> Row:
    """A section whose number in its report and id run against each other, so that order is not that of writing."""
    fields = {
        field: [
            (word, place * chance.choice((1, 700)))
            for place, word in enumerate(chance.choices(WORDS, k=chance.randint(0, 9)))
        ]
        for field in FIELDS
    }
    years = chance.sample(("2010", "2011", "2012"), k=chance.randint(1, 3))
    codes = {"year": years, "article": chance.sample(("CAT:1", "CAT:2"), k=chance.randint(0, 2))}
    one = {"violation": ["torture"], "language": [chance.choice(("kk", "ru"))], "publisher": [chance.choice("pqr")]}
    report = chance.choice(("b", "a", "c"))
    kept = {
        "order": 1000 - number,
        "last_year": int(max(years)),
        "title": chance.choice(("Б есеп", "а есеп", "В есеп")),
        "pointer": int(number % 5 == 0),
    }
    return {"id": [str(number)], "django_id": str(number), "report": [report], **fields, **codes, **one, **kept}


@dataclass(frozen=True, slots=True)
class Both:
    """The same sections as an index and as plain rows, in the order that settles ties."""

    store: Store
    snapshot: Snapshot
    rows: list[Row]
    archive: SmallArchive


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """An index of several segments with deletions, and the rows that are left."""
    chance = random.Random(20261125)  # noqa: S311  # the same sections in every run
    rows: dict[int, Row] = {}
    store = Store(tmp_path_factory.mktemp("searching") / "index", SCHEMA)
    snapshot = None
    for first in range(0, 60, 6):
        with store.writing() as writer:
            for number in chance.sample(sorted(rows), k=1) if rows else ():
                writer.delete_by_term("id", str(number))
                del rows[number]
            for number in range(first, first + 6):
                rows[number] = made(number, chance)
                writer.add_document(**rows[number])
        snapshot = Snapshot(store.open(), snapshot)
    assert snapshot
    assert len(snapshot.segments) > 1
    assert snapshot.total == len(rows) < snapshot.size
    ordered = sorted(rows.values(), key=lambda row: (row["report"], row["order"]))
    pointing = [number for number, row in enumerate(ordered) if row["pointer"]]
    archive = SmallArchive([{field: row[field] for field in FIELDS} for row in ordered], pointing)
    return Both(store, snapshot, ordered, archive)


def answered(both: Both, plan: Plan) -> Answer:
    """What the rules say, row by row."""
    rows, archive = both.rows, both.archive
    wanted = [reference_scoring.matches(archive, clause) for clause in plan.clauses]
    rarities = [reference_scoring.rarity(archive, clause) for clause in plan.clauses]
    weighed = [(found, rarity) for found, rarity in zip(wanted, rarities, strict=True) if found]
    enough = plan.weights.enough * sum(rarity for _, rarity in weighed) - 1e-9
    matching = [n for n in range(len(rows)) if sum(rarity for found, rarity in weighed if n in found) >= enough]
    if plan.clauses:
        matching = [n for n in matching if any(n in found for found in wanted)]
    for clause in plan.without:
        matching = [n for n in matching if n not in reference_scoring.matches(archive, clause)]
    scored = reference_scoring.score(archive, plan.clauses, range(len(rows)), plan.weights)
    chosen = [n for n in matching if _passes(rows[n], plan)]
    points = {n: round(scored[n].score, 4) if plan.clauses else 0.0 for n in chosen}
    order = {"newest": lambda n: -rows[n]["last_year"], "oldest": lambda n: rows[n]["last_year"]}
    order |= {"title": lambda n: rows[n]["title"].casefold(), "relevance": lambda n: -scored[n].score}
    chosen.sort(key=order[plan.sort if plan.clauses or plan.sort != "relevance" else "newest"])
    page = chosen[plan.start : plan.start + plan.size]
    hits = tuple(Found(int(rows[n]["django_id"]), points[n], scored[n].passages if plan.clauses else ()) for n in page)
    counts = {
        name: dict(Counter(value for n in matching if _passes(rows[n], plan, but=name) for value in rows[n][name]))
        for name in FACETS
    }
    complete = sum(all(n in found for found in wanted) for n in chosen)
    missing = tuple(clause for clause, found in zip(plan.clauses, wanted, strict=True) if not found)
    return Answer(hits, len(chosen), complete, counts, missing)


def _passes(row: Row, plan: Plan, but: str = "") -> bool:
    return all(name == but or set(row[name]) & set(values) for name, values in plan.filters.items())


def clause(*words: str, others: tuple[str, ...] = ()) -> Clause:
    return Clause(
        tuple(Forms(word, (word,)) for word in words), others=tuple((Forms(word, (word,)),) for word in others)
    )


CLAUSES: tuple[tuple[Clause, ...], ...] = (
    (),
    (clause("сот"),),
    (clause("сот"), clause("үкім")),
    (clause("сот", "үкім"),),
    (clause("түрме", others=("тергеу",)), clause("жоқ"), clause("құқық", "сот")),
    (Clause((Forms("т", (), is_prefix=True),)), clause("сот")),
    (clause("жоқ"),),
)
FILTERS: tuple[dict[str, tuple[str, ...]], ...] = (
    {},
    {"year": ("2010", "2012")},
    {"year": ("2011",), "language": ("kk",), "report": ("a", "b")},
    {"publisher": ("nobody",)},
)


@pytest.mark.parametrize("wanted", CLAUSES, ids=str)
def test_it_answers_as_the_rules_say(both: Both, wanted: tuple[Clause, ...]) -> None:
    for filters, sort in product(FILTERS, SORTS):
        for start, without in ((0, ()), (7, (clause("тергеу", "сот"),))):
            plan = Plan(wanted, without, filters, weights(), sort, start, 10)
            assert searching.search(both.snapshot, plan) == answered(both, plan), plan


def test_it_answers_from_an_empty_index(tmp_path: Path) -> None:
    store = Store(tmp_path / "index", SCHEMA)
    store.remove()
    answer = searching.search(Snapshot(store.open()), Plan((clause("сот"),), (), {"year": ("2010",)}, weights()))
    assert (answer.hits, answer.total, answer.missing) == ((), 0, (clause("сот"),))


def test_it_answers_threads_alike_with_hardly_any_memory(both: Both) -> None:
    plans = [Plan(wanted, (), filters, weights()) for wanted, filters in product(CLAUSES, FILTERS)]
    expected = [searching.search(both.snapshot, plan) for plan in plans]
    shared = Snapshot(both.store.open(), room=30_000)
    with ThreadPoolExecutor(8) as threads:
        for answers in threads.map(lambda _: [searching.search(shared, plan) for plan in plans], range(8)):
            assert answers == expected


def test_it_reads_only_what_a_commit_added(both: Both) -> None:
    again = Snapshot(both.store.open(), both.snapshot)
    assert all(again.segments[name] is segment for name, segment in both.snapshot.segments.items())


def test_it_keeps_no_more_than_it_may() -> None:
    cache = Cache(limit=20_000)
    for number in range(100):
        assert cache.keep(number, partial(np.full, 100, number))[0] == number
    assert cache.size <= 20_000
    assert cache.keep(99, lambda: np.zeros(1))[0] == 99
    assert cache.keep(0, lambda: np.zeros(1))[0] == 0
    assert cache.keep("large", lambda: np.zeros(100_000)).size == 100_000
    assert cache.size <= 20_000
