"""Reading web pages."""

from __future__ import annotations

import pytest

from archive.importing.draft import RawText, Role
from archive.importing.extraction import DEFAULT, extract
from archive.importing.extraction.html import read_html
from tests.office_files import heading, html_of, page_of, pieces, text

LONG = "Бұл абзац сайттың негізгі мақаласына кіреді, оны ойдан шығардық, бірақ ол жеткілікті ұзын болуы керек."


def read(page: str) -> RawText:
    return read_html(page.encode(), DEFAULT)


def lines(body: str, head: str = "") -> list[str]:
    return [line.text for line in read(page_of(body, head)).lines]


def levels(raw: RawText) -> list[int]:
    return [line.style.level for line in raw.lines if line.style]


def roles(raw: RawText) -> list[Role]:
    return [line.style.role for line in raw.lines if line.style]


def test_it_reads_paragraphs_headings_lists_and_tables_in_order() -> None:
    report = [
        heading(1, "Кіріспе"),
        text("Бұл есеп ойдан шығарылған."),
        *pieces("number", "Бірінші міндет", "Екінші міндет"),
        *pieces("bullet", "Түсіндірме"),
        heading(2, "Кесте"),
        *pieces("row", "Қала | Саны", "Алматы | 12"),
    ]
    raw = extract(html_of(report))
    assert (raw.format, raw.encoding) == ("html", "utf-8")
    assert [(line.number, line.text) for line in raw.lines] == [
        (1, "Кіріспе"),
        (2, "Бұл есеп ойдан шығарылған."),
        (3, "1. Бірінші міндет"),
        (4, "2. Екінші міндет"),
        (5, "• Түсіндірме"),
        (6, "Кесте"),
        (7, "Қала | Саны"),
        (8, "Алматы | 12"),
    ]
    assert levels(raw) == [1, 0, 0, 0, 0, 2, 0, 0]
    assert roles(raw) == [Role.TEXT, Role.TEXT, *[Role.ITEM] * 3, Role.TEXT, Role.ROW, Role.ROW]


def test_it_parts_blocks_and_joins_what_stands_inside_a_line() -> None:
    assert lines("<div>Басы<p>іш<b>кі</b> <i>сөз</i></p>соңы<span>нда</span></div>\n<div>Бөлек</div>") == [
        "Басы",
        "ішкі сөз",
        "соңында",
        "Бөлек",
    ]


def test_it_parts_paragraphs_at_two_line_breaks_and_not_at_one() -> None:
    assert lines("<p>бірінші жол<br>жалғасы<br> <br/>екінші абзац<br>&nbsp;&nbsp;&nbsp;үшінші абзац</p>") == [
        "бірінші жол жалғасы",
        "екінші абзац",
        "үшінші абзац",
    ]


def test_it_parts_preformatted_text_at_empty_lines() -> None:
    assert lines("<pre>бірінші\nабзац\n\nекінші   абзац</pre>") == ["бірінші абзац", "екінші абзац"]


@pytest.mark.parametrize(
    ("opening", "printed"),
    [
        ("<ol>", ["1. бір", "2. екі"]),
        ('<ol start="5">', ["5. бір", "6. екі"]),
        ('<ol type="a">', ["a. бір", "b. екі"]),
        ('<ol type="I">', ["I. бір", "II. екі"]),
        ('<ol style="list-style-type: upper-alpha">', ["A. бір", "B. екі"]),
        ('<ol style="list-style: none">', ["бір", "екі"]),
        ("<ul>", ["• бір", "• екі"]),
    ],
)
def test_it_prints_the_numbers_of_lists_as_a_browser_does(opening: str, printed: list[str]) -> None:
    assert lines(f"<p>Тізім:</p>{opening}<li>бір<li>екі</ol></ul>")[1:] == printed


def test_it_numbers_lists_within_lists() -> None:
    body = "<ol><li><p>бір</p><p>жалғасы</p><ol type=a><li>ішкі</li></ol></li><li value=7>жеті</li><li>сегіз</li></ol>"
    assert lines(body) == ["1. бір", "жалғасы", "a. ішкі", "7. жеті", "8. сегіз"]


def test_it_parts_the_numbers_that_libreoffice_glues_to_headings() -> None:
    body = "<h1>II.Сот үкімі</h1><h2>1.2.Қорғаушы</h2><h3>а)Куәлар</h3><h3>А.Б. Сыдықов ісі</h3><p>1.сөз</p>"
    head = '<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)">'
    assert lines(body, head) == ["II. Сот үкімі", "1.2. Қорғаушы", "а) Куәлар", "А.Б. Сыдықов ісі", "1.сөз"]
    assert lines("<h2>1.2.Қорғаушы</h2>") == ["1.2.Қорғаушы"]


def test_it_prints_no_number_twice_where_the_text_has_it() -> None:
    body = "<ol><li><p><span>1.</span>бір</p><li>2. екі</ol><ul><li>• үш<li>\uf0b7төрт</ul>"
    assert lines(body) == ["1.бір", "2. екі", "• үш", "\uf0b7төрт"]


