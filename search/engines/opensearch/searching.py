"""Plan → Answer on a cluster.

Two questions are asked. The first counts the sections that have each clause, which gives the clauses their rarity. The
second finds, filters and counts the facets in the whole index, and brings the best candidates by an order near to that
of the scores. The candidates are then ranked by search.engines.scoring, as on Whoosh: up to WINDOW hits stand in the
very order Whoosh gives them, provided none of them is left out of the candidates. Further hits follow in the order of
the cluster.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from haystack.constants import DJANGO_ID

from search.engines.opensearch.queries import EVERYTHING, Writer, chosen, every, excluding
from search.engines.opensearch.window import Window
from search.engines.postings import MOST_FORMS
from search.engines.scoring import Weighed, rarity, score
from search.plan import FACETS, Answer, Found

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.engines.opensearch.queries import Query
    from search.engines.opensearch.store import Store
    from search.plan import Clause, Plan, Weights

    Row = dict[str, Any]

WINDOW = 200  # candidates
MOST_VALUES = 10_000  # of a facet
PLACE = [{"report": "asc"}, {"order": "asc"}, {DJANGO_ID: "asc"}]  # the order of sections in their documents
SORTS: dict[str, list[Row]] = {
    "newest": [{"last_year": "desc"}],
    "oldest": [{"last_year": "asc"}],
    "title": [{"title_place": "asc"}],
}


@dataclass(frozen=True, slots=True)
class Page:
    """A part of what is found: each hit as the cluster gives it with its score and best passages, how many there are
    in all, and the aggregations.
    """

    hits: list[tuple[Row, float, tuple[int, ...]]]
    total: int
    counted: Row


@dataclass(frozen=True, slots=True)
class Cut:
    """The part of the hits from `start` on, `size` of them, by `ties` where scores are equal, or by `sort` alone.

    `fields` are wanted of each.
    """

    start: int
    size: int
    ties: Sequence[Row] = ()
    sort: Sequence[Row] = ()
    fields: Sequence[str] = ()


class Search:
    """One search; what a prefix stands for is looked up once."""

    def __init__(self, store: Store, weights: Weights) -> None:
        self.store = store
        self.weights = weights
        self.beginning = lru_cache(maxsize=None)(self._beginning)
        self.writer = Writer(lambda name, prefix: self.beginning(f"{name}_exact", prefix)[0])

    def _beginning(self, field: str, prefix: str) -> tuple[list[str], bool]:
        """The most frequent words of a field that begin so, and whether there are more of them."""
        found = self.store.search({"size": 0, "aggs": {"words": words_beginning(field, prefix)}})
        words = [bucket["key"] for bucket in found["aggregations"]["words"]["buckets"]]
        return words[:MOST_FORMS], len(words) > MOST_FORMS

    def weigh(self, clauses: Sequence[Clause]) -> tuple[list[Weighed], list[Clause]]:
        """Each clause with its rarity, and those no section has."""
        if not clauses:
            return [], []
        filters = {str(n): self.writer.having(clause) for n, clause in enumerate(clauses)}
        counting = {"size": 0, "track_total_hits": True, "aggs": {"clauses": {"filters": {"filters": filters}}}}
        found = self.store.search(counting)
        everything = found["hits"]["total"]["value"]
        buckets = found["aggregations"]["clauses"]["buckets"]
        having = [buckets[str(n)]["doc_count"] for n in range(len(clauses))]
        weighed = [Weighed(clause, rarity(n, everything)) for clause, n in zip(clauses, having, strict=True)]
        return weighed, [clause for clause, n in zip(clauses, having, strict=True) if not n]

    def page(self, asked: Row, wanted: Sequence[Weighed], cut: Cut) -> Page:
        """Ask, and rank what is found where its order is that of relevance."""
        if not wanted or cut.sort:
            answer = self._ask(asked, wanted, cut)
            return self._scored(answer, wanted, range(cut.size))
        return self._ranked(asked, wanted, cut)

    def _ranked(self, asked: Row, wanted: Sequence[Weighed], cut: Cut) -> Page:
        """The best candidates in their true order, and behind them the others in the cluster's."""
        asked = asked | {"query": self.writer.telling(asked["query"], wanted, self.weights)}
        order = replace(cut, sort=[{"_score": "desc"}, *cut.ties])
        end = cut.start + cut.size
        if cut.start >= WINDOW:
            return self._scored(self._ask(asked, wanted, order), wanted, range(cut.size))
        answer = self._ask(asked, wanted, replace(order, start=0, size=max(WINDOW, end)))
        return self._scored(answer, wanted, range(cut.start, end), WINDOW)

    def _ask(self, asked: Row, wanted: Sequence[Weighed], cut: Cut) -> Row:
        body = {
            "from": cut.start,
            "size": cut.size,
            "track_total_hits": True,
            "sort": [*(cut.sort or cut.ties)],
            "_source": bool(wanted),
            "docvalue_fields": [*cut.fields],
        }
        return self.store.search(asked | body)

    def _scored(self, answer: Row, wanted: Sequence[Weighed], part: range, ranked: int = 0) -> Page:
        """A part of the hits, with their scores; the first so many hits are put into the order of these."""
        hits = answer["hits"]["hits"]
        total, counted = answer["hits"]["total"]["value"], answer.get("aggregations", {})
        if not wanted:
            return Page([(hit, 0.0, ()) for hit in hits], total, counted)
        window = Window([hit["_source"] for hit in hits], [each.clause for each in wanted], self.beginning)
        scores = score(window, wanted, np.arange(len(hits)), self.weights)
        values = scores.values.tolist()
        places = sorted(range(len(hits))[:ranked], key=lambda n: (-values[n], hits[n]["sort"][1:]))
        places += range(len(hits))[ranked:]
        shown = places[part.start : part.stop]
        passages = scores.passages(np.array(shown, np.int64))
        return Page([(hits[n], values[n], best) for n, best in zip(shown, passages, strict=True)], total, counted)


