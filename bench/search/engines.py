"""The engines there are, by name. Each is made when asked for: a missing program costs only its own column."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from bench.search import postgres
from bench.search.cluster_engine import ADDRESS

if TYPE_CHECKING:
    from bench.search.rows import Engine

MADE_BY = {
    "ours": ("ours", "Ours"),
    "stock": ("ours", "Stock"),
    "tantivy": ("tantivy_engine", "Tantivy"),
    "fts5": ("sql_engines", "Fts5"),
    "postgres": ("sql_engines", "Postgres"),
    "opensearch": ("cluster_engine", "Cluster"),
}


def installed() -> list[str]:
    there = {"tantivy": find_spec("tantivy"), "postgres": postgres.programs(), "opensearch": ADDRESS}
    return [name for name in MADE_BY if there.get(name, True)]


def make(name: str) -> Engine:
    module, made = MADE_BY[name]
    engine: Engine = getattr(import_module(f"bench.search.{module}"), made)()
    return engine
