"""A section that only sends the reader elsewhere does not win over one that says something."""

from __future__ import annotations

import pytest

from search.finding import find
from search.pointing import only_points
from search.request import Request
from search.updating import rebuild
from tests.factories import make_document, make_report, make_section


@pytest.mark.parametrize(
    "text",
    [
        "См. раздел 2.а.",
        "Смотрите доклад о свободе совести по адресу https://example.org/faith.",
        "О положении беженцев см. главу 4 доклада CERD/C/XYZ/5.",
        "Подробные сведения приведены в приложении 3.",
        "Сведения о судах изложены в разделе 1. Сведения о тюрьмах изложены в разделе 2.",
        "Балалар еңбегі жөнінде 7-бөлімді қараңыз.",
        "Толық мәлімет алу үшін елшіліктің былтырғы есебін оқыңыз: www.example.org/report",
        "Бұл мәселе туралы ақпарат осы баяндаманың 4-тарауында келтірілген.",
        "See section 6.",
        "For information on trafficking, see the annual report at https://example.org/trafficking.",
        "Information on prisons is given in chapter 3.",
    ],
)
def test_it_knows_a_section_that_only_points_elsewhere(text: str) -> None:
    assert only_points(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Неприменимо.",
        "Полиция задержала сто человек, см. раздел 2.",
        "Полиция задержала сто человек (см. раздел 2).",
        "Суд оправдал двоих. Подробнее см. раздел 1.",
        "Запрет пыток изложен в пункте 2 статьи 17 Конституции.",
        "Полиция жүз адамды ұстады, 2-бөлімді қараңыз.",
        "Судья істі қайта қарады, есеп берілген жоқ.",
        "Айыптау құжаты өтініш берілген күні дайындалды.",
        "Prisoners rarely see a doctor.",
        "The police closed the case; see section 2.",
        "См. раздел 2. " + "Камеры тесны и холодны. " * 30,
    ],
)
def test_it_leaves_a_section_that_says_something(text: str) -> None:
    assert not only_points(text)


@pytest.mark.django_db
def test_it_ranks_what_is_said_above_what_only_points() -> None:
    document = make_document(make_report())
    make_section(document, "Торговля людьми", text="О торговле людьми см. ежегодный доклад о торговле людьми.")
    make_section(document, "Торговля людьми", text="Полиция раскрыла сорок дел о торговле людьми.")
    rebuild()
    first, second = find(Request(q="торговля людьми", literal=True)).hits
    assert "раскрыла" in first.passages[0].text
    assert second.score > 0
