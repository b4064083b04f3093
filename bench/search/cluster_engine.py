"""The archive's own engine for OpenSearch, on the cluster that OPENSEARCH_URL names (as SEARCH_URL would)."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.conf import settings
from haystack import connections

from bench.search.ours import answered
from bench.search.rows import sections
from search.search_indexes import SectionIndex

if TYPE_CHECKING:
    from bench.search.questions import Query
    from bench.search.rows import Answer

ADDRESS = os.environ.get("OPENSEARCH_URL", "")
NAME = "cluster"


class Cluster:
    name = "OpenSearch"

    def __init__(self) -> None:
        engine = "search.engines.opensearch.OpenSearchEngine"
        settings.HAYSTACK_CONNECTIONS[NAME] = {"ENGINE": engine, "URL": ADDRESS, "SILENTLY_FAIL": False}
        self._backend = connections.reload(NAME).get_backend()

    def build(self) -> None:
        self._backend.rebuild(SectionIndex(), sections())

    def ask(self, query: Query, marks: bool) -> Answer:
        return answered(self._backend, query, marks)

    def size(self) -> int:
        """Bytes of the main copies; other indexes of the cluster are counted as well."""
        address = urlsplit(ADDRESS)
        host = address.netloc.partition(",")[0]
        with urlopen(f"{address.scheme}://{host}/_stats/store", timeout=30) as answer:  # noqa: S310 (given by hand)
            return int(json.load(answer)["_all"]["primaries"].get("store", {}).get("size_in_bytes", 0))

    def close(self) -> None:
        del settings.HAYSTACK_CONNECTIONS[NAME]