def search(store: Store, plan: Plan) -> Answer:
    """Run a plan."""
    ask = Search(store, plan.weights)
    weighed, missing = ask.weigh(plan.clauses)
    having = [ask.writer.having(clause) for clause in plan.clauses]
    matching = ask.writer.enough(weighed, missing, plan.weights) if weighed else EVERYTHING
    matching = excluding(matching, [ask.writer.having(clause) for clause in plan.without])
    filters = chosen(plan.filters)
    asked = {
        "query": matching,
        "post_filter": every(filters.values()),
        "aggs": {**_facets(filters), "complete": {"filter": every([*having, *filters.values()])}},
    }
    page = ask.page(asked, weighed, _cut(plan))
    hits = tuple(Found(hit["sort"][-1], round(points, 4), passages) for hit, points, passages in page.hits)
    return Answer(hits, page.total, page.counted["complete"]["doc_count"], counts(page.counted), tuple(missing))


def _cut(plan: Plan) -> Cut:
    by_year = plan.sort == "relevance" and not plan.clauses
    sort = SORTS.get("newest" if by_year else plan.sort, [])
    return Cut(plan.start, plan.size, ties=PLACE, sort=[*sort, *PLACE] if sort else [])


def _facets(filters: Mapping[str, Query]) -> Row:
    """Each facet under all choices but its own: what opens when the value is chosen as well."""
    found = {}
    for name in FACETS:
        others = every(query for facet, query in filters.items() if facet != name)
        found[name] = {"filter": others, "aggs": {"values": values_of(name)}}
    return found


def values_of(facet: str) -> Row:
    return {"terms": {"field": facet, "size": MOST_VALUES, "shard_size": MOST_VALUES}}


def counts(counted: Row) -> dict[str, dict[str, int]]:
    """The values of each facet with their numbers of sections, by what `values_of` asked."""
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["values"]["buckets"]} for name in FACETS
    }


def words_beginning(field: str, prefix: str) -> Row:
    """One more than is looked for tells whether there are more."""
    pattern = "".join(f"\\{sign}" if not sign.isalnum() else sign for sign in prefix) + ".*"
    order = [{"_count": "desc"}, {"_key": "asc"}]
    return {"terms": {"field": field, "include": pattern, "size": MOST_FORMS + 1, "order": order}}
