"""Query → Plan. The weights are data: ranking.json."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from search.plan import Plan, Weights

if TYPE_CHECKING:
    from search.query import Query


@cache
def weights() -> Weights:
    return Weights(**json.loads(Path(__file__).with_name("ranking.json").read_text()))


def plan(query: Query, filters: dict[str, tuple[str, ...]]) -> Plan:
    """The plan for the first page of a query, in order of relevance."""
    return Plan(query.wanted, query.without, filters, weights())
