"""Suggestions: what begins as the typed letters do, with or without Kazakh letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive.models import Section
from search.suggesting import MOST, suggest, suggest_instead
from search.updating import rebuild
from tests.factories import make_document, make_report, make_section

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture(autouse=True)
def archive(vocabulary: None) -> None:
    document = make_document(make_report(title="Тюрьмы Аққұма"))
    for heading in ("Құрғақ камералар", "Камеры", "Прогулки"):
        make_section(document, heading, text="Надзиратели молчат.")
    rebuild()


def texts(typed: str) -> list[str]:
    return [one.text for one in suggest(typed)]


def test_it_suggests_terms_that_begin_as_typed() -> None:
    assert "азаптау" in texts("азап")
    assert "пытки" in texts("пыт")
    assert "torture" in texts("tort")


def test_it_tolerates_missing_kazakh_letters() -> None:
    assert "Құрғақ камералар" in texts("кургак")
    assert "Құрғақ камералар" in texts("құрғ")


def test_it_keeps_to_kazakh_letters_that_were_typed() -> None:
    assert all("қ" in text.lower() for text in texts("қа"))


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("прогул", "heading", "Прогулки"),
        ("тюрьмы акк", "report", "Тюрьмы Аққұма"),
        ("надзират", "word", "надзиратели"),
    ],
)
def test_it_says_what_a_suggestion_is(client: Client, typed: str, kind: str, text: str) -> None:
    assert {"kind": kind, "text": text} in client.get("/api/v1/suggest/", {"q": typed}).json()


@pytest.mark.parametrize("typed", ["", "а", " ", "<script>", "\0", "((((", "ы" * 10_000])
def test_it_suggests_nothing_for_what_begins_no_word(client: Client, typed: str) -> None:
    response = client.get("/api/v1/suggest/", {"q": typed})
    assert response.json() == []


def test_it_suggests_at_most_eight_and_none_twice() -> None:
    found = [text.lower() for text in texts("пр")]
    assert len(found) == MOST == len(set(found))


def test_it_suggests_other_words_where_nothing_was_found(client: Client) -> None:
    assert "Прогулки" in [one.text for one in suggest_instead("прогулянка")]
    assert suggest_instead("ыыыы") == []
    page = client.get("/", {"q": "прогулянка"}, headers={"accept-language": "en"}).content.decode()
    assert "Прогулки</a>" in page


def test_it_suggests_more_words_where_little_was_found(client: Client) -> None:
    page = client.get("/", {"q": "прогулки"}, headers={"accept-language": "en"}).content.decode()
    assert "1 section found" in page
    assert "Try one of these" not in page  # nothing else begins so
    make_section(Section.objects.all()[0].document, "Прогулки зимой")
    rebuild()
    page = client.get("/", {"q": "прогулки зимой"}, headers={"accept-language": "en"}).content.decode()
    assert "Try one of these" not in page
    page = client.get("/", {"q": "прогулки"}, headers={"accept-language": "en"}).content.decode()
    assert "Прогулки зимой</a></li>" in page.partition("Try one of these")[2]
