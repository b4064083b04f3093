"""Tantivy, given the archive's terms."""

from __future__ import annotations

import shutil
from functools import cached_property
from typing import TYPE_CHECKING, Any

import tantivy

from bench.search import FOLDER
from bench.search.ours import size_of
from bench.search.questions import FACETS
from bench.search.rows import PAGE, Answer, marked, rows

if TYPE_CHECKING:
    from bench.search.questions import Query

MEMORY = 200_000_000  # bytes of the writer


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True, indexed=True, fast=True)
    builder.add_text_field("text", stored=True, index_option="basic", tokenizer_name="raw")
    for name in ("stems", "exact"):
        builder.add_text_field(name, tokenizer_name="whitespace")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    return builder.build()


class Tantivy:
    name = "Tantivy"

    def __init__(self) -> None:
        self._path = FOLDER / "tantivy"
        self._schema = _schema()

    def build(self) -> None:
        shutil.rmtree(self._path, ignore_errors=True)
        self._path.mkdir()
        writer = tantivy.Index(self._schema, path=str(self._path)).writer(heap_size=MEMORY, num_threads=1)
        for row in rows():
            document = tantivy.Document()
            document.add_integer("id", row.id)
            for name, value in (("text", row.text), ("stems", row.stems), ("exact", row.exact)):
                document.add_text(name, value)
            for name, codes in row.facets.items():
                for code in codes:
                    document.add_text(name, code)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    @cached_property
    def _searcher(self) -> Any:
        return tantivy.Index.open(str(self._path)).searcher()

    def ask(self, query: Query, marks: bool) -> Answer:
        wanted = self._wanted(query)
        found = self._searcher.search(wanted, limit=PAGE, offset=(query.page - 1) * PAGE, count=True)
        counted = self._searcher.aggregate(wanted, {name: {"terms": {"field": name, "size": 100}} for name in FACETS})
        counts = {name: {each["key"]: each["doc_count"] for each in counted[name]["buckets"]} for name in FACETS}
        documents = [self._searcher.doc(address) for _, address in found.hits]
        ids = [each.get_first("id") for each in documents]
        shown = marked((each.get_first("text") for each in documents), query) if marks else []
        return Answer(found.count, ids, counts, shown)

    def _wanted(self, query: Query) -> tantivy.Query:
        wanted = self._words(query)
        if not query.filters:
            return wanted
        chosen = [tantivy.Query.term_query(self._schema, name, value) for name, value in query.filters.items()]
        parts = [wanted, *(tantivy.Query.const_score_query(each, 0.0) for each in chosen)]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in parts])

    def _words(self, query: Query) -> tantivy.Query:
        if query.op == "all":
            return tantivy.Query.all_query()
        if query.op == "prefix":
            return tantivy.Query.regex_query(self._schema, "exact", f"{query.words[0]}.*")
        if query.op == "phrase":
            return tantivy.Query.phrase_query(self._schema, "stems", list(query.stems))
        words = [tantivy.Query.term_query(self._schema, "stems", stem) for stem in query.stems]
        occur = tantivy.Occur.Should if query.op == "or" else tantivy.Occur.Must
        return words[0] if len(words) == 1 else tantivy.Query.boolean_query([(occur, each) for each in words])

    def size(self) -> int:
        return size_of(self._path)

    def close(self) -> None:
        self.__dict__.pop("_searcher", None)
