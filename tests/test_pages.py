"""What readers see of the record."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from archive.models import FormerKey, Link, LinkKind, Relation, RelationKind, State, Tag, Violation
from tests.factories import SAMPLES, make_document, make_editor, make_report, make_section

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from archive.models import Document, Section

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> Section:
    return make_section(make_document(make_report()), "Условия содержания")


def page(client: Client, address: str) -> str:
    response = client.get(address, headers={"accept-language": "en"})
    assert response.status_code == HTTPStatus.OK
    return str(response.content.decode())


def status(client: Client, address: str) -> int:
    return int(client.get(address).status_code)


def as_editor(client: Client) -> Client:
    client.force_login(make_editor("view_document"))
    return client


def test_it_lists_published_reports_newest_events_first(client: Client) -> None:
    make_document(make_report("old", title="Давний", period_start=2009, period_end=2010))
    make_document(make_report("new", title="Свежий"))
    make_document(make_report("hidden", title="Черновик"), state=State.DRAFT)
    text = page(client, "/reports/")
    assert text.index("Свежий") < text.index("Давний")
    assert "Черновик" not in text


def test_it_narrows_the_list_by_a_year_inside_the_period(client: Client) -> None:
    make_document(make_report("long", title="Долгий", period_start=2010, period_end=2014))
    make_document(make_report("short", title="Краткий"))
    text = page(client, "/reports/?year=2012")
    assert "Долгий" in text
    assert "Краткий" not in text


def test_it_narrows_the_list_by_instrument_and_kind(client: Client, archive_with_samples: list[Document]) -> None:
    assert "sample-cat-2019" in page(client, "/reports/?instrument=CAT&kind=state-report")
    assert "sample-shutdown" not in page(client, "/reports/?instrument=CAT")


@pytest.mark.parametrize("query", ["?year=soon", "?year=²", "?kind=novel", "?instrument=X", "?year=99999999999999"])
def test_it_offers_all_reports_where_a_filter_leaves_none(client: Client, query: str, section: Section) -> None:
    assert "No report has all these filters" in page(client, f"/reports/{query}")


def test_it_says_when_nothing_is_published(client: Client) -> None:
    assert "No report is published yet" in page(client, "/reports/")


def test_it_says_in_which_language_a_title_is(client: Client) -> None:
    make_document(make_report(title="Тюрьмы"))
    assert '<h2 lang="ru"><a href="/reports/prisons-2020/">Тюрьмы' in page(client, "/reports/")
    assert '<h1 lang="ru">Тюрьмы' in page(client, "/reports/prisons-2020/")


def test_it_turns_the_pages_of_a_long_list(client: Client) -> None:
    for number in range(51):
        make_document(make_report(f"report-{number}"))
    assert "Page 1 of 2" in page(client, "/reports/")
    assert "Page 2 of 2" in page(client, "/reports/?page=2")


def test_it_shows_a_report_with_its_languages_and_proof(client: Client, archive_with_samples: list[Document]) -> None:
    text = page(client, "/reports/sample-cat-2019/")
    for document in archive_with_samples[:2]:
        assert document.sha256 in text
        assert document.sections.all()[3].get_absolute_url() in text
    assert "2014–2018" in text


def test_it_shows_relations_from_both_reports(client: Client) -> None:
    state, shadow = make_report("state", title="Доклад"), make_report("shadow", title="Альтернатива")
    for report in (state, shadow):
        make_document(report)
    Relation.objects.create(source=shadow, kind=RelationKind.ALTERNATIVE_TO, target=state)
    assert "is an alternative to" in page(client, "/reports/shadow/")
    assert "has the alternative" in page(client, "/reports/state/")


def test_it_hides_relations_to_unpublished_reports(client: Client) -> None:
    report = make_report("state")
    make_document(report)
    Relation.objects.create(source=report, kind=RelationKind.FOLLOWS, target=make_report("draft", title="Тайный"))
    assert "Тайный" not in page(client, "/reports/state/")


def test_it_shows_the_contents_of_one_language(client: Client, archive_with_samples: list[Document]) -> None:
    kazakh, russian = archive_with_samples[:2]
    text = page(client, kazakh.get_absolute_url())
    assert kazakh.sha256 in text
    assert russian.sha256 not in text


def test_it_shows_a_section_in_its_language_with_anchored_paragraphs(client: Client) -> None:
    document = make_document(make_report())
    section = make_section(document, "Питание", text="Хлеб чёрств.\n\nВода мутна.", marks=[[0, 7], [14, 9]], line_end=9)
    text = page(client, section.get_absolute_url())
    assert '<article class="text" lang="ru">' in text
    assert '<p id="p1">Хлеб чёрств.' in text
    assert '<p id="p2">Вода мутна.' in text
    assert 'href="#p2"' in text
    assert "Original file: line 9" in text


def test_it_shows_a_heading_without_the_stop_that_closes_it_in_print(client: Client) -> None:
    section = make_section(make_document(make_report()), "О праве на труд.")
    assert "<h1>О праве на труд</h1>" in page(client, section.get_absolute_url())
    assert section.label == "О праве на труд"


def test_it_leads_to_the_sections_around(client: Client, section: Section) -> None:
    below = make_section(section.document, "Питание", parent=section, level=2)
    after = make_section(section.document, "Медицина")
    text = page(client, below.get_absolute_url())
    assert f'rel="prev" href="{section.get_absolute_url()}"' in text
    assert f'rel="next" href="{after.get_absolute_url()}"' in text
    assert "In this section" in page(client, section.get_absolute_url())


@pytest.mark.parametrize(
    ("number", "heading", "shown"),
    [
        ("8", "Пункт 8", "Пункт 8"),
        ("8", "8-тармақ бойынша", "8-тармақ бойынша"),
        ("8", "Суд", "8 Суд"),
        ("", "", "Тюрьмы"),
    ],
)
def test_it_prints_a_number_once(number: str, heading: str, shown: str) -> None:
    section = make_section(make_document(make_report()), heading, number=number)
    assert section.label == shown


def test_it_shows_what_a_section_is_about_and_why(client: Client, section: Section) -> None:
    violation = Violation.objects.create(slug="prison-conditions", name_en="Prison conditions")
    Tag.objects.create(section=section, violation=violation, quote="Камеры тесны", rule="terms", inherited=True)
    text = page(client, section.get_absolute_url())
    assert '<a href="/?violation=prison-conditions">Prison conditions</a>' in text
    assert "from the section above" in text
    assert '<blockquote lang="ru">Камеры тесны</blockquote>' in text


def test_it_leads_to_the_paragraph_of_a_quotation(client: Client) -> None:
    section = make_section(make_document(make_report()), "Питание", text="Хлеб чёрств.\n\nСм. статью 10.")
    quote = {"quote": "статью 10", "start": 18, "end": 27}
    Link.objects.create(section=section, kind=LinkKind.LAW, target="criminal-code:10", **quote)
    Tag.objects.create(section=section, violation=Violation.objects.create(slug="torture"), **quote)
    assert page(client, section.get_absolute_url()).count('href="#p2">Paragraph 2</a>') == 2


def test_it_hides_tags_an_editor_rejected(client: Client, section: Section) -> None:
    violation = Violation.objects.create(slug="torture", name_en="Torture")
    Tag.objects.create(section=section, violation=violation, rejected=True)
    assert "Torture" not in page(client, section.get_absolute_url())


def test_it_leads_to_documents_of_the_un_without_telling_them(client: Client, section: Section) -> None:
    Link.objects.create(section=section, kind=LinkKind.UN_DOCUMENT, target="CAT/C/XYZ/CO/3", quote="см. выводы")
    text = page(client, section.get_absolute_url())
    assert '<a href="https://docs.un.org/en/CAT/C/XYZ/CO/3" rel="noreferrer noopener">' in text


def test_it_sorts_references_by_kind_and_leaves_the_unknown_as_text(client: Client, section: Section) -> None:
    links = [
        Link(section=section, kind=LinkKind.UN_DOCUMENT, target="A/HRC/17/27", quote="A/HRC/17/27", start=1, end=2),
        Link(
            section=section, kind=LinkKind.LAW, target="law:о хлебе:5", quote="ст. 5 Закона «О хлебе»", start=3, end=4
        ),
        Link(section=section, kind=LinkKind.UN_DOCUMENT, target="A/RES/47/111", quote="47/111", start=5, end=6),
    ]
    Link.objects.bulk_create(links)
    shown = page(client, section.get_absolute_url())
    assert shown.count("<h3>National law</h3>") == shown.count("<h3>UN document</h3>") == 1
    assert shown.index("National law") < shown.index("A/HRC/17/27") < shown.index("A/RES/47/111")
    assert '<span lang="ru">ст. 5 Закона «О хлебе»</span>' in shown


def test_it_leads_to_a_section_referred_to_and_back(client: Client, section: Section) -> None:
    other = make_section(section.document, "Медицина", number="3.2")
    Link.objects.create(section=section, kind=LinkKind.SECTION, target="3.2", quote="раздел 3.2", to_section=other)
    assert f'<a href="{other.get_absolute_url()}">3.2 Медицина</a>' in page(client, section.get_absolute_url())
    assert "Referred to by" in page(client, other.get_absolute_url())


def test_it_offers_the_same_section_in_the_other_language(client: Client, archive_with_samples: list[Document]) -> None:
    kazakh, russian = archive_with_samples[:2]
    numbered = kazakh.sections.exclude(number="").filter(parent=None)[0]
    same = russian.sections.get(number=numbered.number, parent=None)
    assert same.get_absolute_url() in page(client, numbered.get_absolute_url())


def test_it_gives_a_line_to_cite(client: Client, section: Section) -> None:
    text = page(client, section.get_absolute_url())
    assert "Фонд «Память». Тюрьмы. 2021. Условия содержания. prisons.txt, lines 4–6, SHA-256 000" in text
    assert f"http://testserver{section.get_absolute_url()}</p>" in text


def test_it_escapes_what_a_file_says(client: Client) -> None:
    document = make_document(make_report(title="<script>title</script>"))
    section = make_section(document, "<b>heading</b>", text="<img src=x onerror=alert(1)>")
    text = page(client, section.get_absolute_url()) + page(client, "/reports/prisons-2020/")
    assert "<script>title" not in text
    assert "<b>heading" not in text
    assert "<img src=x" not in text


def test_it_redirects_an_address_a_section_had_before(client: Client, section: Section) -> None:
    FormerKey.objects.create(document=section.document, key="prison-food", section=section)
    response = client.get("/reports/prisons-2020/ru/prison-food/")
    assert response.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert response.headers["Location"] == section.get_absolute_url()


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.WITHDRAWN])
def test_it_keeps_what_is_not_published_from_readers(client: Client, state: State) -> None:
    document = make_document(make_report(), state=state)
    section = make_section(document, "Питание")
    addresses = ["/reports/prisons-2020/", document.get_absolute_url(), section.get_absolute_url()]
    for address in [*addresses, "/reports/prisons-2020/ru/original/"]:
        assert status(client, address) == HTTPStatus.NOT_FOUND


def test_it_lets_an_editor_preview_with_a_note(client: Client) -> None:
    section = make_section(make_document(make_report(), state=State.IN_REVIEW), "Питание")
    assert "Not published" in page(as_editor(client), section.get_absolute_url())


def test_it_shows_no_preview_to_staff_without_permission(client: Client) -> None:
    section = make_section(make_document(make_report(), state=State.IN_REVIEW), "Питание")
    client.force_login(make_editor())
    assert status(client, section.get_absolute_url()) == HTTPStatus.NOT_FOUND


def test_it_opens_the_published_version_and_another_for_editors(client: Client) -> None:
    report = make_report()
    make_section(make_document(report), "Нынешний раздел")
    make_section(make_document(report, state=State.DRAFT, version=2), "Будущий раздел")
    address = "/reports/prisons-2020/ru/"
    assert "Нынешний раздел" in page(client, f"{address}?version=1")
    assert status(client, f"{address}?version=2") == HTTPStatus.NOT_FOUND
    editor = as_editor(client)
    assert "Нынешний раздел" in page(editor, address)
    draft = page(editor, f"{address}?version=2")
    assert "Будущий раздел" in draft
    assert "/section-0/?version=2" in draft


def test_it_hands_out_the_original_byte_for_byte(client: Client, archive_with_samples: list[Document]) -> None:
    document = archive_with_samples[0]
    response = client.get(f"{document.get_absolute_url()}original/")
    data = response.getvalue()
    assert data == (SAMPLES / document.file_name).read_bytes()
    assert hashlib.sha256(data).hexdigest() == document.sha256
    assert response.headers["Content-Disposition"] == f'attachment; filename="{document.file_name}"'


def test_it_answers_404_where_the_original_is_lost(client: Client, section: Section) -> None:
    section.document.file.name = "originals/lost.txt"
    section.document.save()
    assert status(client, "/reports/prisons-2020/ru/original/") == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("address", ["/nothing/", "/reports/none/", "/reports/none/ru/", "/reports/none/de/x/"])
def test_it_helps_where_there_is_no_page(client: Client, address: str) -> None:
    response = client.get(address, headers={"accept-language": "en"})
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "Page not found" in response.content.decode()


@pytest.mark.parametrize("address", ["/about/", "/privacy/"])
def test_it_explains_itself(client: Client, address: str) -> None:
    assert "<h1>" in page(client, address)


def test_it_speaks_kazakh_first(client: Client) -> None:
    assert '<html lang="kk">' in client.get("/about/").content.decode()


def test_it_changes_the_language_by_a_form_and_comes_back(client: Client) -> None:
    assert 'action="/i18n/setlang/" method="post"' in page(client, "/about/")
    response = client.post("/i18n/setlang/", {"language": "ru", "next": "/about/"}, follow=True)
    assert response.request["PATH_INFO"] == "/about/"
    assert '<html lang="ru">' in response.content.decode()


@pytest.mark.usefixtures("empty_archive")
@pytest.mark.parametrize("address", ["/", "/?q=сот", "/reports/", "/about/", "/privacy/"])
def test_a_reader_is_given_no_cookie_but_for_the_language(address: str) -> None:
    reader = Client(enforce_csrf_checks=True)
    assert not reader.get(address).cookies
    assert [*reader.post("/i18n/setlang/", {"language": "ru", "next": address}).cookies] == ["django_language"]


def test_it_says_why_a_form_without_its_cookie_is_not_taken() -> None:
    response = Client(enforce_csrf_checks=True, headers={"accept-language": "en"}).post("/admin/login/")
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "Allow cookies for this site" in response.content.decode()


def test_it_says_sorry_without_asking_the_database(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        response = server_error(RequestFactory().get("/"))
    assert "Something went wrong on our side" in response.content.decode()


def test_it_asks_few_questions_of_the_database_however_long_the_report(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    document = make_document(make_report())
    sections = [make_section(document, f"Глава {number}") for number in range(60)]
    for address in (sections[30].get_absolute_url(), "/reports/prisons-2020/", document.get_absolute_url()):
        with django_assert_max_num_queries(13):
            page(client, address)


def test_it_forbids_foreign_scripts_and_styles(client: Client) -> None:
    response = client.get("/about/")
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "style=" not in response.content.decode()


def test_it_finds_a_section_and_marks_the_words(client: Client, archive_with_samples: list[Document]) -> None:
    text = page(client, "/?q=азаптау")
    assert "<mark>" in text
    assert '<blockquote lang="kk">' in text


def test_it_helps_where_nothing_is_found(client: Client, archive_with_samples: list[Document]) -> None:
    text = page(client, "/?q=абракадабра&violation=torture")
    assert "Nothing found for “абракадабра”" in text
    assert "Remove all filters" in text


def test_it_welcomes_with_counts_and_subjects(client: Client, archive_with_samples: list[Document]) -> None:
    text = page(client, "/")
    assert "2 reports" in text
    assert "Browse by subject" in text


def test_it_welcomes_to_an_empty_archive(client: Client, empty_archive: None) -> None:
    text = page(client, "/")
    assert "0 reports" in text
    assert "Browse by subject" not in text


def test_it_repeats_what_was_typed_harmlessly(client: Client, archive_with_samples: list[Document]) -> None:
    text = page(client, "/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&violation=%3Cscript%3E")
    assert "<script>" not in text
