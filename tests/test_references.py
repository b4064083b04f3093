"""References of a report: treaty articles, national laws, documents, annexes, other sections, paragraphs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.importing.draft import (
    Context,
    InstrumentTerms,
    LawTerms,
    LinkDraft,
    Mark,
    Paragraph,
    SectionDraft,
    Vocabulary,
)
from archive.importing.references import find_links, text_of

VOCABULARY = Vocabulary(
    instruments=(
        InstrumentTerms(
            "CAT",
            {
                "kk": ("азаптауларға қарсы конвенция",),
                "ru": ("конвенция против пыток", "кпп"),
                "en": ("convention against torture",),
            },
        ),
        InstrumentTerms("OPCAT", {"kk": ("азаптауларға қарсы конвенцияға факультативтік хаттама",)}),
        InstrumentTerms(
            "ICCPR", {"kk": ("азаматтық және саяси құқықтар туралы халықаралық пакт", "асқхп"), "ru": ("мпгпп",)}
        ),
        InstrumentTerms("CERD", {"kk": ("нәсілдік кемсітушілікті жою туралы конвенция",)}),
    ),
    laws=(
        LawTerms(
            "constitution", {"kk": ("конституция", "негізгі заң"), "ru": ("конституция",), "en": ("constitution",)}
        ),
        LawTerms(
            "criminal-code",
            {"kk": ("қылмыстық кодекс", "ҚК"), "ru": ("уголовный кодекс", "УК"), "en": ("criminal code",)},
        ),
        LawTerms(
            "criminal-procedure-code",
            {"kk": ("қылмыстық іс жүргізу кодексі",), "ru": ("уголовно-процессуальный кодекс", "УПК")},
        ),
        LawTerms("refugees-law", {"kk": ("босқындар туралы",), "ru": ("о беженцах",), "en": ("on refugees",)}),
    ),
)


def section(
    text: str = "", heading: str = "", rule: str = "", number: str = "", parent: int | None = None
) -> SectionDraft:
    paragraphs = tuple(Paragraph(one, (Mark(0, 1),)) for one in text.split("\n\n") if one)
    return SectionDraft(parent, 1 if parent is None else 2, number, heading, 1, 1, rule, "kk", paragraphs)


def links(text: str, instrument: str = "CERD", kind: str = "") -> list[LinkDraft]:
    found = find_links([section(text)], Context(language="kk", instrument=instrument, vocabulary=VOCABULARY))
    return [link for link in found if not kind or link.kind == kind]


def targets(text: str, kind: str, instrument: str = "CERD") -> list[str]:
    return [link.target for link in links(text, instrument, kind)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Конвенцияның 3-бабын іске асыру", ["CERD:3"]),
        ("Конвенцияның 1-бабының 1-тармағына сәйкес", ["CERD:1(1)"]),
        ("Конвенцияның (бұдан әрі - Конвенция) 9-бабына сәйкес", ["CERD:9"]),
        ("Конвенцияның ережелеріне, негізінен 4-баптың а) және б) тармақтарына", ["CERD:4(a)", "CERD:4(b)"]),
        ("Азаптауларға қарсы конвенцияның 11 және 12-баптары", ["CAT:11", "CAT:12"]),
        ("Азаптауларға қарсы конвенцияға Факультативтік хаттаманы бекітті. Осы хаттаманың 18-бабы", ["OPCAT:18"]),
        ("АСҚХП 14-бабы бұзылды", ["ICCPR:14"]),
        ("Статья 7 Конвенции против пыток требует этого", ["CAT:7"]),
        ("пункт 3 статьи 9 МПГПП", ["ICCPR:9(3)"]),
        ("Article 10 of the Convention against Torture applies", ["CAT:10"]),
        ("такое наказание отвечает определению пыток в Конвенции ООН против пыток.", ["CAT:1"]),
        ("Конвенцияның 1-3 баптарын іске асыру", ["CERD:1", "CERD:2", "CERD:3"]),
    ],
)
def test_it_finds_treaty_articles(text: str, found: list[str]) -> None:
    assert targets(text, "treaty-article") == found


@pytest.mark.parametrize(
    "text",
    [
        "Конституцияның 14-бабына сәйкес барлығы тең.",
        "ҚК-нің 141-1-бабы қолданылды.",
        "Заңының 4, 5-баптарына сәйкес ұстау",
        "Осы баптың 2-бабы деген сөз жоқ, 5-бап туралы айтылды.",
        "Босқындар мәртебесі туралы конвенция бар. Конвенцияның 3-бабы қолданылады.",
        "Сот былай деді: «Конвенцияның 3-бабының талаптарын орындау мақсатында берілмейді» деген.",
        "Ақпарат Конвенцияның 3-бабына қатысты тарауда келтірілген.",
        "Статья 7 Уголовного кодекса и статья 12 Конституции",
        "12-тармақ бойынша жауап берілді.",
    ],
)
def test_it_never_takes_laws_other_conventions_or_pointers_for_articles_of_the_treaty(text: str) -> None:
    assert targets(text, "treaty-article") == []


def test_it_reads_a_bare_convention_as_the_one_named_last() -> None:
    text = "Азаптауларға қарсы конвенцияға қосылды. Конвенцияның 3-бабы маңызды."
    assert targets(text, "treaty-article") == ["CAT:3"]
    assert targets("Конвенцияның 3-бабы маңызды.", "treaty-article", instrument="") == []


def test_it_reads_article_headings_of_a_report_to_a_treaty_body_as_its_own() -> None:
    context = Context(language="kk", instrument="CAT", vocabulary=VOCABULARY)
    found = find_links([section(heading="1, 4, 5-баптар бойынша", rule="article")], context)
    assert [link.target for link in found] == ["CAT:1", "CAT:4", "CAT:5"]
    assert {(link.evidence.start, link.evidence.end) for link in found} == {(0, 0)}
    other = Context(language="kk", vocabulary=VOCABULARY)
    assert find_links([section(heading="2-бап бойынша", rule="article")], other) == ()


def test_it_reads_the_letter_behind_the_quoted_title_of_a_provision() -> None:
    context = Context(language="kk", instrument="CERD", vocabulary=VOCABULARY)
    heading = "5-баптың «Сайлауға қатысу, сайлану және мемлекет ісін басқару құқығы туралы» с) тармағына қатысты"
    assert [one.target for one in find_links([section(heading=heading, rule="provision")], context)] == ["CERD:5(c)"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Қылмыстық кодексінің 361-бабы бойынша", ["criminal-code:361"]),
        ("ҚК-нің 347-1-бабы 3-бөлігінің тармағы", ["criminal-code:347-1(3)"]),
        (
            "Қылмыстық іс жүргізу кодексінің 132, 134-баптарына",
            ["criminal-procedure-code:132", "criminal-procedure-code:134"],
        ),
        ("Негізгі заңның 20-бабымен", ["constitution:20"]),
        ("«Босқындар туралы» Қазақстан Республикасы Заңының 12-бабына", ["refugees-law:12"]),
        (
            "«Ара ұстау туралы» Қазақстан Республикасының 2002 жылғы 3 мамырдағы Заңының 9-бабы",
            ["law:ара ұстау туралы:9"],
        ),
        (
            "Қылмыстық кодексінің 361-бабы бірінші және төртінші бөліктері",
            ["criminal-code:361(1)", "criminal-code:361(4)"],
        ),
        ("ҚК-нің 3-347-1-бабы бөлігімен", ["criminal-code:347-1(3)"]),
        ("ҚК-нің 3-39-бабының бөлігі", ["criminal-code:39(3)"]),
        ("ҚК-нің 146, 147-баптары", ["criminal-code:146", "criminal-code:147"]),
        ("ҚК-нің 28-бабының 3-бөлігі, 141-1-бабы", ["criminal-code:28(3)", "criminal-code:141-1"]),
        ("Қылмыстық кодекстің (бұдан әрі - ҚК) «Ұрлық» деген 188-бабы", ["criminal-code:188"]),
        ("по части 2 статьи 174 УК", ["criminal-code:174(2)"]),
        ("осуждён по п. «б» ч. 3 ст. 347-1 УК РК", ["criminal-code:347-1(3)(б)"]),
        ("по ст. 174 ч. 2 УК", ["criminal-code:174(2)"]),
        ("по ч. 2 ст. 405 и ст. 174 УК РК", ["criminal-code:405(2)", "criminal-code:174"]),
        ("УК РФ и Ресейдің Қылмыстық кодексі", []),
        ("первая часть статьи 14 Конституции", ["constitution:14(1)"]),
        ("закон «О беженцах» (статья 12)", ["refugees-law:12"]),
        ("Закона РК от 4 декабря 2009 года «О беженцах»", ["refugees-law"]),
        ("уголовно-процессуального кодекса, статья 10", ["criminal-procedure-code:10"]),
        ("Article 20 of the Constitution", ["constitution:20"]),
        ("part 2 of article 174 of the new Criminal Code", ["criminal-code:174(2)"]),
        ("Article 12 of the Law on Refugees", ["refugees-law:12"]),
        ("Конституция мен заң бұған тыйым салады", ["constitution"]),
        ("конституциялық 5 мәселе", []),
        ("заңнаманың 5-бабы, заңсыз әрекет", []),
    ],
)
def test_it_finds_articles_of_national_laws(text: str, found: list[str]) -> None:
    assert targets(text, "national-law") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("«Босқындар туралы» Заң бар. Осы Заңның 5-бабы маңызды.", ["refugees-law", "refugees-law:5"]),
        ("Қылмыстық кодекс бар.\n\nКодекстің 5-бабы маңызды.", ["criminal-code", "criminal-code:5"]),
        ("Кодекстің 5-бабы маңызды.", []),
        ("УК действует. Статья 5 указанного Кодекса важна.", ["criminal-code", "criminal-code:5"]),
        ("ҚК-нің 164-бабы бар.\n\n164-баптың 2-бөлігі қолданылды.", ["criminal-code:164", "criminal-code:164(2)"]),
        ("Конституцияның 26-бабы. Аталған баптың 2-тармағына сәйкес", ["constitution:26", "constitution:26(2)"]),
        ("ҚК-нің 5-бабы. Осыдан кейін Конвенцияның 3-бабы келді.", ["criminal-code:5"]),
        ("ҚК-нің 3-бабы.\n\nСот: «Конвенцияның 3-бабының талабы» деді.", ["criminal-code:3"]),
        ("ҚК-нің қолданыстағы 70-бабы", ["criminal-code:70"]),
        ("ҚК бойынша қудаланды (116-бап).", ["criminal-code", "criminal-code:116"]),
    ],
)
def test_it_gives_an_article_without_its_law_to_the_law_named_above(text: str, found: list[str]) -> None:
    assert targets(text, "national-law") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("резолюция 1325 (2000) Совета Безопасности", ["S/RES/1325(2000)"]),
        ("S/RES/1325 (2000) қабылданды", ["S/RES/1325(2000)"]),
        ("резолюции 47/16 Совета по правам человека", ["A/HRC/RES/47/16"]),
        ("E/CN.4/2004/56/Add.3 и CAT/C/KAZ/Q/3/Rev.1.", ["E/CN.4/2004/56/Add.3", "CAT/C/KAZ/Q/3/Rev.1"]),
        ("CCPR/C/101/D/1234/2003-те айтылды", ["CCPR/C/101/D/1234/2003"]),
        ("A/HRC/17/27 2011 жылы шықты", ["A/HRC/17/27"]),
        ("баяндамаларды (CERD/C/KAZ/CO/4-5) қарау", ["CERD/C/KAZ/CO/4-5"]),
        ("А/HRC/17/27 баяндамасында және A/HRC/47/ L.22 қарарында", ["A/HRC/17/27", "A/HRC/47/L.22"]),
        ("Бас Ассамблеяның 61/148 қарарына", ["A/RES/61/148"]),
        ("AC/DC тобы 12/13 жеңді", []),
    ],
)
def test_it_finds_documents_of_the_united_nations(text: str, found: list[str]) -> None:
    assert targets(text, "un-document") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Екінші мерзімді баяндаманың нәтижелері", ["periodic:CERD:2"]),
        ("төртінші және бесінші жиынтық мерзімді баяндама", ["periodic:CERD:4-5"]),
        ("предыдущий (второй) периодический доклад", ["periodic:CERD:2"]),
        ("Конвенция против пыток: третий периодический доклад", ["periodic:CAT:3"]),
        ("combined sixth and seventh periodic reports", ["periodic:CERD:6-7"]),
        ("алдыңғы баяндамада айтылғандай", ["previous:CERD"]),
        ("в следующем периодическом докладе", ["next:CERD"]),
        ("доклад о правах человека за 2010 год", ["year:2010"]),
        ("адам құқықтары туралы 2010 жылғы есеп", ["year:2010"]),
        ("смотрите «Доклад о хлебе» министерства", ["title:доклад о хлебе"]),
        ("жалпы базалық құжат", ["core-document"]),
        ("the 2010 Country Report", ["title:2010 country report"]),
        ("in 2010 the office issued a report", []),
        ("следователь направил письменный отчет", []),
    ],
)
def test_it_finds_other_reports(text: str, found: list[str]) -> None:
    assert targets(text, "report") == found


def test_it_says_which_section_and_annex_of_the_report_is_meant() -> None:
    report = [
        section(heading="Бостандықтар", number="1"),
        section(heading="Жиналыс бостандығы", number="d", parent=0),
        section("1.d-бөлімді қараңыз (2-қосымша). Жоғарыда «Жиналыстар бостандығы» бөлімінде айтылды. 9-қосымша."),
        section(heading="2-қосымша", rule="annex", number="2"),
    ]
    found = find_links(report, Context(language="kk"))
    assert [(one.target, one.to_section) for one in found] == [
        ("1.d", 1),
        ("annex:2", 3),
        ("Жиналыс бостандығы", 1),
        ("annex:9", None),
    ]


@pytest.mark.parametrize("text", ["осы Заңның 1-тарауында көрсетілген", "Кодекстің «Ұрлық» деген 1-тарауында айтылған"])
def test_it_takes_no_chapter_of_a_law_for_one_of_the_report(text: str) -> None:
    report = [section(heading="Кіріспе", number="1"), section(text)]
    assert [one for one in find_links(report, Context(language="kk")) if one.kind == "section"] == []


def test_it_finds_annexes_and_paragraphs_of_observations() -> None:
    assert targets("өсті (4, 5, 6-қосымшалар) және (см. приложение 7)", "annex") == [
        "annex:4",
        "annex:5",
        "annex:6",
        "annex:7",
    ]
    assert targets("Комитетінің 13-ұсынымына сәйкес", "paragraph") == ["13"]
    assert targets("қорытынды ескертулердің 12-тармағы", "paragraph") == ["12"]
    assert targets("(CAT/C/KAZ/CO/2, пункты 12 и 13)", "paragraph") == ["CAT/C/KAZ/CO/2:12", "CAT/C/KAZ/CO/2:13"]
    assert targets("в пункте 9 своих заключительных замечаний", "paragraph") == ["9"]
    assert targets("пункты 12 и 13 заключительных замечаний", "paragraph") == ["12", "13"]
    answer = section(heading="14 және 15-тармақтар бойынша", rule="answer")
    assert [one.target for one in find_links([answer], Context(language="kk"))] == ["14", "15"]


def test_it_finds_other_sections_by_number_and_by_inexact_words() -> None:
    report = [
        section(heading="Гражданские свободы", number="2"),
        section(heading="Защита беженцев", number="e", parent=0),
        section(heading="Еңбекке құқық туралы", rule="closed phrase"),
        section("См. разделы 2.e и 9. Толық ақпарат «Еңбек құқығы» тарауында баяндалған."),
    ]
    found = find_links(report, Context(language="ru"))
    assert [(one.section, one.kind, one.target) for one in found] == [
        (3, "section", "2.e"),
        (3, "section", "Еңбекке құқық туралы"),
    ]


def test_its_evidence_stands_in_the_text_of_the_section() -> None:
    one = section("Бірінші абзац.\n\nКонвенцияның 3-бабын іске асыру. (2-қосымша)")
    context = Context(language="kk", instrument="CERD", vocabulary=VOCABULARY)
    found = find_links([one], context)
    assert [link.evidence.quote for link in found] == ["Конвенцияның 3-бабын", "2-қосымша"]
    for link in found:
        assert text_of(one)[link.evidence.start : link.evidence.end] == link.evidence.quote


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    *("Конвенцияның ", "5-бабы ", "статья 7 ", "A/", "«", "(", "1, ", "ҚК ", "3-347-1-бабы бөлігі "),
                    *("«Босқындар туралы» ", "Заңның ", "ч. 2 ст. 5 ", "аталған баптың 2-бөлігі ", "article 5 of the "),
                    *("екінші мерзімді баяндама ", "2.e-бөлімді қараңыз ", "п. 12 заключительных замечаний ", "\n\n"),
                ]
            ),
            st.text(max_size=8),
        )
    )
)
def test_it_survives_any_text(parts: list[str]) -> None:
    one = section("".join(parts))
    for link in find_links([one], Context(language="", instrument="CAT", vocabulary=VOCABULARY)):
        assert text_of(one)[link.evidence.start : link.evidence.end] == link.evidence.quote
