"""Any text at all, through cleaning and sections: nothing raised, no word lost, every word knows its source line."""

import re
from collections import Counter

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archive.importing.cleaning import clean
from archive.importing.draft import CleanText, Context, ImportProblem, Paragraph, RawText
from archive.importing.extraction import extract
from archive.importing.sections import find_sections
from tests.test_cleaning import letters
from tests.test_detached_links import DETACHED

_FRAGMENTS = """сот заңы Заңының адам құқық туралы 5-бабы 3-141-бабының А/HRC/17 кодексінің.баптары iс ҽділ қ а м
« » ( ) , . ; : - – іс- и/или http://a.kz/b www.a.kz 2010 ІV енг і з ілген • ● \ufffd № “Сөз” 12,5 % -тің «Ашық қала»
хабарлады .шақырды суд права человека Конвенцияның Қазақстан мәліметтер 3-қосымша ).12-бабы т.б. 17-сінде жариялады"""
_WORDS = re.split(r"\s", _FRAGMENTS)
_HEADINGS = """Раздел 1. Суд|2 Бөлім. Сайлау|a. Жизнь|ә. Жоғалып кету|І. Кіріспе|ІІ. Негізгі бөлім|1. Халық|2. Билік
11-бап бойынша|5-баптың d) тармағына қатысты.|12-тармақ бойынша|Мазмұны|баяндамаға 3-қосымша|Ұсынымдар|Мақала авторы
Арнайы есеп|Балалар|Питание: дают мало еды два раза в день|Еңбекке құқық туралы.|НЕГІЗГІ ЕРЕЖЕ|• тармақ;|Үкіметке:
1 2 3 4 5 6|қ а м т и д ы .|Ж а л п ы  м ә л і м е т|14|Айша Оспан|«Дала» ҚҚ"""
_INDENTS = st.sampled_from(["", "", "", " ", "      ", "       ", "\t"])
_ENDS = st.sampled_from(["", "", " ", " ", ".", "  ", "-", " ."])
_GAPS = st.sampled_from(["\n", "\n", "\n\n", "\n\n", "\n \n", "\n\n\n\n", "\f", "\r\n"])
_RUNS = st.builds(
    lambda words, blank: blank.join(words),
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9),
    st.sampled_from([" ", " ", " ", "  ", "   "]),
)
_STRANGE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)
_LINES = st.builds(
    lambda indent, text, end: indent + text + end,
    _INDENTS,
    st.one_of(_RUNS, _RUNS, st.sampled_from(re.split(r"[|\n]", _HEADINGS)), _STRANGE),
    _ENDS,
)
_TEXTS = st.lists(st.tuples(_LINES, _GAPS), max_size=40).map(lambda lines: "".join(map("".join, lines)))
# Every wrapped line ends with a blank, no last line does: a file in which text objects show.
_OBJECTS = st.lists(st.lists(_RUNS, min_size=1, max_size=4).map(" \n".join), max_size=25).map(
    lambda objects: 4 * DETACHED + "\n" + "\n\n".join(objects)
)


def read(text: str) -> RawText:
    try:
        return extract(text.encode())
    except ImportProblem:
        assume(False)
        raise


def words(texts: list[str]) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


def assert_whole(raw: RawText, cleaned: CleanText) -> None:
    """Letters may change their alphabet and words their place, but only the furniture of pages is left out."""
    removed = [repair.before for repair in cleaned.repairs if repair.kind == "page-furniture"]
    kept = [paragraph.text for paragraph in cleaned.paragraphs]
    assert letters(kept + removed) == letters([line.text for line in raw.lines])


def assert_placed(paragraphs: tuple[Paragraph, ...], last: int) -> None:
    """Every paragraph begins with a mark, and marks go forward in the text and in the file."""
    lines = [mark.line for paragraph in paragraphs for mark in paragraph.marks]
    assert lines == sorted(lines)
    assert all(1 <= line <= last for line in lines)
    for paragraph in paragraphs:
        offsets = [mark.offset for mark in paragraph.marks]
        assert offsets[0] == 0
        assert offsets == sorted(set(offsets))
        assert offsets[-1] < max(len(paragraph.text), 1)


def assert_told_once(cleaned: CleanText, language: str) -> None:
    """Every word stands in one section: in its paragraphs, or as its number and heading."""
    found = find_sections(cleaned, Context(language=language, instrument="CERD"))
    last = max((one.line_end for one in cleaned.paragraphs), default=0)
    for one in found:
        assert_placed(one.paragraphs, last)
        assert one.line_start <= one.line_end
    missing = words([one.text for one in cleaned.paragraphs])
    held = words([paragraph.text for one in found for paragraph in one.paragraphs])
    assert held <= missing
    named = words([f"{one.number} {one.heading}" for one in found])
    assert set(missing - held) <= {*named, "Раздел", "Бөлім"}


@settings(max_examples=250, deadline=None)
@given(text=_TEXTS, language=st.sampled_from(["kk", "ru", ""]))
def test_it_reads_any_report_like_text_without_losing_a_word(text: str, language: str) -> None:
    raw = read(text)
    cleaned = clean(raw)
    assert_whole(raw, cleaned)
    assert_placed(cleaned.paragraphs, len(raw.lines))
    assert_told_once(cleaned, language)


@settings(max_examples=250, deadline=None)
@given(text=_OBJECTS)
def test_it_moves_detached_links_without_losing_a_word(text: str) -> None:
    raw = read(text)
    cleaned = clean(raw)
    assert_whole(raw, cleaned)
    assert_placed(cleaned.paragraphs, len(raw.lines))
    assert_told_once(cleaned, "kk")


@settings(max_examples=150, deadline=None)
@given(text=_STRANGE)
def test_it_survives_any_signs(text: str) -> None:
    assert_told_once(clean(read(text)), "")
