"""The values of a facet over all sections of a generation: which sections have one, and how many have each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from search.engines.postings import Ints, Mask
    from search.engines.whoosh.columns import Codes


class Facet:
    """`values` are in ascending order; `codes` says for each of the `numbers` (sections) which of them it has."""

    def __init__(self, parts: Sequence[Codes], bases: Sequence[int], size: int) -> None:
        """From the codes of segments, the numbers of whose sections begin at `bases`; `size` sections in all."""
        self.size = size
        self.values = sorted({value for part in parts for value in part.values})
        self._known = {value: code for code, value in enumerate(self.values)}
        self.numbers = _joined([part.numbers + base for part, base in zip(parts, bases, strict=True)])
        self.codes = _joined([self._recoded(part) for part in parts])
        self._flags = self._flagged() if len(self.values) * size <= self.codes.size * 64 else None

    def _flagged(self) -> NDArray[np.uint64]:
        """A row for each value with a bit for each section: few values of many sections are counted fastest so."""
        flags = np.zeros((len(self.values), self.size), np.bool_)
        flags[self.codes, self.numbers] = True
        return np.stack([_bits(row) for row in flags]) if len(flags) else np.zeros((0, 0), np.uint64)

    def _recoded(self, part: Codes) -> Ints:
        here = np.array([self._known[value] for value in part.values], np.int64)
        return here[part.codes] if here.size else here

    def counts(self, among: Mask) -> dict[str, int]:
        """How many of the sections have each value; values that none has are left out."""
        if self._flags is None:
            counts = np.bincount(self.codes[among[self.numbers]], minlength=len(self.values)).tolist()
        else:
            counts = np.bitwise_count(self._flags & _bits(among)).sum(axis=1, dtype=np.int64).tolist()
        return {value: count for value, count in zip(self.values, counts, strict=True) if count}

    def having(self, values: Iterable[str]) -> Mask:
        """The set of sections that have any of the `values`."""
        wanted = np.zeros(len(self.values), np.bool_)
        wanted[[self._known[value] for value in values if value in self._known]] = True
        mask = np.zeros(self.size, np.bool_)
        mask[self.numbers[wanted[self.codes]]] = True
        return mask

    def ranks(self) -> Ints:
        """For a facet with one value for each section: the place of its value among the values."""
        ranks = np.zeros(self.size, np.int64)
        ranks[self.numbers] = self.codes
        return ranks


def _bits(flags: Mask) -> NDArray[np.uint64]:
    padded = np.zeros(-(-flags.size // 64) * 8, np.uint8)
    packed = np.packbits(flags)
    padded[: packed.size] = packed
    return padded.view(np.uint64)


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate([np.empty(0, np.int64), *parts])
