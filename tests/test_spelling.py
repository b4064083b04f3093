"""A word that stands nowhere: like ones are looked for, and that is said."""

from __future__ import annotations

import pytest

from search.finding import find
from search.request import Request
from search.spelling import plain
from search.updating import rebuild
from tests.factories import make_document, make_report, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive(db: None) -> None:
    document = make_document(make_report("names"), language="kk")
    make_section(
        document, "Журналист", text="Лұқпан Сейітқазыұлы қамауға алынды. Қазақтың тілінде жазатын, қазақ болған."
    )
    make_section(document, "Редактор", text="Манфред Новик пікір білдірді.")
    rebuild()


def headings(q: str, literal: bool = False) -> list[str]:
    return [hit.heading for hit in find(Request(q=q, literal=literal)).hits]


@pytest.mark.parametrize("typed", ["Лукпан", "казак", "Сейитказыулы", "казактын", "тилинде"])
def test_it_finds_words_typed_without_kazakh_letters(typed: str) -> None:
    assert headings(typed)[0] == "Журналист"


@pytest.mark.parametrize("typed", ["Манфрэд", "Манфретт", "Новак"])
def test_it_finds_misspelt_names(typed: str) -> None:
    assert headings(typed) == ["Редактор"]


@pytest.mark.parametrize(
    ("typed", "heading"),
    [("қазақша", "Журналист"), ("Сейітқазыұлы-Лұқпан", "Журналист"), ("2011-2013 Манфред", "Редактор")],
)
def test_it_finds_words_of_the_same_root_and_parts_joined_by_a_hyphen(typed: str, heading: str) -> None:
    assert headings(typed) == [heading]


def test_it_takes_no_word_of_the_dictionary_for_a_misspelling() -> None:
    make_section(make_document(make_report("door"), language="ru"), "Порог", text="Бездомный сидел у порога.")
    rebuild()
    assert headings("парог") == ["Порог"]
    assert headings("порок") == []


def test_it_says_what_it_looked_for() -> None:
    [message] = find(Request(q="Лукпан")).interpretation.messages
    assert "лукпан" in message
    assert "лұқпан" in message


def test_it_marks_the_word_it_found() -> None:
    assert "<mark>Лұқпан</mark>" in find(Request(q="Лукпан")).hits[0].passages[0].html


def test_it_leaves_words_that_stand_somewhere_alone() -> None:
    assert find(Request(q="Лұқпан")).interpretation.messages == ()


def test_it_looks_for_nothing_else_when_told_to() -> None:
    assert headings("Лукпан", literal=True) == []


@pytest.mark.parametrize("typed", ["12345", "CAT/C/KAZ/9", "абв", '"Лукпан Сейтказы"', "ғғғғғғғғғғғғғ", "Нннннннн"])
def test_it_does_not_guess_at_numbers_symbols_phrases_or_short_words(typed: str) -> None:
    assert headings(typed) == []


def test_it_knows_which_letters_not_every_keyboard_has() -> None:
    assert plain("қазақстан әйелдері") == plain("казакстан аиелдери")
