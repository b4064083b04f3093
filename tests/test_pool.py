"""Postings on their way into a file, and back."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from search.engines.postings import POSITION_BITS
from search.engines.whoosh.blobs import pack, unpack
from search.engines.whoosh.pool import Pool

if TYPE_CHECKING:
    from pathlib import Path

positions = st.lists(st.integers(0, 2**32 - 2), min_size=1, max_size=4, unique=True).map(sorted)


@given(st.dictionaries(st.integers(0, 2**31 - 1), positions, min_size=1, max_size=5))
def test_it_reads_what_was_packed(standing: dict[int, list[int]]) -> None:
    numbers = sorted(standing)
    blob = pack(numbers, [len(standing[n]) for n in numbers], [p for n in numbers for p in standing[n]])
    postings = unpack(blob, len(numbers))
    assert postings.numbers.tolist() == numbers
    assert postings.places.tolist() == [n << POSITION_BITS | p for n in numbers for p in standing[n]]


def test_it_keeps_a_code_apart_from_a_word_at_the_first_place() -> None:
    assert unpack(pack([3], [0], []), 1).places.tolist() == []
    assert unpack(pack([0], [1], [0]), 1).places.tolist() == [0]


def test_a_rare_word_takes_a_few_bytes() -> None:
    assert len(pack([9], [1], [7])) == 6


def test_it_joins_what_was_put_aside(tmp_path: Path) -> None:
    small, large = Pool(tmp_path, room=1000), Pool(tmp_path)
    for number in range(50):
        for term in (b"b", b"a", str(number).encode()):
            for pool in (small, large):
                pool.add(("text_stem", term, number, 1.0, array("I", [number, number + 9]).tobytes()))
    assert list(small.iter_postings()) == list(large.iter_postings())
    (_, first), *_ = (item for item in small.iter_postings() if item[0][1] == b"a")
    assert first.numbers.tolist() == list(range(50))
    small.cleanup()
