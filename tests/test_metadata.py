"""What a text says about itself is suggested with the words that say so; where it says nothing, nothing is."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

import pytest

from archive.importing.cleaning import clean
from archive.importing.draft import Context, DocumentDraft, InstrumentTerms, Suggestion, Vocabulary
from archive.importing.extraction import extract
from archive.importing.languages import detect
from archive.importing.metadata import FIELDS, suggest
from archive.importing.sections import find_sections

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"

DECREE = """
Қыздар мен ұлдардың тең оқуы туралы конвенцияны Үлгі Республикасының орындауы туралы екінші мерзімді баяндаманы
бекіту туралы

Үлгі Республикасы Үкіметінің 2016 жылғы 4 мамырдағы № 88 қаулысы

      Үлгі Республикасының Үкіметі ҚАУЛЫ ЕТЕДІ:
      1. Қоса беріліп отырған баяндама бекітілсін.

Кіріспе

      Осы баяндама 2011 – 2015 жылдардағы кезеңді қамтиды. Алдыңғы баяндама 2010 жылы тапсырылған еді, комитет оны
      2011 жылы қарады.
"""
COUNTRY = """
ДОКЛАД О ПОЛОЖЕНИИ С ПРАВАМИ ЧЕЛОВЕКА В УЗБЕКИСТАНЕ ЗА 2018 ГОД

ОБЩИЙ ОБЗОР

Власть в Узбекистане принадлежит президенту. За год было закрыто девять газет, и ни одна не открылась снова. Ситуация
мало отличается от той, что была в 2016 году.
"""
SPECIAL = """
ҚАРАҢҒЫДА ҚАЛҒАН АУЫЛ

Арнайы есеп

«Жарық» ҚБ

Алматы, 2021

КІРІСПЕ

Ауылда жарық үш ай бойы болмады. Тұрғындар шағымын әкімге де, прокурорға да жазды, бірақ жауап келмеді.
"""
UNITED_NATIONS = """
United Nations CAT/C/KGZ/5

12 March 2019

Fifth periodic report of Kyrgyzstan on the Convention against Torture

Prepared by: the Ministry of Justice

1. The report covers the years from 2014 to 2018. It answers document CAT/C/KGZ/CO/4 and follows CCPR/C/KGZ/2.
"""
NOTHING = """
Была зима, и дорога к посёлку занесена снегом. Люди собрались
у школы и долго говорили о том, как жить дальше, и никто не
знал, что отвечать детям.

