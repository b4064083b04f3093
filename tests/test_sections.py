"""The section tree: which paragraphs are headings, what they are called, and what stands below what."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.importing.cleaning import clean
from archive.importing.draft import CleanText, Context, Mark, Paragraph, Repair, SectionDraft
from archive.importing.extraction import extract
from archive.importing.sections import find_sections

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
TEXT = "Есеп кезеңінде бұл салада бірқатар шаралар қабылданды және жұмыс әлі жалғасып жатыр."
RUSSIAN = "За отчетный период власти сообщили о нескольких случаях, однако расследование не завершено."


def document(*paragraphs: str, gap: int = 1, repairs: tuple[Repair, ...] = ()) -> CleanText:
    """Paragraphs as cleaning hands them on; a line break inside one is a wrapped source line."""
    made, line = [], 1
    for text in paragraphs:
        marks, joined = [], ""
        for piece in text.split("\n"):
            joined += " " if joined else ""
            marks.append(Mark(len(joined), line))
            joined += piece
            line += 1
        made.append(Paragraph(joined, tuple(marks), gap=gap))
    return CleanText(tuple(made), repairs)


def sections(*paragraphs: str, language: str = "kk", instrument: str = "") -> tuple[SectionDraft, ...]:
    return find_sections(document(*paragraphs), Context(language=language, instrument=instrument))


def outline(found: tuple[SectionDraft, ...]) -> list[tuple[int, str, str]]:
    return [(one.level, one.number, one.heading) for one in found]


def headings(*paragraphs: str, language: str = "kk") -> list[str]:
    return [one.heading for one in sections(*paragraphs, language=language)]


@pytest.mark.parametrize(
    ("line", "number", "heading"),
    [
        ("Раздел 1. Право на жизнь", "1", "Право на жизнь"),
        ("Section 2. Freedom of the Press", "2", "Freedom of the Press"),
        ("3 Бөлім. Азаматтық бостандықтар", "3", "Азаматтық бостандықтар"),
        ("4-бөлім: Нақты істер", "4", "Нақты істер"),
        ("11-бап бойынша", "", "11-бап бойынша"),
        ("1, 4, 5-баптар бойынша", "", "1, 4, 5-баптар бойынша"),
        (
            "5-баптың «Тең болу құқығы туралы» а) тармағына қатысты.",
            "",
            "5-баптың «Тең болу құқығы туралы» а) тармағына қатысты.",
        ),
        ("Статья 7", "", "Статья 7"),
        ("Article 3. Prohibition of segregation", "", "Article 3. Prohibition of segregation"),
        ("Статья 5 (d)", "", "Статья 5 (d)"),
        ("12-тармақ бойынша", "12", "12-тармақ бойынша"),
        ("14 және 15-тармақтар бойынша", "14 және 15", "14 және 15-тармақтар бойынша"),
        ("Пункт 12", "12", "Пункт 12"),
        ("17-қосымша", "", "17-қосымша"),
        ("Приложение 3. Судебная статистика", "Приложение 3", "Судебная статистика"),
        ("НЕГІЗГІ ЕРЕЖЕЛЕР", "", "НЕГІЗГІ ЕРЕЖЕЛЕР"),
        ("Интернет бостандығы", "", "Интернет бостандығы"),
        ("Ұсынымдар:", "", "Ұсынымдар"),
    ],
)
def test_it_reads_headings_of_every_shape(line: str, number: str, heading: str) -> None:
    found = sections(TEXT, line, TEXT)
    assert outline(found) == [(1, "", ""), (1, number, heading)]
    assert found[1].line_start == 2
    assert found[1].rule


@pytest.mark.parametrize(
    "line",
    [
        "9 ақпанда Бас прокурор шағымды қанағаттандырмады.",
        "2010 г. был непростым для страны.",
        "А. Назарбаев",
        "1. Қоса беріліп отырған баяндама бекітілсін.",
        "- тергеу изоляторларын жөндеу;",
        "«Байланыс туралы»",
        "Заңның 41-1-бабының 3-тармағы",
        "Қазақстан Республикасының Президенті осы мақсатта",
        "Барлығы 1599 1620 1644 1667",
        "«Әділ болашақ» ҚҚ",
        "Сондай-ақ құқық қорғау саласындағы шаралар",
        "Қоғам өкілдері осы жұмысқа белсене қатысты.",
    ],
)
def test_it_leaves_sentences_list_items_names_and_torn_lines_in_the_text(line: str) -> None:
    assert headings(TEXT, line, TEXT) == [""]


def test_it_nests_letters_titles_and_run_in_headings() -> None:
    found = sections(
        "Раздел 1. Неприкосновенность личности",
        "a. Условия в местах заключения",
        RUSSIAN,
        "Порядок задержания",
        RUSSIAN,
        *(
            f"{name}: {RUSSIAN}"
            for name in ("Питание", "Администрация", "Независимый мониторинг", "Улучшения", "Связь")
        ),
        "b. Исчезновение людей",
        RUSSIAN,
        "Раздел 2. Гражданские свободы",
        "a. Свобода слова",
        RUSSIAN,
        language="ru",
    )
    assert outline(found) == [
        (1, "1", "Неприкосновенность личности"),
        (2, "a", "Условия в местах заключения"),
        (3, "", "Порядок задержания"),
        (4, "", "Питание"),
        (4, "", "Администрация"),
        (4, "", "Независимый мониторинг"),
        (4, "", "Улучшения"),
        (4, "", "Связь"),
        (2, "b", "Исчезновение людей"),
        (1, "2", "Гражданские свободы"),
        (2, "a", "Свобода слова"),
    ]
    assert [one.parent for one in found] == [None, 0, 1, 2, 2, 2, 2, 2, 0, None, 9]


def test_it_splits_run_in_headings_only_where_they_are_a_habit() -> None:
    run_in = f"Физические условия: {RUSSIAN}"
    assert headings("Раздел 1. Суд", run_in, language="ru") == ["Суд"]
    many = [f"{name} условия: {RUSSIAN}" for name in ("Бытовые", "Общие", "Новые", "Прежние", "Особые")]
    found = sections("Раздел 1. Суд", *many, language="ru")
    assert [one.heading for one in found[1:]] == [one.partition(":")[0] for one in many]
    assert found[1].paragraphs[0].text == RUSSIAN


def test_it_reads_closed_phrases_where_a_document_closes_its_headings() -> None:
    closed = [
        "Еңбекке құқық туралы.",
        "Тұрғын үй құқығы туралы.",
        "Білімге құқық туралы.",
        "Мәдениет саласына қатысты.",
    ]
    mixed = [text for heading in closed for text in (heading, TEXT)]
    assert headings(*mixed, "Саяси құрылым.", TEXT) == [*closed, "Саяси құрылым."], "as printed"
    assert headings(TEXT, closed[0], TEXT) == [""]


def test_it_finds_a_closed_heading_behind_the_last_sentence_of_a_paragraph() -> None:
    closed = [
        "Еңбекке құқық туралы.",
        "Тұрғын үй құқығы туралы.",
        "Білімге құқық туралы.",
        "Мәдениет саласына қатысты.",
    ]
    mixed = [text for heading in closed for text in (heading, TEXT)]
    found = sections(*mixed, f"{TEXT}\nСаны 27 мыңға өсті. Мүлікке құқық туралы.", TEXT)
    assert found[-1].heading == "Мүлікке құқық туралы."
    assert found[-1].line_start == 10
    assert found[-2].paragraphs[-1].text.endswith("27 мыңға өсті.")


def test_it_cuts_headings_from_the_text_that_follows_on_the_next_line() -> None:
    long = "Үкімет бұл мәселе бойынша арнайы комиссия құрды және оның жұмысы туралы жыл сайын хабарлап тұрады деді."
    found = sections(f"{long}\n{long}", f"а. Жоғалып кету\n{long}\n{long}", f"ә. Азаптау мен қинау\n{long}\n{long}")
    assert outline(found)[1:] == [(1, "а", "Жоғалып кету"), (1, "ә", "Азаптау мен қинау")]
    assert found[1].paragraphs[0].line_start == 4


def test_it_joins_the_lines_of_a_heading() -> None:
    found = sections(
        "Раздел 4. Коррупция и недостаточная прозрачность\nработы государственных органов", RUSSIAN, language="ru"
    )
    assert found[0].heading == "Коррупция и недостаточная прозрачность работы государственных органов"


def test_it_does_not_take_the_entries_of_a_contents_page_for_headings() -> None:
    found = sections(
        "Үшінші баяндама",
        TEXT,
        "Мазмұны",
        "І. Кіріспе",
        "ІІ. Жалпы мәліметтер",
        "2-бап",
        "І. Кіріспе",
        TEXT,
        "ІІ. Жалпы мәліметтер",
        TEXT,
    )
    assert [one.heading for one in found] == ["Үшінші баяндама", "Мазмұны", "Кіріспе", "Жалпы мәліметтер"]
    assert [one.text for one in found[1].paragraphs] == ["І. Кіріспе", "ІІ. Жалпы мәліметтер", "2-бап"]


def test_it_keeps_the_title_page_in_the_introduction() -> None:
    found = sections("ДОКЛАД О ПРАВАХ ЧЕЛОВЕКА", "ОСНОВНЫЕ ПОЛОЖЕНИЯ", RUSSIAN, language="ru")
    assert outline(found) == [(1, "", ""), (1, "", "ОСНОВНЫЕ ПОЛОЖЕНИЯ")]
    assert found[0].line_start == 1


def test_it_keeps_a_note_and_the_title_below_it_in_the_introduction() -> None:
    found = sections(
        "Пример: этот текст придуман для показа.", "ДОКЛАД О ПРАВАХ", "КРАТКИЙ ОБЗОР", RUSSIAN, language="ru"
    )
    assert outline(found) == [(1, "", ""), (1, "", "КРАТКИЙ ОБЗОР")]


def test_it_puts_articles_beside_provisions_of_other_articles() -> None:
    found = sections(
        "Статья 5 (d)", RUSSIAN, "Статья 5 (e)", RUSSIAN, "Статья 6", RUSSIAN, "Пункт 7", RUSSIAN, language="ru"
    )
    assert [one.level for one in found] == [1, 1, 1, 1]


def test_it_lets_a_heading_without_text_contain_the_parts_below_it() -> None:
    found = sections(f"{TEXT} " * 6, "АДАМ ҚҰҚЫҚТАРЫН САҚТАУ", "1 Бөлім. Бостандықтар", TEXT, "2 Бөлім. Сайлау", TEXT)
    assert [one.parent for one in found] == [None, None, 1, 1]


def test_it_puts_provisions_below_their_article() -> None:
    found = sections(
        "Конвенцияның 4-бабын іске асыру туралы.",
        TEXT,
        "Конвенцияның 5-бабын іске асыру туралы.",
        "5-баптың саяси құқықтар туралы с) тармағына қатысты.",
        TEXT,
        "5-баптың d) тармағына қатысты.",
        "Еркін жүріп-тұру құқығы туралы.",
        TEXT,
        instrument="CERD",
    )
    assert [one.level for one in found] == [1, 1, 2, 2, 3]


def test_it_reads_the_title_and_the_repeated_label_of_annexes() -> None:
    label = "Конвенцияны орындау туралы баяндамаға"
    found = sections(
        TEXT, f"{label} 1-қосымша", "Тұрғындар саны мен құрамы", TEXT, f"{label} 2-қосымша", "Судьялар саны", TEXT
    )
    assert [(one.number, one.heading) for one in found[1:]] == [
        ("1-қосымша", "Тұрғындар саны мен құрамы"),
        ("2-қосымша", "Судьялар саны"),
    ]
    assert found[1].paragraphs[0].text == label


def test_it_tells_chapters_page_headers_and_bylines_of_designed_pages() -> None:
    head = ["Арнайы есеп", "Цифрлы жыл шолуы"]
    page = [TEXT, TEXT, TEXT]
    first, second = "Сөз бостандығы", "Жеке өмір"
    advice = ["Ұсынымдар", *page]
    found = sections(
        *[*page, first, "Асан Үсенов", "«Дала» ҚҚ", "Мақала авторы", *head, first, *page, *advice, *head, first, *page],
        *[
            *page,
            second,
            "Айша Оспан",
            "«Қала» ҚҚ",
            "Мақала авторы",
            *head,
            second,
            *page,
            *advice,
            *head,
            second,
            *page,
        ],
        *page,
    )
    assert outline(found) == [
        (1, "", ""),
        (1, "", "Сөз бостандығы"),
        (2, "", "Ұсынымдар"),
        (1, "", "Жеке өмір"),
        (2, "", "Ұсынымдар"),
    ]
    assert found[1].line_start == 4


def test_it_takes_the_caption_of_figures_for_no_heading() -> None:
    assert headings(TEXT, "Елдегі ену деңгейі", "88,2% 91,8%", TEXT) == [""]


def test_it_finds_the_title_above_a_byline_of_several_lines() -> None:
    byline = ["Айша Оспан", "заң университеті", "Мақала авторы"]
    assert headings(TEXT, "Жеке өмір мәселелері", *byline, TEXT)[1] == "Жеке өмір мәселелері"


def test_it_takes_numbers_for_headings_only_in_a_series() -> None:
    assert headings(TEXT, "7. Зағип азаматтар", TEXT) == [""]
    assert headings(TEXT, "1. Естімейтін азаматтар", TEXT, "2. Зағип азаматтар", TEXT)[1:] == [
        "Естімейтін азаматтар",
        "Зағип азаматтар",
    ]


def test_it_nests_numbers_of_several_steps() -> None:
    found = sections(
        "1. Жалпы бөлік", TEXT, "1.1. Халық құрамы", TEXT, "1.2. Саяси жүйе", TEXT, "2. Арнайы бөлік", TEXT
    )
    assert [(one.number, one.level) for one in found] == [("1", 1), ("1.1", 2), ("1.2", 2), ("2", 1)]


def test_it_tells_the_language_of_each_section() -> None:
    found = sections(
        "1 Бөлім. Сот төрелігі", f"{TEXT} {TEXT} {TEXT}", "2 Бөлім. Сайлау", f"{RUSSIAN} {RUSSIAN} {RUSSIAN}"
    )
    assert [one.language for one in found] == ["kk", "ru"]


@pytest.mark.parametrize(
    "text",
    [
        CleanText(()),
        document(""),
        document("—"),
        document("Мазмұны"),
        document("1.", "Раздел 1.", "a."),
        document("17-қосымша"),
    ],
)
def test_it_survives_texts_without_content(text: CleanText) -> None:
    for one in find_sections(text, Context(language="")):
        assert one.language in {"kk", "ru", "en"}


_SHAPES = """Раздел 1. Суд|2 Бөлім. Сайлау|a. Жизнь|ә. Жоғалып кету|І. Кіріспе|ІІ. Негізгі бөлім|1. Халық|2. Билік
11-бап бойынша|5-баптың d) тармағына қатысты.|12-тармақ бойынша|Мазмұны|баяндамаға 3-қосымша|Ұсынымдар|Мақала авторы
Арнайы есеп|Балалар|Питание: дают мало еды два раза в день|Еңбекке құқық туралы.|НЕГІЗГІ ЕРЕЖЕ|• тармақ;|Үкіметке:"""
_LINES = st.sampled_from([TEXT, RUSSIAN, "", "12,5 13 14", *re.split(r"[|\n]", _SHAPES)])
_ANY = st.lists(st.lists(st.one_of(_LINES, st.text(max_size=30)), min_size=1, max_size=3).map("\n".join), max_size=25)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@settings(max_examples=150, deadline=None)
@given(_ANY, st.sampled_from(["kk", "ru", "en", ""]))
def test_it_keeps_every_word_once_in_a_sound_tree(paragraphs: list[str], language: str) -> None:
    text = document(*(re.sub(r"[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", one) for one in paragraphs))
    found = find_sections(text, Context(language=language))
    written = sorted(word for one in text.paragraphs for word in words(one.text))
    kept = [word for one in found for paragraph in one.paragraphs for word in words(paragraph.text)]
    named = [word for one in found for word in words(f"{one.number} {one.heading}")]
    missing = list(written)
    for word in kept:
        missing.remove(word)  # fails where a section holds a word that the text does not have once more
    assert set(missing) <= {*named, "Раздел", "Бөлім"}
    for index, one in enumerate(found):
        assert one.parent is None or one.parent < index
        assert one.level == (1 if one.parent is None else found[one.parent].level + 1)
        assert bool(one.heading) or index == 0


@pytest.mark.parametrize(
    "name", ["cat-2013-kk", "cerd-2012-kk", "shutdown-2022-kk", "us-state-2010-kk", "us-state-2022-ru"]
)
def test_it_gives_every_report_a_tree_of_several_levels(name: str) -> None:
    path = CORPUS / f"{name}.txt"
    if not path.exists():
        pytest.skip("the corpus is not beside the repository")
    found = find_sections(clean(extract(path.read_bytes())), Context(language=name[-2:]))
    assert 25 < len(found) < 120
    assert max(one.level for one in found) > 1
    assert [one.line_start for one in found[1:]] == sorted(one.line_start for one in found[1:])
