"""What was typed, as it is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.finding import clause_text
from search.query import LONGEST, parse


def wanted(typed: str) -> list[str]:
    return [clause_text(clause) for clause in parse(typed).wanted]


def test_it_reads_words() -> None:
    assert wanted("Азаптаудың  алдын алу") == ["азаптаудың", "алдын", "алу"]


@pytest.mark.parametrize("typed", ['"жедел топ"', "«жедел топ»", "“жедел топ”", "„жедел топ“", '"жедел топ'])
def test_it_reads_a_phrase_in_any_quotation_marks(typed: str) -> None:
    assert wanted(typed) == ["жедел топ"]


def test_it_leaves_out_words_after_a_minus() -> None:
    query = parse('пытки -тюрьма -"жестокое обращение"')
    assert wanted("пытки -тюрьма") == ["пытки"]
    assert [clause_text(clause) for clause in query.without] == ["тюрьма", "жестокое обращение"]


def test_it_keeps_hyphenated_words_whole() -> None:
    assert wanted("зорлық-зомбылық") == ["зорлықзомбылық"]
    assert parse("зорлық-зомбылық").without == ()


def test_it_keeps_document_symbols_and_numbers() -> None:
    assert wanted("CAT/C/KAZ/3 347-1") == ["cat/c/kaz/3", "347-1"]


def test_it_leaves_out_words_found_everywhere_and_says_so() -> None:
    query = parse("пытки в тюрьмах")
    assert [clause_text(clause) for clause in query.wanted] == ["пытки", "тюрьмах"]
    assert query.common == ("в",)


def test_it_looks_for_common_words_when_there_are_no_others() -> None:
    assert wanted("и в") == ["и", "в"]
    assert parse("и в").common == ()


@pytest.mark.parametrize("typed", ["", "   ", "\0", "«»", '""', "-", "!!! ???", "🙂", "(((", "* AND ~"])
def test_it_reads_anything_without_an_error(typed: str) -> None:
    assert len(parse(typed).wanted) <= 1


def test_it_reads_the_beginning_of_a_very_long_query() -> None:
    query = parse("сот " * 3000)
    assert query.was_cut
    assert len(query.text) == LONGEST


@given(st.text(alphabet=st.characters(), max_size=60))
def test_it_reads_every_string(typed: str) -> None:
    query = parse(typed)
    assert all(clause.words for clause in (*query.wanted, *query.without))
