"""Filters typed in the search box, document symbols, and what is said about typing that cannot be understood."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from archive.models import Article, Instrument, Publisher, Tag, Violation
from search.finding import find
from search.request import Request
from search.updating import rebuild
from tests.factories import make_document, make_report, make_section

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

SYMBOL = "CAT/C/XYZ/4"


@pytest.fixture(autouse=True)
def archive(db: None) -> None:
    """Two reports that the filters tell apart, and a vocabulary of two articles and two types of violation."""
    cat = Instrument.objects.create(code="CAT", adopted=1984)
    article = Article.objects.create(instrument=cat, code="CAT:11", number="11")
    torture = Violation.objects.create(slug="torture", name_kk="Азаптау")
    Violation.objects.create(slug="life", name_kk="Өмір")
    state = Publisher.objects.create(slug="state", name_kk="Үлгі Республикасының Үкіметі")
    first = make_report("state-2018", publisher=state, symbol=SYMBOL, period_start=2014, period_end=2018)
    for language, text in (("kk", "Түрмедегі азаптау туралы арыз."), ("ru", "Прокурор: «азаптау» по-казахски.")):
        section = make_section(make_document(first, language=language), "Сот", text=text)
        Tag.objects.create(section=section, article=article)
        Tag.objects.create(section=section, violation=torture)
    second = make_document(make_report("signal-2023", period_start=2023, period_end=2023), language="kk")
    make_section(second, "Байланыс", text="CAT/C/KAZ/CO/3 құжаты мен азаптау туралы.")
    rebuild()


def chosen(typed: str) -> dict[str, tuple[str, ...]]:
    return dict(find(Request(q=typed)).request.filters)


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("азаптау lang:kk", {"language": ("kk",)}),
        ("язык:русский", {"language": ("ru",)}),
        ("year:2017..2100", {"year": ("2017", "2018", "2023")}),
        ("жыл:2016-2015", {"year": ("2015", "2016")}),
        ("год:..2014", {"year": ("2014",)}),
        ("article:cat:11", {"article": ("CAT:11",)}),
        ("бап:САТ:11", {"article": ("CAT:11",)}),  # in Cyrillic letters
        ("violation:torture OR violation:life", {"violation": ("torture", "life")}),
        ("report:STATE-2018", {"report": ("state-2018",)}),
        ("publisher:state", {"publisher": ("state",)}),
        ('издатель:"үлгі республикасының үкіметі"', {"publisher": ("state",)}),
        ("құқықбұзу:АЗАПТАУ", {"violation": ("torture",)}),
    ],
)
def test_it_chooses_what_a_typed_filter_names(typed: str, filters: dict[str, tuple[str, ...]]) -> None:
    assert chosen(typed) == filters


def test_it_finds_what_the_same_choice_of_a_facet_finds() -> None:
    typed = find(Request(q="азаптау year:2018 lang:kk"))
    clicked = find(Request(q="азаптау", filters=(("year", ("2018",)), ("language", ("kk",)))))
    assert typed.total > 0
    assert typed == clicked


def test_it_shows_a_typed_filter_as_a_choice_that_can_be_taken_off(client: Client) -> None:
    page = unescape(client.get("/", {"q": "азаптау lang:kk"}).content.decode())
    chips = [part.partition('"')[0] for part in page.split('class="chip" href="')[1:]]
    assert [parse_qs(chip.removeprefix("?")) for chip in chips] == [{"q": ["азаптау"]}]
    assert 'value="азаптау"' in page
    assert '<input type="hidden" name="language" value="kk">' in page


@pytest.mark.parametrize("value", ["article:XXX:99", "year:1066", "year:soon", "lang:xx", 'report:"<b>"', "year:.."])
def test_it_explains_and_leaves_out_a_value_nobody_knows(client: Client, value: str) -> None:
    asked = find(Request(q=f"азаптау {value}"))
    assert asked.total == find(Request(q="азаптау")).total
    [message] = [each for each in asked.interpretation.messages if value.partition(":")[2].strip('"') in each]
    assert message in unescape(client.get("/", {"q": f"азаптау {value}"}).content.decode())


def test_it_explains_an_unknown_value_even_when_nothing_else_is_asked(client: Client) -> None:
    assert "XXX:99" in client.get("/", {"q": "article:XXX:99"}).content.decode()


@pytest.mark.parametrize("typed", [SYMBOL, "cat/c/xyz/4", "САТ/С/XYZ/4"])
def test_it_leads_from_a_document_symbol_to_the_report(client: Client, typed: str) -> None:
    [direct] = find(Request(q=typed)).direct
    assert (direct.url, direct.symbol) == ("/reports/state-2018/", SYMBOL)
    page = client.get("/", {"q": typed}).content.decode()
    assert 'class="direct"' in page
    assert 'class="nothing"' not in page


def test_it_shows_the_report_above_the_sections_that_name_it(client: Client) -> None:
    page = client.get("/", {"q": f"азаптау {SYMBOL}"}).content.decode()
    assert page.index('class="direct"') < page.index('class="hits"')


def test_it_leads_nowhere_from_a_symbol_of_no_report() -> None:
    assert find(Request(q="CAT/C/KAZ/CO/3")).direct == ()
    assert find(Request(q="азаптау 2018")).direct == ()


@pytest.mark.parametrize(
    "typed",
    [
        "(түрме OR",
        "((түрме | сот",
        "түрме) OR",
        '"түрме',
        "*",
        "OR",
        "| ( ) -",
        "\0",
        "🙂",
        "🙂 түрме)",
        "сот " * 2500,
        "(" * 10_000,
        "[а-я]+(түрме|сот){2,}$",
        "content:түрме~2 AND [2010 TO 2012] *:*",
        "heading:*",
    ],
)
def test_it_answers_anything_with_a_sentence(client: Client, typed: str) -> None:
    answer = client.get("/", {"q": typed})
    assert answer.status_code == 200
    assert find(Request(q=typed)).interpretation.messages or not typed.strip("\0")
    assert client.get("/api/v1/search/", {"q": typed}).status_code == 200


def test_it_reads_marks_of_a_page_as_words(client: Client) -> None:
    page = client.get("/", {"q": "<b>түрме</b> OR <i>"}).content.decode()
    assert "<b>түрме" not in page
    assert "&lt;b&gt;түрме&lt;/b&gt;" in page
