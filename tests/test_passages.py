"""Passages: quotations the length of a paragraph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.indexing import passage_terms
from search.passages import LONGEST, SPAN, cut

SENTENCE = "Камерада он екі адам отыр, терезе жоқ. "


def pieces(text: str) -> list[str]:
    return [text[span.start : span.end] for span in cut(text)]


def test_it_keeps_a_paragraph_whole() -> None:
    first, second = SENTENCE.strip() + " " + SENTENCE.strip(), (SENTENCE * 3).strip()
    assert pieces(f"{first}\n\n{second}") == [first, second]


def test_it_reads_a_short_paragraph_with_the_next_one() -> None:
    rest = (SENTENCE * 3).strip()
    assert pieces(f"Мысалы:\n\n{rest}") == [f"Мысалы:\n\n{rest}"]


def test_it_cuts_a_long_paragraph_at_the_end_of_a_sentence() -> None:
    found = pieces((SENTENCE * 40).strip())
    assert len(found) > 1
    assert all(piece.endswith("жоқ.") for piece in found)


def test_it_cuts_a_sentence_without_end_between_words() -> None:
    found = pieces("сөз " * 500)
    assert [len(piece.split()) for piece in found] == [LONGEST] * 4 + [500 - 4 * LONGEST]


@given(st.lists(st.sampled_from(["сот", "азаптау.", "Ол", "5-бап", "\n\n", "«жоқ»"]), max_size=400))
def test_it_loses_no_word_and_keeps_to_the_length(words: list[str]) -> None:
    text = " ".join(words)
    found = pieces(text)
    assert " ".join(found).split() == text.split()
    assert all(0 < len(piece.split()) <= LONGEST for piece in found)


def test_it_gives_each_passage_positions_of_its_own() -> None:
    text = (SENTENCE * 40).strip()
    exact, stems = passage_terms(text, "kk")
    assert len(exact) == len(stems)
    assert {position // SPAN for _, position in stems} == set(range(len(cut(text))))
