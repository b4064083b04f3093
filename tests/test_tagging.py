"""Tags of sections: articles where the text says so, violations where heading or text is about them."""

import json
from pathlib import Path

import pytest

from archive.importing.cleaning import clean
from archive.importing.draft import (
    Context,
    InstrumentTerms,
    Mark,
    Paragraph,
    SectionDraft,
    TagDraft,
    ViolationTerms,
    Vocabulary,
)
from archive.importing.extraction import extract
from archive.importing.references import find_links, text_of
from archive.importing.sections import find_sections
from archive.importing.tagging import tag
from archive.importing.tagging.terms import TermIndex

SHARED = Path(__file__).parents[2] / "shared"
FIXTURES = Path(__file__).parents[1] / "fixtures" / "vocabulary"
CALM = "За год министерство провело несколько встреч и подготовило план работы на следующий период."
VOCABULARY = Vocabulary(
    instruments=(
        InstrumentTerms("CAT", {"kk": ("азаптауларға қарсы конвенция",)}, frozenset({"CAT:2", "CAT:2(1)", "CAT:11"})),
        InstrumentTerms(
            "CERD", {"kk": ("нәсілдік кемсітушілікті жою туралы конвенция",)}, frozenset({"CERD:5", "CERD:5(d)"})
        ),
    ),
    violations=(
        ViolationTerms(
            "torture", {"ru": ("пытки", "пытка", "жестокое обращение"), "kk": ("азаптау",), "en": ("torture",)}
        ),
        ViolationTerms("children", {"ru": ("дети", "детский", "ребенок"), "kk": ("бала",)}),
        ViolationTerms("child-labour", {"ru": ("детский труд",)}),
        ViolationTerms("expression", {"ru": ("свобода слова", "журналист")}),
        ViolationTerms("assembly", {"ru": ("мирное собрание", "митинг")}),
        ViolationTerms("corruption", {"ru": ("коррупция",)}),
        ViolationTerms("internet", {"ru": ("интернет",)}),
        ViolationTerms("religion", {"ru": ("свобода вероисповедания",)}),
        ViolationTerms("migrants", {"kk": ("қандас",)}),
    ),
)


def section(
    text: str = "", heading: str = "", rule: str = "", parent: int | None = None, language: str = "ru"
) -> SectionDraft:
    paragraphs = tuple(Paragraph(one, (Mark(0, 1),)) for one in text.split("\n\n") if one)
    return SectionDraft(parent, 1, "", heading, 1, 1, rule, language, paragraphs)


def tags(*sections: SectionDraft, instrument: str = "", kind: str = "violation") -> list[TagDraft]:
    context = Context(language="ru", instrument=instrument, vocabulary=VOCABULARY)
    return [one for one in tag(sections, find_links(sections, context), context) if one.kind == kind]


def codes(*sections: SectionDraft, instrument: str = "", kind: str = "violation") -> list[tuple[int, str, bool]]:
    return [(one.section, one.code, one.inherited) for one in tags(*sections, instrument=instrument, kind=kind)]


def test_it_tags_the_article_of_a_heading_and_hands_it_to_the_sections_below() -> None:
    report = (
        section(heading="5-бап бойынша", rule="article", language="kk"),
        section("Мәтін бар.", heading="Тұрғын үй", parent=0, language="kk"),
        section("Мәтін бар.", heading="5-баптың d) тармағына қатысты", rule="provision", parent=0, language="kk"),
    )
    found = codes(*report, instrument="CERD", kind="article")
    assert found == [(0, "CERD:5", False), (1, "CERD:5", True), (2, "CERD:5(d)", False)]


def test_it_does_not_hand_down_what_only_the_text_mentions() -> None:
    report = (
        section("Конвенцияның 11-бабын орындады.", heading="Кіріспе", language="kk"),
        section("Мәтін.", parent=0, language="kk"),
    )
    assert codes(*report, instrument="CAT", kind="article") == [(0, "CAT:11", False)]


def test_it_files_paragraphs_under_their_article() -> None:
    one = section("Конвенцияның 2-бабының 1-тармағына сәйкес.", language="kk")
    assert codes(one, instrument="CAT", kind="article") == [(0, "CAT:2", False)]


@pytest.mark.parametrize(
    "text", ["Конституцияның 11-бабы.", "Конвенцияның 99-бабы.", "Конвенцияның 1-7 баптары.", "11-тармақ бойынша."]
)
def test_it_tags_no_article_on_doubtful_grounds(text: str) -> None:
    assert codes(section(text, language="kk"), instrument="CAT", kind="article") == []


def test_it_tags_a_violation_that_the_heading_names() -> None:
    found = tags(section(CALM, heading="Пытки и жестокое обращение"))
    assert [(one.code, one.evidence.rule, one.evidence.quote) for one in found] == [
        ("torture", "term in heading", "Пытки и жестокое обращение")
    ]


def test_it_tags_a_violation_that_the_text_comes_back_to_and_quotes_the_sentence() -> None:
    text = f"{CALM}\n\nПравозащитники сообщили о пытках. Жалобы на пытки и применение пыток не расследовали. {CALM}"
    one = section(text, heading="Общее положение")
    (found,) = tags(one)
    assert found.code == "torture"
    assert found.evidence.quote == "Жалобы на пытки и применение пыток не расследовали."
    assert text_of(one)[found.evidence.start : found.evidence.end] == found.evidence.quote


