"""One generation of the index as a search reads it: its segments put together, less what is deleted.

A set of sections is an array with a flag for each. A snapshot never changes and is shared by threads; the next commit
gets the next one, which takes over the segments that are still there. What is decoded or computed is kept for the next
question within a limit of memory.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import cached_property, lru_cache
from heapq import merge
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.contract import IndexUnfit
from search.engines.postings import MOST_FORMS, NONE, POSITION_BITS, Postings
from search.engines.whoosh.cache import Cache
from search.engines.whoosh.columns import NUMBERS
from search.engines.whoosh.facets import Facet
from search.engines.whoosh.sealed import Damaged
from search.engines.whoosh.segments import STEMS, WORDS, Segment
from search.plan import FACETS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from whoosh.index import FileIndex

    from search.engines.postings import Ints, Made, Mask
    from search.engines.whoosh.columns import Codes
    from search.engines.whoosh.naming import Concepts
    from search.engines.whoosh.store import Store
    from search.similar import Parts

log = logging.getLogger("search")
ROOM = 64_000_000  # bytes of arrays kept, unless said otherwise
PREFIXES = 256  # whose terms are kept


class Snapshot:
    """A reader of one generation. `generation` tells whether it is still the newest."""

    def __init__(self, index: FileIndex, before: Snapshot | None = None, room: int = ROOM) -> None:
        """`before` is the snapshot in whose place this one comes; at most `room` bytes of arrays are kept."""
        toc = index._read_toc()
        self.generation = (str(index.storage.folder), toc.generation)
        self.schema = toc.schema
        known = before.segments if before and before.generation[0] == self.generation[0] else {}
        self.segments: dict[str, Segment] = {
            each.segment_id(): known.get(each.segment_id()) or Segment(index.storage, each) for each in toc.segments
        }
        self._parts = list(self.segments.values())
        sizes = [part.size for part in self._parts]
        self._bases = [sum(sizes[:n]) for n in range(len(sizes))]
        self.size = sum(sizes)
        self.live: Mask = np.ones(self.size, np.bool_)
        for base, each in zip(self._bases, toc.segments, strict=True):
            self.live[[base + number for number in each.deleted_docs()]] = False
        self.total = int(np.count_nonzero(self.live))
        self._cache = Cache(room)
        self.beginning = lru_cache(PREFIXES)(self._beginning)

    # --- words ------------------------------------------------------------------------------------------------------
    def keep(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """See search.engines.postings.Reader."""
        return self._cache.keep(key, make)

    def postings(self, field: str, term: str) -> Postings:
        """Where `term` stands in the field of terms `field`. Raises IndexUnfit where its postings are damaged.

        Read from the file each time: what scoring makes of them is kept, and takes the room of the postings better.
        """
        with self._whole():
            parts = [(base, part.terms.read(field, term)) for base, part in zip(self._bases, self._parts, strict=True)]
        found = [_moved(postings, base) for base, postings in parts if postings.numbers.size]
        if not found:
            return NONE
        together = found[0]
        if len(found) > 1:
            numbers, places = zip(*((each.numbers, each.places) for each in found), strict=True)
            together = Postings(np.concatenate(numbers), np.concatenate(places))
        return together if self.total == self.size else self._alive(together)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """What is read here must be as it was written: raises IndexUnfit."""
        try:
            yield
        except Damaged as error:
            log.warning("The index in %s is damaged: %s", self.generation[0], error)
            raise IndexUnfit from error

    def _alive(self, postings: Postings) -> Postings:
        numbers, places = postings.numbers, postings.places
        return Postings(numbers[self.live[numbers]], places[self.live[places >> POSITION_BITS]])

    def _beginning(self, field: str, prefix: str) -> tuple[list[str], bool]:
        """The most frequent terms of a field that begin so, and whether there are more of them."""
        frequencies: dict[str, int] = {}
        for part in self._parts:
            lexicon = part.terms.lexicon(field)
            here = lexicon.beginning(prefix.encode())
            for term, frequency in zip(lexicon.words(here), lexicon.frequencies[here.start : here.stop], strict=True):
                frequencies[term] = frequencies.get(term, 0) + int(frequency)
        terms = sorted(frequencies, key=lambda term: (-frequencies[term], term))
        return terms[:MOST_FORMS], len(terms) > MOST_FORMS

    def words(self, field: str) -> Iterator[tuple[str, int]]:
        """Every term of a field of terms, in order, with the number of sections it stands in."""
        frequencies: dict[str, int] = {}
        for part in self._parts:
            lexicon = part.terms.lexicon(field)
            for term, frequency in zip(lexicon.words(), lexicon.frequencies.tolist(), strict=True):
                frequencies[term] = frequencies.get(term, 0) + frequency
        return iter(sorted(frequencies.items()))

    def terms(self, field: str, first: bytes = b"") -> Iterator[bytes]:
        """Every term of a field of terms from `first` on, in order; of some all sections may be deleted."""
        runs = (part.terms.lexicon(field).following(first) for part in self._parts)
        return (term for term, _ in groupby(merge(*runs)))

    def frequency(self, field: str, term: bytes) -> int:
        """The number of sections that have a term, deleted ones included."""
        return sum(part.terms.doc_frequency(field, term) for part in self._parts)

    def sections(self, field: str, term: str) -> Ints:
        """The numbers of the sections that have `term` in the field of terms `field`."""
        return self.postings(field, term).numbers

    def typed_plainly(self, plainly: str) -> list[str]:
        """Words that are typed so without the letters that not every keyboard has."""
        return sorted({word for part in self._parts for word in part.without_marks.get(plainly, ())})

    def sounding(self, key: str) -> list[str]:
        """Words and stems with this key of names, the most frequent first."""

        def frequency(word: str) -> int:
            return self.sections(WORDS, word).size + self.sections(STEMS, word).size

        words = sorted({word for part in self._parts for word in part.by_sound.get(key, ())})
        return sorted(words, key=frequency, reverse=True)

    def similar(self, stem: str, letters: int) -> list[str]:
        """Stems that differ from `stem` in at most so many letters: the nearest, the most frequent."""
        found: dict[str, int] = {}
        for part in self._parts:
            found |= part.similar(stem, letters)
        return sorted(found, key=lambda other: (found[other], -self.sections(STEMS, other).size, other))

    def named(self, concepts: Concepts) -> Parts:
        """What the sections of each segment name; see Engine.named. Raises IndexUnfit."""
        with self._whole():
            return [
                (part.named(concepts), self.live[base : base + part.size])
                for base, part in zip(self._bases, self._parts, strict=True)
            ]

    # --- sections ---------------------------------------------------------------------------------------------------
    @cached_property
    def facets(self) -> dict[str, Facet]:
        return {name: self._facet([part.columns.codes[name] for part in self._parts]) for name in FACETS}

    def _facet(self, parts: list[Codes]) -> Facet:
        return Facet(parts, self._bases, self.size)

    @cached_property
    def ids(self) -> Ints:
        """The row ids of the sections."""
        return self._column("ids")

    @cached_property
    def pointers(self) -> Mask:
        """Which sections only point elsewhere."""
        return self._column("pointer") > 0

    @cached_property
    def last_years(self) -> Ints:
        return self._column("last_year")

    @cached_property
    def titles(self) -> Ints:
        """The place of each section's title among all titles, whatever their case."""
        return self._facet([part.columns.titles for part in self._parts]).ranks()

    @cached_property
    def places(self) -> Ints:
        """The place of each section when reports are in order, and in each of them its sections, and last by id."""
        ranks = np.empty(self.size, np.int64)
        ranks[np.lexsort((self.ids, self._column("order"), self.facets["report"].ranks()))] = np.arange(self.size)
        return ranks

    def has_numbers(self, field: str) -> bool:
        """Whether a field of the schema is kept as a number of each section."""
        return field in NUMBERS.values()

    def numbers(self, field: str) -> Ints:
        """The number each section has in such a field."""
        return self._column(next(name for name, stored in NUMBERS.items() if stored == field))

    def _column(self, name: str) -> Ints:
        return np.concatenate([np.empty(0, np.int64), *(getattr(part.columns, name) for part in self._parts)])

    def stored(self, number: int) -> dict[str, Any]:
        """All that is kept of a section beside its words; read from disk."""
        at = int(np.searchsorted(self._bases, number, side="right")) - 1
        return self._parts[at].stored(number - self._bases[at])


def _moved(postings: Postings, base: int) -> Postings:
    if base == 0:
        return postings
    return Postings(postings.numbers + base, postings.places + (base << POSITION_BITS))


def read_newest(store: Store, before: Snapshot | None, room: int) -> Snapshot:
    """The newest generation. Raises IndexUnfit where there is no index that fits, or where a file of it is damaged."""
    return store.read(lambda index: Snapshot(index, before, room))
