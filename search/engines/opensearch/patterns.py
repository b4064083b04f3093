"""The queries of search.engines.patterns in OpenSearch's own language.

Exact words lie in the field of terms of their field with a sign before them (search.engines.opensearch.mapping).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whoosh import query as library

from search.analysis import query_words
from search.engines.conditions import ANALYSED, Bounds
from search.engines.opensearch.mapping import EXACT
from search.engines.opensearch.queries import NOTHING

if TYPE_CHECKING:
    from search.engines.opensearch.queries import Query, Writer

AFTER_EXACT = chr(ord(EXACT) + 1)
ESCAPED = re.compile(r"\[(.)\]")  # as `glob.escape` writes a sign that means itself


def written(asked: library.Query, name: str, writer: Writer) -> Query:
    """A query on a field of words, or of codes."""
    if isinstance(asked, library.Phrase):
        return near(asked, name, writer)
    field, sign = (f"{name}_terms", EXACT) if name in ANALYSED else (name, "")
    match asked:
        case library.Prefix():
            return {"prefix": {field: sign + asked.text}}
        case library.Wildcard():
            pattern = ESCAPED.sub(r"\\\1", asked.text.replace("\\", r"\\"))
            return {"wildcard": {field: {"value": sign + pattern}}}
        case library.Regex():  # from the beginning of a word to wherever it ends, as Whoosh has it
            return {"regexp": {field: {"value": f"{sign}({asked.text}).*", "flags": "NONE"}}}
        case library.TermRange():
            return _range(asked, field, sign)
        case library.FuzzyTerm():
            return {"fuzzy": {field: _like(asked, sign)}}
    return {"prefix": {field: sign}}


def _range(asked: library.TermRange, field: str, sign: str) -> Query:
    low, high = (None if end is None else sign + end for end in (asked.start, asked.end))
    if not sign:
        return between(field, Bounds(low, high, asked.startexcl, asked.endexcl))
    return between(field, Bounds(low or sign, high or AFTER_EXACT, asked.startexcl, asked.endexcl))


def _like(asked: library.FuzzyTerm, sign: str) -> Query:
    return {
        "value": sign + asked.text,
        "fuzziness": asked.maxdist,
        "prefix_length": len(sign) + asked.prefixlength,
        "rewrite": "constant_score",  # else only the fifty nearest words are looked for
    }


def between(field: str, bounds: Bounds) -> Query:
    above = {} if bounds.low is None else {"gt" if bounds.without_low else "gte": bounds.low}
    below = {} if bounds.high is None else {"lt" if bounds.without_high else "lte": bounds.high}
    return {"range": {field: above | below}}


def near(asked: library.Phrase, name: str, writer: Writer) -> Query:
    """Words in any form that follow each other, each at most so many places behind the one before."""
    field = f"{name}_terms"
    found: Query = {}
    for word in query_words(" ".join(asked.words)):
        forms: Query = {"span_or": {"clauses": [{"span_term": {field: term}} for term in writer.terms(name, word)]}}
        pair = {"clauses": [found, forms], "slop": asked.slop - 1, "in_order": True}
        found = {"span_near": pair} if found else forms
    return found or NOTHING
