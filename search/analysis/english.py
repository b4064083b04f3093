"""English stems by Snowball."""

from __future__ import annotations

from functools import cache, lru_cache

import snowballstemmer


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=2**15)
def stem(word: str) -> str:
    """The Snowball stem of a lower-case English word."""
    found: str = _stemmer().stemWord(word)
    return found
