"""Words typed in another layout, in Latin letters or in another spelling: found where as typed they stand nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis.latin import latin_keys
from search.analysis.layouts import other_layouts
from search.analysis.names import name_key
from search.concepts.keeping import load
from search.finding import find
from search.request import Request
from search.updating import rebuild
from tests.conftest import THESAURUS
from tests.factories import make_document, make_report, make_section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

KAZAKH = """Әділет органдары азаптау туралы арыз қабылдады. Шымкент түрмесінде журналист ұсталды, қыз жылады.
Қазақстан халқы әділ сот күтеді. Ғалым құр үшінші күні өзен жағасында ән айтты. Жұрт жиналды. Көңіл айту.
Сөз бостандығы, шеруге тыйым, қамау мерзімі."""
RUSSIAN = """Пытки в колонии, где сидел рабочий. Полиция искала эксперта, хлеб и жалобы. Тюрьма переполнена.
Письмо и объявление журналиста. Юрист ждал подъезд. Площадь перекрыта, защита ушла, чёрный ящик."""
NAMES = """Джанибек Ахметов и Тоқаев, Қасым-Жомарт, Мұхтар, Алматы, Айгүл, Ерлан, Нұрсұлтан, Дмитрий, Өмірбек.
Zhanaozen and Kassymov."""
ENGLISH = "Torture of a prisoner by guards; the lawyer saw bruises."


@pytest.fixture(scope="module")
def four_texts(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Four sections and the thesaurus, made once for this file: its tests only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(THESAURUS)
        for slug, language, heading, text in (
            ("kazakh", "kk", "Қазақша", KAZAKH),
            ("russian", "ru", "По-русски", RUSSIAN),
            ("names", "ru", "Имена", NAMES),
            ("english", "en", "English", ENGLISH),
        ):
            make_section(make_document(make_report(slug), language=language, sha256=slug * 8), heading, text=text)
        rebuild()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def archive(four_texts: None, db: None) -> None:
    """The four sections, in a transaction of the test's own."""


def found(q: str) -> tuple[list[str], str]:
    """Headings of the sections found, and what the page says about the query."""
    with override("en"):
        page = find(Request(q=q))
    return [hit.heading for hit in page.hits], " ".join(page.interpretation.messages)


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fpfgnfe", "азаптау"),
        ("FPFGNFE", "азаптау"),
        ("0fpf0cnfy", "қазақстан"),
        (")fpf0cnfy", "қазақстан"),
        ("rfpfrcnfy", "қазақстан"),
        ("5fksv", "ғалым"),
        ("8i3yi3", "үшінші"),
        ("09h", "құр"),
        (";9hn", "жұрт"),
        ("2l3ktn", "әділет"),
        ("gsnrb", "пытки"),
        ("gsnrb?", "пытки"),
        ("hf,jxbq", "рабочий"),
        ("gjkbwbz", "полиция"),
        ("'rcgthnf", "эксперта"),
        ("[kt,", "хлеб"),
        (";fkj,s", "жалобы"),
        ("j,]zdktybt", "объявление"),
        (".hbcn", "юрист"),
        ("gkjoflm", "площадь"),
        ("x`hysq", "черный"),
        ("ещкегку", "torture"),
        ("дфцнук", "lawyer"),
        ("пгфквы", "guards"),
    ],
)
def test_it_reads_words_typed_in_another_layout(typed: str, meant: str) -> None:
    _, said = found(typed)
    assert f"«{meant}»" in said
    assert "keyboard layout" in said


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("azaptau", "азаптау"),
        ("azaptaw", "азаптау"),
        ("qazaqstan", "қазақстан"),
        ("Kazakstan", "қазақстан"),
        ("ädilet", "әділет"),
        ("ädılet", "әділет"),
        ("a'dilet", "әділет"),
        ("ádilet", "әділет"),
        ("ğalym", "ғалым"),
        ("g’alym", "ғалым"),
        ("galym", "ғалым"),
        ("jūrt", "жұрт"),
        ("zhurt", "жұрт"),
        ("köŋıl", "көңіл"),
        ("kóńil", "көңіл"),
        ("konil", "көңіл"),
        ("ko'n'il", "көңіл"),
        ("üşınşı", "үшінші"),
        ("u's'ins'i", "үшінші"),
        ("úshinshi", "үшінші"),
        ("qyz", "қыз"),
        ("söz", "сөз"),
        ("pytki", "пытки"),
        ("pytki,", "пытки"),
        ("tyurma", "тюрьма"),
        ("tyur'ma", "тюрьма"),
        ("pis'mo", "письмо"),
        ("politsiya", "полиция"),
        ("policia", "полиция"),
        ("zaschita", "защита"),
        ("ploshchad", "площадь"),
        ("yurist", "юрист"),
        ("chyornyy", "черный"),
    ],
)
def test_it_reads_words_typed_in_latin_letters(typed: str, meant: str) -> None:
    _, said = found(typed)
    assert f"«{meant}»" in said
    assert "Latin letters" in said


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    "typed",
    [
        "Жәнібек",
        "Zhanibek",
        "Janibek",
        "Dzhanibek",
        "Жанибек",
        "Tokayev",
        "Tokaev",
        "Токаев",
        "Kassym-Jomart",
        "Касым-Жомарт",
        "Qasym-Jomart",
        "Mukhtar",
        "Almaty",
        "Aigul",
        "Айгуль",
        "Yerlan",
        "Nursultan",
        "Dmitry",
        "Omirbek",
        "Жаңаөзен",
        "Касымов",
    ],
)
def test_it_finds_names_in_other_spellings(typed: str) -> None:
    headings, _ = found(typed)
    assert headings == ["Имена"]


