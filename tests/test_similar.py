"""Sections of other reports that speak of the same, and what is said about why."""

from __future__ import annotations

from http import HTTPStatus
from math import isclose
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from django.utils.translation import override

from archive.models import Law, Link, LinkKind, Section, State
from archive.saving import publish
from archive.work import here
from search import stamp
from search.alike import Shared, similar_to
from search.features import common_words, names
from search.similar import alike, features
from search.updating import rebuild
from tests.factories import import_sample, make_document, make_report, make_section

if TYPE_CHECKING:
    from django.test import Client

    from archive.models import Document

SHOWN = "Similar sections in other reports"
NO_WORDS: frozenset[str] = frozenset()
RUSSIAN = "Пытки в полиции. Следователь не расследует жалобы на пытки, адвоката не пускают."
KAZAKH = "Полициядағы азаптау. Тергеуші азаптау туралы шағымды тексермейді, адвокат кіргізілмейді."


def test_it_finds_sections_that_share_rare_things() -> None:
    known = features({("law", "code:146"): [1, 2], ("concept", "court"): [1, 2, 3, 4, 5], ("name", "x"): [3]}, 10)
    [one] = alike(1, known)
    assert one.section == 2
    assert isclose(one.score, 1)
    assert one.shared == (("law", "code:146"), ("concept", "court"))


def test_it_wants_more_than_figures_that_agree_by_chance() -> None:
    known = features({("figure", "146"): [1, 2], ("figure", "2019"): [1, 2]}, 10)
    assert alike(1, known) == []


def test_it_knows_nothing_of_what_stands_everywhere_or_of_strangers() -> None:
    everywhere = features({("concept", "state"): [1, 2], ("concept", "law"): [1, 2]}, 2)
    assert alike(1, everywhere) == []
    assert alike(9, everywhere) == []


def test_it_knows_a_name_in_another_case_and_in_the_other_language() -> None:
    russian = names("Суд освободил Айдоса Ахметова в марте.", "ru", NO_WORDS)
    assert set(russian) == set(names("Суд услышал, что Айдос Ахметов болен", "ru", NO_WORDS))
    assert list(russian.values()) == ["Айдоса Ахметова"]
    assert len(names("Сот кеше Құралай Бекмұратты босатты.", "kk", NO_WORDS)) == 1


def test_it_takes_no_single_word_or_start_of_a_sentence_for_a_name() -> None:
    assert names("Суд Алматы решил. Высший Совет молчит", "ru", NO_WORDS) == {}


@pytest.fixture
def two_reports(thesaurus: None) -> tuple[Section, Section]:
    """One theme in two reports, one Russian and one Kazakh, among sections about other things."""
    russian = make_document(make_report("russian", title="Полиция"))
    kazakh = make_document(make_report("kazakh", title="Қамау"), language="kk")
    for document, text in ((russian, "Школы закрыты."), (russian, "Погода ясная."), (kazakh, "Күн ашық.")):
        make_section(document, "—", text=text)
    pair = make_section(russian, "Следствие", text=RUSSIAN), make_section(kazakh, "Тергеу", text=KAZAKH)
    rebuild()
    return pair


def test_it_finds_the_same_theme_in_the_other_language(two_reports: tuple[Section, Section]) -> None:
    russian, kazakh = two_reports
    assert [one.section for one in similar_to(russian)] == [kazakh]
    assert [one.section for one in similar_to(kazakh)] == [russian]


def test_it_says_what_is_shared_in_the_language_of_the_reader(
    client: Client, two_reports: tuple[Section, Section]
) -> None:
    address = two_reports[0].get_absolute_url()
    english = client.get(address, headers={"accept-language": "en"}).content.decode()
    kazakh = client.get(address, headers={"accept-language": "kk"}).content.decode()
    assert SHOWN in english
    assert "torture" in english.partition("Shared:")[2].partition("</li>")[0]
    assert "азаптау" in kazakh


def test_it_shows_nothing_where_no_report_speaks_of_the_same(
    client: Client, two_reports: tuple[Section, Section]
) -> None:
    other = Section.objects.get(text="Погода ясная.")
    assert SHOWN not in client.get(other.get_absolute_url(), headers={"accept-language": "en"}).content.decode()


def test_it_forgets_a_report_that_is_withdrawn(two_reports: tuple[Section, Section]) -> None:
    russian, kazakh = two_reports
    assert similar_to(russian)
    document = kazakh.document
    document.state = State.WITHDRAWN
    document.save()
    assert similar_to(russian) == []  # the index still has it, the record is asked again
    rebuild()
    assert similar_to(russian) == []


def test_it_learns_of_a_report_that_is_published_later(archive_with_samples: list[Document]) -> None:
    section = Section.objects.get(document=archive_with_samples[2], heading__startswith="Азаптау белгілері")
    before = {one.section.document.report.slug for one in similar_to(section)}
    with here():
        publish(import_sample("sample-country-2021-ru.txt"))
    rebuild()
    after = {one.section.document.report.slug for one in similar_to(section)}
    assert "sample-country-2021" not in before
    assert "sample-country-2021" in after


def test_it_never_shows_a_section_beside_its_translation(archive_with_samples: list[Document]) -> None:
    for section in Section.objects.published().select_related("document"):
        found = [one.section for one in similar_to(section)]
        assert len(found) <= 5
        assert section.document.report_id not in {other.document.report_id for other in found}
        versions = {(other.document.report_id, other.document_id) for other in found}
        assert len(versions) == len({report for report, _ in versions})


def test_it_answers_scripts_with_what_is_shared(client: Client, two_reports: tuple[Section, Section]) -> None:
    russian, kazakh = two_reports
    address = f"/api/v1/sections/{russian.pk}/similar/"
    [one] = client.get(address, headers={"accept-language": "ru"}).json()
    assert one["id"] == kazakh.pk
    assert one["report"]["slug"] == "kazakh"
    assert one["language"] == "kk"
    assert {"kind": "concept", "label": "пытки"} in one["shared"]
    assert client.post(address).status_code == 405
    assert client.get("/api/v1/sections/999999/similar/").status_code == 404


def test_it_keeps_the_page_whole_without_an_index(client: Client, two_reports: tuple[Section, Section]) -> None:
    with mock.patch.object(stamp, "SCHEMA_VERSION", stamp.SCHEMA_VERSION + 1):
        page = client.get(two_reports[0].get_absolute_url(), headers={"accept-language": "en"})
    assert page.status_code == HTTPStatus.OK
    assert SHOWN not in page.content.decode()


def test_it_takes_no_article_of_an_old_edition_for_that_of_the_new(two_reports: tuple[Section, Section]) -> None:
    editions = [Law.objects.create(code="code", year=year, name_ru=f"Кодекс {year}") for year in (1997, 2014)]
    for section, law in zip(two_reports, editions, strict=True):
        Link.objects.create(section=section, kind=LinkKind.LAW, target="code:146", to_law=law)
    rebuild()
    assert "law" not in {thing.kind for thing in similar_to(two_reports[0])[0].shared}
    Link.objects.update(to_law=editions[1])
    rebuild()
    with override("ru"):
        assert Shared("law", "Кодекс 2014, статья 146") in similar_to(two_reports[0])[0].shared


def test_it_takes_no_institution_for_a_person(thesaurus: None) -> None:
    assert names("Вчера в Верховный Суд пришли.", "ru", common_words()) == {}
