"""One key for all spellings of a name: Жәнібек, Джанибек, Zhanibek and Janibek are one man."""

from __future__ import annotations

import re
from functools import lru_cache

from search.analysis.latin import is_latin, latin_keys, sound_key

FEMININE = re.compile("(?<=[oe]v)a$|(?<=in)a$")


@lru_cache(maxsize=2**17)  # the next generation of an index has nearly the same words
def name_key(word: str) -> str:
    """The key of a name in any spelling; common words share keys too (қыз, киз), so it only tells what may be meant.

    A surname of a man and of a woman have one key: the genitive of his is the nominative of hers (Сатпаева).
    """
    return FEMININE.sub("", latin_keys(word)[0] if is_latin(word) else sound_key(word.lower()))
