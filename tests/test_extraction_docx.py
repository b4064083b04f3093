"""Reading Word files."""

from __future__ import annotations

import pytest
from docx import Document

from archive.importing.draft import RawText, Role
from archive.importing.extraction import DEFAULT
from archive.importing.extraction.docx import read_docx
from tests.office_files import docx_of, docx_with, paragraph, pieces, saved, text
from tests.word_xml import STYLES, item, level, numbering, styled, table


def lines(body: str, **parts: str) -> list[str]:
    return [line.text for line in read_docx(docx_with(body, parts), DEFAULT).lines]


def levels(raw: RawText) -> list[int]:
    return [line.style.level for line in raw.lines if line.style]


def codes(raw: RawText) -> list[tuple[str, str]]:
    return [(remark.code, remark.details) for remark in raw.remarks]


@pytest.mark.parametrize(
    ("style", "expected"), [("a1", 1), ("t2", 2), ("own", 3), ("heir", 3), ("toc", 0), ("loop", 0), ("missing", 0)]
)
def test_it_knows_headings_by_the_outline_and_the_name_of_their_style(style: str, expected: int) -> None:
    raw = read_docx(docx_with(styled(style, "Тақырып сөзі"), {"styles": STYLES}), DEFAULT)
    assert levels(raw) == [expected]


def test_it_prefers_the_outline_level_of_the_paragraph_itself() -> None:
    body = paragraph("Мәтін", '<w:pStyle w:val="a1"/><w:outlineLvl w:val="9"/>') + paragraph(
        "Тақырып", '<w:outlineLvl w:val="1"/>'
    )
    assert levels(read_docx(docx_with(body, {"styles": STYLES}), DEFAULT)) == [0, 2]


def test_it_gives_sizes_against_running_text_and_the_length_of_bold_beginnings() -> None:
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Қамау: </w:t></w:r><w:r><w:t>жағдайы нашар болды.</w:t></w:r></w:p>"
    plain = paragraph("Ұзақ абзац осы жерде басталады да, ұзақ жалғасады.")
    not_bold = paragraph("Қою емес", '<w:pStyle w:val="a1"/>', '<w:b w:val="0"/>')
    raw = read_docx(docx_with(styled("a1", "Ірі") + plain + bold + not_bold, {"styles": STYLES}), DEFAULT)
    assert [(line.style.size, line.style.lead) for line in raw.lines if line.style] == [
        (1.5, 3),
        (1.0, 0),
        (1.0, len("Қамау:")),
        (1.5, 0),
    ]


