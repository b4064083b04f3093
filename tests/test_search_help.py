"""The help page of the search: whatever it shows as an example finds something."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from search.finding import find
from search.query import parse
from search.request import Request
from search.typed import FIELD_OF, FIELDS

if TYPE_CHECKING:
    from django.test import Client

    from archive.models import Document


def examples(client: Client) -> list[str]:
    """What the links of the page ask for."""
    page = client.get(reverse("search-help")).content.decode()
    links = [unescape(part.partition('"')[0]) for part in page.split('href="')[1:]]
    return [parse_qs(urlsplit(link).query)["q"][0] for link in links if "?q=" in link]


def test_it_shows_only_examples_that_find_something(archive_with_samples: list[Document], client: Client) -> None:
    typed = examples(client)
    assert len(typed) > 20
    for each in typed:
        found = find(Request(q=each, literal=True))
        assert found.hits, each
        assert not parse(each).remarks, each
        assert client.get("/", {"q": each}).status_code == 200


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_it_names_every_field_in_the_language_of_the_reader(
    archive_with_samples: list[Document], client: Client, language: str
) -> None:
    client.cookies["django_language"] = language
    page = client.get(reverse("search-help")).content.decode()
    assert f'<html lang="{language}">' in page
    assert not [name for name in FIELD_OF if f"<code>{name}:</code>" not in page]


def test_it_gives_a_name_to_one_field_only() -> None:
    names = [name for several in FIELDS.values() for name in several]
    assert len(set(names)) == len(names)


def test_it_helps_in_an_empty_archive(empty_archive: None, client: Client) -> None:
    assert client.get(reverse("search-help")).status_code == 200


@pytest.mark.parametrize("address", ["/", "/?q=азаптау", "/reports/"])
def test_it_is_linked_from_the_search_and_from_every_page(empty_archive: None, client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert page.count(f'href="{reverse("search-help")}"') == (1 if address == "/reports/" else 2)
