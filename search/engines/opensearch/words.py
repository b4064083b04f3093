"""The words of an archive in a cluster, read once for each generation of its index and shared by all threads."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from search.engines.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from search.engines.opensearch.store import Store

READ_AT_ONCE = 10_000  # words
_known: dict[str, tuple[Hashable, Lexicon]] = {}  # by the name of the index
_reading = threading.Lock()


def lexicon(store: Store) -> Lexicon:
    """The words of the index in use. Raises IndexUnfit, OutOfReach."""
    newest = store.generation()
    with _reading:
        generation, found = _known.get(store.alias, (None, None))
        if found is None or generation != newest:
            found = Lexicon(dict(_terms(store, "text_exact")), dict(_terms(store, "text_stem")))
            _known[store.alias] = newest, found
        return found


def _terms(store: Store, field: str) -> Iterator[tuple[str, int]]:
    """Every term of a field with the number of sections that have it, in the order of their letters."""
    paged: dict[str, object] = {"size": READ_AT_ONCE, "sources": [{"term": {"terms": {"field": field}}}]}
    while True:
        found = store.search({"size": 0, "aggs": {"terms": {"composite": paged}}})["aggregations"]["terms"]
        yield from ((bucket["key"]["term"], bucket["doc_count"]) for bucket in found["buckets"])
        if "after_key" not in found:
            return
        paged["after"] = found["after_key"]
