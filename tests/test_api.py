"""The API as a script sees it: published only, read only, described by a schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from archive.models import State
from tests.factories import make_document, make_report, make_section

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_reports(db: None) -> None:
    document = make_document(make_report("open-2020", symbol="CAT/C/KAZ/3"))
    above = make_section(document, "Тюрьмы")
    make_section(document, "Камеры", parent=above)
    make_section(make_document(make_report("closed-2021"), state=State.DRAFT), "Тайна")


def test_it_lists_published_reports(client: Client) -> None:
    answer = client.get("/api/v1/reports/").json()
    assert [report["slug"] for report in answer["results"]] == ["open-2020"]
    [report] = answer["results"]
    assert report["symbol"] == "CAT/C/KAZ/3"
    assert report["documents"][0]["language"] == "ru"
    assert len(report["documents"][0]["sha256"]) == 64


def test_it_shows_one_report_and_hides_a_draft(client: Client) -> None:
    assert client.get("/api/v1/reports/open-2020/").json()["slug"] == "open-2020"
    assert client.get("/api/v1/reports/closed-2021/").status_code == 404


def test_it_lists_sections_in_reading_order(client: Client) -> None:
    answer = client.get("/api/v1/sections/?report=open-2020").json()
    assert [section["heading"] for section in answer["results"]] == ["Тюрьмы", "Камеры"]
    above, below = answer["results"]
    assert below["parent"] == above["id"]
    assert below["text"] == "Камеры тесны."


def test_it_hides_sections_of_a_draft(client: Client) -> None:
    answer = client.get("/api/v1/sections/").json()
    assert answer["count"] == 2
    assert client.get("/api/v1/sections/?report=closed-2021").json()["count"] == 0


@pytest.mark.parametrize("address", ["reports/", "reports/open-2020/", "sections/", "search/"])
def test_it_changes_nothing(client: Client, address: str) -> None:
    for send in (client.post, client.put, client.patch, client.delete):
        assert send(f"/api/v1/{address}").status_code == 405


@pytest.mark.parametrize("ask", ["sections/?page=x", "sections/99999999/", "reports/no-such/", "reports/?page=0"])
def test_it_answers_a_bad_address_in_json(client: Client, ask: str) -> None:
    answer = client.get(f"/api/v1/{ask}")
    assert answer.status_code == 404
    assert "detail" in answer.json()


def test_its_schema_describes_every_address(client: Client) -> None:
    schema = yaml.safe_load(client.get("/api/v1/schema/").content)
    assert {"/api/v1/search/", "/api/v1/reports/", "/api/v1/sections/{id}/"} <= set(schema["paths"])
    named = [parameter["name"] for parameter in schema["paths"]["/api/v1/search/"]["get"]["parameters"]]
    assert {"q", "year", "article", "violation", "language", "report", "publisher", "sort", "page_size"} <= set(named)
