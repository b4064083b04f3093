"""A few sections in memory, read both as plain dictionaries and as the arrays that scoring asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.postings import MOST_FORMS, NONE, POSITION_BITS, Postings, at_places

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Sequence

    from search.engines.postings import Made

    Terms = list[tuple[str, int]]  # each with its position
    Section = dict[str, Terms]  # by field of the index

Positions = dict[int, list[int]]  # of a term, by section


class SmallArchive:
    """An engine's reader of sections that are numbered from 0; those of the numbers `pointing` only point elsewhere."""

    def __init__(self, sections: Sequence[Section], pointing: Collection[int] = ()) -> None:
        self.size = len(sections)
        self.pointers = np.array([number in pointing for number in range(self.size)], np.bool_)
        self._found: dict[tuple[str, str], Positions] = {}
        for number, section in enumerate(sections):
            for field, terms in section.items():
                for term, position in terms:
                    self._found.setdefault((field, term), {}).setdefault(number, []).append(position)

    def positions(self, field: str, term: str) -> Positions:
        return self._found.get((field, term), {})

    def postings(self, field: str, term: str) -> Postings:
        found = self.positions(field, term)
        places = [number << POSITION_BITS | position for number in found for position in sorted(found[number])]
        return at_places(np.array(places, np.int64)) if places else NONE

    def beginning(self, field: str, prefix: str) -> tuple[list[str], bool]:
        terms = [term for name, term in self._found if name == field and term.startswith(prefix)]
        terms.sort(key=lambda term: (-len(self.positions(field, term)), term))
        return terms[:MOST_FORMS], len(terms) > MOST_FORMS

    def keep(self, key: Hashable, make: Callable[[], Made]) -> Made:
        return make()
