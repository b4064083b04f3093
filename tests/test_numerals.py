"""A round number is found however it is written, and figures in groups are one number."""

from __future__ import annotations

import pytest

from search.finding import find
from search.query import parse
from search.request import Request
from search.updating import rebuild
from tests.factories import make_document, make_report, make_section


@pytest.fixture
def archive(db: None) -> None:
    kazakh = make_document(make_report("kk"), language="kk")
    make_section(kazakh, "Мың", text="Алаңға 20 мың адам шықты.")
    make_section(kazakh, "Адам", text="Қамауда 13 617 адам болды.")
    russian = make_document(make_report("ru"), language="ru")
    make_section(russian, "Подписи", text="Кандидату нужно собрать 118 000 подписей.")
    make_section(russian, "Ущерб", text="Ущерб оценён в 3 млн тенге, за 2000 год ничего не известно.")
    rebuild()


def headings(q: str) -> list[str]:
    return [hit.heading for hit in find(Request(q=q)).hits]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("118 тысяч", "Подписи"),
        ("118 тыс. подписей", "Подписи"),
        ("118 мың", "Подписи"),
        ("118000", "Подписи"),
        ("118 000", "Подписи"),
        ("20 тысяч", "Мың"),
        ("20 000", "Мың"),
        ("20 thousand", "Мың"),
        ("3 миллиона", "Ущерб"),
        ("3000000", "Ущерб"),
        ("13 617", "Адам"),
        ("13617", "Адам"),
    ],
)
def test_it_finds_a_number_however_it_is_written(typed: str, heading: str) -> None:
    assert headings(typed)[:1] == [heading]


@pytest.mark.parametrize("typed", ["2000", "15", "488-бап", "мың адам", '"118 тысяч"', "20 адам", "тысяч 118"])
def test_it_leaves_other_numbers_as_they_are(typed: str) -> None:
    assert all(not clause.equals for clause in parse(typed).wanted)
