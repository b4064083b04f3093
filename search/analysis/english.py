"""English stems by Snowball."""

from __future__ import annotations

from functools import cache

import snowballstemmer


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


def stem(word: str) -> str:
    """The Snowball stem of a lower-case English word."""
    found: str = _stemmer().stemWord(word)
    return found
