"""The page of a report: what it asks for, what it refuses and in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.admin import site
from django.urls import reverse

from archive.models import Import, Publisher, Relation, Report, State
from archive.screens import GROUPS
from tests.factories import make_document, make_report, make_section
from tests.people import BOLAT, SAULE, person, sign_in, text

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def bolat(client: Client) -> Client:
    return sign_in(client, BOLAT)


def form(**changes: Any) -> dict[str, Any]:
    publisher, _ = Publisher.objects.get_or_create(slug="memory", defaults={"name_ru": "Память"})
    values = {"title": "Тюрьмы", "slug": "prisons", "publisher": publisher.pk, "kind": "other", "country": "KZ"}
    values |= {"year_published": 2021, "period_start": 2019, "period_end": 2020, "language": "ru"}
    values |= {"relations-TOTAL_FORMS": 0, "relations-INITIAL_FORMS": 0}
    values |= {"documents-TOTAL_FORMS": 0, "documents-INITIAL_FORMS": 0}
    return values | changes


def add(client: Client, language: str = "en", **changes: Any) -> str:
    address = reverse("admin:archive_report_add")
    return text(client.post(address, form(**changes), follow=True, headers={"accept-language": language}))


def change(client: Client, report: Report, **changes: Any) -> str:
    address = reverse("admin:archive_report_change", args=[report.pk])
    return text(client.post(address, form(**changes), follow=True))


def test_it_adds_a_report_without_a_file(bolat: Client) -> None:
    add(bolat)
    report = Report.objects.get()
    assert (report.slug, report.years) == ("prisons", [2019, 2020])
    assert not report.documents.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"year_published": 1901}, "greater than or equal to 1945"),
        ({"period_end": 3000}, "less than or equal to 2100"),
        ({"period_start": "20I9"}, "Enter a whole number"),
        ({"period_start": 2021}, "The period ends before it starts."),
        ({"title": ""}, "This field is required"),
        ({"slug": "тюрьмы"}, "Enter a valid “slug”"),
        ({"kind": "novel"}, "novel is not one of the available choices"),
    ],
)
def test_it_says_what_is_wrong_with_a_report(bolat: Client, changes: dict[str, Any], words: str) -> None:
    assert words in add(bolat, **changes)
    assert not Report.objects.exists()


@pytest.mark.parametrize(("language", "words"), [("ru", "больше либо равно 1945"), ("kk", "1945")])
def test_it_says_it_in_the_language_of_the_reader(bolat: Client, language: str, words: str) -> None:
    page = add(bolat, language, year_published=1901)
    assert words in page
    assert f'<html lang="{language}"' in page


def test_it_keeps_short_names_apart(bolat: Client) -> None:
    make_report("prisons")
    assert "already exists" in add(bolat)
    assert Report.objects.count() == 1


def test_it_relates_reports_but_none_to_itself(bolat: Client) -> None:
    report, other = make_report("prisons"), make_report("answer")
    row = {"relations-TOTAL_FORMS": 1, "relations-0-source": report.pk, "relations-0-kind": "follows"}
    assert "no relation to itself" in change(bolat, report, **row | {"relations-0-target": report.pk})
    assert not Relation.objects.exists()
    change(bolat, report, **row | {"relations-0-target": other.pk})
    assert str(Relation.objects.get()) == f"{report} follows {other}"


def test_it_keeps_addresses_readers_may_have_kept(bolat: Client) -> None:
    report = make_report("prisons")
    change(bolat, report, slug="prisons-2020")
    report.refresh_from_db()
    assert report.slug == "prisons-2020"
    make_document(report, state=State.WITHDRAWN)
    change(bolat, report, slug="jails")
    report.refresh_from_db()
    assert report.slug == "prisons-2020"


def test_it_brings_a_changed_report_to_the_index(bolat: Client) -> None:
    report = make_report("prisons")
    published = make_document(report)
    draft = make_document(report, state=State.DRAFT, version=2)
    change(bolat, report, period_end=2021)
    published.refresh_from_db()
    draft.refresh_from_db()
    assert (published.revision, draft.revision) == (1, 0)


def test_it_finds_reports_by_symbol_title_and_state(bolat: Client) -> None:
    make_document(make_report("prisons", symbol="CAT/C/XYZ/4"))
    make_report("camps", title="Лагеря")
    address = reverse("admin:archive_report_changelist")
    assert "1 report" in text(bolat.get(address, {"q": "CAT/C/XYZ"}))
    assert "Тюрьмы" not in text(bolat.get(address, {"q": "Лагер"})).partition("result_list")[2]
    assert "1 report" in text(bolat.get(address, {"documents__state": "published"}))


def test_it_offers_nothing_inline_and_names_the_site(client: Client) -> None:
    """The content policy forbids scripts and styles inside pages; the browser would drop them."""
    report = make_report("prisons")
    sign_in(client, SAULE)
    for address in (reverse("admin:index"), reverse("admin:archive_report_change", args=[report.pk])):
        page = text(client.get(address))
        assert "Huqyq" in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert "<script>" not in page


def test_it_has_a_place_for_every_list() -> None:
    placed = {name for _, lists in GROUPS for name in lists}
    assert {model.__name__ for model in site._registry} == placed


@pytest.mark.parametrize("name", ["report", "document", "section", "import"])
def test_it_asks_the_database_no_more_for_a_longer_list(
    client: Client, name: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        document = make_document(make_report(f"report-{number}", title=f"Доклад {number}"))
        make_section(document, "Раздел")
        Import.objects.create(document=document, requested_by=person(SAULE))
    sign_in(client, SAULE)
    with django_assert_max_num_queries(12):
        assert "Доклад 11" in text(client.get(reverse(f"admin:archive_{name}_changelist")))


def test_it_groups_the_lists_in_the_order_of_the_work(client: Client) -> None:
    page = text(sign_in(client, SAULE).get(reverse("admin:index")))
    names = ("Reports", "Documents", "Imports", "Sections", "Vocabularies", "Publishers", "Users", "Groups")
    places = [page.index(f">{name}</a>") for name in names]
    assert places == sorted(places)
