"""Conditions that neither words nor codes answer as they are, as queries of the Whoosh library: beginnings, endings,
parts of words, words nearly so, ranges.

The library's classes are what both engines understand: search.engines.whoosh.library lets Whoosh run them on our
segments, search.engines.opensearch.patterns writes them in the language of the cluster.
"""

from __future__ import annotations

import glob
from typing import TYPE_CHECKING, Any

from haystack.constants import FUZZY_WHOOSH_MAX_EDITS, FUZZY_WHOOSH_MIN_PREFIX
from haystack.exceptions import SearchBackendError
from whoosh.query import FuzzyTerm, Phrase, Prefix, Query, TermRange, Wildcard

from search.analysis import query_words
from search.engines.conditions import COMPARISONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.conditions import Leaf

NO_SUCH_FIELD = "There is no such field."
ONLY_NUMBERS = "The field has numbers: exact, in, range, gt, gte, lt and lte compare it with numbers."

MAKERS: dict[str, Callable[[str, str], Query]] = {
    "startswith": Prefix,
    "endswith": lambda field, text: Wildcard(field, f"*{glob.escape(text)}"),
    "contains": lambda field, text: Wildcard(field, f"*{glob.escape(text)}*"),
    "fuzzy": lambda field, text: FuzzyTerm(
        field, text, maxdist=FUZZY_WHOOSH_MAX_EDITS, prefixlength=FUZZY_WHOOSH_MIN_PREFIX
    ),
}


def patterns(leaf: Leaf) -> list[Query]:
    """The queries that must all hold: one for each word of a field of words, where one word of the section will do.

    Raises SearchBackendError for a filter that has no meaning.
    """
    if leaf.kind == "pattern":
        return [_checked(leaf)]
    if leaf.kind in COMPARISONS:
        asked = leaf.bounds
        low, high = (_bound(leaf, value) for value in (asked.low, asked.high))
        return [TermRange(leaf.field, low, high, asked.without_low, asked.without_high)]
    if leaf.kind not in MAKERS:
        raise unsupported(leaf)
    return [MAKERS[leaf.kind](leaf.field, text) for text in _texts(leaf, leaf.value)]


def unsupported(leaf: Leaf, why: str = "") -> SearchBackendError:
    return SearchBackendError(f"The filter {leaf.field}__{leaf.kind} is not supported by this engine. {why}".strip())


def _checked(leaf: Leaf) -> Query:
    """A query as it was written; words of a pattern are in small letters, as in the index."""
    query: Query = leaf.value
    if isinstance(query, Phrase) and not leaf.is_analysed:
        raise unsupported(leaf, "Only words stand near each other.")
    if leaf.is_analysed and isinstance(query, Wildcard | FuzzyTerm):
        query = query.copy()
        query.text = query.text.lower()
    return query


def _texts(leaf: Leaf, value: Any) -> list[str]:
    """A value as the index writes it: its words in their normal form, or a code as it is."""
    return [word.exact for word in query_words(str(value))] if leaf.is_analysed else [str(value)]


def _bound(leaf: Leaf, value: Any) -> str | None:
    if value is None:
        return None
    return next(iter(_texts(leaf, value)), str(value))
