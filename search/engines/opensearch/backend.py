"""Haystack's backend on an OpenSearch cluster; the archive's own way of searching beside it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from haystack import connections
from haystack.backends import BaseEngine, BaseSearchBackend
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.models import SearchResult
from haystack.utils import get_identifier

from search.engines.conditions import as_tree, clauses, like
from search.engines.inputs import TreeQuery
from search.engines.opensearch import mapping, naming, searching
from search.engines.opensearch.cluster import connect
from search.engines.opensearch.queries import any_of, every
from search.engines.opensearch.searching import Cut, Search
from search.engines.opensearch.store import Store
from search.engines.opensearch.tree import find
from search.engines.opensearch.words import lexicon
from search.highlighting import mark
from search.plan import FACETS
from search.ranking import weights

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from haystack.indexes import SearchIndex

    from archive.models import Section
    from search.engines.conditions import Node
    from search.engines.contract import Health
    from search.engines.opensearch.searching import Row
    from search.plan import Answer, Clause, Plan
    from search.similar import Parts
    from search.thesaurus import Stems

PAGE = 100  # results where Haystack does not say how many


class OpenSearchBackend(BaseSearchBackend):
    def __init__(self, connection_alias: str, **connection_options: Any) -> None:
        super().__init__(connection_alias, **connection_options)
        self.url: str = connection_options["URL"]
        # Haystack swallows errors unless told otherwise; here nothing fails silently.
        self.silently_fail = connection_options.get("SILENTLY_FAIL", False)

    @cached_property
    def store(self) -> Store:
        client, name = connect(self.url)
        fields = connections[self.connection_alias].get_unified_index().all_searchfields()
        body = {"settings": mapping.settings(weights()), "mappings": mapping.mappings(fields)}
        return Store(client, name, body)

    # --- writing ----------------------------------------------------------------------------------------------------
    def update(self, index: SearchIndex, iterable: Iterable[Section], commit: bool = True) -> None:
        self.store.write(_rows(index, iterable))

    def replace_document(self, document_id: int, index: SearchIndex, sections: Sequence[Section]) -> None:
        """Put these sections in the place of all that the index holds of one document; both in one refresh."""
        self.store.write(_rows(index, sections), {"term": {"document": str(document_id)}})

    def rebuild(self, index: SearchIndex, sections: Iterable[Section]) -> int:
        """Build a new index beside the one in use, then swap; return how many sections it has."""
        return self.store.rebuild(_rows(index, sections))

    def remove(self, obj_or_string: Section | str, commit: bool = True) -> None:
        self.store.write([], {"term": {ID: get_identifier(obj_or_string)}})

    def clear(self, models: Sequence[type[Any]] | None = None, commit: bool = True) -> None:
        if models is None:
            self.store.begin_empty()
        else:
            self.store.write([], {"terms": {DJANGO_CT: [model._meta.label_lower for model in models]}})

    # --- searching --------------------------------------------------------------------------------------------------
    def search_plan(self, plan: Plan) -> Answer:
        """The archive's own way of searching; see search.plan."""
        return searching.search(self.store, plan)

    def has_more_forms(self, prefix: str) -> bool:
        return Search(self.store, weights()).beginning("text_exact", prefix)[1]

    def stands(self, clause: Clause) -> bool:
        return not Search(self.store, weights()).weigh([clause])[1]

    def typed_plainly(self, word: str) -> list[str]:
        return lexicon(self.store).typed_plainly(word)

    def sounding(self, key: str) -> list[str]:
        return lexicon(self.store).sounding(key)

    def beginning(self, letters: str) -> list[str]:
        return Search(self.store, weights()).beginning("text_stem", letters)[0]

    def similar(self, stem: str, letters: int) -> list[str]:
        return lexicon(self.store).similar(stem, letters)

    def words(self) -> Mapping[str, int]:
        return lexicon(self.store).exact

    def named(self, concepts: Mapping[str, Collection[Stems]]) -> Parts:
        return naming.named(self.store, concepts)

    def fits(self) -> bool:
        return self.store.fits()

    def health(self) -> Health:
        return self.store.health()

    def generation(self) -> tuple[tuple[str, str, int], ...]:
        return self.store.generation()

    def documents(self) -> dict[int, int]:
        """How many sections of each document the index has."""
        found = self.store.search({"size": 0, "aggs": {"documents": searching.values_of("document")}})
        return {int(each["key"]): each["doc_count"] for each in found["aggregations"]["documents"]["buckets"]}

    def search(self, query_string: Node | str, **options: Any) -> dict[str, Any]:
        """Haystack's way of searching: `query_string` is the tree TreeQuery builds.

        Options: start_offset, end_offset, sort_by (mixed directions allowed), facets, narrow_queries
        (“field:value”), highlight, result_class, models.
        """
        tree = as_tree(query_string)
        ask = Search(self.store, weights())
        wanted = clauses(tree)
        matching = find(tree, ask.writer, self.store.body["mappings"]["properties"])
        narrowed = [_narrowing(each) for each in options.get("narrow_queries") or ()]
        facets = [name for name in options.get("facets") or () if name in FACETS]
        asked = {
            "query": every([matching, *narrowed]),
            "aggs": {name: searching.values_of(name) for name in facets},
        }
        page = ask.page(asked, ask.weigh(wanted)[0], _cut(options, bool(wanted), self.fields))
        made = [self._result(hit, points, options) for hit, points, _ in page.hits]
        if options.get("highlight"):
            self._highlight(made, wanted)
        return {
            "results": made,
            "hits": page.total,
            "facets": {"fields": {name: _counted(page.counted[name]) for name in facets}, "dates": {}, "queries": {}},
            "spelling_suggestion": None,
        }

    @cached_property
    def fields(self) -> list[str]:
        """What Haystack's results have of a section: all that is not analysed."""
        return [name for name, about in self.store.body["mappings"]["properties"].items() if _is_result(name, about)]

    def _result(self, hit: Row, points: float, options: Mapping[str, Any]) -> SearchResult:
        """A field of several values has a list, as Haystack's users know it."""
        known = connections[self.connection_alias].get_unified_index().all_searchfields()
        several = {name for name, field in known.items() if field.is_multivalued}
        found = {name: hit["fields"].get(name, []) for name in self.fields}
        fields = {name: values if name in several else values[0] for name, values in found.items()}
        app, model = fields.pop(DJANGO_CT).split(".")
        made: type[SearchResult] = options.get("result_class") or SearchResult
        return made(app, model, str(fields.pop(DJANGO_ID)), points, **fields)

    def _highlight(self, results: list[SearchResult], wanted: tuple[Clause, ...]) -> None:
        for result in results:
            result.highlighted = {"text": [mark(result.object.text, result.object.language, wanted)]}

    def more_like_this(self, model_instance: Section, *args: Any, **options: Any) -> dict[str, Any]:
        """Sections that share the rarest words of this one's heading."""
        return self.search(like(model_instance), **options)


