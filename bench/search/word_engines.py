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

from bench.search import stock
from bench.search.judged import DEPTH
from search.finding import find
from search.plan import FACETS
from search.request import Request
from search.search_indexes import SectionIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    import psycopg

    from bench.search.judged import Asked, Filters

MOST = 10_000  # sections, more than there are


@dataclass(frozen=True, slots=True)
class Text:
    """A section as the peers get it; `facets` has what filters can choose."""

    id: int
    heading: str
    text: str
    facets: dict[str, frozenset[str]]

    def is_chosen(self, filters: Filters) -> bool:
        return all(not self.facets[name].isdisjoint(values) for name, values in filters.items())


def texts() -> list[Text]:
    """Every published section of the archive."""
    index = SectionIndex()
    return [
        Text(
            id=section.pk,
            heading="\n".join([*(above.label for above in section.above), section.label]),
            text=section.text,
            facets=_facets(index.full_prepare(section)),
        )
        for section in index.index_queryset()
    ]


def _facets(prepared: dict[str, Any]) -> dict[str, frozenset[str]]:
    values = {name: prepared[name] for name in FACETS}
    return {name: frozenset(map(str, value if isinstance(value, list) else [value])) for name, value in values.items()}


class WordEngine(Protocol):
    name: str

    def ask(self, words: list[str], every: bool) -> list[int]:
        """Ids of all sections that have every word, or any, best first."""
        ...


def words_of(question: str) -> list[str]:
    """What stands between blanks, without marks around it."""
    words = (word.strip(".,:;!?\"'«»“”()[]-–—") for word in question.split())
    return [word for word in words if word]


def best_first(engine: WordEngine, words: list[str]) -> list[int]:
    """Sections with every word, then those with any: what a developer does against empty pages."""
    return list(dict.fromkeys([*engine.ask(words, every=True), *engine.ask(words, every=False)]))


def any_word(engine: WordEngine, words: list[str]) -> list[int]:
    """Sections with any of the words, in the engine's own order."""
    return engine.ask(words, every=False)


def ours(asked: Asked) -> list[int]:
    return [hit.id for hit in find(Request(asked.q, tuple(asked.filters.items()), page_size=DEPTH)).hits]


class Fts5:
    """SQLite FTS5: unicode61 and bm25. Headings weigh what the text weighs: every other weight did worse."""

    name = "SQLite FTS5, unicode61"

    def __init__(self, rows: Iterable[Text]) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.execute("create virtual table s using fts5(heading, text)")
        given = ((row.id, row.heading, row.text) for row in rows)
        self.database.executemany("insert into s(rowid, heading, text) values(?, ?, ?)", given)

    def ask(self, words: list[str], every: bool) -> list[int]:
        between = " AND " if every else " OR "
        match = between.join('"' + word.replace('"', '""') + '"' for word in words)
        found = self.database.execute("select rowid from s where s match ? order by rank, rowid", [match])
        return [pk for (pk,) in found]


class Postgres:
    """PostgreSQL full-text search: a configuration, ts_rank, headings of weight A."""

    def __init__(self, database: psycopg.Connection[Any], configuration: str, rows: Iterable[Text]) -> None:
        self.name = f"PostgreSQL FTS, {configuration}"
        self.database = database
        self.configuration = configuration
        self.table = f"s_{configuration}"
        database.execute(f"create table {self.table} (id int primary key, words tsvector)".encode())
        words = "setweight(to_tsvector(%s, %s), 'A') || to_tsvector(%s, %s)"
        query = f"insert into {self.table} values(%s, {words})".encode()
        for row in rows:
            database.execute(query, (row.id, configuration, row.heading, configuration, row.text))

    def ask(self, words: list[str], every: bool) -> list[int]:
        wanted = (" && " if every else " || ").join("plainto_tsquery(%s, %s)" for _ in words)
        query = (
            f"with q as materialized (select {wanted} as q) select id from {self.table}, q "  # noqa: S608 (own text)
            "where words @@ q.q order by ts_rank(words, q.q) desc, id"
        )
        given = [value for word in words for value in (self.configuration, word)]
        return [pk for (pk,) in self.database.execute(query.encode(), given)]


class Stock:
    """Haystack on its own Whoosh backend; the connection of bench.search.stock must be open."""

    name = "Haystack with its Whoosh backend"

    def ask(self, words: list[str], every: bool) -> list[int]:
        combine = operator.and_ if every else operator.or_
        found = SearchQuerySet(using=stock.NAME).filter(reduce(combine, (SQ(content=word) for word in words)))
        return [int(result.pk) for result in found[:MOST]]
