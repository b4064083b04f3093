"""What was typed, as it is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlighting import clause_text
from search.query import LONGEST, parse
from search.typed import Remark


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


@pytest.mark.parametrize("typed", ["түрме OR қамау", "түрме НЕМЕСЕ қамау", "түрме ИЛИ қамау", "түрме|қамау"])
def test_it_reads_alternatives(typed: str) -> None:
    assert wanted(typed) == ["түрме | қамау"]
    assert parse(typed).remarks == ()


def test_it_reads_a_small_or_as_a_word() -> None:
    assert wanted("түрме немесе қамау") == ["түрме", "қамау"]


def test_it_joins_or_to_its_neighbours_only() -> None:
    assert wanted('сот түрме OR "жедел топ" OR қамау азаптау') == ["сот", "түрме | жедел топ | қамау", "азаптау"]


def test_it_reads_brackets() -> None:
    assert wanted("(түрме OR қамау) азаптау") == ["түрме | қамау", "азаптау"]
    assert wanted("(жедел топ OR қамау)") == ["жедел топ | қамау"]
    assert wanted("түрме (қамау)") == ["түрме", "қамау"]
    assert [clause_text(clause) for clause in parse("сот -(түрме OR қамау)").without] == ["түрме | қамау"]


def test_it_leaves_out_words_after_a_minus_inside_brackets() -> None:
    query = parse("(сот -түрме)")
    assert [clause_text(clause) for clause in (*query.wanted, *query.without)] == ["сот", "түрме"]
    assert query.remarks == ()


def test_it_reads_the_beginning_of_a_word() -> None:
    [clause] = parse("азапта*").wanted
    assert clause.words[0].is_prefix
    assert wanted("сот OR азапта*") == ["сот | азапта*"]


def test_it_keeps_brackets_of_an_article_and_of_a_symbol() -> None:
    assert parse("(article:CERD:5(e)) сот").filters == (("article", "CERD:5(e)"),)
    assert parse("article:CERD:5(e)").remarks == ()


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("lang:kk", "language", "kk"),
        ("тіл:kk", "language", "kk"),
        ("year:2010..2013", "year", "2010..2013"),
        ("Год:2010", "year", "2010"),
        ("бап:CAT:11", "article", "CAT:11"),
        ("құқықбұзу:torture", "violation", "torture"),
        ('publisher:"Ашық желі"', "publisher", "Ашық желі"),
        ("доклад:prisons-2020", "report", "prisons-2020"),
    ],
)
def test_it_reads_filters(typed: str, field: str, value: str) -> None:
    query = parse(f"сот {typed} түрме")
    assert query.filters == ((field, value),)
    assert query.rest == "сот түрме"
    assert wanted(f"сот {typed} түрме") == ["сот", "түрме"]


def test_it_reads_words_of_a_field() -> None:
    assert [(c.field, clause_text(c)) for c in parse("heading:сот title:(есеп OR баяндама) түрме").wanted] == [
        ("heading", "сот"),
        ("title", "есеп | баяндама"),
        ("", "түрме"),
    ]
    assert parse('-тақырып:"жедел топ"').without[0].field == "heading"


@pytest.mark.parametrize(
    ("typed", "remark", "read_as"),
    [
        ("(түрме OR қамау", Remark.BRACKET, ["түрме | қамау"]),
        ("түрме) сот", Remark.BRACKET, ["түрме", "сот"]),
        ("((түрме OR қамау) сот)", Remark.DEEP, ["түрме | қамау сот"]),
        ("(" * 50 + "сот" + ")" * 50, Remark.DEEP, ["сот"]),
        ("сот «жедел топ", Remark.QUOTE, ["сот", "жедел топ"]),
        ("OR сот", Remark.LONE_OR, ["сот"]),
        ("сот OR", Remark.LONE_OR, ["сот"]),
        ("сот OR OR түрме", Remark.LONE_OR, ["сот | түрме"]),
        ("(сот |) түрме", Remark.LONE_OR, ["сот", "түрме"]),
        ("сот OR lang:kk", Remark.MIXED_OR, ["сот"]),
        ("сот OR heading:түрме", Remark.MIXED_OR, ["сот", "түрме"]),
        ("(сот OR heading:түрме)", Remark.MIXED_OR, ["түрме", "сот"]),
        ("а*", Remark.ASTERISK, ["а"]),
        ("*аптау", Remark.ASTERISK, ["аптау"]),
        ("content:сот", Remark.FIELD, ["content", "сот"]),
        ("heading: сот", Remark.EMPTY_FIELD, ["heading", "сот"]),
        ("сот -lang:kk", Remark.UNWANTED_FILTER, ["сот"]),
    ],
)
def test_it_repairs_what_is_typed_wrong(typed: str, remark: Remark, read_as: list[str]) -> None:
    assert parse(typed).remarks == (remark,)
    assert wanted(typed) == read_as


def test_it_takes_filters_joined_by_or_as_choices() -> None:
    query = parse("lang:kk OR lang:ru")
    assert query.filters == (("language", "kk"), ("language", "ru"))
    assert (query.rest, query.remarks) == ("", ())


@pytest.mark.parametrize("typed", ["", "   ", "\0", "«»", '""', "-", "!!! ???", "🙂", "(((", "* AND ~"])
def test_it_reads_anything_without_an_error(typed: str) -> None:
    assert len(parse(typed).wanted) <= 1


def test_it_reads_the_beginning_of_a_very_long_query() -> None:
    query = parse("сот " * 3000)
    assert query.was_cut
    assert len(query.text) == LONGEST


PIECES = [
    "сот",
    "түр*",
    "OR",
    "|",
    "(",
    ")",
    '"',
    "«",
    "-",
    "lang:",
    "heading:",
    "year:2010..",
    " ",
    "*",
    ":",
    "[a-z]+",
    "~2",
]


@given(st.one_of(st.text(alphabet=st.characters(), max_size=60), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_it_reads_every_string(typed: str) -> None:
    query = parse(typed)
    assert all(clause.words for clause in (*query.wanted, *query.without))