def test_it_does_not_tag_a_passing_mention() -> None:
    assert codes(section(f"{CALM * 4} Упоминались и пытки. {CALM * 4}", heading="Экономика")) == []


def test_it_does_not_take_the_name_of_a_treaty_or_committee_for_its_subject() -> None:
    text = "Комитет против пыток принял доклад. Конвенция против пыток действует. Комитет против пыток дал советы."
    assert codes(section(text, heading="Введение")) == []


def test_it_tags_no_contents_page() -> None:
    assert codes(section("I. Пытки\n\nII. Пытки детей", heading="Содержание", rule="contents page")) == []


def test_it_prefers_the_longer_term_to_the_word_inside_it() -> None:
    assert codes(section(CALM, heading="Запрет детского труда")) == [(0, "child-labour", False)]


def test_it_hands_the_subject_of_a_heading_to_its_run_in_headings() -> None:
    report = (
        section(heading="Дети"),
        section(CALM, heading="Регистрация", rule="run-in", parent=0),
        section(CALM, heading="Прочее", rule="title", parent=0),
    )
    assert codes(*report) == [(0, "children", False), (1, "children", True)]


def test_it_hands_the_subject_of_a_chapter_to_its_recommendations() -> None:
    found = tags(
        section(CALM, heading="Свобода слова"),
        section(CALM, heading="Рекомендации", rule="standard title", parent=0),
        section(f"Интернет отключили. {CALM} Интернет вернули, но интернет был медленным.", heading="Первая глава"),
        section(CALM, heading="Рекомендации", rule="standard title", parent=2),
    )
    assert [(one.section, one.code, one.inherited) for one in found] == [
        (0, "expression", False),
        (1, "expression", True),
        (2, "internet", False),
        (3, "internet", True),
    ]


def test_it_needs_fewer_words_for_what_the_treaty_of_a_report_is_about() -> None:
    text = f"Азаптау туралы шағым түсті. {' '.join([CALM] * 40)} Азаптау фактісі тексерілді."
    assert [one.code for one in tags(section(text, language="kk"), instrument="CAT")] == ["torture"]
    assert not tags(section(text, language="kk"))


def test_it_reads_no_subject_from_the_columns_of_a_table() -> None:
    table = "\n\n".join(["Дети Дети", *(f"Область {row} 100 200 300 400" for row in range(9))])
    assert not tags(section(table))


def test_it_tags_a_summary_with_every_problem_that_one_sentence_lists() -> None:
    listed = (
        "Среди проблем были пытки, ограничения свободы слова, митингов, интернета, свободы вероисповедания и коррупция."
    )
    found = codes(section(f"{CALM * 5} {listed} {CALM * 5}", heading="Главное"))
    assert {code for _, code, _ in found} == {"torture", "expression", "assembly", "internet", "religion", "corruption"}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ru", "пыток пытками пыткой", {"torture"}),
        ("ru", "пытался попытка выпытать", set()),
        ("kk", "азаптауларды азаптаған", {"torture"}),
        ("kk", "қандастардың қандастарға", {"migrants"}),
        ("kk", "кандидаттар", set()),
        ("kk", "баласының балаларға", {"children"}),
    ],
)
def test_it_knows_terms_in_any_case(language: str, text: str, found: set[str]) -> None:
    assert set(TermIndex(VOCABULARY, language).find(text)) == found


def real_vocabulary() -> Vocabulary:
    violations = json.loads((FIXTURES / "violations.json").read_text(encoding="utf-8"))
    instruments = json.loads((FIXTURES / "instruments.json").read_text(encoding="utf-8"))
    return Vocabulary(
        tuple(
            InstrumentTerms(
                one["code"],
                {language: tuple(names) for language, names in one["mentions"].items()},
                frozenset(
                    f"{one['code']}:{article['article']}"
                    for article in json.loads(
                        (FIXTURES / "articles" / f"{one['code']}.json").read_text(encoding="utf-8")
                    )
                ),
            )
            for one in instruments
        ),
        tuple(
            ViolationTerms(one["slug"], {key: tuple(terms) for key, terms in one["terms"].items()})
            for one in violations
        ),
    )


@pytest.mark.parametrize(("name", "instrument"), [("cat-2013-kk", "CAT"), ("us-state-2022-ru", "")])
def test_it_agrees_with_the_labels_of_a_report(name: str, instrument: str) -> None:
    path = SHARED / "gold" / f"{name}.sections.json"
    if not path.exists():
        pytest.skip("the labelled reports are not beside the repository")
    gold = [one for one in json.loads(path.read_text(encoding="utf-8"))["sections"] if not one.get("container")]
    context = Context(language=name[-2:], instrument=instrument, vocabulary=real_vocabulary())
    found = find_sections(clean(extract((SHARED / "corpus" / f"{name}.txt").read_bytes())), context)
    made = tag(found, find_links(found, context), context)
    lines = {one.line_start: index for index, one in enumerate(found)}
    wanted = {(lines[one["line"]], code) for one in gold if one["line"] in lines for code in one.get("articles", [])}
    allowed = {
        (lines[one["line"]], code) for one in gold if one["line"] in lines for code in one.get("articles_implied", [])
    }
    given = {(one.section, one.code) for one in made if one.kind == "article"}
    assert len(wanted & given) >= 0.9 * len(wanted)
    assert not given - wanted - allowed