@pytest.mark.parametrize(
    "spellings",
    [
        ("Жәнібек", "Джанибек", "Жанибек", "Zhanibek", "Janibek", "Jänibek", "Djanibek"),
        ("Қасым-Жомарт", "Касым-Жомарт", "Kassym-Jomart", "Qasym-Jomart", "Kasym-Zhomart"),
        ("Тоқаев", "Токаев", "Tokayev", "Tokaev", "Toqaev"),
        ("Алматы", "Almaty"),
        ("Шымкент", "Shymkent", "Şymkent", "Şımkent"),
        ("Мұхтар", "Мухтар", "Mukhtar", "Muhtar", "Mūhtar"),
        ("Ерлан", "Yerlan", "Erlan"),
        ("Айгүл", "Айгуль", "Aigul", "Aygul", "Aigül"),
        ("Нұрсұлтан", "Нурсултан", "Nursultan"),
        ("Дмитрий", "Dmitry", "Dmitriy", "Dmitrii"),
        ("Ғалымжан", "Галымжан", "Galymzhan", "Ğalymjan", "Ghalymzhan"),
        ("Жаңаөзен", "Жанаозен", "Zhanaozen", "Janaozen", "Jañaözen"),
        ("Асқаров", "Аскаров", "Askarov", "Asqarov"),
        ("Щербаков", "Shcherbakov", "Scherbakov"),
        ("Цой", "Tsoy", "Tsoi"),
        ("Максим", "Maxim", "Maksim"),
    ],
)
def test_it_has_one_key_for_all_spellings_of_a_name(spellings: tuple[str, ...]) -> None:
    assert len({name_key(spelling) for spelling in spellings}) == 1


def test_it_keeps_different_names_apart() -> None:
    names = ("Асан", "Асель", "Ержан", "Ерлан", "Нұрлан", "Тоқаев", "Тасмагамбетов", "Омаров", "Умаров", "Жанар")
    assert len({name_key(name) for name in names}) == len(names)


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    "typed", ["torture", "Пытки", "Zhanaozen", "азаптауға", "хлеба", "Джанибек", '"gsnrb ghtcn"', "12345", "2+3"]
)
def test_it_repairs_nothing_that_stands_somewhere_or_is_no_word(typed: str) -> None:
    _, said = found(typed)
    assert "looked for" not in said


@pytest.mark.usefixtures("archive")
def test_it_takes_a_cut_word_together_and_leaves_the_others() -> None:
    page = find(Request(q="пытки hf,jxbq"))
    assert page.interpretation.words == ("пытки", "hf,jxbq")
    assert page.hits[0].heading == "По-русски"  # it has both words
    assert "<mark>рабочий</mark>" in page.hits[0].passages[0].html


@pytest.mark.usefixtures("archive")
def test_it_repairs_several_words_each_in_its_own_way() -> None:
    headings, said = found("gsnrb tyurma казакстан")
    assert headings[0] == "Қазақша"  # it has all three, by what else they are called
    assert all(f"«{word}»" in said for word in ("пытки", "тюрьма", "қазақстан"))


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("typed", ["gsnrb", "pytki", "fpfgnfe", "azaptau"])
def test_it_also_finds_what_else_the_meant_word_is_called(typed: str) -> None:
    headings, _ = found(typed)
    assert set(headings) == {"Қазақша", "По-русски", "English"}


@pytest.mark.usefixtures("archive")
def test_it_leaves_words_as_typed_when_told_to() -> None:
    assert find(Request(q="gsnrb", literal=True)).hits == ()


@given(st.text(max_size=40))
def test_it_makes_something_of_every_string(typed: str) -> None:
    other_layouts(typed)
    latin_keys(typed)
    name_key(typed)


@pytest.mark.usefixtures("archive")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.text(alphabet="gsnrbяйқә;'[,.-=`{09 \"İßŉ", max_size=20))
def test_it_answers_whatever_was_typed(typed: str) -> None:
    find(Request(q=typed))
