"""What is looked for beside the typed words: shown, and switched off and on again one by one."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

import pytest

from search.finding import find
from search.request import Request
from search.updating import rebuild
from tests.factories import make_document, make_report, make_section

if TYPE_CHECKING:
    from django.test import Client

    from search.results import Expansion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive(thesaurus: None) -> None:
    kazakh = make_document(make_report("kk"), language="kk")
    make_section(kazakh, "Түрме", text="Түрмедегі азаптаудың салдарынан екі адам қаза тапты.")
    make_section(kazakh, "Отбасы", text="Отбасындағы зорлық-зомбылық туралы арыздар көбейді.")
    russian = make_document(make_report("ru"), language="ru")
    make_section(russian, "Тюрьмы", text="О пытках сообщили трое заключённых.")
    rebuild()


def headings(q: str, *off: str) -> list[str]:
    return [hit.heading for hit in find(Request(q=q, off=off)).hits]


def expansions(q: str, *off: str) -> dict[str, Expansion]:
    return {each.key: each for each in find(Request(q=q, off=off)).interpretation.expansions}


def test_it_switches_off_one_concept_and_leaves_the_others() -> None:
    assert headings("пытки") == ["Тюрьмы", "Түрме"]
    assert headings("пытки", "азаптау") == ["Тюрьмы"]
    both = expansions("пытки домашнее насилие", "азаптау")
    assert len(both) > 1
    assert [key for key, each in both.items() if not each.is_on] == ["азаптау"]


def test_it_leads_off_and_on_again_by_links() -> None:
    [key] = [key for key, each in expansions("пытки").items() if "азаптау" in each.terms]
    off = expansions("пытки")[key].url
    assert parse_qs(off[1:]) == {"q": ["пытки"], "off": [key]}
    assert not expansions("пытки", key)[key].is_on
    assert parse_qs(expansions("пытки", key)[key].url[1:]) == {"q": ["пытки"]}


def test_it_tells_the_meanings_of_a_word_apart() -> None:
    """«Насилие» names violence; «жиналыс» both an assembly and a meeting: the reader may want one of them."""
    several = expansions("жиналыс")
    assert len(several) == len({each.key for each in several.values()})
    assert all(each.typed == "жиналыс" for each in several.values())


@pytest.mark.parametrize(("typed", "kind"), [("gsnrb", "layout"), ("pytkakh", "latin"), ("пыдки", "spelling")])
def test_it_switches_off_a_repair(typed: str, kind: str) -> None:
    assert "Тюрьмы" in headings(typed)
    assert expansions(typed)[typed].kind == kind
    page = find(Request(q=typed, off=(typed,)))
    assert page.hits == ()
    [repair] = page.interpretation.expansions
    assert (repair.key, repair.is_on) == (typed, False)
    assert any(typed in message for message in page.interpretation.messages)  # not found anywhere


def test_it_switches_off_one_repair_of_two() -> None:
    assert set(headings("gsnrb jn,fcs", "jn,fcs")) == set(headings("gsnrb"))
    on = {key: each.is_on for key, each in expansions("gsnrb казы", "gsnrb").items()}
    assert not on["gsnrb"]


def test_it_keeps_the_choice_in_facets_orders_and_pages() -> None:
    asked = find(Request(q="пытки", off=("азаптау",))).request
    addresses = [asked.switched("year", "2020"), asked.sorted_by("newest"), asked.on_page(2), asked.without_filters()]
    assert all(("off", "азаптау") in address.pairs for address in addresses)


def test_it_ignores_keys_that_mean_nothing_and_drops_them_from_addresses(client: Client) -> None:
    assert find(Request(q="пытки", off=("nothing", "<b>"))).request.off == ()
    odd = urlencode([("q", "пытки"), *(("off", f"key {number}") for number in range(500)), ("off", "x" * 9000)])
    page = client.get(f"/?{odd}").content.decode()
    assert "Тюрьмы" in page
    assert not re.search(r'href="\?[^"]*key', page)


def test_it_keeps_the_choice_while_the_words_are_taken_literally() -> None:
    asked = find(Request(q="пытки", off=("азаптау",), literal=True)).request
    assert asked.read_literally(literal=False).off == ("азаптау",)


def test_its_page_has_a_link_for_each(client: Client) -> None:
    page = unescape(client.get("/?q=пытки", headers={"accept-language": "en"}).content.decode())
    assert 'href="?' + urlencode({"q": "пытки", "off": "азаптау"}) in page
    assert "Do not look for this:" in page
    page = client.get("/?q=пытки&off=азаптау", headers={"accept-language": "en"}).content.decode()
    assert "Look for this again:" in page
    assert '<input type="hidden" name="off" value="азаптау">' in page


def test_its_page_folds_a_long_row_of_terms(client: Client) -> None:
    page = client.get("/?q=домашнее+насилие", headers={"accept-language": "en"}).content.decode()
    assert "Show all these words" in page
    [whole] = [each for each in expansions("домашнее насилие").values() if each.typed == "домашнее насилие"]
    assert all(term in page for term in whole.terms)
    assert {"тұрмыстық зорлық-зомбылық", "бытовое насилие", "domestic violence"} & set(whole.shown)


def test_its_api_takes_and_reports_the_choice(client: Client) -> None:
    answer = client.get("/api/v1/search/?q=пытки&off=азаптау").json()
    assert answer["count"] == 1
    assert answer["interpretation"]["also"] == []
    [expansion] = answer["interpretation"]["expansions"]
    assert (expansion["key"], expansion["kind"], expansion["on"]) == ("азаптау", "concept", False)
    assert "torture" in expansion["terms"]
