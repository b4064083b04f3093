"""The same questions to every engine: the answers must be the same, to the last passage and count."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from haystack.inputs import AutoQuery, Exact, Not
from haystack.query import SQ, SearchQuerySet

from archive.models import Section
from archive.vocabulary import load_vocabulary
from archive.work import here
from search.analysis.names import name_key
from search.asking import planned
from search.features import concepts_by_name
from search.finding import backend, find
from search.narrowing import settle
from search.plan import FACETS
from search.query import parse
from search.request import Request
from search.suggesting import suggest
from search.thesaurus import relate
from search.updating import rebuild
from tests.accepted import JUDGED
from tests.conftest import VOCABULARY
from tests.engines import cluster, searching_with, whoosh
from tests.factories import SAMPLES, import_sample

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pytest_django import DjangoDbBlocker

    from search.engines.contract import Engine
    from search.plan import Plan
    from search.similar import Thing
    from search.thesaurus import Stems
    from tests.engines import Nodes

    Both = list[tuple[dict[str, Any], Engine]]

pytestmark = pytest.mark.django_db

ASKED = [
    *("азаптау", "пытки", "torture", "азаптау прокурор", "журналист полиция сот үкім ұстау азаптау"),
    *('"адам құқықтары"', '"права человека"', '"прав человека" пытки', '"құқықтары адам"', '"зззз"'),
    *("полици*", "құқ*", "а*", '"адам құқ*"', "зззз*", "heading:құқ*"),
    *("азаптау OR пытки", "(азаптау OR полиция) тергеу", '("адам құқықтары" | пытки) сот', "зззз OR азаптау"),
    *("азаптау -полиция", "-азаптау", '-"адам құқықтары"', "-(азаптау OR сот)", "сот -heading:сот", "-зззз"),
    *("heading:азаптау", "title:2021", "heading:зззз азаптау", "азаптау heading:ұстау", 'heading:"құқықтық негіз"'),
    *("азаптау зззз", "зззз", "и в", "", "CAT/C/KAZ/CO/4", "2021", "14-бап", "тұрмыстық зорлық-зомбылық", "зорлық"),
]
CHOSEN: list[tuple[tuple[str, tuple[str, ...]], ...]] = [
    (),
    (("language", ("kk",)),),
    (("language", ("kk", "ru")), ("year", ("2019", "2021"))),
    (("report", ("sample-shutdown-2023",)), ("violation", ("torture",))),
    (("publisher", ("nobody",)),),
]


@pytest.fixture(scope="module")
def every_sample(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """All sample reports, imported once; taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic(), here():
        load_vocabulary(VOCABULARY)
        for row in csv.DictReader((SAMPLES / "manifest.csv").open(encoding="utf-8")):
            import_sample(row["file"])
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def both(
    every_sample: None, node: Nodes, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Both:
    """Each engine and its connection, with an index of all sample reports."""
    found = []
    for place in (whoosh(tmp_path_factory.mktemp("whoosh")), cluster(node.url("answers"))):
        with django_db_blocker.unblock(), searching_with(place):
            rebuild()
            found.append((place, backend()))
    return found


def in_both(both: Both) -> Iterator[Engine]:
    """Each engine, while everything searches with it."""
    for place, _ in both:
        with searching_with(place):
            yield backend()


def plan_of(asked: Request) -> Plan:
    settled, _ = settle(asked)
    query = parse(settled.q)
    wanted = query.wanted if settled.literal else relate(query.wanted)[0]
    return planned(settled, replace(query, wanted=wanted))


def judged() -> list[str]:
    questions = [json.loads(path.read_text(encoding="utf-8"))["questions"] for path in JUDGED.glob("sample-*.json")]
    return sorted({question["q"] for several in questions for question in several})


@pytest.mark.parametrize("asked", ASKED)
def test_it_answers_as_every_other_engine(both: Both, asked: str) -> None:
    """Hits in their order with scores and passages, totals, counts of every facet, words that stand nowhere."""
    requests = [Request(asked, filters=chosen) for chosen in CHOSEN]
    requests += [Request(asked, sort=sort, page_size=7) for sort in ("newest", "oldest", "title")]
    requests += [Request(asked, page=page, page_size=3) for page in (2, 3, 40)]
    plans = [plan_of(each) for each in [*requests, Request(asked, literal=True)]]
    one, other = ([engine.search_plan(plan) for plan in plans] for _, engine in both)
    assert one == other


def test_it_has_something_to_compare(both: Both) -> None:
    """Most of the questions above find something, so that equal answers say something."""
    found = [engine.search_plan(plan_of(Request(asked))).total for _, engine in both for asked in [*ASKED, *judged()]]
    assert sum(total > 0 for total in found) > 0.7 * len(found)


def test_it_knows_the_same_words(both: Both) -> None:
    one, other = ((engine.words(), *_spelling(engine)) for engine in in_both(both))
    assert one == other
    assert len(one[0]) > 100


def _spelling(engine: Engine) -> list[list[str]]:
    keys = [name_key(word) for word in ("жанибек", "alimova", "қазақстан", "novak")]
    return [
        *(engine.sounding(key) for key in keys),
        *(engine.similar(word, letters) for word in ("азапта", "полици", "тергу", "zzzz") for letters in (1, 2)),
        *(engine.beginning(letters) for letters in ("полиц", "аза", "а", "зззз")),
        *(engine.typed_plainly(word) for word in ("казакстан", "укык", "сот")),
        [str(engine.has_more_forms(prefix)) for prefix in ("ал", "құқы", "зззз")],
    ]


def test_it_names_the_same_things(both: Both) -> None:
    """What similar sections are found by."""
    terms = {name: {term.stems for term in several} for name, several in concepts_by_name().items()}
    one, other = (_named(engine, terms) for engine in in_both(both))
    assert one == other
    assert {kind for _, (kind, _) in one} == {"article", "violation", "name", "concept", "figure"}


def _named(engine: Engine, concepts: Mapping[str, Collection[Stems]]) -> list[tuple[int, Thing]]:
    """Each section in the index with each thing it names."""
    return sorted(
        (int(part.ids[number]), part.things[code])
        for part, live in engine.named(concepts)
        for number, code in zip(part.numbers.tolist(), part.codes.tolist(), strict=True)
        if live[number]
    )


def test_it_suggests_the_same(both: Both) -> None:
    one, other = ([suggest(typed) for typed in ("аз", "құқ", "полиц", "tort", "зззз")] for _ in in_both(both))
    assert one == other
    assert one[0]


def test_it_repairs_and_shows_the_same_page(both: Both) -> None:
    """Through the one door of the pages: repairs, interpretation, facets, passages."""
    one, other = (
        [find(Request(typed)) for typed in ("коңырау", "gsnrb", "pytki", "полицыя", "азаптау")] for _ in in_both(both)
    )
    assert [(page.hits, page.facets, page.interpretation, page.total) for page in one] == [
        (page.hits, page.facets, page.interpretation, page.total) for page in other
    ]


def test_it_answers_every_judged_question_alike(both: Both) -> None:
    plans = [plan_of(Request(asked)) for asked in judged()]
    one, other = ([engine.search_plan(plan) for plan in plans] for _, engine in both)
    assert one == other


def results(found: SearchQuerySet) -> tuple[int, list[tuple[Any, ...]]]:
    return found.count(), [(r.pk, round(r.score, 4), r.report, r.year, r.order, r.title) for r in found[:50]]


def test_it_answers_haystacks_own_questions_alike(both: Both) -> None:
    one, other = ([results(found) for found in _haystack()] for _ in in_both(both))
    assert one == other
    assert all(count for count, _ in one)


def _haystack() -> list[SearchQuerySet]:
    every = SearchQuerySet()
    return [
        every.all(),
        every.filter(content="азаптау"),
        every.filter(content="азаптау полиция").order_by("-last_year", "order"),
        every.filter(heading="құқық"),
        every.filter(content__exact="адам құқықтары"),
        every.filter(language="kk").exclude(content="азаптау"),
        every.filter(SQ(language="ru") | SQ(content="азаптау")).order_by("title", "-order"),
        every.filter(report__in=["sample-shutdown-2023", "nobody"]),
        every.filter(order__range=[2, 4]).filter(year__gte=2020),
        every.filter(report__startswith="sample").narrow("language:kk"),
        every.filter(order__lt=3),
        every.order_by("-django_id"),
        every.more_like_this(Section.objects.published().exclude(heading="").order_by("pk")[0]),
    ]


LOOKUPS: list[dict[str, Any]] = [
    {"text": "полицияның"},
    {"text__in": ["адам құқықтары", "полиция"]},
    {"text__startswith": "Азап"},
    {"content__endswith": "ДАН"},
    {"text__contains": "құқ тер"},
    {"text__fuzzy": "полицыя"},
    {"heading__fuzzy": "құқықттар"},
    {"text__gte": "я"},
    {"text__lt": "адам"},
    {"title__range": ("а", "б")},
    {"report__endswith": "2023"},
    {"report__contains": "shut"},
    {"report__fuzzy": "sample-shutdown-2032"},
    {"report__gt": "sample-s"},
    {"article__range": ("CAT", "CAT:5")},
    {"year__gt": 2019},
    {"year__endswith": "9"},
    {"order__in": [1, "3"]},
    {"last_year__lte": 2020},
    {"document__exact": "nothing"},
    {"content": AutoQuery('полиция -"адам құқықтары"')},
    {"content": AutoQuery("-азаптау")},
    {"heading": Exact("құқықтық негіз")},
    {"content": Not("азаптау")},
]
RAW = [
    *("азапт* OR *ция", "полиция AND NOT азаптау", "text:полиция -report:sample-shutdown-2023", "т?рме~1", "түрмн~1"),
    *(
        'text:"полиция ұстау"~6',
        '"адам құқықтары"',
        "year:[2019 TO 2021]",
        "report:{sample-a TO sample-s}",
        "order:{1 TO}",
    ),
    *(
        'text:r"аза.т"',
        'report:r"sample-.*[0-9]"',
        "article:*",
        "heading:*",
        "*:*",
        "text:[азап TO азат}",
        "(полиция сот)",
    ),
]


def test_it_answers_every_lookup_alike(both: Both) -> None:
    asked = [SearchQuerySet().filter(**lookup) for lookup in LOOKUPS]
    asked += [SearchQuerySet().raw_search(typed) for typed in RAW]
    one, other = ([sorted(int(hit.pk) for hit in found.all()[:1000]) for found in asked] for _ in in_both(both))
    differing = [question for question, left, right in zip([*LOOKUPS, *RAW], one, other, strict=True) if left != right]
    assert differing == []
    assert sum(map(bool, one)) > 0.8 * len(one)


def test_it_counts_haystacks_facets_alike(both: Both) -> None:
    one, other = (_facets() for _ in in_both(both))
    assert one == other


def _facets() -> dict[str, list[tuple[str, int]]]:
    asked = SearchQuerySet().filter(content="сот")
    for name in FACETS:
        asked = asked.facet(name)
    counted: dict[str, list[tuple[str, int]]] = asked.facet_counts()["fields"]
    return counted
