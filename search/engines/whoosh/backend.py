"""Haystack's backend on Whoosh files.

Derived from Haystack's own Whoosh backend, whose known traps it closes, each with a test in tests/test_whoosh_traps.py:
pages are cut by offset, words are analysed by search.analysis, codes are not analysed, an index of another schema is
refused, sorting may mix directions, short queries are answered, readers are kept, errors are raised.
"""

from __future__ import annotations

import logging
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from django.conf import settings
from haystack import connections
from haystack.backends import BaseEngine
from haystack.backends.whoosh_backend import WhooshSearchBackend
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.models import SearchResult
from haystack.utils import get_identifier
from whoosh.fields import STORED, Schema
from whoosh.query import Term

from search.engines.conditions import ANALYSED, Leaf, as_tree, clauses, like
from search.engines.contract import Health, IndexUnfit
from search.engines.inputs import TreeQuery
from search.engines.scoring import Weighed, matches, rarity, score
from search.engines.whoosh import searching
from search.engines.whoosh.building import build
from search.engines.whoosh.fields import CodesField
from search.engines.whoosh.fields import TermsField as Terms
from search.engines.whoosh.rows import row_of
from search.engines.whoosh.searching import all_of, count
from search.engines.whoosh.snapshot import Snapshot, read_newest
from search.engines.whoosh.store import Store
from search.engines.whoosh.tree import find
from search.fields import CodeField
from search.fields import CodesField as HaystackCodesField
from search.highlighting import mark
from search.plan import FACETS
from search.ranking import weights
from search.spelling import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from haystack.indexes import SearchIndex
    from whoosh.writing import IndexWriter

    from archive.models import Section
    from search.engines.conditions import Node
    from search.engines.postings import Ints, Mask
    from search.engines.whoosh.rows import Row
    from search.plan import Answer, Clause, Plan
    from search.similar import Parts
    from search.thesaurus import Stems

log = logging.getLogger("search")


