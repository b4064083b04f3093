"""Words of Kazakh, Russian and English texts: one analyser per language serves index, query and highlight.

Needs no Django settings and no search engine.
"""

from __future__ import annotations

from search.analysis.analyser import Analyser, Forms, Token, analyser, is_word, part_words, query_words, stem, terms
from search.analysis.stopwords import EVERY_STOPWORD, STOPWORDS

ANALYSER_VERSION = 4
"""Raised whenever the terms of a text change; stored beside an index, which is rebuilt when it differs."""

__all__ = [
    "ANALYSER_VERSION",
    "EVERY_STOPWORD",
    "STOPWORDS",
    "Analyser",
    "Forms",
    "Token",
    "analyser",
    "is_word",
    "part_words",
    "query_words",
    "stem",
    "terms",
]
