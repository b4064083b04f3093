"""Cleaning the text of a report: letters, lines, paragraphs and torn links."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archive.importing.cleaning import clean
from archive.importing.cleaning.letters import TO_LATIN
from archive.importing.draft import CleanText, ImportProblem
from archive.importing.extraction import extract

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def cleaned(text: str) -> CleanText:
    return clean(extract(text.encode()))


def paragraphs(text: str) -> list[str]:
    return [paragraph.text for paragraph in cleaned(text).paragraphs]


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("Ҽділ сот жҽне ҿмір", "Әділ сот және өмір"),
        ("iс жүргiзу", "іс жүргізу"),
        ("рeшeниe суда", "решение суда"),
        ("Сonvention туралы", "Convention туралы"),
        ("А/HRC/17/27 баяндамасы", "A/HRC/17/27 баяндамасы"),
        ("VPN-қызмет істемеді", "VPN-қызмет істемеді"),
        ("ІV бөлім мен ХХ ғасыр", "IV бөлім мен XX ғасыр"),
        ("ІІМ мен СІМ хабарлады", "ІІМ мен СІМ хабарлады"),
        ("об'явление о под’езде", "объявление о подъезде"),
        ("сло\u00adво и сло\u200bво", "слово и слово"),
        ("№\u00a05 бұйрық", "№ 5 бұйрық"),
        ("Бои\u0306цов", "Бойцов"),
        ("\ufffd бірінші тармақ", "• бірінші тармақ"),
        ("\uf0b7бірінші тармақ", "• бірінші тармақ"),
        ("екінші тармақ\ufffd", "екінші тармақ"),
        ("барһа және қаһарман", "барһа және қаһарман"),
        ('«дәйексөз” пен "сөз"', '«дәйексөз” пен "сөз"'),
        ("вопросы .", "вопросы."),
    ],
)
def test_it_gives_words_their_letters_back(damaged: str, whole: str) -> None:
    assert paragraphs(damaged) == [whole]


def test_it_writes_list_letters_in_the_alphabet_of_their_list() -> None:
    text = (
        "a) бірінші сөз.\n\nә) екінші сөз.\n\nб) үшінші сөз.\n\nb) first word.\n\nс) second word.\n\nd) third word.\n"
    )
    assert [text[0] for text in paragraphs(text)] == ["а", "ә", "б", "b", "c", "d"]


def test_it_gives_a_list_the_letter_that_was_read_as_a_six() -> None:
    assert "б. Тұрмыс" in " ".join(paragraphs("а. Өмір\n\nә. Сот\n\n6. Тұрмыс\n\nв. Еңбек\n"))
    assert "6. Тұрмыс" in " ".join(paragraphs("5. Өмір\n\nа. Сот\n\n6. Тұрмыс\n\n7. Еңбек\n"))


def test_it_reads_a_lone_roman_number_by_the_others() -> None:
    text = "І. Кіріспе сөз\n\nБірінші сөйлем.\n\nII. Екінші тарау\n\nЕкінші сөйлем.\n\nIII. Соңы\n\nҮшінші сөйлем.\n"
    assert paragraphs(text)[0] == "I. Кіріспе сөз"
    assert paragraphs("І. Әбенов келді.")[0].startswith("І")


@pytest.mark.parametrize(
    ("spaced", "closed"),
    [
        ("қ а м т и д ы .", "қамтиды."),
        ("1 .  Ж а л п ы  м ә л і м е т", "1. Жалпы мәлімет"),
        ("с а н ы н а н  2 0  %  қ ұ р а й д ы .", "санынан 20 % құрайды."),
        ("о р т а ш а  -  6  % .", "орташа - 6 %."),
    ],
)
def test_it_closes_letter_spaced_lines(spaced: str, closed: str) -> None:
    assert paragraphs(spaced) == [closed]


def test_it_leaves_a_row_of_figures_alone() -> None:
    assert paragraphs("Жыл сандары:\n\n1 2 3 4 5 6") == ["Жыл сандары:", "1 2 3 4 5 6"]


def test_it_ends_a_paragraph_at_a_letter_spaced_line() -> None:
    text = "Ұйым бұл жылы елдің барлық өңірінде болып, есеп\nж а р и я л а д ы .\nКелесі жылы да солай болады.\n"
    assert len(paragraphs(text)) == 2


def test_it_joins_words_torn_at_a_letter_of_another_font() -> None:
    assert paragraphs("жоспарларға  жаңадан  енг і з ілген .") == ["жоспарларға жаңадан енгізілген."]


def test_it_knows_a_torn_word_by_its_other_forms() -> None:
    text = "Бұл жоба былтыр әзірленген.\nКелесісін ұйым әз ірлеуде .\n"
    assert " ".join(paragraphs(text)).endswith("Келесісін ұйым әзірлеуде.")


def test_it_closes_the_number_of_an_article_on_a_stretched_line() -> None:
    assert paragraphs("мұны  заң  м індеттеп  қойды  (3 -бап) .") == ["мұны заң міндеттеп қойды (3-бап)."]


def test_it_does_not_join_words_that_are_words() -> None:
    assert paragraphs("адамдар  мен  іс  туралы  айтты.") == ["адамдар мен іс туралы айтты."]


SINGLE = """\
Бірінші хатта ұйым мүшелері қаладағы жағдай туралы толық
хабар берді. Екінші хатта олар жауап күтіп отырғанын жазды
және кездесуге дайын екенін қайталады.

