"""The traps of Haystack's Whoosh backend, each shut: the tests go through Haystack's own interface."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from haystack.exceptions import SearchBackendError
from haystack.query import SQ, SearchQuerySet

from archive.models import Publisher, Section
from search import stamp
from search.engines.contract import IndexUnfit
from search.finding import backend, find
from search.request import Request
from search.updating import rebuild
from tests.engines import on_files
from tests.factories import make_document, make_report, make_section

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def twenty_three_sections(db: None) -> None:
    publisher = Publisher.objects.create(slug="P0, the Best-Known", name_en="P0")
    report = make_report("traps", publisher=publisher, period_start=2011, period_end=2012)
    document = make_document(report, language="kk")
    for number in range(23):
        make_section(document, f"Бөлім {number:02}", text=f"Азаптаудың {number}-ші ісі. Тергеушілер келді.")
    rebuild()


def test_it_returns_the_odd_last_page() -> None:
    every = SearchQuerySet().order_by("order")
    assert [int(result.order) for result in every[20:23]] == [20, 21, 22]
    assert [int(result.order) for result in every[7:12]] == [7, 8, 9, 10, 11]


def test_it_highlights_with_the_analyser_of_the_language() -> None:
    [result, *_] = SearchQuerySet().filter(content="азаптау").highlight()
    assert "<mark>Азаптаудың</mark>" in result.highlighted["text"][0]


def test_it_refuses_an_index_of_another_schema() -> None:
    with mock.patch.object(stamp, "SCHEMA_VERSION", stamp.SCHEMA_VERSION + 1):
        with pytest.raises(IndexUnfit, match="rebuild_index"):
            find(Request(q="азаптау"))
        with pytest.raises(CommandError, match="check_index --if-needed"):
            call_command("check_index")
        call_command("check_index", "--if-needed")
        assert find(Request(q="азаптау")).total == 23


def test_it_keeps_codes_as_they_are() -> None:
    [result] = SearchQuerySet().filter(publisher="P0, the Best-Known")[:1]
    assert result.publisher == "P0, the Best-Known"
    assert SearchQuerySet().filter(publisher="p0").count() == 0


def test_it_counts_a_code_with_a_comma_once() -> None:
    counts = SearchQuerySet().facet("publisher").facet_counts()["fields"]["publisher"]
    assert counts == [("P0, the Best-Known", 23)]


def test_it_keeps_several_values_apart() -> None:
    [result] = SearchQuerySet().filter(year="2011")[:1]
    assert result.year == ["2011", "2012"]
    assert SearchQuerySet().facet("year").facet_counts()["fields"]["year"] == [("2011", 23), ("2012", 23)]


def test_it_sorts_in_mixed_directions() -> None:
    results = SearchQuerySet().order_by("title", "-order")
    assert [int(result.order) for result in results[:3]] == [22, 21, 20]


def test_it_answers_a_query_of_one_letter() -> None:
    section = Section.objects.get(order=3)
    section.text = "Ю деген әріп."
    section.save()
    rebuild()
    assert SearchQuerySet().filter(content="ю").count() == 1


def test_it_opens_one_reader_for_many_queries() -> None:
    before = on_files().snapshot()
    assert SearchQuerySet().filter(content="азаптау").count() == 23
    assert find(Request(q="тергеуші")).total == 23
    assert on_files().snapshot() is before


def test_it_opens_another_reader_after_a_commit() -> None:
    before = on_files().snapshot()
    rebuild()
    assert on_files().snapshot() is not before


def test_it_browses_everything_without_reading_any_posting() -> None:
    snapshot = on_files().snapshot()
    with mock.patch.object(snapshot, "postings", side_effect=AssertionError("walked the postings")):
        assert find(Request(filters=(("year", ("2011",)),))).total == 23


def test_it_raises_errors_by_default() -> None:
    assert on_files().silently_fail is False
    with pytest.raises(SearchBackendError, match="not supported"):
        SearchQuerySet().filter(order__endswith="1").count()


@pytest.mark.parametrize("typed", ["a:b", "OR", "AND NOT", "[2010 TO", "азаптау*", "(((", 'report:"', "\\", "~2"])
def test_it_takes_query_syntax_for_words(typed: str) -> None:
    assert SearchQuerySet().filter(content=typed).count() >= 0
    assert find(Request(q=typed)).total >= 0


def test_it_combines_conditions_as_a_tree() -> None:
    results = SearchQuerySet().filter(SQ(order=3) | SQ(order=4)).exclude(order=4)
    assert [int(result.order) for result in results] == [3]
    assert SearchQuerySet().filter(order__range=[5, 7]).count() == 3
    assert SearchQuerySet().filter(report__in=["traps", "other"]).count() == 23
    assert SearchQuerySet().narrow("language:kk").count() == 23
    assert SearchQuerySet().all().count() == 23


def test_it_fills_the_index_by_haystacks_own_command() -> None:
    backend().clear()
    assert SearchQuerySet().count() == 0
    call_command("update_index", verbosity=0)
    assert SearchQuerySet().count() == 23


def test_it_finds_sections_like_another_but_not_itself() -> None:
    section = Section.objects.get(order=3)
    found = SearchQuerySet().more_like_this(section)
    assert len(found) == 22
    assert str(section.pk) not in {str(result.pk) for result in found}


def test_it_keeps_the_index_private_and_apart_from_uploads() -> None:
    folder = Path(str(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not folder.is_relative_to(settings.MEDIA_ROOT)


def test_it_says_in_words_that_the_index_is_missing(client: Client) -> None:
    with mock.patch.object(stamp, "SCHEMA_VERSION", 0):
        page = client.get("/")
        assert page.status_code == 503
        assert "text/html" in page["Content-Type"]
        assert client.get("/api/v1/search/").status_code == 503
