"""What searching needs of every section beside its words: its id, what it is ordered by, its codes.

Written with a segment and read from the file as it lies there, so that opening an index unpacks no section.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.contract import NAMED_CODES
from search.plan import FACETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from search.engines.postings import Ints

LONG, WORD = np.dtype("<i8"), np.dtype("<i4")
NUMBERS = {
    "ids": "django_id",
    "order": "order",
    "last_year": "last_year",
    "pointer": "pointer",
}  # columns, and where they are stored
TITLE = "title"
CODES = tuple(dict.fromkeys((*FACETS, *NAMED_CODES)))  # fields of codes that have columns


@dataclass(frozen=True, slots=True)
class Codes:
    """Which section has which of the `values`: the section `numbers[n]` has the value `codes[n]`; by sections."""

    values: tuple[str, ...]
    numbers: Ints
    codes: Ints


@dataclass(slots=True)
class CodesWriter:
    """Collects the values of sections, which come in their order."""

    known: dict[str, int] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)

    def add(self, number: int, values: Iterable[str]) -> None:
        for value in values:
            self.numbers.append(number)
            self.codes.append(self.known.setdefault(value, len(self.known)))


class Columns:
    """The columns of one segment. `ids` and the like have a number for each section, from 0 on."""

    def __init__(self, parts: Mapping[str, memoryview]) -> None:
        """From the parts that ColumnsWriter made."""
        self.ids, self.order, self.last_year, self.pointer = (_numbers(parts[name], LONG) for name in NUMBERS)
        self.codes = {name: _codes(parts, name) for name in CODES}
        self.titles = _codes(parts, TITLE)


class ColumnsWriter:
    """Collects the columns of sections from what is stored of them; a field that is not stored counts as 0 or none."""

    def __init__(self) -> None:
        self._numbers: dict[str, list[int]] = {name: [] for name in NUMBERS}
        self._codes = {name: CodesWriter() for name in (*CODES, TITLE)}

    def add(self, stored: Mapping[str, Any]) -> None:
        """The next section."""
        number = len(self._numbers["ids"])
        for name, source in NUMBERS.items():
            self._numbers[name].append(int(stored.get(source, 0)))
        for name in CODES:
            self._codes[name].add(number, stored.get(name, ()))
        self._codes[TITLE].add(number, [str(stored.get(TITLE, "")).casefold()])

    def parts(self) -> dict[str, bytes]:
        parts = {name: np.array(numbers, LONG).tobytes() for name, numbers in self._numbers.items()}
        for name, codes in self._codes.items():
            parts[f"{name} values"] = json.dumps(list(codes.known)).encode()
            parts[f"{name} numbers"] = np.array(codes.numbers, WORD).tobytes()
            parts[f"{name} codes"] = np.array(codes.codes, WORD).tobytes()
        return parts


def _codes(parts: Mapping[str, memoryview], name: str) -> Codes:
    numbers, codes = (_numbers(parts[f"{name} {kind}"], WORD) for kind in ("numbers", "codes"))
    return Codes(tuple(json.loads(bytes(parts[f"{name} values"]))), numbers, codes)


def _numbers(part: memoryview, kind: np.dtype[Any]) -> Ints:
    return np.frombuffer(part, kind).astype(np.int64)
