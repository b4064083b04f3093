# ruff: noqa: S608 (every piece of SQL is put together from this file's own words; values are always parameters)
"""SQLite FTS5 and PostgreSQL full-text search, given the archive's terms; facets are counted in SQL."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Any

import psycopg

from bench.search import FOLDER, postgres
from bench.search.ours import size_of
from bench.search.questions import FACETS
from bench.search.rows import PAGE, Answer, marked, rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.search.questions import Query

ONE, MANY = ("year", "language", "publisher"), ("article", "violation")  # values a section has


def _answer(query: Query, found: list[tuple[int, str]], counts: Iterable[tuple[str, str, int]], marks: bool) -> Answer:
    """`counts` has (facet, value, sections); the facet "" is the total."""
    total, by_facet = 0, dict[str, dict[str, int]]({name: {} for name in FACETS})
    for name, value, count in counts:
        if name:
            by_facet[name][str(value)] = count
        else:
            total = count
    shown = marked((text for _, text in found), query) if marks else []
    return Answer(total, [pk for pk, _ in found], by_facet, shown)


class Fts5:
    name = "FTS5"

    def __init__(self) -> None:
        self._path = FOLDER / "fts5.sqlite3"

    def build(self) -> None:
        self._path.unlink(missing_ok=True)
        database = sqlite3.connect(self._path)
        database.executescript(
            "pragma journal_mode=wal; pragma synchronous=normal; pragma cache_size=-65536;"
            "create table sec(id integer primary key, text text, year text, language text, publisher text);"
            "create virtual table fts using fts5(stems, exact, content='', tokenize='unicode61 remove_diacritics 0');"
            "create table code(facet text, value text, id int);"
        )
        for row in rows():
            ones = [row.facets[name][0] for name in ONE]
            database.execute("insert into sec values(?,?,?,?,?)", [row.id, row.text, *ones])
            database.execute("insert into fts(rowid, stems, exact) values(?,?,?)", (row.id, row.stems, row.exact))
            codes = [(name, value, row.id) for name in MANY for value in row.facets[name]]
            database.executemany("insert into code values(?,?,?)", codes)
        database.executescript(
            "create index by_section on code(id, facet, value); create index by_value on code(facet, value, id);"
            "create index ones on sec(id, year, language, publisher);"
            "insert into fts(fts) values('optimize'); analyze;"
        )
        database.commit()
        database.close()

    @cached_property
    def _database(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path)
        database.executescript("pragma cache_size=-65536; pragma mmap_size=1000000000; pragma temp_store=memory")
        return database

    def ask(self, query: Query, marks: bool) -> Answer:
        source, where, values = _fts5_where(query)
        self._database.executescript("drop table if exists temp.h")
        columns = ", ".join(f"sec.{name}" for name in ("id", *ONE))
        self._database.execute(f"create temp table h as select {columns} from {source} where {where}", values)
        ones = [f"select '{name}', {name}, count(*) from h group by 2" for name in ONE]
        many = "select facet, value, count(*) from h join code using (id) group by 1, 2"
        counts = self._database.execute(" union all ".join(["select '', '', count(*) from h", *ones, many]))
        order = "rank" if query.words else "sec.id"
        page = f"order by {order} limit {PAGE} offset {(query.page - 1) * PAGE}"
        found = self._database.execute(f"select sec.id, sec.text from {source} where {where} {page}", values)
        return _answer(query, found.fetchall(), counts, marks)

    def size(self) -> int:
        return size_of(self._path)

    def close(self) -> None:
        self._database.close()


def _fts5_where(query: Query) -> tuple[str, str, list[str]]:
    """What to select from, the condition, and its values."""
    source, where, values = "sec", ["1"], list[str]()
    if query.words:
        source = "fts join sec on sec.id = fts.rowid"
        where.append("fts match ?")
        values.append(_match(query))
    for name, value in query.filters.items():
        many = "sec.id in (select id from code where facet = ? and value = ?)"
        where.append(many if name in MANY else f"sec.{name} = ?")
        values += [name, value] if name in MANY else [value]
    return source, " and ".join(where), values


def _match(query: Query) -> str:
    if query.op == "prefix":
        return f'exact : "{query.words[0]}" *'
    between = {"and": " AND ", "or": " OR ", "phrase": " + "}[query.op]
    return "stems : (" + between.join(f'"{stem}"' for stem in query.stems) + ")"


class Postgres:
    """A server of its own, gone with this process; `build` must therefore run in the process that asks."""

    name = "PostgreSQL"

    def __init__(self) -> None:
        self._open = ExitStack()
        address = self._open.enter_context(postgres.server())
        self._database: psycopg.Connection[Any] = psycopg.connect(address, autocommit=True)

    def close(self) -> None:
        self._database.close()
        self._open.close()

    def build(self) -> None:
        codes = ", ".join(f"{name} text{'[]' if name in MANY else ''}" for name in FACETS)
        self._database.execute(
            f"create table sec(id int primary key, text text, stems tsvector, exact tsvector, {codes})".encode()
        )
        with self._database.cursor().copy("copy sec from stdin") as copy:
            for row in rows():
                values = [row.facets[name] if name in MANY else row.facets[name][0] for name in FACETS]
                copy.write_row([row.id, row.text, _vector(row.stems), _vector(row.exact), *values])
        for name in ("stems", "exact", *MANY):
            self._database.execute(f"create index on sec using gin ({name})".encode())
        self._database.execute("vacuum analyze sec")

    def ask(self, query: Query, marks: bool) -> Answer:
        where, values, rank = _pg_where(query)
        ones = [f"select '{name}', {name}, count(*) from h group by 2" for name in ONE]
        many = [f"select '{name}', v, count(*) from h, unnest({name}) v group by 2" for name in MANY]
        matching = f"with h as materialized (select {', '.join(FACETS)} from sec where {where}) "
        parts = " union all ".join(["select '', '', count(*) from h", *ones, *many])
        counts = self._database.execute((matching + parts).encode(), values).fetchall()
        order = f"order by {rank}id limit {PAGE} offset {(query.page - 1) * PAGE}"
        ranking = [values[0]] if rank else []
        page = f"select id, text from sec where {where} {order}"
        found = self._database.execute(page.encode(), [*values, *ranking]).fetchall()
        return _answer(query, found, counts, marks)

    def size(self) -> int:
        row = self._database.execute("select pg_total_relation_size('sec')").fetchone()
        return int(row[0]) if row else 0


def _vector(terms: str) -> str:
    """As PostgreSQL writes its vectors: each term with its positions, of which it keeps 256 up to 16,383."""
    places: dict[str, list[str]] = {}
    for position, term in enumerate(terms.split(), start=1):
        places.setdefault(term, []).append(str(min(position, 16383)))
    return " ".join(f"'{term}':{','.join(at[:256])}" for term, at in places.items())


def _pg_where(query: Query) -> tuple[str, list[Any], str]:
    """The condition, its values, and what to order by before the id."""
    where, values, rank = ["true"], list[Any](), ""
    if query.words:
        name = "exact" if query.op == "prefix" else "stems"
        between = {"and": " & ", "or": " | ", "phrase": " <-> ", "prefix": ""}[query.op]
        terms = [f"'{query.words[0]}':*"] if query.op == "prefix" else [f"'{stem}'" for stem in query.stems]
        where.append(f"{name} @@ %s::tsquery")
        values.append(between.join(terms))
        rank = f"ts_rank({name}, %s::tsquery) desc, "
    for name, value in query.filters.items():
        where.append(f"{name} @> array[%s]" if name in MANY else f"{name} = %s")
        values.append(value)
    return " and ".join(where), values, rank
