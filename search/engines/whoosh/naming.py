"""What the sections of a segment name: for finding similar ones."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from search.engines.contract import NAMED_CODES, OWN, is_figure
from search.engines.postings import NOWHERE, following
from search.similar import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from search.engines.postings import Ints, Postings
    from search.engines.whoosh.columns import Codes
    from search.engines.whoosh.segments import Segment
    from search.similar import Thing
    from search.thesaurus import Stems

    Concepts = Mapping[str, Collection[Stems]]

READ = 2000  # words whose postings are kept while the terms are looked for; many terms share a word


def part_of(segment: Segment, concepts: Concepts) -> Part:
    """What the sections of a segment name, deleted ones included; see Engine.named. Raises Damaged."""
    return Part.of(segment.columns.ids, _named(segment, concepts))


def _named(segment: Segment, concepts: Concepts) -> Iterator[tuple[Thing, Ints]]:
    for kind in NAMED_CODES:
        yield from (((kind, value), numbers) for value, numbers in _having(segment.columns.codes[kind]))
    words = {name: frozenset(segment.terms.lexicon(f"{name}_stem").words()) for name in OWN}
    read = lru_cache(READ)(segment.terms.read)
    for name, terms in concepts.items():
        yield ("concept", name), _with_any(read, words, terms)
    for word in segment.terms.lexicon("text_exact").words():
        if is_figure(word):
            yield ("figure", word), segment.terms.read("text_exact", word).numbers


def _having(codes: Codes) -> Iterator[tuple[str, Ints]]:
    """Each value with the sections that have it."""
    order = np.argsort(codes.codes, kind="stable")
    ends = np.cumsum(np.bincount(codes.codes, minlength=len(codes.values)))
    return zip(codes.values, np.split(codes.numbers[order], ends[:-1]), strict=True) if codes.values else iter(())


def _with_any(
    read: Callable[[str, str], Postings], words: Mapping[str, frozenset[str]], terms: Collection[Stems]
) -> Ints:
    """The sections with any of the terms; what has a word that stands nowhere is not looked for."""
    found = [
        _side_by_side([read(f"{field}_stem", stem) for stem in stems])
        for field, known in words.items()
        for stems in terms
        if known.issuperset(stems)
    ]
    if len(found) == 1:
        return found[0]
    numbers: Ints = np.unique(np.concatenate([NOWHERE, *found]))
    return numbers


def _side_by_side(words: list[Postings]) -> Ints:
    """The sections that have these words one after the other."""
    return following(words).numbers if len(words) > 1 else words[0].numbers
