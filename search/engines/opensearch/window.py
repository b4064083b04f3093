"""The candidates of a search as scoring reads them: only the terms asked for, decoded from what the cluster sent."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.opensearch.mapping import BETWEEN, EXACT, STEM
from search.engines.postings import NONE, POSITION_BITS, Postings, at_places
from search.engines.scoring import BODY, CONTEXT
from search.passages import SPAN

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from search.analysis import Forms
    from search.engines.postings import Ints, Made
    from search.plan import Clause

    Source = Mapping[str, Any]  # of a section: the passages of each field, as mapping.written writes them
    Beginning = Callable[[str, str], tuple[list[str], bool]]

FIELDS = (BODY, *CONTEXT)
FEW = 24  # terms; up to so many it is quicker to see that a passage has none of them than to cut it into words


class Window:
    """A reader of sections numbered from 0, as `sources` has them, for what `wanted` asks of them in these `fields`.

    `beginning` gives the words of the whole archive that begin so in a field of exact terms.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        wanted: Iterable[Clause],
        beginning: Beginning,
        fields: Sequence[str] = FIELDS,
    ) -> None:
        self.size = len(sources)
        self.pointers = np.array([source.get("pointer", 0) for source in sources], np.bool_)
        self.beginning = beginning
        self._kept: dict[Hashable, object] = {}
        words = list(_asked_for(wanted))
        self._places: dict[tuple[str, str], Ints] = {}
        for name in fields:
            self._decode(name, _looked_up(name, words, beginning), sources)

    def _decode(self, name: str, terms: frozenset[str], sources: Sequence[Source]) -> None:
        """Take apart each different word once, then look where those with a term stand."""
        words: list[str] = []
        firsts, bases = [], []  # of each passage: its first word among all, and the place of that word
        for number, source in enumerate(sources):
            for passage, text in enumerate(source[f"{name}_terms"]):
                if len(terms) <= FEW and not any(term in text for term in terms):
                    continue
                firsts.append(len(words))
                bases.append((number << POSITION_BITS) + passage * SPAN)
                words += text.split(" ")
        known = {word: its for word in set(words) if (its := terms.intersection(word.split(BETWEEN)))}
        standing: dict[str, list[int]] = defaultdict(list)
        for at in [at for at, word in enumerate(words) if word in known]:
            for term in known[words[at]]:
                standing[term].append(at)
        offsets = np.array(bases, np.int64) - np.array(firsts, np.int64)
        for term, found in standing.items():
            places = np.array(found, np.int64)
            places += offsets[np.searchsorted(firsts, places, side="right") - 1]
            field = f"{name}_exact" if term.startswith(EXACT) else f"{name}_stem"
            self._places[field, term[1:]] = places

    def postings(self, field: str, term: str) -> Postings:
        """Where a term stands in a field of terms, such as "text_stem"."""
        found = self._places.get((field, term))
        return NONE if found is None else at_places(found)

    def keep(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """A window serves one answer; what is made for it lasts as long."""
        if key not in self._kept:
            self._kept[key] = make()
        made: Made = self._kept[key]  # type: ignore[assignment]  # what was made for a key has the type of its maker
        return made


def _asked_for(wanted: Iterable[Clause]) -> Iterable[Forms]:
    for clause in wanted:
        for words in clause.ways:
            yield from words


def _looked_up(name: str, words: Iterable[Forms], beginning: Beginning) -> frozenset[str]:
    terms: set[str] = set()
    for word in words:
        if word.is_prefix:
            terms |= {EXACT + term for term in beginning(f"{name}_exact", word.exact)[0]}
        else:
            terms |= {EXACT + word.exact, *(STEM + stem for stem in word.stems)}
    return frozenset(terms)
