"""What our arrays do not answer, asked of the Whoosh library: its queries and matchers run on a snapshot.

To the library a snapshot is an index of one segment, from which what is deleted is left out.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

import numpy as np
from haystack.exceptions import SearchBackendError
from whoosh.matching import ListMatcher
from whoosh.query import NullQuery, Or, Phrase, Query, SpanNear2, Term
from whoosh.query.compound import DefaultOr
from whoosh.query.spans import Span
from whoosh.reading import IndexReader
from whoosh.scoring import FunctionWeighting
from whoosh.searching import Searcher

from search.analysis import query_words
from search.engines.patterns import patterns
from search.engines.postings import POSITION_BITS
from search.engines.whoosh.searching import all_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.analysis import Forms
    from search.engines.conditions import Leaf
    from search.engines.postings import Mask, Postings
    from search.engines.whoosh.snapshot import Snapshot

UNSCORED = FunctionWeighting(lambda searcher, field, text, matcher: 1.0)


def find(snapshot: Snapshot, leaf: Leaf) -> Mask:
    """The sections a condition stands for. Raises SearchBackendError where it has no meaning."""
    asked = [Or([_placed(query, name, leaf.is_analysed) for name in leaf.fields]) for query in patterns(leaf)]
    if not asked:
        return np.zeros_like(snapshot.live)
    return all_of(snapshot.live, [ask(snapshot, query) for query in asked])


def ask(snapshot: Snapshot, query: Query) -> Mask:
    """The sections the library finds for a query on the fields of the schema."""
    found = np.zeros_like(snapshot.live)
    try:
        found[list(Searcher(SnapshotReader(snapshot), UNSCORED).docs_for_query(query))] = True
    except re.error as error:
        raise SearchBackendError(f"{query} is no regular expression: {error}") from error
    return found


def _placed(query: Query, name: str, is_analysed: bool) -> Query:
    """A query as the schema names its field: words are looked up as they are written."""
    if isinstance(query, Phrase):
        return near(name, query_words(" ".join(query.words)), query.slop)
    placed = copy.copy(query)
    placed.fieldname = f"{name}_exact" if is_analysed else name
    return placed


def near(name: str, words: list[Forms], slop: int) -> Query:
    """Words in any form that follow each other, each at most `slop` places behind the one before."""
    if not words:
        return NullQuery
    forms = [[(f"{name}_exact", word.exact), *((f"{name}_stem", stem) for stem in word.stems)] for word in words]
    # Whoosh's Or chooses its matcher by the size of the index, and one of them forgets places.
    return SpanNear2([DefaultOr([Term(*term) for term in terms]) for terms in forms], slop=slop)


class SnapshotReader(IndexReader):
    """Whoosh's view of a snapshot, as far as finding goes: nothing is scored."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.schema = snapshot.schema

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self.doc_frequency(*term) > 0

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        return ((fieldname, term) for term in self._snapshot.terms(fieldname, prefix))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return self._snapshot.frequency(fieldname, text)

    def postings(self, fieldname: str, text: bytes, scorer: Any = None) -> Standing:
        return Standing(self._snapshot.postings(fieldname, text.decode()))

    def doc_count_all(self) -> int:
        return self._snapshot.size

    def doc_count(self) -> int:
        return self._snapshot.total

    def is_deleted(self, docnum: int) -> bool:
        return not self._snapshot.live[docnum]


class Standing(ListMatcher):
    """The sections a term stands in, and its places in each."""

    def __init__(self, postings: Postings, position: int = 0) -> None:
        super().__init__(postings.numbers.tolist(), position=position)
        self._postings = postings

    def copy(self) -> Standing:
        return Standing(self._postings, self._i)

    def spans(self) -> list[Span]:
        places, number = self._postings.places, self.id()
        start, end = np.searchsorted(places, [number << POSITION_BITS, (number + 1) << POSITION_BITS])
        return [Span(place) for place in (places[start:end] - (number << POSITION_BITS)).tolist()]
