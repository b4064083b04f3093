"""The thesaurus as rows: how it comes in, what of it stays when it comes in again, and when searches see a change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from search.concepts.entry import Entry
from search.concepts.keeping import apply, compare, load
from search.features import concepts_by_name
from search.finding import find
from search.models import Concept, Term, Thesaurus
from search.query import parse
from search.request import Request
from search.suggesting import suggest
from search.thesaurus import relate
from search.updating import rebuild
from tests.factories import make_document, make_report, make_section
from tests.manifests import command

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


def row(slug: str, **terms: list[str]) -> dict[str, Any]:
    return {"slug": slug, "kk": [], "ru": [], "en": []} | terms


def shipped(folder: Path, *rows: dict[str, Any]) -> int:
    """The files of a version of the program, loaded."""
    (folder / "terms.json").write_text(json.dumps(rows), encoding="utf-8")
    return load(folder)


def terms(slug: str, language: str) -> list[str]:
    return Concept.objects.get(slug=slug).in_language(language)


def also(typed: str) -> set[str]:
    """What else is looked for."""
    return {term.text for each in relate(parse(typed).wanted)[1] for term in each.terms}


def put(slug: str, **terms: tuple[str, ...]) -> None:
    apply(compare([Entry(slug, terms.get("kk", ()), terms.get("ru", ()))]))


def test_it_comes_in_with_the_other_vocabularies() -> None:
    assert command("load_vocabulary").code == 0
    assert "пытки" in terms("torture", "ru")
    assert "азаптау" in also("пытки")


def test_it_adds_what_a_new_version_brings(tmp_path: Path) -> None:
    assert shipped(tmp_path, row("bread", ru=["хлеб"])) == 1
    assert shipped(tmp_path, row("bread", ru=["хлеб"], kk=["нан"]), row("salt", ru=["соль"])) == 1
    assert terms("bread", "kk") == ["нан"]
    assert terms("salt", "ru") == ["соль"]


def test_it_leaves_what_an_admin_edited_or_made(tmp_path: Path) -> None:
    shipped(tmp_path, row("bread", ru=["хлеб"]))
    put("bread", ru=("хлеб", "буханка"))
    put("salt", ru=("соль",))
    shipped(tmp_path, row("bread", ru=["хлеб", "батон"]), row("salt", ru=["соль", "хлорид"]))
    assert terms("bread", "ru") == ["хлеб", "буханка"]
    assert terms("salt", "ru") == ["соль"]


def test_it_keeps_a_note_when_the_terms_follow_the_program(tmp_path: Path) -> None:
    shipped(tmp_path, row("bread", ru=["хлеб"]))
    Concept.objects.update(note="Ask Айгүл.")
    shipped(tmp_path, row("bread", ru=["хлеб", "батон"]))
    assert Concept.objects.get().note == "Ask Айгүл."
    assert terms("bread", "ru") == ["хлеб", "батон"]


def test_it_brings_no_deleted_concept_back(tmp_path: Path) -> None:
    shipped(tmp_path, row("bread", ru=["хлеб"]))
    Concept.objects.all().delete()
    assert shipped(tmp_path, row("bread", ru=["хлеб", "батон"])) == 0
    assert not Concept.objects.exists()


def test_it_changes_nothing_when_it_is_loaded_again(thesaurus: None) -> None:
    before, ids = Thesaurus.objects.revision(), set(Term.objects.values_list("pk", flat=True))
    assert command("load_vocabulary").code == 0
    assert Thesaurus.objects.revision() == before
    assert set(Term.objects.values_list("pk", flat=True)) == ids


def test_it_searches_with_a_term_as_soon_as_it_is_there() -> None:
    put("bread", ru=("хлеб",))
    assert also("хлеб") == set()
    put("bread", ru=("хлеб",), kk=("нан",))
    assert also("хлеб") == {"нан"}
    put("bread", ru=("хлеб",))
    assert also("хлеб") == set()


def test_it_suggests_and_compares_with_a_term_as_soon_as_it_is_there(empty_archive: None) -> None:
    put("bread", ru=("хлеб",))
    assert [one.text for one in suggest("хле")] == ["хлеб"]
    put("bread", ru=("хлеб", "хлебец"))
    assert [one.text for one in suggest("хле")] == ["хлеб", "хлебец"]
    assert set(concepts_by_name()) == {" | хлеб | "}


def test_it_takes_concepts_called_the_same_for_one_when_sections_are_compared() -> None:
    put("bread", ru=("хлеб", "хлебец"))
    put("loaf", ru=("хлеб", "батон"))
    assert {name: {term.text for term in terms} for name, terms in concepts_by_name().items()} == {
        " | хлеб | ": {"хлеб", "хлебец", "батон"}
    }


def test_it_searches_for_the_words_as_typed_without_a_thesaurus() -> None:
    make_section(make_document(make_report()), "Тюрьмы", text="О пытках сообщили трое заключённых.")
    rebuild()
    page = find(Request(q="пытки в тюрьме"))
    assert [hit.heading for hit in page.hits] == ["Тюрьмы"]
    assert page.interpretation.also == ()


def test_it_asks_the_record_once_for_a_query(
    thesaurus: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    relate(parse("сот").wanted)
    with django_assert_num_queries(1):
        relate(parse("пытки женщин в тюрьме и полиция").wanted)
    with django_assert_num_queries(0):
        relate(parse('"пытки женщин"').wanted)


def test_it_has_the_same_name_when_the_terms_are_the_same_again() -> None:
    """So a change that is taken back costs nobody a new reading of the terms."""
    put("bread", ru=("хлеб",))
    before = Thesaurus.objects.revision()
    put("bread", ru=("буханка",))
    assert Thesaurus.objects.revision() != before
    put("bread", ru=("хлеб",))
    assert Thesaurus.objects.revision() == before
