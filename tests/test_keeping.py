"""Pages of hits that are made once: given again while they are true, and never after."""

from __future__ import annotations

import shutil
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from archive.models import Document, Violation
from search.updating import complete, rebuild
from tests.people import SAULE, sign_in, text

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

SEARCH = "/?q=пытки"


@pytest.fixture
def reader(archive_with_samples: list[Document]) -> Client:
    return Client(headers={"accept-language": "ru"})


def again(reader: Client, before: Any, address: str = SEARCH) -> Any:
    """What a browser gets that has the page and asks whether it is still the same."""
    return reader.get(address, headers={"if-none-match": before.headers["ETag"]})


def admin() -> Client:
    return sign_in(Client(), SAULE)


def test_a_browser_that_has_the_page_is_told_that_it_is_the_same(reader: Client) -> None:
    first = reader.get(SEARCH)
    assert first.headers["Cache-Control"] == "private, no-cache"
    second = again(reader, first)
    assert (second.status_code, second.content) == (HTTPStatus.NOT_MODIFIED, b"")
    assert second.headers["ETag"] == first.headers["ETag"]


def test_the_next_reader_gets_the_same_page_without_a_search(
    reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first = reader.get(SEARCH)
    with django_assert_max_num_queries(1):
        second = Client(headers={"accept-language": "ru"}).get(SEARCH)
    assert second.content == first.content


def test_a_program_is_told_the_same(reader: Client) -> None:
    address = "/api/v1/search/?q=пытки"
    first = reader.get(address)
    assert again(reader, first, address).status_code == HTTPStatus.NOT_MODIFIED
    assert Client(headers={"accept-language": "ru"}).get(address).json() == first.json()
    document = Document.objects.get(language="ru")
    admin().post(reverse("admin:document_withdraw", args=[document.pk]))
    assert again(reader, first, address).json()["results"] != first.json()["results"]


@pytest.mark.parametrize("other", ["/?q=пытки&page=2", "/?q=пытки&sort=newest", "/?q=пытка"])
def test_another_question_is_another_page(reader: Client, other: str) -> None:
    assert again(reader, reader.get(SEARCH), other).status_code == HTTPStatus.OK


def test_each_language_has_its_page(reader: Client) -> None:
    assert '<html lang="ru">' in text(reader.get(SEARCH))
    assert '<html lang="kk">' in text(Client(headers={"accept-language": "kk"}).get(SEARCH))


def test_what_is_withdrawn_is_gone_before_the_index_knows(reader: Client) -> None:
    first = reader.get(SEARCH)
    document = Document.objects.get(language="ru")
    assert f"/{document.report.slug}/ru/" in text(first)
    admin().post(reverse("admin:document_withdraw", args=[document.pk]))
    after = again(reader, first)
    assert after.status_code == HTTPStatus.OK
    assert f"/{document.report.slug}/ru/" not in text(after)
    complete()
    assert f"/{document.report.slug}/ru/" not in text(again(reader, after))


def test_a_renamed_subject_has_its_new_name(reader: Client) -> None:
    first = reader.get(SEARCH)
    violation = Violation.objects.get(slug="torture")
    assert violation.name_ru in text(first)
    form = {"parent": violation.parent_id or "", "order": violation.order, "name_ru": "Пытки и побои"}
    names = {"name_kk": violation.name_kk, "name_en": violation.name_en}
    admin().post(reverse("admin:archive_violation_change", args=[violation.pk]), form | names)
    assert "Пытки и побои" in text(again(reader, first))


def test_a_renamed_report_has_its_new_title(reader: Client) -> None:
    first = reader.get(SEARCH)
    document = Document.objects.get(language="ru")
    form = {"report": document.report_id, "language": "ru", "version": 1, "title": "Совсем другой доклад"}
    admin().post(reverse("admin:archive_document_change", args=[document.pk]), form)
    assert "Совсем другой доклад" in text(again(reader, first))


def test_a_new_index_makes_a_new_page(reader: Client) -> None:
    first = reader.get(SEARCH)
    rebuild()
    assert again(reader, first).status_code == HTTPStatus.OK


def test_a_curator_has_pages_of_her_own_and_a_reader_never_gets_them(reader: Client) -> None:
    saule = admin()
    assert "For editors" in text(saule.get(SEARCH))
    assert "ETag" not in saule.get(SEARCH).headers
    assert "For editors" not in text(Client(headers={"accept-language": "en"}).get(SEARCH))
    Client(headers={"accept-language": "en"}).get(SEARCH)
    assert "For editors" in text(saule.get(SEARCH))


def test_no_page_is_given_where_the_index_is_gone(reader: Client) -> None:
    first = reader.get(SEARCH)
    shutil.rmtree(str(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    assert again(reader, first).status_code == HTTPStatus.SERVICE_UNAVAILABLE
    rebuild()
    assert reader.get(SEARCH).status_code == HTTPStatus.OK