Үшінші хат бір айдан кейін келді. Онда жаңа деректер мен
куәлердің сөздері болды.
"""


def test_it_ends_a_paragraph_at_an_empty_line_of_a_single_spaced_text() -> None:
    assert [text.split()[0] for text in paragraphs(SINGLE)] == ["Бірінші", "Үшінші"]


def test_it_reads_a_double_spaced_text_by_its_lines_of_one_blank() -> None:
    text = SINGLE.replace("\n\n", "\n \n").replace("\n", "\n\n")
    assert paragraphs(text) == paragraphs(SINGLE)


def test_it_reads_an_indented_text_without_empty_lines() -> None:
    text = "      " + SINGLE.replace("\n\n", "\n      ")
    assert paragraphs(text * 2) == paragraphs(SINGLE) * 2


def test_it_joins_a_sentence_over_a_page_break() -> None:
    text = SINGLE.replace("толық\nхабар", "толық\n\n\n\n\nхабар")
    assert paragraphs(text) == paragraphs(SINGLE)


def test_it_keeps_a_heading_apart_from_the_text_below_and_above() -> None:
    text = SINGLE.replace("\n\n", "\n\nСот жүйесі\n") * 3
    assert paragraphs(text).count("Сот жүйесі") == 3


def test_it_keeps_a_hyphen_at_a_line_end_and_joins_the_word() -> None:
    assert "іс-әрекет туралы" in paragraphs("Полиция өз қызметкерлерінің заңсыз іс-\nәрекет туралы ештеңе айтпады.")[0]
    assert "жыл – сол" in paragraphs("Соңғы есепте айтылғандай, өткен жыл –\nсол жыл.")[0]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("ұйымның іс–\nәрекеті тоқтады", "ұйымның іс–әрекеті тоқтады"),
        ("ұстау және/\nнемесе қамау", "ұстау және/немесе қамау"),
        ("№ A/HRC/12/\nL.5 қарары", "№ A/HRC/12/L.5 қарары"),
        ("бұған құқылы (\nЗаңның 4-бабы).", "бұған құқылы (Заңның 4-бабы)."),
    ],
)
def test_it_joins_what_a_line_end_cannot_part(lines: str, joined: str) -> None:
    assert paragraphs(lines) == [joined]


def test_it_puts_punctuation_at_a_line_start_to_its_word() -> None:
    assert "келді, бірақ" in paragraphs("Куәлер сотқа шақырылған күні таңертең ерте келді\n, бірақ кіргізілмеді.")[0]


def test_it_keeps_list_items_and_table_rows_apart() -> None:
    text = "Тізім мынадай:\n- бірінші сөз;\n- екінші сөз.\nҚала 2010 2011 2012\nАлматы 11 12,5 13\nАстана 1 2 3\n"
    assert paragraphs(text)[1:] == ["- бірінші сөз;", "- екінші сөз.", *text.split("\n")[3:6]]


TORN = """\
Бұл тәртіп туралы Кәсіпкерлік заңның  айтылған.5-бабында
Оны Үкімет өткен жылы № 7 .қаулысымен
Бұған қатысты үш бап бар (Жер кодексінің , , ).4 5 6-баптары
Тағы бір ереже бар (Су кодексінің ).12-бабы
Ереже Үкіметтің 2015 жылғы № 9 ;бұйрығымен бекітілген
"""


def test_it_puts_link_texts_back_into_their_holes() -> None:
    text = " ".join(paragraphs(TORN))
    assert "Кәсіпкерлік заңның 5-бабында айтылған." in text
    assert "№ 7 қаулысымен." in text
    assert "(Жер кодексінің 4, 5, 6-баптары)." in text
    assert "(Су кодексінің 12-бабы)." in text


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("б ұ л  с а н  ө с т і  ( ) .3 - қ о с ы м ш а", "бұл сан өсті (3-қосымша)."),
        ("м а у с ы м д а ғ ы   р е т т е й д і .З а ң ы", "маусымдағы Заңы реттейді."),
        ("(* .)Толық тізімді ұйымның өз сайтынан кез келген адам таба алады", "адам таба алады.)"),
        ("бұл туралы айтылды.  жобасын палата талқылайды.Заң", "айтылды. Заң жобасын палата талқылайды."),
        ("Аталған жаңа\n\n\n\n сәйкес сот шешім қабылдайды.5-бабына", "жаңа 5-бабына сәйкес сот шешім"),
    ],
)
def test_it_finds_holes_of_every_shape(torn: str, whole: str) -> None:
    assert whole in " ".join(paragraphs(TORN + torn + "\n"))


def test_it_does_not_make_an_article_of_a_part_and_an_article() -> None:
    text = TORN + "Қылмыс үшін жауаптылық кодекстің  қаралған 3-47-бабының\nбөлігінде айтылған жағдайда туындайды.\n"
    assert "47-бабының қаралған 3-бөлігінде" in " ".join(paragraphs(text))


def test_it_reads_a_stretched_line_that_starts_with_a_hole() -> None:
    assert paragraphs("сот\n\n сот  сот  кодексінің.баптары  сот")[-1].endswith("баптары сот")


def test_it_cleans_a_million_words_on_one_line() -> None:
    assert len(paragraphs("бір , екі " * 100_000)) == 1


def test_it_leaves_double_blanks_of_a_whole_text_alone() -> None:
    text = "Комитет вынес решение.  Оно вступило в силу  сразу после этого\nи было исполнено.\n"
    assert paragraphs(text) == [" ".join(text.split())]


def test_it_removes_running_headers_and_page_numbers_but_keeps_the_first() -> None:
    text = "\f".join(f"Жылдық есеп\n{SINGLE}\n{page}\n" for page in range(1, 5))
    result = cleaned(text)
    assert [paragraph.text for paragraph in result.paragraphs].count("Жылдық есеп") == 1
    assert not [paragraph for paragraph in result.paragraphs if paragraph.text.isdigit()]
    assert {repair.before for repair in result.repairs} >= {"Жылдық есеп", "2", "3"}


def test_it_drops_a_page_header_that_counts_up_inside_a_sentence() -> None:
    text = "Комиссия\n\n{:>60}\n\nкелді. Сот\n\n{:>60}\n\nшешті.\n".format("ABC/5  |  2", "ABC/5  |  3")
    assert paragraphs(text) == ["Комиссия келді. Сот шешті."]


def test_it_keeps_lines_with_a_bar_that_count_nothing() -> None:
    assert "Басты бет | 2" in " ".join(paragraphs("Бірінші жол.\n\nБасты бет | 2\n\nЕкінші.\n\nБасты бет | 2\n"))


def test_it_drops_the_list_of_addresses_below_a_page() -> None:
    link = "http://www.example.org/report"
    text = f"Толық мәтін мына жерде: {link}.\nҰйым бұл есепті әзірлеп, содан кейін\n\n{link}\n\n\nжариялады.\n"
    result = cleaned(text)
    assert " ".join(one.text for one in result.paragraphs).count(link) == 1
    assert [repair.line for repair in result.repairs if repair.kind == "page-furniture"] == [4]


def test_it_keeps_an_address_that_ends_its_sentence() -> None:
    link = "http://www.example.org/report"
    text = f"Бірінші есеп: {link}.\n\nЕкінші есеп те осында:\n{link}.\n\n\nҮшінші есеп жоқ.\n"
    assert " ".join(paragraphs(text)).count(link) == 2


def test_it_lists_every_repair_with_its_line_and_words() -> None:
    repair = cleaned("бірінші жол бар\nекінші жҽне").repairs[0]
    assert (repair.line, repair.before, repair.after) == (2, "жҽне", "және")


def test_it_knows_on_which_line_the_words_of_a_paragraph_stand() -> None:
    first = cleaned(SINGLE).paragraphs[0]
    starts = [first.text[mark.offset :].split()[0] for mark in first.marks]
    assert (starts, [mark.line for mark in first.marks]) == (["Бірінші", "хабар", "және"], [1, 2, 3])


def letters(texts: list[str]) -> Counter[str]:
    """The letters of texts with twins of both alphabets counted as one; ъ, which an apostrophe may become, left out."""
    joined = unicodedata.normalize("NFC", "".join(texts)).translate(str.maketrans("ҽҼҿҾӛӚҧҦ", "әӘөӨөӨұҰ"))
    return Counter(TO_LATIN.get(letter, letter) for letter in joined if letter.isalpha() and letter not in "ъЪ")


FRAGMENTS = (
    "сот заңы Заңының адам 5-бабы 3-141-бабының А/HRC/17 кодексінің.баптары iс ҽділ Сonvention қ а м « » ( ) , . ; : - "
    "іс- http://a.kz 2010 ІV енг і з ілген I. а) b) с) • № “Сөз” \f \u00ad \ufffd 12,5 % -тің түзеуқағидасы"
)
WORDS = st.sampled_from(re.split(" ", FRAGMENTS))
LINES = st.lists(
    st.builds(
        lambda indent, words, gap, end: " " * indent + gap.join(words) + end,
        st.sampled_from([0, 0, 0, 1, 6, 7]),
        st.lists(WORDS, max_size=12),
        st.sampled_from([" ", " ", "  ", "   "]),
        st.sampled_from(["", " ", ".", "  "]),
    ),
    max_size=30,
)


@settings(max_examples=300, deadline=None)
@given(lines=LINES)
def test_it_loses_no_letter_and_keeps_its_marks_in_order(lines: list[str]) -> None:
    assert_sound("\n".join(lines))


@settings(max_examples=300, deadline=None)
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=200))
def test_it_cleans_any_text_without_losing_letters(text: str) -> None:
    assert_sound(text)


def assert_sound(text: str) -> None:
    try:
        raw = extract(text.encode())
    except ImportProblem:
        assume(False)
    result = clean(raw)
    removed = [repair.before for repair in result.repairs if repair.kind == "page-furniture"]
    assert letters([paragraph.text for paragraph in result.paragraphs] + removed) == letters([text])
    lines = [mark.line for paragraph in result.paragraphs for mark in paragraph.marks]
    assert lines == sorted(lines)
    for paragraph in result.paragraphs:
        offsets = [mark.offset for mark in paragraph.marks]
        assert offsets[0] == 0
        assert offsets == sorted(set(offsets))
        assert offsets[-1] < len(paragraph.text)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_it_cleans_whole_reports_soundly(path: Path) -> None:
    assert_sound(path.read_text(encoding="utf-8"))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of reports is not in this checkout")
def test_it_leaves_no_legacy_letter_or_mixed_word_in_a_report() -> None:
    for path in CORPUS.glob("*.txt"):
        text = "\n".join(paragraph.text for paragraph in clean(extract(path.read_bytes())).paragraphs)
        assert not re.search("[ҽҿҼҾ\ufffd\u00ad]", text)
        assert not re.search(r"[а-яәі][aceopxyi][а-яәі]", text)
