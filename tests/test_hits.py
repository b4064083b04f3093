"""Why a section is found, where else its text stands, and its versions in other languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from archive.models import Document, Report, State
from search.accounting import Accounting
from search.asking import ask
from search.finding import backend, find
from search.request import Request
from search.search_indexes import SectionIndex
from search.updating import rebuild
from tests.factories import make_document, make_report, make_section
from tests.manifests import command

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db

PRISON = "Түрмеде екі адам қаза тапты. Туыстары күшпен алынған айғақ туралы айтты; прокурор істі азаптау деп бастады."
CELLS = "В камерах не хватает света. О пытках сообщили трое заключённых, прокурор открыл дело."
STRIKE = "Забастовка нефтяников длилась семь недель, и ни одно из требований рабочих не было выполнено до её конца."


@pytest.fixture(autouse=True)
def archive(thesaurus: None) -> None:
    report = make_report("prisons-2020", symbol="CAT/C/XYZ/9")
    kazakh = make_document(report, language="kk", title="Түрмелер")
    make_section(kazakh, "Түрме", text=PRISON)
    make_section(kazakh, "Еңбек", text="Мұнайшылардың ереуілі жеті аптаға созылды.")
    russian = make_document(report, language="ru")
    make_section(russian, "Тюрьмы", text=CELLS)
    make_section(russian, "Труд", text=STRIKE)
    later = make_document(make_report("labour-2021", title="Труд 2021"), language="ru", title="Труд 2021")
    make_section(later, "Забастовка", text=STRIKE + " Суд оштрафовал двоих.")
    rebuild()


def found_by(q: str) -> dict[str, list[tuple[str, str]]]:
    return {hit.heading: [(each.typed, each.found) for each in hit.found_by] for hit in find(Request(q=q)).hits}


def test_it_says_what_a_section_was_found_by() -> None:
    assert found_by("пытки") == {"Тюрьмы": [], "Түрме": [("пытки", "азаптау")]}


def test_it_says_it_of_the_words_that_lack_only() -> None:
    assert found_by("пытки прокурор")["Түрме"] == [("пытки", "азаптау")]
    assert found_by("прокурор азаптау") == {"Түрме": [], "Тюрьмы": [("азаптау", "пытках")]}


def test_it_says_it_of_a_section_that_stands_below_the_word() -> None:
    document = Document.objects.get(language="kk")
    above = make_section(document, "Азаптаудың алдын алу")
    make_section(document, "Оқыту", text="Екі жүз тергеуші оқыды.", parent=above)
    rebuild()
    assert found_by("пытки")["Оқыту"] == [("пытки", "Азаптаудың")]


def test_it_names_a_term_of_several_words_once() -> None:
    make_section(Document.objects.get(language="kk"), "Отбасы", text="Отбасындағы зорлық-зомбылық көбейді.")
    rebuild()
    assert found_by("домашнее насилие")["Отбасы"] == [("домашнее насилие", "Отбасындағы зорлық-зомбылық")]


def test_it_names_what_a_repaired_word_was_found_by() -> None:
    assert found_by("gsnrb")["Тюрьмы"] == [("gsnrb", "пытках")]


def test_it_says_so_on_the_page_and_in_the_api(client: Client) -> None:
    page = client.get("/?q=пытки", headers={"accept-language": "en"}).content.decode()
    assert re.search(r'found: пытки → <span lang="kk">азаптау</span>', page)
    hits = client.get("/api/v1/search/?q=пытки").json()["results"]
    assert [hit["found_by"] for hit in hits] == [[], [{"typed": "пытки", "found": "азаптау"}]]


def test_it_tells_marks_apart_on_the_page_and_keeps_them_plain_in_the_api(client: Client) -> None:
    page = client.get("/?q=пытки", headers={"accept-language": "en"}).content.decode()
    assert '<mark class="form">пытках</mark>' in page
    assert '<mark class="other" title="found for “пытки”">азаптау</mark>' in page
    for hit in client.get("/api/v1/search/?q=пытки").json()["results"]:
        assert "<mark>" in hit["passages"][0]["html"]
        assert "<mark " not in hit["passages"][0]["html"]


def test_it_writes_hostile_words_harmlessly(client: Client) -> None:
    make_section(Document.objects.get(report__slug="labour-2021"), "<b>Пытки</b>", text='<img src="x"> пытками "><i>')
    rebuild()
    page = client.get('/?q=gsnrb+"><i>пытки</i>&off="><i>').content.decode()
    assert "<b>" not in page
    assert "<i>" not in page
    assert '<img src="x"' not in page


def test_it_knows_the_same_text_in_another_report() -> None:
    first, second = find(Request(q="забастовка нефтяников", literal=True)).hits
    assert first.same_text_as is None
    assert second.same_text_as == first.id


def test_it_folds_the_same_text_on_the_page_and_counts_both(client: Client) -> None:
    page = client.get("/?q=забастовка+нефтяников&literal=1", headers={"accept-language": "en"}).content.decode()
    assert page.count('<article class="hit">') == 1
    assert "The same text also stands here:" in page
    assert "2 sections found" in page
    assert "1 of them stands below another" in page


def test_its_api_leaves_all_sections_in_their_places(client: Client) -> None:
    answer = client.get("/api/v1/search/?q=забастовка+нефтяников&literal=1").json()
    assert answer["count"] == len(answer["results"]) == 2
    first, second = answer["results"]
    assert (first["same_text_as"], second["same_text_as"]) == (None, first["id"])


def test_it_does_not_take_a_translation_or_a_short_text_for_the_same() -> None:
    for slug in ("a", "b"):
        make_section(make_document(make_report(slug), language="ru"), f"Исчезновения {slug}", text="Не применимо.")
    rebuild()
    for q in ("применимо", "пытки"):
        assert all(hit.same_text_as is None for hit in find(Request(q=q)).hits)


def test_it_links_the_same_section_in_the_other_language(client: Client) -> None:
    [hit] = find(Request(q="созылды", literal=True)).hits
    [version] = hit.translations
    assert version.language == "ru"
    assert "Труд" in client.get(version.url).content.decode()
    assert version.url in client.get("/?q=созылды&literal=1").content.decode()


def test_it_links_no_version_that_is_not_published() -> None:
    Document.objects.filter(report__slug="prisons-2020", language="ru").update(state=State.DRAFT)
    [hit] = find(Request(q="созылды", literal=True)).hits
    assert hit.translations == ()


def test_it_asks_few_questions_of_the_database_however_many_reports(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(12):
        report = make_report(f"more-{number}")
        for language in ("kk", "ru"):
            make_section(make_document(report, language=language), f"Мұрағат {number}", text="Архив мұрағаты.")
    rebuild()
    with django_assert_max_num_queries(10):
        page = find(Request(q="мұрағат"))
    assert len(page.hits) == 20
    assert all(hit.translations for hit in page.hits)


@pytest.mark.parametrize(
    "q",
    [
        "пытки",
        "пытки прокурор",
        "gsnrb прокурор",
        "азапт* туыстары",
        '"ни одно" рабочих',
        "(суд OR прокурор) труд",
    ],
)
def test_its_account_of_a_score_adds_up(q: str) -> None:
    asked = ask(Request(q=q), backend())
    accounting = Accounting(asked.plan, backend())
    rows = SectionIndex().index_queryset().in_bulk([hit.id for hit in asked.answer.hits])
    assert asked.answer.hits
    for hit in asked.answer.hits:
        parts = accounting.parts(rows[hit.id])
        assert sum(part.adds for part in parts) == pytest.approx(hit.score, abs=1e-4)


def test_it_accounts_for_a_section_that_only_points_elsewhere() -> None:
    make_section(Document.objects.get(report__slug="labour-2021"), "Пытки", text="О пытках см. доклад CAT/C/XYZ/9.")
    rebuild()
    asked = ask(Request(q="пытки"), backend())
    rows = SectionIndex().index_queryset().in_bulk([hit.id for hit in asked.answer.hits])
    for hit in asked.answer.hits:
        parts = Accounting(asked.plan, backend()).parts(rows[hit.id])
        assert sum(part.adds for part in parts) == pytest.approx(hit.score, abs=1e-4)


def test_its_command_explains_a_hit() -> None:
    said = command("run_search", "пытки прокурор").out
    assert re.search(r"^also +пытки → .*torture", said, re.MULTILINE)
    assert re.search(r"^ +\d\.\d{4}  прокурор: exact, passage 0$", said, re.MULTILINE)
    assert re.search(r"^ +\d\.\d{4}  пытки: other, passage 0$", said, re.MULTILINE)
    assert re.search(r"^off +пытки", command("run_search", "пытки", "--off", "азаптау").out, re.MULTILINE)


def test_it_does_not_call_a_symbol_missing_that_leads_to_its_report() -> None:
    page = find(Request(q="CAT/C/XYZ/9"))
    assert [report.symbol for report in page.direct] == [Report.objects.get(slug="prisons-2020").symbol]
    assert page.interpretation.messages == ()
    page = find(Request(q="CAT/C/XYZ/9 абракадабра"))
    [message] = [message for message in page.interpretation.messages if "абракадабра" in message]
    assert "CAT/C/XYZ/9" not in message


@pytest.mark.parametrize("length", [301, 10_000])
def test_it_shows_in_the_box_what_was_read_of_a_long_query(client: Client, length: int) -> None:
    page = client.get("/", {"q": ("пытки " * 2000)[:length]}, headers={"accept-language": "en"}).content.decode()
    assert "Only the first 300 characters of the query were read." in page
    [shown] = re.findall(r'id="q" value="([^"]*)"', page)
    assert 290 <= len(shown) <= 300
