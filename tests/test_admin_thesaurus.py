"""The thesaurus as Сәуле keeps it and as Болат looks at it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from search.concepts.entry import Entry
from search.concepts.files import LIMIT
from search.concepts.keeping import apply, compare, current
from search.concepts.table import read_table
from search.models import Concept
from search.query import parse
from search.thesaurus import relate
from tests.people import AIGUL, BOLAT, SAULE, VISITOR, sign_in, text

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

LIST, ADD = reverse("admin:search_concept_changelist"), reverse("admin:search_concept_add")
IMPORT, CONFIRM = reverse("admin:search_concept_import"), reverse("admin:search_concept_confirm")
HEADER = "slug;kk;ru;en\r\n"
EVERYBODY = (VISITOR, AIGUL, BOLAT, SAULE)


@pytest.fixture
def saule(client: Client) -> Client:
    return sign_in(client, SAULE)


@pytest.fixture
def bread() -> Concept:
    apply(compare([Entry("bread", ("нан",), ("хлеб", "буханка"), ("bread",)), Entry("loaf", ru=("батон",))]))
    return Concept.objects.get(slug="bread")


def page_of(concept: Concept) -> str:
    return reverse("admin:search_concept_change", args=[concept.pk])


def form(**changes: str) -> dict[str, str]:
    return {"terms_kk": "нан", "terms_ru": "хлеб\r\nбуханка", "terms_en": "bread", "note": ""} | changes


def upload(client: Client, data: bytes, **values: str) -> Any:
    return client.post(IMPORT, {"file": SimpleUploadedFile("terms.csv", data)} | values)


def hidden(response: Any) -> dict[str, str]:
    """What the page of a difference sends when its button is pressed; a browser writes line ends its own way."""
    given: dict[str, str] = response.context["form"].initial
    return given | {"table": given["table"].replace("\r\n", "\n").replace("\n", "\r\n")}


def also(typed: str) -> set[str]:
    return {term.text for each in relate(parse(typed).wanted)[1] for term in each.terms}


def test_it_takes_terms_one_on_a_line_the_preferred_first(saule: Client) -> None:
    values = {
        "slug": "bread",
        "terms_kk": " нан \r\n\r\nтаба  нан\r\nнан",
        "terms_ru": "хлеб",
        "note": "Ask.\r\nTwice.",
    }
    saule.post(ADD, values)
    assert current() == {"bread": Entry("bread", ("нан", "таба нан"), ("хлеб",), (), "Ask.\nTwice.")}
    page = text(saule.get(page_of(Concept.objects.get())))
    assert "нан\nтаба нан</textarea>" in page
    assert also("хлебом") == {"нан", "таба нан"}


def test_it_searches_with_a_changed_term_at_once(saule: Client, bread: Concept) -> None:
    saule.post(page_of(bread), form(terms_kk="нан\r\nтаба нан"))
    assert "таба нан" in also("хлеб")
    saule.post(reverse("admin:search_concept_delete", args=[bread.pk]), {"post": "yes"})
    assert also("хлеб") == set()


def test_it_forgets_concepts_deleted_from_the_list(saule: Client, bread: Concept) -> None:
    assert also("хлеб")
    saule.post(LIST, {"action": "delete_selected", "_selected_action": [bread.pk], "post": "yes"})
    assert also("хлеб") == set()


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ("", "The concept has no term."),
        ("хлеб\n—", "“—” has no word in it."),
        ("хлеб | батон", "has a sign that no term can have"),
        ("х" * 201, "too long for a term"),
    ],
)
def test_it_says_what_cannot_be_a_term(saule: Client, terms: str, words: str) -> None:
    assert words in text(saule.post(ADD, {"slug": "bread", "terms_ru": terms}))
    assert not Concept.objects.exists()


def test_it_shows_how_a_search_knows_each_term(saule: Client, bread: Concept) -> None:
    page = text(saule.get(page_of(bread)))
    assert '<span lang="ru">буханка</span> → <code>буханка</code>' in page


def test_it_says_where_a_term_stands_already(saule: Client, bread: Concept) -> None:
    """In any form: a search compares stems."""
    answer = saule.post(page_of(bread), form(terms_ru="хлеб\r\nбатоны"), follow=True)
    assert "“батоны” is also a term of: батон (loaf)" in text(answer)
    assert current()["bread"].ru == ("хлеб", "батоны"), "it is said, not forbidden"
    loaf = Concept.objects.get(slug="loaf")
    assert f'also in: <a href="{page_of(loaf)}">батон</a>' in text(saule.get(page_of(bread)))


@pytest.mark.parametrize("typed", ["bread", "нан", "Хлеб", "буханк", "  буханка ", "BREAD"])
def test_it_finds_a_concept_by_a_term_of_any_language(saule: Client, bread: Concept, typed: str) -> None:
    page = text(saule.get(LIST, {"q": typed}))
    assert page_of(bread) in page
    assert page_of(Concept.objects.get(slug="loaf")) not in page


@pytest.mark.parametrize(("language", "shown"), [("kk", {"loaf"}), ("ru", set()), ("en", {"loaf"})])
def test_it_lists_concepts_that_lack_a_language(saule: Client, bread: Concept, language: str, shown: set[str]) -> None:
    page = text(saule.get(LIST, {"lacks": language}))
    assert {each.slug for each in Concept.objects.all() if page_of(each) in page} == shown


def test_it_keeps_the_identifier_of_a_concept(saule: Client, bread: Concept) -> None:
    saule.post(page_of(bread), form(slug="other"))
    bread.refresh_from_db()
    assert bread.slug == "bread"


def test_it_writes_down_who_changed_a_concept(saule: Client, bread: Concept) -> None:
    saule.post(page_of(bread), form(terms_ru="хлеб"))
    trail = text(saule.get(reverse("admin:admin_logentry_changelist")))
    assert "Changed Terms in Russian." in trail
    assert SAULE in trail


@pytest.mark.parametrize("who", EVERYBODY)
def test_it_lets_editors_read_and_admins_change(client: Client, bread: Concept, who: str) -> None:
    sign_in(client, who)
    sees = {BOLAT, SAULE}
    assert (client.get(page_of(bread)).status_code == HTTPStatus.OK) == (who in sees)
    assert (client.get(reverse("admin:search_concept_export", args=["csv"])).status_code == HTTPStatus.OK) == (
        who in sees
    )
    assert (client.get(IMPORT).status_code == HTTPStatus.OK) == (who == SAULE)
    client.post(page_of(bread), form(terms_ru="хлебушек"))
    assert (current()["bread"].ru == ("хлебушек",)) == (who == SAULE)


@pytest.mark.parametrize(("who", "shown"), [(BOLAT, False), (SAULE, True)])
def test_it_offers_an_import_to_whoever_may_do_it(client: Client, who: str, shown: bool) -> None:
    page = text(sign_in(client, who).get(LIST))
    assert (IMPORT in page) == shown
    assert "Export as CSV" in page


@pytest.mark.parametrize(("kind", "start"), [("csv", "\ufeffslug;kk;ru;en;note"), ("skos", "<?xml")])
def test_it_gives_the_thesaurus_as_a_file(saule: Client, bread: Concept, kind: str, start: str) -> None:
    answer = saule.get(reverse("admin:search_concept_export", args=[kind]))
    assert text(answer).startswith(start)
    assert "буханка" in text(answer)
    assert "attachment" in answer["Content-Disposition"]
    again = text(upload(saule, answer.content, whole="on"))
    assert "there is nothing to change" in again


def test_it_shows_what_a_file_would_change_and_changes_nothing(saule: Client, bread: Concept) -> None:
    before = current()
    page = text(upload(saule, f"{HEADER}bread;нан;хлеб;\r\nmilk;сүт;молоко;\r\n".encode(), whole="on"))
    assert "Added: 1" in page
    assert "Changed: 1" in page
    assert "Removed: 1" in page
    assert "<del>буханка</del>" in page
    assert "<del>bread</del>" in page
    assert "молоко" in page
    assert "батон" in page
    assert current() == before


def test_it_does_what_it_showed(saule: Client, bread: Concept) -> None:
    shown = upload(saule, f"{HEADER}bread;нан;хлеб;\r\nmilk;сүт;молоко;\r\n".encode(), whole="on")
    done = saule.post(CONFIRM, hidden(shown), follow=True)
    assert "Concepts added: 1, changed: 1, removed: 1." in text(done)
    wanted = {
        "bread": Entry("bread", ("нан",), ("хлеб",), (), ""),
        "milk": Entry("milk", ("сүт",), ("молоко",), (), ""),
    }
    assert current() == wanted
    assert also("молоко") == {"сүт"}


def test_it_leaves_what_the_file_does_not_have_unless_told_otherwise(saule: Client, bread: Concept) -> None:
    saule.post(CONFIRM, hidden(upload(saule, f"{HEADER}milk;сүт;;\r\n".encode())))
    assert set(current()) == {"bread", "loaf", "milk"}


def test_it_keeps_notes_of_which_the_file_says_nothing(saule: Client, bread: Concept) -> None:
    Concept.objects.filter(pk=bread.pk).update(note="Ask Айгүл.\nTwice.")
    saule.post(CONFIRM, hidden(upload(saule, f"{HEADER}bread;нан;хлеб;\r\n".encode())))
    assert current()["bread"] == Entry("bread", ("нан",), ("хлеб",), (), "Ask Айгүл.\nTwice.")


def test_it_writes_down_every_concept_of_a_file(saule: Client, bread: Concept) -> None:
    data = f"{HEADER}bread;нан;хлеб;\r\nmilk;сүт;молоко;\r\nsalt;тұз;;\r\n".encode()
    saule.post(CONFIRM, hidden(upload(saule, data, whole="on")))
    trail = text(saule.get(reverse("admin:admin_logentry_changelist")))
    assert trail.count("Taken from the file “terms.csv”.") == 4
    assert "батон" in trail, "what was removed has its name"


def test_it_shows_anew_what_became_another_change_meanwhile(saule: Client, bread: Concept) -> None:
    shown = hidden(upload(saule, f"{HEADER}bread;нан;хлеб;\r\n".encode()))
    apply(compare([Entry("bread", ru=("каравай",))]))
    page = text(saule.post(CONFIRM, shown))
    assert "has been changed meanwhile" in page
    assert "<del>каравай</del>" in page
    assert current()["bread"].ru == ("каравай",)


def test_it_does_nothing_that_was_not_shown(saule: Client, bread: Concept) -> None:
    before = current()
    shown = hidden(upload(saule, f"{HEADER}bread;нан;хлеб;\r\n".encode()))
    for forged in ({"gone": "loaf"}, {"table": "nonsense"}, {"shown": "x"}, {"table": f"{HEADER}x;—;;\r\n"}):
        saule.post(CONFIRM, shown | forged)
        assert current() == before


def test_it_says_what_is_wrong_with_a_file_and_takes_nothing(saule: Client, bread: Concept) -> None:
    before = current()
    page = text(upload(saule, f"{HEADER}milk;сүт;молоко;\r\nsalt;;;\r\n".encode(), whole="on"))
    assert "Line 3: The concept has no term." in page
    assert "Nothing was taken from the file." in page
    assert current() == before


@pytest.mark.parametrize(("data", "words"), [(b"", "is empty"), (b"x" * (LIMIT + 1), "too large")])
def test_it_turns_a_file_away(saule: Client, data: bytes, words: str) -> None:
    assert words in text(upload(saule, data))


def test_it_speaks_of_mistakes_in_the_language_of_the_reader(saule: Client) -> None:
    file = {"file": SimpleUploadedFile("terms.csv", f"{HEADER}salt;;;\r\n".encode())}
    for language, words in (
        ("kk", "2-жол: Ұғымның термині жоқ."),
        ("ru", "Строка 2: У понятия нет ни одного термина."),
    ):
        file["file"].seek(0)
        assert words in text(saule.post(IMPORT, file, headers={"accept-language": language}))


def test_it_takes_a_file_of_the_whole_thesaurus(saule: Client, thesaurus: None) -> None:
    """As large as it is, it passes through the page on which a person looks at it."""
    answer = saule.get(reverse("admin:search_concept_export", args=["skos"]))
    file, there = answer.content, current()
    apply(compare([], gone=set(there)))
    shown = upload(saule, file)
    assert len(read_table(hidden(shown)["table"]).entries) == len(there)
    saule.post(CONFIRM, hidden(shown))
    assert current() == there
