"""Other engines as a sensible developer would use them: the raw words of a question, in their best order.

Each is given the same sections, with the headings as well as the text, and answers with ids.
"""

from __future__ import annotations

import operator
import sqlite3
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, Protocol

from haystack.query import SQ, SearchQuerySet

from archive.models import Report
from bench.search import stock
from search.finding import find
from search.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterable

    import psycopg

    from archive.models import Section
    from bench.search.judged import Asked

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Text:
    """A section as the peers get it."""

    id: int
    report: str
    language: str
    heading: str
    text: str


def texts(sections: Iterable[Section]) -> list[Text]:
    return [
        Text(
            id=section.pk,
            report=section.document.report.slug,
            language=section.document.language,
            heading="\n".join([*(above.label for above in section.above), section.label]),
            text=section.text,
        )
        for section in sections
    ]


class WordEngine(Protocol):
    name: str

    def ask(self, words: list[str], every: bool, asked: Asked) -> list[int]:
        """Ids of the ten best sections that have every word, or any; `asked` has the filters."""
        ...


def words_of(question: str) -> list[str]:
    """What stands between blanks, without marks around it."""
    words = (word.strip(".,:;!?\"'«»“”()[]-–—") for word in question.split())
    return [word for word in words if word]


def best_first(engine: WordEngine, asked: Asked) -> list[int]:
    """Sections with every word, then those with any: what a developer does against empty pages."""
    words = words_of(asked.q)
    found = [*engine.ask(words, True, asked), *engine.ask(words, False, asked)]
    return list(dict.fromkeys(found))[:DEPTH]


def any_word(engine: WordEngine, asked: Asked) -> list[int]:
    """Sections with any of the words, in the engine's own order."""
    return engine.ask(words_of(asked.q), False, asked)


def ours(asked: Asked) -> list[int]:
    return [hit.id for hit in find(Request(asked.q, tuple(asked.filters.items()), page_size=DEPTH)).hits]


class Fts5:
    """SQLite FTS5: unicode61 and bm25. Headings weigh what the text weighs: every other weight did worse."""

    name = "SQLite FTS5, unicode61"

    def __init__(self, rows: Iterable[Text]) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.execute("create virtual table s using fts5(heading, text, report unindexed, language unindexed)")
        given = ((row.id, row.heading, row.text, row.report, row.language) for row in rows)
        self.database.executemany("insert into s(rowid, heading, text, report, language) values(?,?,?,?,?)", given)

    def ask(self, words: list[str], every: bool, asked: Asked) -> list[int]:
        between = " AND " if every else " OR "
        match = between.join('"' + word.replace('"', '""') + '"' for word in words)
        where, values = _where(asked, "?")
        query = f"select rowid from s where s match ?{where} order by rank limit {DEPTH}"  # noqa: S608 (own text)
        return [pk for (pk,) in self.database.execute(query, [match, *values])]


class Postgres:
    """PostgreSQL full-text search: a configuration, ts_rank, headings of weight A."""

    def __init__(self, database: psycopg.Connection[Any], configuration: str, rows: Iterable[Text]) -> None:
        self.name = f"PostgreSQL FTS, {configuration}"
        self.database = database
        self.configuration = configuration
        self.table = f"s_{configuration}"
        columns = "id int primary key, report text, language text, words tsvector"
        database.execute(f"create table {self.table} ({columns})".encode())
        words = "setweight(to_tsvector(%s, %s), 'A') || to_tsvector(%s, %s)"
        query = f"insert into {self.table} values(%s, %s, %s, {words})".encode()
        for row in rows:
            vector = (configuration, row.heading, configuration, row.text)
            database.execute(query, (row.id, row.report, row.language, *vector))

    def ask(self, words: list[str], every: bool, asked: Asked) -> list[int]:
        each = ["plainto_tsquery(%s, %s)" for _ in words]
        wanted = (" && " if every else " || ").join(each)
        where, values = _where(asked, "%s")
        query = (
            f"with q as materialized (select {wanted} as q) select id from {self.table}, q where words @@ q.q{where}"  # noqa: S608
            f" order by ts_rank(words, q.q) desc, id limit {DEPTH}"
        )
        given = [value for word in words for value in (self.configuration, word)]
        return [pk for (pk,) in self.database.execute(query.encode(), [*given, *values])]


class Stock:
    """Haystack on its own Whoosh backend; the connection of bench.search.stock must be open."""

    name = "Haystack with its Whoosh backend"

    def ask(self, words: list[str], every: bool, asked: Asked) -> list[int]:
        combine = operator.and_ if every else operator.or_
        found = SearchQuerySet(using=stock.NAME).filter(reduce(combine, (SQ(content=word) for word in words)))
        for name, values in asked.filters.items():
            codes = Report.objects.filter(slug__in=values).values_list("pk", flat=True) if name == "report" else values
            found = found.narrow(" OR ".join(f"{name}:{code}" for code in codes))
        return [int(result.pk) for result in found[:DEPTH]]


def _where(asked: Asked, mark: str) -> tuple[str, list[str]]:
    """The filters as SQL, and their values."""
    where = ""
    values: list[str] = []
    for name, chosen in asked.filters.items():
        where += f" and {name} in ({','.join([mark] * len(chosen))})"
        values += chosen
    return where, values