@pytest.mark.parametrize(
    ("form", "pattern", "printed"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("upperLetter", "%1.", ["A.", "B.", "C."]),
        ("lowerRoman", "(%1)", ["(i)", "(ii)", "(iii)"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("russianLower", "%1)", ["а)", "б)", "в)"]),
        ("russianUpper", "%1.", ["А.", "Б.", "В."]),
        ("decimalZero", "%1", ["01", "02", "03"]),
        ("bullet", "\uf0b7", ["•", "•", "•"]),
        ("bullet", "o", ["•", "•", "•"]),
        ("bullet", "–", ["–", "–", "–"]),
        ("decimal", "%1-бап.", ["1-бап.", "2-бап.", "3-бап."]),
        ("none", "", ["", "", ""]),
    ],
)
def test_it_prints_the_numbers_of_lists_as_word_does(form: str, pattern: str, printed: list[str]) -> None:
    found = lines(item("бір") + item("екі") + item("үш"), numbering=numbering(level(0, form, pattern)))
    assert found == [f"{sign} {word}".strip() for sign, word in zip(printed, ["бір", "екі", "үш"], strict=True)]


def test_it_numbers_levels_within_levels_and_begins_again_below_a_new_item() -> None:
    body = item("А") + item("Ә", 1) + item("Б", 1) + paragraph("Арасында мәтін") + item("В") + item("Г", 1)
    found = lines(body, numbering=numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.")))
    assert found == ["I. А", "I.1. Ә", "I.2. Б", "Арасында мәтін", "II. В", "II.1. Г"]


def test_it_prints_all_numbers_in_digits_where_the_list_says_so() -> None:
    found = lines(
        item("А") + item("Б", 1),
        numbering=numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")),
    )
    assert found == ["I. А", "1.1 Б"]


def test_it_goes_on_counting_in_a_second_list_unless_it_begins_anew() -> None:
    instances = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    body = item("бір") + item("екі", list_id=2) + item("үш", list_id=3) + item("төрт", list_id=3)
    found = lines(body, numbering=numbering(level(0, "decimal", "%1."), instances=instances))
    assert found == ["1. бір", "2. екі", "1. үш", "2. төрт"]


def test_it_numbers_headings_whose_style_is_bound_to_a_list() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="h{depth}"><w:name w:val="heading {depth}"/><w:pPr><w:numPr>'
        f'<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{depth - 1}"/></w:pPr></w:style>'
        for depth in (1, 2)
    )
    bound = numbering(
        level(0, "decimal", "%1.", '<w:pStyle w:val="h1"/>'), level(1, "decimal", "%1.%2.", '<w:pStyle w:val="h2"/>')
    )
    data = docx_with(
        styled("h1", "Сот") + styled("h2", "Қорғаушы") + styled("h2", "Үкім") + styled("h1", "Түрме"),
        {"styles": styles, "numbering": bound},
    )
    raw = read_docx(data, DEFAULT)
    assert [line.text for line in raw.lines] == ["1. Сот", "1.1. Қорғаушы", "1.2. Үкім", "2. Түрме"]
    assert levels(raw) == [1, 2, 2, 1]


def test_it_takes_a_paragraph_out_of_the_list_of_its_style() -> None:
    found = lines(item("бір") + item("мәтін", list_id=0) + item("екі"), numbering=numbering(level(0, "decimal", "%1.")))
    assert found == ["1. бір", "мәтін", "2. екі"]


def test_it_reads_what_was_inserted_and_leaves_out_what_was_deleted() -> None:
    body = (
        "<w:p><w:r><w:t>Сот </w:t></w:r><w:del><w:r><w:delText>ақтады</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>айыптады</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>бұрын</w:t></w:r></w:moveFrom></w:p>"
    )
    raw = read_docx(docx_with(body), DEFAULT)
    assert [line.text for line in raw.lines] == ["Сот айыптады"]
    assert codes(raw) == [("tracked-changes", "3")]


def test_it_joins_paragraphs_whose_parting_was_deleted() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert lines(paragraph("Бірге ", deleted) + paragraph("жазылған") + paragraph("Бөлек")) == [
        "Бірге жазылған",
        "Бөлек",
    ]


def test_it_leaves_out_deleted_rows() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = row.format("", paragraph("бір"), paragraph("екі")) + row.format(
        "<w:trPr><w:del/></w:trPr>", paragraph("жойылған"), paragraph("жол")
    )
    assert lines(f"<w:tbl>{table}</w:tbl>") == ["бір | екі"]


def test_it_says_that_there_are_comments_but_does_not_read_them() -> None:
    document = Document()
    run = document.add_paragraph("Түсініктемесі бар абзац").runs[0]
    document.add_comment(run, text="Мұны тексеру керек", author="Редактор", initials="Р")
    raw = read_docx(saved(document), DEFAULT)
    assert [line.text for line in raw.lines] == ["Түсініктемесі бар абзац"]
    assert codes(raw) == [("comments", "1")]


def test_it_reads_a_text_box_once() -> None:
    box = f"<w:txbxContent>{paragraph('Қоршаудағы сөз')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Негізгі мәтін</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> жалғасы</w:t></w:r></w:p>"
    )
    assert lines(body) == ["Негізгі мәтін жалғасы", "Қоршаудағы сөз"]


def test_it_keeps_links_and_drops_page_numbers_and_instructions() -> None:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = (
        "<w:p><w:r><w:t>Қараңыз: </w:t></w:r><w:hyperlink><w:r><w:t>заң мәтіні</w:t></w:r></w:hyperlink>"
        f"<w:r><w:t>, </w:t></w:r>{sign.format('begin')}<w:r><w:instrText> HYPERLINK </w:instrText></w:r>"
        f"{sign.format('separate')}<w:r><w:t>сот актісі</w:t></w:r>{sign.format('end')}"
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>17</w:t></w:r></w:fldSimple><w:r><w:t>.</w:t></w:r></w:p>'
    )
    assert lines(body) == ["Қараңыз: заң мәтіні, сот актісі."]


def test_it_reads_the_contents_page_as_text_without_page_numbers() -> None:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    start = f"{sign.format('begin')}<w:r><w:instrText> TOC </w:instrText></w:r>{sign.format('separate')}"
    page = (
        f"<w:r><w:tab/></w:r>{sign.format('begin')}<w:r><w:instrText>PAGEREF _T1 \\h</w:instrText></w:r>"
        f"{sign.format('separate')}<w:r><w:t>5</w:t></w:r>{sign.format('end')}"
    )
    toc = '<w:pPr><w:pStyle w:val="toc"/></w:pPr>'
    body = (
        f"<w:p>{toc}{start}<w:r><w:t>Кіріспе 2010</w:t></w:r>{page}</w:p>"
        f"<w:p>{toc}<w:r><w:t>Қорытынды</w:t><w:tab/><w:t>12</w:t></w:r></w:p><w:p>{sign.format('end')}</w:p>"
        + styled("a1", "Кіріспе 2010")
    )
    raw = read_docx(docx_with(body, {"styles": STYLES}), DEFAULT)
    assert [line.text for line in raw.lines] == ["Кіріспе 2010", "Қорытынды", "Кіріспе 2010"]
    assert levels(raw) == [0, 0, 1]


def test_it_does_not_let_a_field_without_end_swallow_the_text_after_it() -> None:
    body = (
        '<w:p><w:r><w:t>Басы</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>" + paragraph("Соңы")
    )
    assert lines(body) == ["Басы", "Соңы"]


def test_it_reads_the_signs_within_a_word() -> None:
    body = (
        "<w:p><w:r><w:t>іс</w:t><w:noBreakHyphen/><w:t>әре</w:t><w:softHyphen/><w:t>кет\u00ad тер</w:t>"
        '<w:tab/><w:t>бір</w:t><w:br/><w:t>екі</w:t><w:br w:type="page"/><w:t>үш</w:t></w:r></w:p>'
    )
    assert lines(body) == ["іс-әрекет тер бір екі үш"]


def test_it_skips_hidden_text_and_prompts() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = (
        paragraph("Көрінбейді", run="<w:vanish/>") + prompt.format(paragraph("Мұнда жазыңыз")) + paragraph("Көрінеді")
    )
    assert lines(body) == ["Көрінеді"]


def test_it_puts_notes_after_the_paragraph_that_refers_to_them() -> None:
    report = [text("Сот шешімі 2010"), *pieces("note", "Іс материалдары."), text("Келесі абзац.")]
    raw = read_docx(docx_of(report), DEFAULT)
    assert [line.text for line in raw.lines] == ["Сот шешімі 2010 [1]", "[1] Іс материалдары.", "Келесі абзац."]
    assert [line.style.role for line in raw.lines if line.style] == [Role.TEXT, Role.NOTE, Role.TEXT]


def test_it_keeps_the_mark_of_a_note_apart_from_the_number_before_it() -> None:
    note = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Дереккөз.</w:t></w:r></w:p></w:footnote>'
    body = (
        '<w:p><w:r><w:t>347</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>-бап, '
        "осыған қараңыз.</w:t></w:r></w:p>"
    )
    assert lines(body, footnotes=note) == ["347 [1]-бап, осыған қараңыз.", "[1] Дереккөз."]


def test_it_numbers_endnotes_in_roman_numerals_and_keeps_marks_the_author_chose() -> None:
    note = '<w:{0} w:id="{1}"><w:p><w:r><w:t>{2}</w:t></w:r></w:p></w:{0}>'
    body = (
        '<w:p><w:r><w:t>Бірінші сөз</w:t></w:r><w:r><w:endnoteReference w:id="1"/></w:r></w:p>'
        '<w:p><w:r><w:t>Екінші сөз</w:t></w:r><w:r><w:footnoteReference w:id="5" w:customMarkFollows="1"/>'
        "<w:t>*</w:t></w:r></w:p>"
    )
    found = lines(
        body, endnotes=note.format("endnote", 1, "Соңғы ескерту"), footnotes=note.format("footnote", 5, "* Ескерту")
    )
    assert found == ["Бірінші сөз [i]", "Соңғы ескерту", "Екінші сөз [*]", "* Ескерту"]


@pytest.mark.parametrize(
    ("before", "after", "read"),
    [
        ("Кодекстің 347", "-бабы бұзылды", "Кодекстің 347-1-бабы бұзылды"),
        ("статья 347", " Кодекса нарушена", "статья 347-1 Кодекса нарушена"),
        ("шаршы метр: 12 м", " бөлме", "шаршы метр: 12 м1 бөлме"),
        ("Бұл 2010", " жылы болды", "Бұл 2010 [1] жылы болды"),
        ("Сот шешім шығарды", ". Үкім", "Сот шешім шығарды [1]. Үкім"),
    ],
)
def test_it_does_not_let_a_raised_figure_make_another_number(before: str, after: str, read: str) -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    assert lines(f"<w:p>{run.format(before)}{raised}{run.format(after)}</w:p>") == [read]


def test_it_reads_merged_cells_once_and_flattens_a_table_within_a_cell() -> None:
    merged = '<w:tcPr><w:vMerge w:val="{}"/></w:tcPr>'
    inner = table([paragraph("ішкі"), paragraph("кесте")])
    body = table(
        [merged.format("restart") + paragraph("Облыс"), paragraph("2010"), paragraph("5")],
        [merged.format("continue") + paragraph("Облыс"), paragraph("2011"), inner + paragraph("7")],
    )
    assert lines(body) == ["Облыс | 2010 | 5", "2011 | ішкі | кесте 7"]


def test_it_reads_a_table_that_only_places_text_as_text() -> None:
    long = "Бұл жерде кестенің ұяшығына салынған ұзын абзац тұр, оның сөздері он екіден асады, сондықтан ол мәтін."
    body = table([paragraph("Сол жақ"), paragraph(long) + paragraph(long)])
    assert lines(body) == ["Сол жақ", long, long]
    assert lines(table([paragraph("Жалғыз ұяшық")])) == ["Жалғыз ұяшық"]


def test_it_leaves_out_headers_and_footers_of_pages() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Беттің басы"
    document.sections[0].footer.paragraphs[0].text = "Беттің соңы"
    document.add_paragraph("Мәтін өзі")
    assert [line.text for line in read_docx(saved(document), DEFAULT).lines] == ["Мәтін өзі"]
