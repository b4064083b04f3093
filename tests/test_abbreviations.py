"""Abbreviations that reports explain: found in texts, proposed to Сәуле, and in the thesaurus when she says so."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from archive.models import State
from search.abbreviations import Abbreviation, abbreviations
from search.concepts.entry import Entry
from search.concepts.keeping import apply, compare, current
from search.concepts.proposals import proposals
from tests.factories import make_document, make_report, make_section
from tests.people import BOLAT, SAULE, sign_in, text

if TYPE_CHECKING:
    from django.test import Client

PROPOSALS, CONFIRM = reverse("admin:search_concept_proposals"), reverse("admin:search_concept_confirm")


def found(words: str, language: str = "ru") -> list[tuple[str, str, str]]:
    return [(each.short, each.long, each.language) for each in abbreviations(words, language)]


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("Кеше Біріккен Ұлттар Ұйымы (БҰҰ) хабарлады", "kk", ("БҰҰ", "Біріккен Ұлттар Ұйымы", "kk")),
        ("үкіметтік емес ұйымдар (ҮЕҰ-ның) пікірі", "kk", ("ҮЕҰ", "үкіметтік емес ұйымдар", "kk")),
        ("Бас прокуратура мен «Еркін сөз қоры» (бұдан әрі – ЕСҚ)", "kk", ("ЕСҚ", "Еркін сөз қоры", "kk")),
        ("доклад Организации Объединённых Наций (ООН)", "ru", ("ООН", "Организации Объединённых Наций", "ru")),
        ("в Совет по правам человека (далее — «СПЧ»)", "ru", ("СПЧ", "Совет по правам человека", "ru")),
        ("ұйым World Health Organization (WHO)", "kk", ("WHO", "World Health Organization", "en")),
        ("the Committee on the Rights of Birds (CRB)", "en", ("CRB", "Committee on the Rights of Birds", "en")),
        ("следственно-арестный дом (САД) закрыт", "ru", ("САД", "следственно-арестный дом", "ru")),
        ("Ёлочный завод (ЕЗ)", "ru", ("ЕЗ", "Ёлочный завод", "ru")),
    ],
)
def test_it_finds_a_name_before_its_abbreviation(words: str, language: str, expected: tuple[str, str, str]) -> None:
    assert found(words, language) == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "Он жил в городе (ООН) и писал",
        "Объединённых Наций (ООН)",
        "Организация работает. Объединённых Наций (ООН)",
        "Организации (О)",
        "хлеб (Х) и соль (см. ниже)",
        "(ООН)",
        "Прокуратура (ПРОКУРАТУРА)",
    ],
)
def test_it_takes_nothing_else_in_brackets_for_an_abbreviation(words: str) -> None:
    assert found(words) == []


@given(st.text(alphabet="АБаб (ОН)и-.«»\n", max_size=60))
def test_it_finds_only_what_stands_there(words: str) -> None:
    for short, long, _ in found(words):
        assert f"({short}" in words.replace("«", "")
        assert long in " ".join(words.split())


@pytest.fixture
def explained(db: None) -> None:
    document = make_document(make_report())
    make_section(document, "1", text="Об этом спросил Хлебный союз страны (ХСС).")
    make_section(document, "2", text="Письмо Хлебного союза страны (ХСС) вернулось. Хлебный союз страны (ХСС) ждёт.")
    make_section(document, "3", text="Хлебный союз страны (ХСС). Пекарный надзор (ПН) молчал.")
    draft = make_document(make_report("draft"), state=State.DRAFT)
    make_section(draft, "1", text="Тайный пекарный комитет (ТПК).")


def test_it_proposes_what_published_reports_explain(explained: None) -> None:
    """Once, however often and in whatever case; not what nobody may read yet."""
    first, second = proposals()
    assert (first.found, first.sections) == (Abbreviation("ХСС", "Хлебный союз страны", "ru"), 3)
    assert (first.slug, first.is_new) == ("khlebnyi-soyuz-strana", True)
    assert second.found.short == "ПН"


def test_it_proposes_nothing_the_thesaurus_says(explained: None) -> None:
    apply(compare([Entry("union", ru=("хлебный союз страны", "ХСС")), Entry("watch", ru=("пекарный надзор",))]))
    (one,) = proposals()
    assert (one.found.short, one.slug, one.is_new) == ("ПН", "watch", False)


def shown(client: Client, *keys: str) -> Any:
    return client.post(PROPOSALS, {"taken": keys})


def test_it_takes_what_an_admin_chose_after_showing_it(client: Client, explained: None) -> None:
    apply(compare([Entry("watch", ("нан бақылау",), ("пекарный надзор",))]))
    sign_in(client, SAULE)
    page = text(client.get(PROPOSALS))
    assert "Хлебный союз страны" in page
    answer = shown(client, "ru|ПН|Пекарный надзор", "ru|ХСС|Хлебный союз страны", "ru|XX|nonsense")
    assert "<ins>ПН</ins>" in text(answer)
    assert set(current()) == {"watch"}, "nothing is done before it is confirmed"
    client.post(CONFIRM, answer.context["form"].initial)
    assert current()["watch"] == Entry("watch", ("нан бақылау",), ("пекарный надзор", "ПН"), (), "")
    assert current()["khlebnyi-soyuz-strana"].ru == ("Хлебный союз страны", "ХСС")
    assert "Хлебный союз страны" not in text(client.get(PROPOSALS))


def test_it_asks_to_choose_something(client: Client, explained: None) -> None:
    assert "Choose at least one." in text(shown(sign_in(client, SAULE)))


def test_it_says_that_there_is_nothing_to_propose(client: Client, db: None) -> None:
    assert "The published reports explain no abbreviation" in text(sign_in(client, SAULE).get(PROPOSALS))


def test_it_keeps_proposals_from_editors(client: Client, explained: None) -> None:
    assert sign_in(client, BOLAT).get(PROPOSALS).status_code == HTTPStatus.FORBIDDEN