class WhooshBackend(WhooshSearchBackend):
    def __init__(self, connection_alias: str, **connection_options: Any) -> None:
        super().__init__(connection_alias, **connection_options)
        # Haystack swallows errors unless told otherwise; here nothing fails silently.
        self.silently_fail = connection_options.get("SILENTLY_FAIL", False)
        self._snapshot: Snapshot | None = None
        self._opening = threading.Lock()

    # --- the index on disk ------------------------------------------------------------------------------------------
    @cached_property
    def store(self) -> Store:
        fields = connections[self.connection_alias].get_unified_index().all_searchfields()
        self.content_field_name, self.schema = self.build_schema(fields)
        return Store(Path(self.path), self.schema)

    def setup(self) -> None:
        self.setup_complete = bool(self.store)

    def build_schema(self, fields: dict[str, Any]) -> tuple[str, Schema]:
        """Two fields of terms (exact, stem) for each analysed field; codes and numbers as they are."""
        schema = {ID: CodesField(unique=True), DJANGO_CT: CodesField(), DJANGO_ID: STORED()}
        for name, field in fields.items():
            if isinstance(field, CodeField | HaystackCodesField):
                schema[name] = CodesField(many=field.is_multivalued)
            elif name in ANALYSED:
                schema |= {f"{name}_exact": Terms(), f"{name}_stem": Terms()}
            else:
                schema[name] = STORED()
        schema["title"] = STORED()
        content = next(name for name, field in fields.items() if field.document)
        return content, Schema(**schema)

    def snapshot(self) -> Snapshot:
        """The newest generation; one reader for all threads, exchanged when a commit or a rebuild has made another.

        Raises IndexUnfit where there is no index that fits.
        """
        newest = self.store.newest()
        known = self._snapshot
        if known and known.generation == newest:
            return known
        with self._opening:
            if self._snapshot is None or self._snapshot.generation != newest:
                self._snapshot = read_newest(self.store, self._snapshot, settings.SEARCH_CACHE_MB * 1_000_000)
            return self._snapshot

    def fits(self) -> bool:
        """Whether there is an index this program can read."""
        try:
            self.snapshot()
        except IndexUnfit:
            return False
        return True

    def health(self) -> Health:
        try:
            return Health(True, self.snapshot().total)
        except IndexUnfit:
            trouble = "The index is damaged or made by another version." if self.store.exists else "No index yet."
            return Health(False, trouble=trouble)

    def generation(self) -> tuple[str, int]:
        """Another one after each commit. Raises IndexUnfit."""
        return self.snapshot().generation

    def documents(self) -> dict[int, int]:
        """How many sections of each document the index has."""
        snapshot = self.snapshot()
        counts = {int(code): snapshot.sections("document", code).size for code, _ in snapshot.words("document")}
        return {pk: count for pk, count in counts.items() if count}

    def words(self) -> dict[str, int]:
        """Every exact word of the texts, with the number of sections that have it."""
        return dict(self.snapshot().words("text_exact"))

    def named(self, concepts: Mapping[str, Collection[Stems]]) -> Parts:
        """What the sections name, segment by segment; see Engine.named."""
        return self.snapshot().named(concepts)

    # --- writing ----------------------------------------------------------------------------------------------------
    def update(self, index: SearchIndex, iterable: Iterable[Section], commit: bool = True) -> None:
        rows = self._rows(index, iterable)
        with self.store.writing() as writer:
            for row in rows:
                writer.update_document(**row)

    def replace_document(self, document_id: int, index: SearchIndex, sections: Iterable[Section]) -> None:
        """Put these sections in the place of all that the index holds of one document."""
        rows = self._rows(index, sections)
        with self.store.writing() as writer:
            writer.delete_by_term("document", str(document_id))
            _add_all(writer, rows)

    def rebuild(self, index: SearchIndex, sections: Iterable[Section]) -> int:
        """Build a new index beside the one in use, then swap; return how many sections it has."""
        with self.store.rebuilding() as writer:
            return build(writer, map(index.full_prepare, sections))

    def remove(self, obj_or_string: Section | str, commit: bool = True) -> None:
        with self.store.writing() as writer:
            writer.delete_by_term(ID, get_identifier(obj_or_string))

    def clear(self, models: Sequence[type[Any]] | None = None, commit: bool = True) -> None:
        if models is None:
            self.store.remove()
            return
        with self.store.writing() as writer:
            for model in models:
                writer.delete_by_query(Term(DJANGO_CT, model._meta.label_lower))

    def _rows(self, index: SearchIndex, sections: Iterable[Section]) -> list[Row]:
        return [row_of(index.full_prepare(section), self.store.schema) for section in sections]

    # --- searching --------------------------------------------------------------------------------------------------
    def search_plan(self, plan: Plan) -> Answer:
        """The archive's own way of searching; see search.plan."""
        return searching.search(self.snapshot(), plan)

    def typed_plainly(self, word: str) -> list[str]:
        """Words of the archive that `word` may be without the letters that not every keyboard has."""
        return self.snapshot().typed_plainly(plain(word))

    def has_more_forms(self, prefix: str) -> bool:
        """Whether more words of the archive begin with `prefix` than are looked for."""
        return self.snapshot().beginning("text_exact", prefix)[1]

    def stands(self, clause: Clause) -> bool:
        """Whether any section has the clause."""
        return bool(matches(self.snapshot(), clause).any())

    def sounding(self, key: str) -> list[str]:
        """Words and stems of the archive with this key of names; see Snapshot.sounding."""
        return self.snapshot().sounding(key)

    def beginning(self, letters: str) -> list[str]:
        """Stems of the archive that begin so, the most frequent first."""
        return self.snapshot().beginning("text_stem", letters)[0]

    def similar(self, stem: str, letters: int) -> list[str]:
        """Stems of the archive that are like `stem`; see Snapshot.similar."""
        return self.snapshot().similar(stem, letters)

    def search(self, query_string: Node | str, **options: Any) -> dict[str, Any]:
        """Haystack's way of searching: `query_string` is the tree TreeQuery builds.

        Options: start_offset, end_offset, sort_by (mixed directions allowed), facets, narrow_queries
        (“field:value”), highlight, result_class, models.
        """
        snapshot = self.snapshot()
        tree = as_tree(query_string)
        narrow = [name.partition(":") for name in options.get("narrow_queries") or ()]
        matching = all_of(
            find(snapshot, tree),
            [find(snapshot, Leaf(name, "exact", value.strip('"'))) for name, _, value in narrow],
        )
        numbers = np.flatnonzero(matching)
        wanted = clauses(tree)
        points = _points(snapshot, wanted, numbers)
        ordered = _sorted(snapshot, numbers, points, options.get("sort_by"))
        page = ordered[options.get("start_offset") or 0 : options.get("end_offset")]
        made = [self._result(snapshot, number, points.get(number, 0.0), options.get("result_class")) for number in page]
        if options.get("highlight"):
            self._highlight(made, wanted)
        return {
            "results": made,
            "hits": count(matching),
            "facets": {"fields": _facets(snapshot, matching, options.get("facets") or ()), "dates": {}, "queries": {}},
            "spelling_suggestion": None,
        }

    def _result(
        self, snapshot: Snapshot, number: int, points: float, result_class: type[SearchResult] | None
    ) -> SearchResult:
        stored = snapshot.stored(number)
        fields = {name: _plain(self.schema[name], value) for name, value in stored.items()}
        app, model = fields.pop(DJANGO_CT).split(".")
        return (result_class or SearchResult)(app, model, fields.pop(DJANGO_ID), points, **fields)

    def _highlight(self, results: list[SearchResult], wanted: tuple[Clause, ...]) -> None:
        for result in results:
            marked = mark(result.object.text, result.object.language, wanted)
            result.highlighted = {self.content_field_name: [marked]}

    def more_like_this(self, model_instance: Section, *args: Any, **options: Any) -> dict[str, Any]:
        """Sections that share the rarest words of this one's heading."""
        return self.search(like(model_instance), **options)