def test_it_gives_sizes_against_running_text_and_the_length_of_bold_beginnings() -> None:
    style = "<style>p.big {font-size: 18pt} .strong {font-weight: 700} @media print {p {font-size: 99pt}}</style>"
    body = (
        f"<p>{LONG}</p><p class=big>Ірі жол</p><p><strong>Қамау:</strong> жағдайы</p><p class=strong>Қою жол</p>"
        '<p style="font-size:150%">Бір жарым есе</p>'
        '<p style="font-weight:bold">Қою <span style="font-weight:normal">емес</span></p>'
    )
    raw = read(page_of(body, style))
    assert [(line.style.size, line.style.lead) for line in raw.lines if line.style] == [
        (1.0, 0),
        (1.5, 0),
        (1.0, len("Қамау:")),
        (1.0, len("Қою жол")),
        (1.5, 0),
        (1.0, len("Қою")),
    ]


WORD_PAGE = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><title>Есеп</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal, li.MsoNormal {mso-style-parent:""; font-size:12.0pt} --></style></head>
<body lang=RU><div class=WordSection1>
<p class=MsoTitle>Бақылау есебі<o:p></o:p></p>
<p class=MsoToc1>Кіріспе<span style='display:none;mso-hide:screen'><span
style='mso-tab-count:1 dotted'>... </span>3</span></p>
<h1>1. Кіріспе<o:p></o:p></h1>
<p class=MsoNormal style='text-align:justify'>Абзац мәтіні
келесі жолға<o:p></o:p> өтеді.<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span
class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span
class=MsoFootnoteReference><span style='font-size:12.0pt'>[1]</span></span><![endif]></span></span></a></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Бірінші міндет<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>
Тармақ</p>
<p class=MsoNormal style='mso-outline-level:2'><b>Өз деңгейі бар жол</b></p>
<p class=MsoNormal><ins cite="mailto:A" datetime="2010">қосылған</ins> <del cite="mailto:A">өшірілген</del> сөз</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
</div><div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr size=1><![endif]>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1"
name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> Ескерту мәтіні.</p>
<p>Оның жалғасы.</p></div></div>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p>Редактордың пікірі</p></div></div>
</body></html>"""


def test_it_reads_what_word_exports() -> None:
    raw = extract(WORD_PAGE.encode())
    assert [line.text for line in raw.lines] == [
        "Бақылау есебі",
        "Кіріспе",
        "1. Кіріспе",
        "Абзац мәтіні келесі жолға өтеді. [1]",
        "[1] Ескерту мәтіні.",
        "Оның жалғасы.",
        "1. Бірінші міндет",
        "• Тармақ",
        "Өз деңгейі бар жол",
        "қосылған сөз",
    ]
    assert levels(raw) == [1, 0, 1, 0, 0, 0, 0, 0, 2, 0]
    assert roles(raw)[3:8] == [Role.TEXT, Role.NOTE, Role.NOTE, Role.ITEM, Role.ITEM]
    assert [(remark.code, remark.details) for remark in raw.remarks] == [("comments", "1"), ("tracked-changes", "2")]


def test_it_reads_a_law_page() -> None:
    body = (
        '<div class="container_gamma text"><h1>Құқық қорғау туралы заң</h1><p id="z1"><a name="z1"></a></p>'
        '<h3 id="z2">1-тарау. Жалпы ережелер</h3><p id="z12"><b>14<sup>1</sup>-бап. Ұғымдар</b></p>'
        '<p id="z13">      1. Осы Заңда мынадай ұғымдар пайдаланылады:<br>      1) өтініш – азаматтың сөзі;</p></div>'
    )
    raw = read(page_of(body))
    assert [line.text for line in raw.lines] == [
        "Құқық қорғау туралы заң",
        "1-тарау. Жалпы ережелер",
        "14-1-бап. Ұғымдар",
        "1. Осы Заңда мынадай ұғымдар пайдаланылады: 1) өтініш – азаматтың сөзі;",
    ]
    assert levels(raw) == [1, 3, 0, 0]


def test_it_finds_the_article_of_a_news_page() -> None:
    body = (
        '<div class="cookie-banner"><p>Біз кукилерді қолданамыз</p></div><header><h1>Сайт</h1></header>'
        '<div id="content" class="has-sidebar"><article class="post"><header><h1>Мақаланың аты</h1></header>'
        f'<div class="entry-content"><p>{LONG}</p><p>{LONG}</p>'
        '<div class="sharedaddy"><ul><li>Бөлісу</li></ul></div></div>'
        "<form><label>Атыңыз</label><input></form></article>"
        '<aside class="sidebar"><p>Соңғы жаңалықтар</p></aside></div>'
    )
    assert lines(body) == ["Мақаланың аты", LONG, LONG]


def test_it_leaves_out_what_surrounds_a_page_without_a_main_part() -> None:
    body = f'<div class="menu"><a href="/">Мәзір</a></div><div><p>{LONG}</p></div><div id="sidebar">Жарнама</div>'
    assert lines(body) == [LONG]


@pytest.mark.parametrize(
    "page",
    [
        f"<form id=aspnetForm><p>{LONG}</p><p>{LONG}</p></form>",
        f'<div class="widget sidebar"><p>{LONG}</p></div>',
        f"<article><p>Қысқа хабар</p></article><div><p>{LONG}</p></div>",
        f'<body style="visibility:hidden"><p>{LONG}</p></body>',
        f"<header><p>{LONG}</p></header>",
        f"<main></main><div><p>{LONG}</p></div>",
    ],
    ids=["form", "name", "small article", "hidden body", "header", "empty main"],
)
def test_it_never_takes_the_text_of_a_page_for_what_surrounds_it(page: str) -> None:
    assert LONG in lines(page)


def test_it_keeps_the_title_that_stands_outside_of_the_article() -> None:
    page = (
        f"<html><head><title>Мақаланың аты – Сайт</title></head><body><header><h1>Мақаланың аты</h1></header>"
        f"<article><p>{LONG}</p></article></body></html>"
    )
    assert [line.text for line in read(page).lines] == ["Мақаланың аты", LONG]


def test_it_yields_no_text_of_scripts_and_hidden_elements() -> None:
    body = (
        "<script>var сөз = 'құпия';</script><style>.құпия {}</style><template><p>құпия</p></template>"
        "<noscript>құпия</noscript><p hidden>құпия</p><p style='display: none'>құпия</p><p class=away>құпия</p>"
        "<iframe srcdoc='құпия'>құпия</iframe><button>құпия</button><svg><text>құпия</text></svg><!-- құпия -->"
        "<p onclick=\"alert('құпия')\">Көрінетін <a href=\"javascript:alert('құпия')\">сөз</a></p>"
        "<textarea>құпия</textarea><select><option>құпия</option></select>"
    )
    assert lines(body, "<style>.away {display:none}</style>") == ["Көрінетін сөз"]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ('<sup id="r1"><a href="#n1">1</a></sup>', '<ol><li id="n1">Ескерту <a href="#r1">↩</a></li></ol>'),
        ('<a href="#n1" name="r1"><sup>1</sup></a>', '<div><p><a href="#r1" name="n1">1</a> Ескерту</p></div>'),
        ('<a href="#n1" id="r1">1</a>', '<aside id="n1"><p><a href="#r1">1</a> Ескерту</p></aside>'),
        ('<a href="#n1" id="r1">[1]</a>', '<p><a id="n1"></a><a href="#r1">[1]</a> Ескерту</p>'),
    ],
    ids=["list", "LibreOffice", "aside", "plain"],
)
def test_it_puts_notes_after_the_paragraph_that_refers_to_them(mark: str, note: str) -> None:
    raw = read(page_of(f"<p>Сот шешімі 2010{mark}, үкім</p><p>Келесі абзац.</p><hr>{note}"))
    assert [line.text for line in raw.lines] == ["Сот шешімі 2010 [1], үкім", "[1] Ескерту", "Келесі абзац."]
    assert roles(raw) == [Role.TEXT, Role.NOTE, Role.TEXT]


def test_it_takes_no_contents_page_for_notes() -> None:
    body = '<p><a id="t1" href="#h1">1</a></p><h2 id="h1">Бірінші <a href="#t1">↑</a></h2><p>Мәтін</p>'
    assert lines(body) == ["1", "Бірінші ↑", "Мәтін"]


def test_it_reads_merged_cells_once_and_flattens_a_table_within_a_cell() -> None:
    body = (
        "<table><caption>1-кесте</caption><tr><th rowspan=2>Облыс<th>Жыл<th>Саны</tr>"
        "<tr><td>2010<td><table><tr><td>ер<td>5</tr></table></tr></table>"
    )
    raw = read(page_of(body))
    assert [line.text for line in raw.lines] == ["1-кесте", "Облыс | Жыл | Саны", "2010 | ер | 5"]
    assert raw.lines[1].style is not None
    assert raw.lines[1].style.lead == len(raw.lines[1].text)


def test_it_reads_a_table_that_holds_the_page_as_text() -> None:
    body = f"<table><tr><td>Мәзір<td><h2>Тақырып</h2><p>{LONG}</p><table><tr><td>1<td>екі</tr></table></tr></table>"
    raw = read(page_of(body))
    assert [line.text for line in raw.lines] == ["Мәзір", "Тақырып", LONG, "1 | екі"]
    assert levels(raw) == [0, 2, 0, 0]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1251", "cp1251"),
        ("koi8-r", "koi8-r"),
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("windows-1251", "utf-8"),
        ("utf-8", "cp1251"),
        ("unicode_escape", "utf-8"),
        ("no-such", "cp1251"),
    ],
)
def test_it_reads_a_page_in_the_encoding_its_bytes_are_in(declared: str, encoding: str) -> None:
    russian = "В этом выдуманном докладе собраны сведения о правах человека."
    page = (
        f"<html><head><meta http-equiv=Content-Type content='text/html; charset={declared}'></head><p>{russian}</html>"
    )
    assert [line.text for line in extract(page.encode(encoding)).lines] == [russian]
