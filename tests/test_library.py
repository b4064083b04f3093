"""What the arrays of the Whoosh engine do not answer, the Whoosh library does; where both can, they answer the same."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from haystack.exceptions import SearchBackendError
from haystack.inputs import AltParser, AutoQuery, Clean, Exact, Not, Raw
from haystack.query import SQ
from whoosh.fields import STORED, Schema
from whoosh.query import And, Every, FuzzyTerm, Or, Prefix, Query, Regex, Term, TermRange, Wildcard
from whoosh.query import Not as Without
from whoosh.support.levenshtein import damerau_levenshtein

from search.analysis import query_words
from search.engines.conditions import ANALYSED, Leaf, Node
from search.engines.inputs import TreeQuery
from search.engines.whoosh.fields import CodesField, TermsField
from search.engines.whoosh.library import ask, near
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.store import Store
from search.engines.whoosh.tree import find
from search.indexing import passage_terms
from search.plan import FACETS

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.postings import Mask

FIELDS = [f"{name}_{kind}" for name in ANALYSED for kind in ("exact", "stem")]
SCHEMA = Schema(
    id=CodesField(unique=True), django_id=STORED(), order=STORED(), last_year=STORED(), title=STORED(),
    pointer=STORED(), document=CodesField(),
    **{field: TermsField() for field in FIELDS}, **{name: CodesField(many=name == "year") for name in FACETS},
)  # fmt: skip
VOCABULARY = (
    "азаптау азаптаудан азап полиция полицияның тергеу тергеуші тергеушілер сот соттың сотта пытки пыток 112 2021"
)
ARTICLES = ("CAT:1", "CAT:11", "CERD:5(e)", "[x]*")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Archive:
    """An index of several segments with deleted sections, and what each section of it was made of; None is deleted."""

    snapshot: Snapshot
    rows: list[Row | None]

    def where(self, holds: Callable[[Row], bool]) -> list[int]:
        return [number for number, row in enumerate(self.rows) if row and holds(row)]

    def with_word(self, holds: Callable[[str], bool], names: tuple[str, ...] = ("text",)) -> list[int]:
        return self.where(lambda row: any(holds(word) for name in names for word in row[name].split()))

    def with_code(self, holds: Callable[[str], bool], name: str) -> list[int]:
        return self.where(lambda row: any(map(holds, row[name])))


def made(number: int, chance: random.Random) -> Row:
    words = VOCABULARY.split()
    texts = {name: " ".join(chance.choices(words, k=chance.randint(0, 9))) for name in ANALYSED}
    years = sorted(chance.sample(("2009", "2010", "2011", "2012"), k=chance.randint(1, 3)))
    return texts | {
        "id": [f"archive.section.{number}"],
        "document": [str(number // 3)],
        "article": chance.sample(ARTICLES, k=chance.randint(0, 2)),
        "report": [chance.choice(("prisons-2020", "press-2021", "Prisons"))],
        "year": years,
        "order": number,
        "last_year": int(years[-1]),
    }


def indexed(row: Row) -> Row:
    """A row as the engine writes it."""
    terms = {}
    for name in ANALYSED:
        terms[f"{name}_exact"], terms[f"{name}_stem"] = passage_terms(row[name], "kk")
    kept = {name: row[name] for name in row if name not in ANALYSED}
    rest = {"django_id": row["order"] + 100, "pointer": 0, "title": row["title"]}
    return terms | kept | rest | {"violation": [], "language": ["kk"], "publisher": ["p"]}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    chance = random.Random(20261201)  # noqa: S311  # the same sections in every run
    store = Store(tmp_path_factory.mktemp("library") / "index", SCHEMA)
    rows: dict[int, Row] = {}
    for first in range(0, 60, 6):
        with store.writing() as writer:
            for number in chance.sample(sorted(rows), k=1) if rows else ():
                writer.delete_by_term("id", f"archive.section.{number}")
                del rows[number]
            for number in range(first, first + 6):
                rows[number] = made(number, chance)
                writer.add_document(**indexed(rows[number]))
    snapshot = Snapshot(store.open())
    assert len(snapshot.segments) > 1
    assert snapshot.total == len(rows) < snapshot.size
    numbers = snapshot.numbers("order").tolist()
    return Archive(snapshot, [rows.get(number) for number in numbers])


def sections(mask: Mask) -> list[int]:
    return [int(number) for number in np.flatnonzero(mask)]


def word(name: str, typed: str) -> Query:
    [forms] = query_words(typed)
    return Or([Term(f"{name}_exact", forms.exact), *(Term(f"{name}_stem", stem) for stem in forms.stems)])


def anywhere(typed: str) -> Query:
    return Or([word(name, typed) for name in ANALYSED])


def both(connector: str, *parts: Leaf | Node) -> Node:
    return Node(connector, False, parts)


def but(part: Leaf | Node) -> Node:
    return Node("AND", True, (part,))


TEXT = Leaf("text", "content", "сот")
REPORT = Leaf("report", "exact", "press-2021")
ANSWERED_BY_BOTH: list[tuple[Leaf | Node, Query]] = [
    (Leaf("content", "content", "*"), Every()),
    (TEXT, word("text", "сот")),
    (Leaf("heading", "content", "полицияның"), word("heading", "полицияның")),
    (Leaf("content", "content", "пытки"), anywhere("пытки")),
    (Leaf("content", "content", "сот азаптау"), And([anywhere("сот"), anywhere("азаптау")])),
    (Leaf("content", "content", "зззз"), anywhere("зззз")),
    (Leaf("text", "exact", "азаптау сот"), near("text", query_words("азаптау сот"), 1)),
    (Leaf("text", "exact", "полиция полиция"), near("text", query_words("полиция полиция"), 1)),
    (Leaf("text", "exact", "азаптау сот тергеуші"), near("text", query_words("азаптау сот тергеуші"), 1)),
    (Leaf("text", "content", "терг*"), Prefix("text_exact", "терг")),
    (Leaf("text", "content", "азап*"), Prefix("text_exact", "азап")),
    (REPORT, Term("report", "press-2021")),
    (Leaf("article", "exact", "CERD:5(e)"), Term("article", "CERD:5(e)")),
    (Leaf("article", "in", ["CAT:1", "[x]*"]), Or([Term("article", "CAT:1"), Term("article", "[x]*")])),
    (Leaf("year", "range", (2010, 2011)), TermRange("year", "2010", "2011")),
    (Leaf("year", "gt", 2011), TermRange("year", "2011", None, startexcl=True)),
    (Leaf("year", "lt", "2010"), TermRange("year", None, "2010", endexcl=True)),
    (both("OR", TEXT, REPORT), Or([word("text", "сот"), Term("report", "press-2021")])),
    (both("AND", TEXT, REPORT), And([word("text", "сот"), Term("report", "press-2021")])),
    (but(TEXT), Without(word("text", "сот"))),
    (both("AND", REPORT, but(TEXT)), And([Term("report", "press-2021"), Without(word("text", "сот"))])),
    (but(both("OR", TEXT, REPORT)), Without(Or([word("text", "сот"), Term("report", "press-2021")]))),
]


@pytest.mark.parametrize(("asked", "query"), ANSWERED_BY_BOTH, ids=lambda value: str(value))
def test_the_library_answers_as_the_arrays_do(archive: Archive, asked: Leaf | Node, query: Query) -> None:
    assert sections(ask(archive.snapshot, query)) == sections(find(archive.snapshot, asked))


def test_what_both_answer_is_neither_nothing_nor_everything(archive: Archive) -> None:
    found = [len(sections(find(archive.snapshot, asked))) for asked, _ in ANSWERED_BY_BOTH]
    assert sum(0 < count < archive.snapshot.total for count in found) >= len(found) - 2


WORDS: list[tuple[str, Any, Callable[[str], bool]]] = [
    ("startswith", "Азап", lambda each: each.startswith("азап")),
    ("endswith", "ТАУ", lambda each: each.endswith("тау")),
    ("contains", "геуш", lambda each: "геуш" in each),
    ("contains", "1", lambda each: "1" in each),
    ("fuzzy", "азаптуа", lambda each: each[:3] == "аза" and damerau_levenshtein("азаптуа", each) <= 2),
    ("fuzzy", "полицейск", lambda each: each[:3] == "пол" and damerau_levenshtein("полицейск", each) <= 2),
    ("gt", "сот", lambda each: each > "сот"),
    ("gte", "сот", lambda each: each >= "сот"),
    ("lt", "полиция", lambda each: each < "полиция"),
    ("lte", "полиция", lambda each: each <= "полиция"),
    ("range", ("азап", "азаптау"), lambda each: "азап" <= each <= "азаптау"),
    ("pattern", Wildcard("text", "а*У?ан"), lambda each: each == "азаптаудан"),
    ("pattern", Regex("text", "сот(ың|та)$|11"), lambda each: bool(re.match("сот(ың|та)$|11", each))),
    ("pattern", FuzzyTerm("text", "сто", maxdist=1), lambda each: damerau_levenshtein("сто", each) <= 1),
    ("pattern", Every("text"), lambda each: True),
]


@pytest.mark.parametrize(("kind", "value", "holds"), WORDS)
def test_it_finds_words_as_a_scan_over_the_texts_does(
    archive: Archive, kind: str, value: Any, holds: Callable[[str], bool]
) -> None:
    scanned = archive.with_word(holds)
    assert sections(find(archive.snapshot, Leaf("text", kind, value))) == scanned
    assert sections(find(archive.snapshot, Leaf("content", kind, value))) == archive.with_word(holds, ANALYSED)
    assert scanned or value == "полицейск"


def test_each_word_of_a_value_may_be_another_word(archive: Archive) -> None:
    expected = set(archive.with_word(lambda each: each.endswith("тау")))
    expected &= set(archive.with_word(lambda each: each.endswith("удан")))
    assert expected
    assert sections(find(archive.snapshot, Leaf("text", "endswith", "тау удан"))) == sorted(expected)


CODES: list[tuple[str, str, Any, Callable[[str], bool]]] = [
    ("report", "startswith", "pr", lambda each: each.startswith("pr")),
    ("report", "endswith", "2021", lambda each: each.endswith("2021")),
    ("report", "contains", "isons", lambda each: "isons" in each),
    ("report", "fuzzy", "press-2020", lambda each: each == "press-2021"),
    ("report", "range", ("press", "prisons"), lambda each: "press" <= each <= "prisons"),
    ("report", "gte", "prisons-2020", lambda each: each >= "prisons-2020"),
    ("article", "startswith", "CAT:1", lambda each: each.startswith("CAT:1")),
    ("article", "endswith", "]*", lambda each: each == "[x]*"),
    ("article", "contains", "(e)", lambda each: each == "CERD:5(e)"),
    ("article", "pattern", Wildcard("article", "C*:?"), lambda each: each == "CAT:1"),
    ("article", "pattern", Regex("article", r"C.*\d$"), lambda each: each.startswith("CAT")),
    ("article", "lt", "CAT:11", lambda each: each < "CAT:11"),
    ("year", "endswith", "9", lambda each: each == "2009"),
    ("document", "gt", 9, lambda each: int(each) > 9),
    ("document", "range", ("2", "10"), lambda each: 2 <= int(each) <= 10),
    ("id", "endswith", "1", lambda each: each.endswith("1")),
]


@pytest.mark.parametrize(("field", "kind", "value", "holds"), CODES)
def test_it_finds_codes_as_a_scan_over_them_does(
    archive: Archive, field: str, kind: str, value: Any, holds: Callable[[str], bool]
) -> None:
    scanned = archive.with_code(holds, field)
    assert scanned
    assert sections(find(archive.snapshot, Leaf(field, kind, value))) == scanned


NUMBERS: list[tuple[str, str, Any, Callable[[Row], bool]]] = [
    ("order", "exact", "7", lambda row: row["order"] == 7),
    ("order", "in", [3, "4", "five"], lambda row: row["order"] in (3, 4)),
    ("order", "gte", 30.5, lambda row: row["order"] > 30),
    ("order", "range", ("5", "9"), lambda row: 5 <= row["order"] <= 9),
    ("last_year", "lte", 2010, lambda row: row["last_year"] <= 2010),
    ("django_id", "gt", 150, lambda row: row["order"] > 50),
    ("pointer", "lt", 1, lambda row: True),
]


@pytest.mark.parametrize(("field", "kind", "value", "holds"), NUMBERS)
def test_it_compares_numbers(archive: Archive, field: str, kind: str, value: Any, holds: Callable[[Row], bool]) -> None:
    assert sections(find(archive.snapshot, Leaf(field, kind, value))) == archive.where(holds)


def asked(given: Any, field: str = "content") -> Leaf | Node:
    """What Haystack hands to the engine for a value of one of its kinds of input."""
    query = TreeQuery()
    query.add_filter(SQ(**{field: given}))
    tree = query.build_query()
    assert isinstance(tree, Node)
    return tree


PHRASE = Leaf("content", "exact", "азаптау сот")
WITHOUT_WORD = but(Leaf("content", "content", "пытки"))
SAME: list[tuple[Any, Leaf | Node]] = [
    (Clean("сот азаптау"), Leaf("content", "content", "сот азаптау")),
    (Exact("азаптау сот"), PHRASE),
    (Not("сот"), but(Leaf("content", "content", "сот"))),
    (AutoQuery('"азаптау сот" -пытки'), both("AND", PHRASE, WITHOUT_WORD)),
    (AutoQuery("-пытки"), WITHOUT_WORD),
    (Raw("text:сот AND NOT report:press-2021"), both("AND", TEXT, but(REPORT))),
    (Raw("text:сот -report:press-2021"), both("AND", TEXT, but(REPORT))),
    (Raw("text:сот OR report:press-2021"), both("OR", TEXT, REPORT)),
    (Raw("text:сот ANDMAYBE report:press-2021"), TEXT),
    (Raw("text:сот REQUIRE report:press-2021"), both("AND", TEXT, REPORT)),
    (Raw('"азаптау сот"'), PHRASE),
    (Raw("heading:азап*"), Leaf("heading", "startswith", "азап")),
    (Raw("*тау"), Leaf("content", "endswith", "тау")),
    (Raw("text:азаптуа~2/3"), Leaf("text", "fuzzy", "азаптуа")),
    (Raw("year:[2010 TO 2011]"), Leaf("year", "range", (2010, 2011))),
    (Raw("year:{2011 TO}"), Leaf("year", "gt", 2011)),
    (Raw("order:{3 TO 5}"), Leaf("order", "exact", 4)),
    (Raw('article:r"CAT.*"'), Leaf("article", "startswith", "CAT")),
    (Raw("*:*"), Leaf("content", "content", "*")),
    (Raw(""), Leaf("content", "content", "")),
]  # fmt: skip


@pytest.mark.parametrize(("given", "same"), SAME, ids=lambda value: repr(value))
def test_it_reads_every_kind_of_input(archive: Archive, given: Any, same: Leaf | Node) -> None:
    assert sections(find(archive.snapshot, asked(given))) == sections(find(archive.snapshot, same))


def test_it_finds_words_near_each_other(archive: Archive) -> None:
    """Of the forms of these words here no other word has a stem."""

    def is_near(row: Row) -> bool:
        words = row["text"].split()
        first = [n for n, each in enumerate(words) if each.startswith("полиция")]
        return any(0 < n - m <= 3 for m in first for n, each in enumerate(words) if each in {"сот", "соттың", "сотта"})

    scanned = archive.where(is_near)
    assert sections(find(archive.snapshot, asked(Raw('text:"полиция сот"~3')))) == scanned
    assert len(scanned) > len(sections(find(archive.snapshot, Leaf("text", "exact", "полиция сот"))))


NO_MEANING: list[tuple[Any, str, str]] = [
    ("1", "order__endswith", "has numbers"),
    ("many", "order__gt", "has numbers"),
    ("1", "text_exact__startswith", "no such field"),
    ("1", "nothing", "no such field"),
    (Raw("CAT:11"), "content", "no such field"),
    (Raw('report:"press 2021"~4'), "content", "Only words"),
    (Raw("сотт~3"), "content", "At most 2 letters"),
    (Raw("NOT NOT сот"), "content", "cannot be read"),
    (Raw("REQUIRE ANDNOT сот"), "content", "cannot be read"),
    (Raw("сот ( - )"), "content", "cannot be read"),
    (Raw('text:r"(сот"'), "content", "no regular expression"),
    (AltParser("dismax", "сот"), "content", "no parser"),
]


@pytest.mark.parametrize(("given", "field", "why"), NO_MEANING)
def test_it_says_what_has_no_meaning(archive: Archive, given: Any, field: str, why: str) -> None:
    with pytest.raises(SearchBackendError, match=why):
        find(archive.snapshot, asked(given, field))
