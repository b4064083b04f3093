"""A name is found in every spelling the archive has, and common words are not taken for names."""

from __future__ import annotations

import pytest

from search.finding import find
from search.request import Request
from search.updating import rebuild
from tests.factories import make_document, make_report, make_section


@pytest.fixture(autouse=True)
def archive(db: None) -> None:
    texts = {
        "kk": "Тергеуші Жәнібек Сәтпаевты екі рет шақырды. Қыз жылады.",
        "ru": "Джанибека Сатпаева вызывали дважды. Юрта крыта из кизяка и войлока.",
        "en": "Zhanibek Satpayev was summoned twice.",
    }
    for language, text in texts.items():
        make_section(make_document(make_report(language), language=language), language, text=text)
    rebuild()


def found(q: str, *off: str) -> set[str]:
    return {hit.heading for hit in find(Request(q=q, off=off)).hits}


@pytest.mark.parametrize(
    "typed", ["Жәнібек", "Джанибек", "Zhanibek", "Жәнібекке", "Джанибеком", "Сәтпаев", "Сатпаева", "Satpayev"]
)
def test_it_finds_a_name_in_every_spelling(typed: str) -> None:
    assert found(typed) == {"kk", "ru", "en"}


def test_it_shows_the_spellings_and_lets_them_be_switched_off() -> None:
    [each] = find(Request(q="Жәнібек")).interpretation.expansions
    assert (each.kind, each.typed, each.is_on) == ("name", "жәнібек", True)
    assert set(each.terms) == {"джанибек", "zhanibek"}
    assert found("Жәнібек", each.key) == {"kk"}
    assert found("Жәнібек") == {"kk", "ru", "en"}


def test_it_finds_a_name_as_typed_before_its_other_spellings() -> None:
    for typed, first in (("Жәнібек", "kk"), ("Джанибек", "ru"), ("Zhanibek", "en")):
        assert find(Request(q=typed)).hits[0].heading == first


@pytest.mark.parametrize("typed", ["қыз", "тергеуші", '"Жәнібек Сәтпаев"', "2012"])
def test_it_takes_no_common_word_phrase_or_number_for_a_name(typed: str) -> None:
    assert not [each for each in find(Request(q=typed)).interpretation.expansions if each.kind == "name"]


def test_it_looks_for_the_name_as_typed_when_told_to() -> None:
    assert {hit.heading for hit in find(Request(q="Джанибек", literal=True)).hits} == {"ru"}
