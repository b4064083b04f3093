"""Whoosh fields for what is analysed already: terms with their positions, and plain codes.

Each gives its postings as search.engines.whoosh.pool takes them: the positions as 32-bit numbers, none for a code.
"""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING, Any

from whoosh.fields import FieldType
from whoosh.formats import Existence

if TYPE_CHECKING:
    from collections.abc import Iterator


ONE = struct.Struct("I")  # as the array module writes one number; most words of a section stand there once
Terms = list[tuple[str, int]]  # (term, position), in any order
Posting = tuple[bytes, int, float, bytes]  # term, frequency, weight, value


class TermsField(FieldType):
    """Terms made by search.analysis, the same for every engine; Whoosh analyses nothing."""

    def __init__(self) -> None:
        self.format = Existence()  # what a posting holds is the business of our codec
        self.analyzer = None
        self.scorable = self.stored = self.unique = self.spelling = False
        self.vector = None

    def index(self, value: Terms, **kwargs: Any) -> Iterator[Posting]:
        places: dict[str, list[int]] = {}
        for term, position in value:
            known = places.get(term)
            if known is None:
                places[term] = [position]
            else:
                known.append(position)
        for term, positions in places.items():
            packed = ONE.pack(*positions) if len(positions) == 1 else array("I", sorted(positions)).tobytes()
            yield term.encode(), len(positions), 1.0, packed


class CodesField(FieldType):
    """Any number of codes, each a term as it is (no comma, case or stem is touched), and kept as a list."""

    def __init__(self, unique: bool = False, many: bool = False) -> None:
        self.many = many
        self.format = Existence()
        self.analyzer = None
        self.scorable = self.spelling = False
        self.stored, self.unique = True, unique
        self.vector = None

    def index(self, value: list[str] | str, **kwargs: Any) -> Iterator[Posting]:
        for code in dict.fromkeys([value] if isinstance(value, str) else value):
            yield code.encode(), 1, 1.0, b""
