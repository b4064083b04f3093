"""Sections of other reports that speak of the same, and what is said about why."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from math import isclose
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np
import pytest
from django.db.models import F
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Document, Law, Link, LinkKind, Section, State
from archive.saving import publish
from archive.work import here
from search import stamp
from search.alike import Shared, similar_to
from search.features import common_words
from search.finding import backend
from search.proper_names import codes_in, key, printed
from search.similar import LEAST, Features, Part, alike, features
from search.updating import bring_up_to_date, rebuild
from tests.factories import import_sample, make_document, make_report, make_section

if TYPE_CHECKING:
    from django.test import Client

    from search.engines.postings import Mask
    from search.similar import Thing

SHOWN = "Similar sections in other reports"
MOST = 50
NO_WORDS: frozenset[str] = frozenset()
RUSSIAN = "Пытки в полиции. Следователь не расследует жалобы на пытки, адвоката не пускают."
KAZAKH = "Полициядағы азаптау. Тергеуші азаптау туралы шағымды тексермейді, адвокат кіргізілмейді."


def known_of(named: dict[Thing, list[int]], total: int) -> Features:
    """The features of so many sections from what names each thing; their ids begin with 0."""
    return features([(Part.of(np.arange(total), named.items()), np.ones(total, np.bool_))])


def names(text: str, language: str, common: frozenset[str]) -> dict[str, str]:
    """The names in a text as printed, by their keys."""
    return {known: printed(code) for code in codes_in(text, language) if (known := key(code, common))}


def test_it_finds_sections_that_share_rare_things() -> None:
    known = known_of({("law", "code:146"): [1, 2], ("concept", "court"): [1, 2, 3, 4, 5], ("name", "x"): [3]}, 10)
    [one] = alike(1, known, MOST)
    assert one.section == 2
    assert isclose(one.score, 1)
    assert one.shared == (("law", "code:146"), ("concept", "court"))


def test_it_wants_more_than_figures_that_agree_by_chance() -> None:
    known = known_of({("figure", "146"): [1, 2], ("figure", "2019"): [1, 2]}, 10)
    assert alike(1, known, MOST) == []


def test_it_knows_nothing_of_what_stands_everywhere_or_of_strangers() -> None:
    everywhere = known_of({("concept", "state"): [0, 1], ("concept", "law"): [0, 1]}, 2)
    assert alike(1, everywhere, MOST) == []
    assert alike(9, everywhere, MOST) == []


def test_it_knows_nothing_in_an_empty_archive() -> None:
    assert alike(1, features([]), MOST) == []


RARE: list[Thing] = [
    ("concept", "a"),
    ("concept", "b"),
    ("figure", "146"),
    ("figure", "2019"),
    ("law", "x"),
    ("name", "y"),
]


@dataclass(frozen=True)
class Row:
    """A section that names some things, in the first part of the index or the second, and there still or deleted."""

    things: set[Thing]
    is_first: bool
    is_there: bool


@given(st.lists(st.builds(Row, st.sets(st.sampled_from(RARE)), st.booleans(), st.booleans()), max_size=24))
def test_it_makes_of_parts_what_it_makes_of_the_whole(rows: list[Row]) -> None:
    sections = {(number * 7) % 31: row for number, row in enumerate(rows)}  # their ids are in no order
    parts = [_part({pk: row for pk, row in sections.items() if row.is_first is first}) for first in (True, False)]
    together, whole = features(parts), features([_part({pk: row for pk, row in sections.items() if row.is_there})])
    for section in range(31):
        found = alike(section, together, MOST)
        assert found == alike(section, whole, MOST)
        assert all(one.score >= LEAST and one.section != section for one in found)


def _part(sections: dict[int, Row]) -> tuple[Part, Mask]:
    named = {thing: [at for at, row in enumerate(sections.values()) if thing in row.things] for thing in RARE}
    there = np.array([row.is_there for row in sections.values()], np.bool_)
    return Part.of(np.array(list(sections), np.int64), named.items()), there


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


def test_it_keeps_a_text_that_lost_its_blanks_out_of_the_names() -> None:
    assert codes_in(f"Суд услышал, что А{'й' * 300} Ахметов болен", "ru") == []


PEOPLE = "Вчера суд освободил {}. Адвокат {} ждал у дверей."


@pytest.fixture
def named_people(thesaurus: None) -> tuple[Section, Section]:
    """Two reports that name the same two people, once in another case; a third names one of them."""
    pair = [make_section(make_document(make_report(slug)), "Суд", text="") for slug in ("first", "second", "third")]
    people = ("Айдоса Ахметова", "Ерлан Сериков"), ("Айдос Ахметов", "Ерлан Сериков"), ("Айдос Ахметов", "Асет Жаков")
    for section, named in zip(pair, people, strict=True):
        section.text = PEOPLE.format(*named)
        section.save()
        make_section(section.document, "Погода", text="Погода ясная.")
    rebuild()
    return pair[0], pair[1]


def said_of(section: Section) -> list[tuple[Section, set[str]]]:
    """Each similar section with the names both have."""
    found = similar_to(section)
    return [(one.section, {thing.label for thing in one.shared if thing.kind == "name"}) for one in found]


def edit(section: Section, text: str) -> None:
    """As an editor does; the document is then indexed."""
    section.text = text
    section.save()
    Document.objects.filter(pk=section.document_id).update(revision=F("revision") + 1)
    bring_up_to_date(section.document_id)


def test_it_prints_a_name_as_it_stands_in_the_archive(named_people: tuple[Section, Section]) -> None:
    first, second = named_people
    assert (second, {"Айдос Ахметов", "Ерлан Сериков"}) in said_of(first)


def test_it_follows_an_edit_and_comes_to_the_same_as_a_whole_rebuild(named_people: tuple[Section, Section]) -> None:
    first, second = named_people
    edit(second, PEOPLE.format("Айдоса Ахметова", "Гульнара Омарова"))
    after = said_of(first)
    assert "Ерлан Сериков" not in {name for _, shared in after for name in shared}
    edit(second, PEOPLE.format("Айдоса Ахметова", "Ерлан Сериков"))
    again = said_of(first)
    assert {name for other, shared in again if other == second for name in shared} >= {"Ерлан Сериков"}
    rebuild()
    assert said_of(first) == again


def test_it_takes_no_word_from_a_report_that_was_withdrawn(named_people: tuple[Section, Section]) -> None:
    """Not even the form of a name."""
    first, second = named_people
    edit(second, PEOPLE.format("Айдоса Ахметова", "Ерлан Сериков"))
    assert "Айдос Ахметов" in {name for _, shared in said_of(first) for name in shared}
    third = Document.objects.get(report__slug="third")
    third.state, third.revision = State.WITHDRAWN, third.revision + 1
    third.save()
    bring_up_to_date(third.pk)
    assert {name for _, shared in said_of(first) for name in shared} == {"Айдоса Ахметова", "Ерлан Сериков"}


def test_it_reads_again_only_what_a_commit_has_written(named_people: tuple[Section, Section]) -> None:
    before = [part for part, _ in backend().named({})]
    edit(named_people[1], "Школы закрыты.")
    after = [part for part, _ in backend().named({})]
    assert before[0] is after[0]
    assert len(after) == len(before) + 1
