"""The search engine beyond one machine: Haystack's interface on an OpenSearch cluster.

OpenSearch finds, filters and counts; the best candidates are then ranked here, by the same arithmetic as on Whoosh.
"""

from search.engines.opensearch.backend import OpenSearchBackend, OpenSearchEngine

__all__ = ["OpenSearchBackend", "OpenSearchEngine"]
