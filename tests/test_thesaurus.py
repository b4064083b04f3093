"""A word in one language finds sections in the others, says so, and can be told not to."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from search.finding import find
from search.highlighting import clause_text
from search.query import parse
from search.request import Request
from search.thesaurus import relate
from search.updating import rebuild
from tests.factories import make_document, make_report, make_section

if TYPE_CHECKING:
    from django.test import Client

FILES = sorted((Path(__file__).resolve().parent.parent / "fixtures" / "thesaurus").glob("*.json"))
CONCEPTS: list[dict[str, Any]] = [row for path in FILES for row in json.loads(path.read_text(encoding="utf-8"))]
MIXED = re.compile(r"(?=\w*[a-z])(?=\w*[а-яәғқңөұүһі])[^\W\d_]+", re.IGNORECASE)


@pytest.fixture
def two_languages(thesaurus: None) -> None:
    kazakh = make_document(make_report("kk"), language="kk")
    make_section(kazakh, "Түрме", text="Түрмедегі азаптаудың салдарынан екі адам қаза тапты.")
    make_section(kazakh, "Отбасы", text="Отбасындағы зорлық-зомбылық туралы арыздар көбейді.")
    russian = make_document(make_report("ru"), language="ru")
    make_section(russian, "Тюрьмы", text="О пытках сообщили трое заключённых.")
    rebuild()


def headings(q: str, literal: bool = False) -> list[str]:
    return [hit.heading for hit in find(Request(q=q, literal=literal)).hits]


def test_it_finds_kazakh_sections_by_a_russian_word(two_languages: None) -> None:
    assert headings("пытки") == ["Тюрьмы", "Түрме"]
    assert headings("азаптау") == ["Түрме", "Тюрьмы"]


def test_it_finds_both_by_an_english_word(two_languages: None) -> None:
    assert set(headings("torture")) == {"Түрме", "Тюрьмы"}


def test_it_takes_several_words_for_one_term(two_languages: None) -> None:
    assert "Отбасы" in headings("домашнее насилие")
    assert "Отбасы" in headings("domestic violence")


def test_it_marks_what_was_found_by_another_word(two_languages: None) -> None:
    [hit, *_] = find(Request(q="torture", filters=(("report", ("kk",)),))).hits
    assert "<mark>азаптаудың</mark>" in hit.passages[0].html


def test_it_says_what_it_looked_for_as_well(two_languages: None, client: Client) -> None:
    [also, *_] = find(Request(q="пыток")).interpretation.also
    assert also.typed == "пыток"
    assert "азаптау" in also.terms
    answer = client.get("/api/v1/search/?q=пыток").json()
    assert "азаптау" in answer["interpretation"]["also"][0]["terms"]


def test_it_looks_for_the_words_as_typed_when_told_to(two_languages: None) -> None:
    assert headings("пытки", literal=True) == ["Тюрьмы"]
    assert find(Request(q="пытки", literal=True)).interpretation.also == ()


def test_it_offers_the_switch_on_the_page(two_languages: None, client: Client) -> None:
    page = client.get("/?q=пытки").content.decode()
    assert "literal=1" in page
    assert "азаптау" in page
    assert "literal=1" not in client.get("/?q=Әлімжанов").content.decode()


def test_it_keeps_the_switch_in_every_address() -> None:
    assert "literal=1" in Request(q="сот", literal=True).switched("year", "2012").on_page(2).url


def test_it_looks_for_a_quoted_phrase_as_it_stands() -> None:
    wanted, related = relate(parse('"домашнее насилие"').wanted)
    assert related == ()
    assert [clause.others for clause in wanted] == [()]


def test_it_keeps_the_words_as_typed_beside_the_terms(thesaurus: None) -> None:
    wanted, _ = relate(parse("пытки в тюрьме").wanted)
    assert [clause_text(clause) for clause in wanted] == ["пытки", "тюрьме"]
    assert all(clause.others for clause in wanted)


def test_its_concepts_are_whole() -> None:
    slugs = [row["slug"] for row in CONCEPTS]
    assert len(slugs) == len(set(slugs))
    for row in CONCEPTS:
        assert all(row[language] for language in ("kk", "ru", "en")), row["slug"]


def test_its_account_says_how_many_concepts_there_are() -> None:
    account = (FILES[0].parent / "README.md").read_text(encoding="utf-8")
    terms = sum(len(row[language]) for row in CONCEPTS for language in ("kk", "ru", "en"))
    assert f"{len(CONCEPTS):,} concepts with about {round(terms, -2):,} terms" in " ".join(account.split())


def test_its_concepts_name_each_term_once() -> None:
    for row in CONCEPTS:
        for language in ("kk", "ru", "en"):
            assert len(row[language]) == len(set(row[language])), row["slug"]


def test_its_terms_hold_no_look_alike_letters() -> None:
    terms = [term for row in CONCEPTS for language in ("kk", "ru") for term in row[language]]
    assert [term for term in terms if MIXED.search(term)] == []


@pytest.mark.parametrize("typed", ["доступ к адвокату", "Усть-Каменогорск", "мүгедектігі бар адам"])
def test_it_knows_a_term_with_a_common_word_or_a_hyphen(thesaurus: None, typed: str) -> None:
    _, related = relate(parse(typed).wanted)
    whole = " ".join(clause.words[0].exact for clause in parse(typed).wanted)
    assert whole in [each.typed for each in related]