def _add_all(writer: IndexWriter, rows: Iterable[Row]) -> None:
    for row in rows:
        writer.add_document(**row)


def _points(snapshot: Snapshot, wanted: tuple[Clause, ...], numbers: Ints) -> dict[int, float]:
    """The score of each section; none where no words are asked for."""
    if not wanted:
        return {}
    having = [count(matches(snapshot, clause)) for clause in wanted]
    weighed = [Weighed(clause, rarity(each, snapshot.total)) for clause, each in zip(wanted, having, strict=True)]
    scores = score(snapshot, weighed, numbers, weights())
    return dict(zip(numbers.tolist(), scores.values.tolist(), strict=True))


def _sorted(snapshot: Snapshot, numbers: Ints, points: dict[int, float], sort_by: Sequence[str] | None) -> list[int]:
    """By score, or by the named fields from the last to the first (sorting is stable); equal ones by id."""
    ordered: list[int] = numbers[np.argsort(snapshot.ids[numbers], kind="stable")].tolist()
    if not sort_by:
        return sorted(ordered, key=lambda number: -points.get(number, 0.0))
    for name in reversed(sort_by):
        values = _values(snapshot, ordered, name.removeprefix("-"))
        ordered.sort(key=values.__getitem__, reverse=name.startswith("-"))
    return ordered


def _values(snapshot: Snapshot, numbers: list[int], field: str) -> dict[int, Any]:
    """What each section has in a field; what is stored may have a number as text."""
    if snapshot.has_numbers(field):
        return dict(zip(numbers, snapshot.numbers(field)[numbers].tolist(), strict=True))
    return {number: snapshot.stored(number)[field] for number in numbers}


def _facets(snapshot: Snapshot, matching: Mask, names: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
    counted = {name: snapshot.facets[name].counts(matching) for name in names if name in FACETS}
    return {name: sorted(counts.items(), key=lambda item: (-item[1], item[0])) for name, counts in counted.items()}


def _plain(field: Any, value: Any) -> Any:
    """A stored value as Haystack's users know it: one code as a string, several as a list."""
    if isinstance(field, CodesField) and len(value) == 1 and not field.many:
        return value[0]
    return value


class WhooshEngine(BaseEngine):
    backend = WhooshBackend
    query = TreeQuery
