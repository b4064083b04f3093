"""Which sections name what, from a cluster: for finding similar ones.

The whole index is read once, some hundred sections at a time; asking for each of thousands of terms would take longer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from haystack.constants import DJANGO_ID

from search.analysis import Forms
from search.engines.contract import NAMED_CODES, OWN, is_figure
from search.engines.opensearch.mapping import BETWEEN, EXACT
from search.engines.opensearch.window import Window
from search.engines.postings import following
from search.plan import Clause
from search.similar import Part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from search.engines.opensearch.store import Store
    from search.similar import Parts, Thing
    from search.thesaurus import Stems

    Row = dict[str, Any]
    Concepts = Mapping[str, Collection[Stems]]

READ_AT_ONCE = 500  # sections
NUMBER = re.compile(rf"(?:^|[ {BETWEEN}]){EXACT}(\d+)(?=[ {BETWEEN}]|$)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: the `concepts`, and all their words in one clause."""

    concepts: Concepts
    words: Clause

    @classmethod
    def of(cls, concepts: Concepts) -> Wanted:
        stems = {stem for terms in concepts.values() for term in terms for stem in term}
        return cls(concepts, Clause((), equals=tuple((Forms(stem, (stem,)),) for stem in sorted(stems))))


def named(store: Store, concepts: Concepts) -> Parts:
    """What the sections name, in one part; see Engine.named."""
    found: dict[Thing, set[int]] = defaultdict(set)  # the places of sections among those known
    known: list[int] = []
    wanted = Wanted.of(concepts)
    for hits in _read(store, {"_source": [f"{name}_terms" for name in OWN], "docvalue_fields": [*NAMED_CODES]}):
        for thing, number in (*_coded(hits), *_in_some([hit["_source"] for hit in hits], wanted)):
            found[thing].add(len(known) + number)
        known += [hit["sort"][-1] for hit in hits]
    part = Part.of(np.array(known, np.int64), ((thing, sorted(numbers)) for thing, numbers in found.items()))
    return [(part, np.ones(len(known), np.bool_))]


def _coded(hits: list[Row]) -> Iterator[tuple[Thing, int]]:
    """What the codes of some sections name, each with the number of the section."""
    for number, hit in enumerate(hits):
        fields = hit.get("fields", {})
        yield from (((kind, code), number) for kind in NAMED_CODES for code in fields.get(kind, ()))


def _read(store: Store, fields: Row) -> Iterator[list[Row]]:
    """Every section in the order of ids, with these fields."""
    asked: Row = {"size": READ_AT_ONCE, "sort": [{DJANGO_ID: "asc"}], **fields}
    while hits := store.search(asked)["hits"]["hits"]:
        yield hits
        asked["search_after"] = hits[-1]["sort"]


def _in_some(sources: list[Row], wanted: Wanted) -> Iterator[tuple[Thing, int]]:
    """What the words of some sections name, each with the number of the section."""
    for number, source in enumerate(sources):
        figures = {figure for passage in source["text_terms"] for figure in NUMBER.findall(passage)}
        yield from ((("figure", figure), number) for figure in figures if is_figure(figure))
    window = Window(sources, [wanted.words], lambda field, prefix: ([], False), OWN)
    for name, terms in wanted.concepts.items():
        for stems in terms:
            for field in OWN:
                places = [window.postings(f"{field}_stem", stem) for stem in stems]
                if all(each.numbers.size for each in places):
                    yield from ((("concept", name), number) for number in following(places).numbers.tolist())
