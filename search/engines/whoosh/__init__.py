"""The search engine for one machine: Haystack's interface on Whoosh files."""

from search.engines.whoosh.backend import WhooshBackend, WhooshEngine

__all__ = ["WhooshBackend", "WhooshEngine"]
