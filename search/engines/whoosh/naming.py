"""Which sections name what, from a snapshot: for finding similar ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.contract import NAMED_CODES, OWN, is_figure
from search.engines.postings import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from search.engines.postings import Ints
    from search.engines.whoosh.snapshot import Snapshot
    from search.similar import Thing
    from search.thesaurus import Stems


def named(snapshot: Snapshot, concepts: Mapping[str, Collection[Stems]]) -> Iterator[tuple[Thing, Ints]]:
    """Each thing the index knows, with the numbers of the sections that name it."""
    for kind in NAMED_CODES:
        yield from (((kind, value), snapshot.sections(kind, value)) for value in snapshot.facets[kind].values)
    words = {name: frozenset(word for word, _ in snapshot.words(f"{name}_stem")) for name in OWN}
    for name, terms in concepts.items():
        yield ("concept", name), _with_any(snapshot, words, terms)
    for word, _ in snapshot.words("text_exact"):
        if is_figure(word):
            yield ("figure", word), snapshot.sections("text_exact", word)


def _with_any(snapshot: Snapshot, words: Mapping[str, frozenset[str]], terms: Collection[Stems]) -> Ints:
    """The sections with any of the terms; what has a word that stands nowhere is not looked for."""
    found = [
        snapshot.side_by_side(field, stems)
        for field, known in words.items()
        for stems in terms
        if known.issuperset(stems)
    ]
    numbers: Ints = np.unique(np.concatenate([NOWHERE, *found]))
    return numbers