def _rows(index: SearchIndex, sections: Iterable[Section]) -> Iterator[Row]:
    """A section at a time: an archive does not fit into memory."""
    for section in sections:
        row = mapping.row(index.full_prepare(section))
        yield {"_op_type": "index", "_id": row[ID], "_source": row}


def _is_result(name: str, about: Row) -> bool:
    return about["type"] != "text" and not name.endswith(("_exact", "_stem", "_place"))


def _narrowing(condition: str) -> Row:
    name, _, value = condition.partition(":")
    return any_of([{"term": {name: value.strip('"')}}])


def _cut(options: Mapping[str, Any], is_ranked: bool, fields: Sequence[str]) -> Cut:
    start = options.get("start_offset") or 0
    end = options.get("end_offset")
    size = PAGE if end is None else end - start
    by_id = [{DJANGO_ID: "asc"}]
    sort = [_order(name) for name in options.get("sort_by") or ()]
    return Cut(start, size, ties=by_id, sort=[*sort, *by_id] if sort or not is_ranked else [], fields=fields)


def _order(name: str) -> Row:
    return {name.removeprefix("-"): "desc" if name.startswith("-") else "asc"}


def _counted(found: Row) -> list[tuple[str, int]]:
    counted = [(bucket["key"], bucket["doc_count"]) for bucket in found["buckets"]]
    return sorted(counted, key=lambda item: (-item[1], item[0]))


class OpenSearchEngine(BaseEngine):
    backend = OpenSearchBackend
    query = TreeQuery