Учитель рассказал, что отчёт о закрытии школы лежит в районе
с 2015 года, а конвенцию о правах ребёнка он читал сам. Потом
все разошлись по домам.
"""


@cache
def vocabulary() -> Vocabulary:
    rows = json.loads((ROOT / "fixtures" / "vocabulary" / "instruments.json").read_text(encoding="utf-8"))
    return Vocabulary(
        tuple(
            InstrumentTerms(row["code"], {key: tuple(names) for key, names in row["mentions"].items()}) for row in rows
        )
    )


def suggestions(data: str | bytes) -> tuple[Suggestion, ...]:
    raw = extract(data if isinstance(data, bytes) else data.encode())
    text = clean(raw)
    language = detect("\n".join(paragraph.text for paragraph in text.paragraphs))
    sections = find_sections(text, Context(language, vocabulary=vocabulary()))
    return suggest(DocumentDraft(language, raw, sections, (), (), ()), vocabulary())


def first(data: str | bytes) -> dict[str, str]:
    """The first suggestion for each field."""
    best: dict[str, str] = {}
    for one in suggestions(data):
        best.setdefault(one.field, one.value)
    return best


def test_it_reads_the_decree_that_approves_a_state_report() -> None:
    assert first(DECREE) == {
        "title": "Қыздар мен ұлдардың тең оқуы туралы конвенцияны Үлгі Республикасының орындауы туралы екінші мерзімді "
        "баяндама",
        "language": "kk",
        "publisher": "Үлгі Республикасының Үкіметі",
        "kind": "state-report",
        "period": "2011-2015",
        "year_published": "2016",
    }


def test_it_reads_a_title_in_capitals_as_it_would_stand_in_a_sentence() -> None:
    assert first(COUNTRY) == {
        "title": "Доклад о положении с правами человека в Узбекистане за 2018 год",
        "language": "ru",
        "kind": "country-report",
        "period": "2018",
        "country": "UZ",
    }


def paper(*headings: tuple[str, str]) -> bytes:
    """A web page with headings (tag, words), each before a sentence."""
    rows = "".join(
        f"<{tag}>{words}</{tag}><p>Комиссия аралаған мекемелерде тәртіп әртүрлі.</p>" for tag, words in headings
    )
    return f"<html><body><style>h1 {{ font-size: 24pt }} p {{ font-size: 11pt }}</style>{rows}</body></html>".encode()


def test_it_takes_the_one_phrase_in_the_largest_letters_for_the_title() -> None:
    page = paper(("h1", "Қамаудағы бір жыл: облыс түрмелері"), ("h2", "Тамақ"), ("h2", "Дәрігер"))
    assert first(page)["title"] == "Қамаудағы бір жыл: облыс түрмелері"


def test_it_takes_no_chapter_for_the_title() -> None:
    assert "title" not in first(paper(("h1", "Облыс түрмелерінің тамағы"), ("h1", "Дәрігер мен дәрі")))


def test_it_joins_a_name_and_the_kind_of_report_below_it() -> None:
    assert first(SPECIAL) == {
        "title": "Қараңғыда қалған ауыл. Арнайы есеп",
        "language": "kk",
        "publisher": "«Жарық» қоғамдық бірлестігі",
        "kind": "special-report",
        "year_published": "2021",
    }


def test_it_takes_the_documents_own_symbol_and_no_cited_one() -> None:
    assert first(UNITED_NATIONS) == {
        "title": "Fifth periodic report of Kyrgyzstan on the Convention against Torture",
        "language": "en",
        "publisher": "the Ministry of Justice",
        "symbol": "CAT/C/KGZ/5",
        "instrument": "CAT",
        "kind": "state-report",
        "period": "2014-2018",
        "year_published": "2019",
        "country": "KG",
    }
    assert [one.value for one in suggestions(UNITED_NATIONS) if one.field == "symbol"] == ["CAT/C/KGZ/5"]


def test_it_suggests_nothing_but_the_language_where_a_text_says_nothing_of_itself() -> None:
    assert first(NOTHING) == {"language": "ru"}


@pytest.mark.parametrize(
    ("decree", "title"),
    [
        (
            "Об утверждении третьего периодического доклада Республики Улги о правах ребёнка",
            "Третий периодический доклад Республики Улги о правах ребёнка",
        ),
        (
            "Об утверждении шестого сводного отчёта Республики Улги о равенстве женщин и мужчин в труде",
            "Шестой сводный отчёт Республики Улги о равенстве женщин и мужчин в труде",
        ),
    ],
)
def test_it_turns_the_title_of_a_decree_into_that_of_the_report(decree: str, title: str) -> None:
    assert first(f"{decree}\n{NOTHING}")["title"] == title


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Доклад о правах детей за 2009–2013 годы", "2009-2013"),
        ("Балалар құқығы туралы 2014 жылғы есеп", "2014"),
        ("Balance of Rights: Human Rights Report for 2020", "2020"),
    ],
)
def test_it_reads_the_period_from_the_title(line: str, period: str) -> None:
    assert first(f"{line}\n\n{NOTHING}")["period"] == period


def test_it_shows_the_words_and_the_line_that_support_each_suggestion() -> None:
    lines = DECREE.split("\n")
    for one in suggestions(DECREE):
        words = one.quote.split()
        assert words, one
        assert words[0] in lines[one.line - 1], one


def test_it_says_how_much_of_a_text_is_in_each_language() -> None:
    russian = "Дети ходят в школу пешком, потому что автобуса нет, и зимой их провожают родители. " * 3
    shares = {one.value: one.share for one in suggestions(SPECIAL * 3 + "\n\n" + russian) if one.field == "language"}
    assert list(shares) == ["kk", "ru"]
    assert sum(filter(None, shares.values())) == pytest.approx(1)


def wanted(row: dict[str, str]) -> dict[str, str]:
    years = dict.fromkeys([row["period_start"], row["period_end"]])
    return row | {"kind": row["report_type"], "period": "-".join(years)}


def agrees(field: str, value: str, right: str) -> bool:
    """Titles may be longer in the report than in the list: their last words are the same."""
    return value.split()[-4:] == right.split()[-4:] if field == "title" else value == right


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real reports are not beside this checkout")
def test_it_suggests_nothing_wrong_for_the_real_reports(capsys: pytest.CaptureFixture[str]) -> None:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        rows = [wanted(row) for row in csv.DictReader(manifest)]
    right, wrong, none = 0, [], 0
    for row in rows:
        best = first((CORPUS / row["file"]).read_bytes())
        for field in FIELDS:
            if field not in best:
                none += bool(row[field])
            elif agrees(field, best[field], row[field]):
                right += 1
            else:
                wrong.append((row["file"], field, best[field]))
    with capsys.disabled():
        print(f"\nMetadata of {len(rows)} real reports: {right} right, {len(wrong)} wrong, {none} not suggested")
    assert not wrong
    assert right >= 24
