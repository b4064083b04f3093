"""Reading OpenDocument texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.importing.draft import ImportProblem, RawText, Role
from archive.importing.extraction import DEFAULT, Limits, extract
from archive.importing.extraction.odt import read_odt
from tests.office_files import members_of, odt_of, odt_with, pieces, text, with_member, zip_of

MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml">{}</manifest:file-entry></manifest:manifest>'
)


def lines(body: str, styles: str = "") -> list[str]:
    return [line.text for line in read_odt(odt_with(body, styles), DEFAULT).lines]


def levels(raw: RawText) -> list[int]:
    return [line.style.level for line in raw.lines if line.style]


def problem(data: bytes, limits: Limits = DEFAULT) -> ImportProblem:
    with pytest.raises(ImportProblem) as caught:
        read_odt(data, limits)
    return caught.value


def p(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def listed(*items: str, attributes: str = 'text:style-name="L"') -> str:
    return (
        f"<text:list {attributes}>{''.join(f'<text:list-item>{item}</text:list-item>' for item in items)}</text:list>"
    )


def list_style(*levels_of_list: str) -> str:
    return f'<text:list-style style:name="L">{"".join(levels_of_list)}</text:list-style>'


def level(depth: int, form: str, more: str = 'style:num-suffix="."') -> str:
    return f'<text:list-level-style-number text:level="{depth}" style:num-format="{form}" {more}/>'


def test_it_gives_sizes_against_running_text_and_the_length_of_bold_beginnings() -> None:
    styles = (
        '<style:style style:name="Base" style:family="paragraph"><style:text-properties fo:font-size="14pt"/>'
        "</style:style>"
        '<style:style style:name="Big" style:family="paragraph" style:parent-style-name="Base">'
        '<style:text-properties fo:font-size="150%" fo:font-weight="bold"/></style:style>'
        '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    body = (
        p("Ұзақ абзац осы жерде басталады да, ұзақ жалғасады.", "Base")
        + p("Ірі", "Big")
        + p('<text:span text:style-name="B">Қамау: </text:span>жағдайы нашар болды.', "Base")
    )
    raw = read_odt(odt_with(body, styles), DEFAULT)
    assert [(line.style.size, line.style.lead) for line in raw.lines if line.style] == [
        (1.0, 0),
        (1.5, 3),
        (1.0, len("Қамау:")),
    ]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("1", ["1.", "2."]),
        ("a", ["a.", "b."]),
        ("I", ["I.", "II."]),
        ("а, б, .., аа, аб, ... (ru)", ["а.", "б."]),
        ("", ["", ""]),
    ],
)
def test_it_prints_the_numbers_of_lists(form: str, printed: list[str]) -> None:
    found = lines(listed(p("бір"), p("екі")), list_style(level(1, form)))
    assert found == [f"{number} {word}".strip() for number, word in zip(printed, ["бір", "екі"], strict=True)]


def test_it_numbers_levels_within_levels() -> None:
    style = list_style(level(1, "1"), level(2, "a", 'style:num-suffix=")" text:display-levels="2"'))
    inner = listed(p("ішкі"), p("тағы"), attributes="")
    assert lines(listed(p("бір") + p("жалғасы") + inner, p("екі") + inner), style) == [
        "1. бір",
        "жалғасы",
        "1.a) ішкі",
        "1.b) тағы",
        "2. екі",
        "2.a) ішкі",
        "2.b) тағы",
    ]


def test_it_goes_on_counting_where_the_list_says_so() -> None:
    first = listed(p("бір"), attributes='text:style-name="L" xml:id="l1"')
    other = listed(p("басқа"))
    again = listed(p("екі"), attributes='text:style-name="L" text:continue-list="l1"')
    next_one = listed(p("үш"), attributes='text:style-name="L" text:continue-numbering="true"')
    chosen = listed(p("тоғыз")).replace("<text:list-item>", '<text:list-item text:start-value="9">')
    found = lines(first + other + again + next_one + chosen, list_style(level(1, "1")))
    assert found == ["1. бір", "1. басқа", "2. екі", "3. үш", "9. тоғыз"]


@pytest.mark.parametrize(
    ("style", "expected"),
    [("Heading_20_2", 2), ("Title", 1), ("Contents_20_1", 0), ("Text_20_body", 0), ("Own", 2)],
)
def test_it_knows_headings_by_the_name_of_their_style(style: str, expected: int) -> None:
    own = '<style:style style:name="Own" style:family="paragraph" style:parent-style-name="Heading_20_2"/>'
    named = f'<style:style style:name="{style}" style:family="paragraph"/>' if style != "Own" else own
    heading_2 = '<style:style style:name="Heading_20_2" style:family="paragraph"/>'
    assert levels(read_odt(odt_with(p("Сөз", style), heading_2 + named), DEFAULT)) == [expected]


def test_it_numbers_headings_by_the_outline() -> None:
    outline = (
        "<text:outline-style>"
        '<text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    styles = {"styles.xml": STYLES_ROOT.format(outline)}
    h = '<text:h text:outline-level="{}">{}</text:h>'
    body = h.format(1, "Сот") + h.format(2, "Қорғаушы") + p("Мәтін") + h.format(2, "Үкім") + h.format(1, "Түрме")
    raw = read_odt(odt_with(body, parts=styles), DEFAULT)
    assert [line.text for line in raw.lines] == ["1. Сот", "1.1 Қорғаушы", "Мәтін", "1.2 Үкім", "2. Түрме"]
    assert levels(raw) == [1, 2, 0, 2, 1]


STYLES_ROOT = (
    '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:styles>{}</office:styles>'
    "<office:master-styles><style:master-page><style:header><text:p>Беттің басы</text:p></style:header>"
    "</style:master-page></office:master-styles></office:document-styles>"
)


def test_it_leaves_out_headers_deletions_comments_and_hidden_text() -> None:
    styles = (
        '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Өшірілген</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        + p("Сот <text:change/>шешімі<office:annotation><text:p>Пікір</text:p></office:annotation> шықты")
        + p('<text:span text:style-name="H">Көрінбейді</text:span><text:hidden-text>құпия</text:hidden-text>')
        + '<text:section text:display="none"><text:p>Жасырын</text:p></text:section>'
        + "<text:section><text:p>Көрінеді <text:page-number>7</text:page-number></text:p></text:section>"
    )
    raw = read_odt(odt_with(body, styles, {"styles.xml": STYLES_ROOT.format("")}), DEFAULT)
    assert [line.text for line in raw.lines] == ["Сот шешімі шықты", "Көрінеді"]
    assert [(remark.code, remark.details) for remark in raw.remarks] == [("comments", "1"), ("tracked-changes", "1")]


def test_it_reads_the_contents_page_as_text_without_page_numbers() -> None:
    body = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>Мазмұны үлгісі"
        "</text:index-title-template></text:table-of-content-source><text:index-body><text:index-title>"
        "<text:p>Мазмұны</text:p></text:index-title><text:p><text:a>1. Кіріспе<text:tab/>5</text:a></text:p>"
        '</text:index-body></text:table-of-content><text:h text:outline-level="1">Кіріспе</text:h>'
    )
    raw = read_odt(odt_with(body), DEFAULT)
    assert [line.text for line in raw.lines] == ["Мазмұны", "1. Кіріспе", "Кіріспе"]
    assert levels(raw) == [0, 0, 1]


def test_it_reads_blanks_links_and_text_boxes() -> None:
    body = p(
        'бір<text:s text:c="5"/>екі<text:tab/>үш<text:line-break/>төрт <text:a>сілтеме</text:a>'
        "<draw:frame><draw:text-box><text:p>Қоршаудағы сөз</text:p></draw:text-box></draw:frame> соңы"
    )
    assert lines(body) == ["бір екі үш төрт сілтеме соңы", "Қоршаудағы сөз"]


def test_it_puts_notes_after_the_paragraph_that_refers_to_them() -> None:
    report = [text("Сот шешімі 2010"), *pieces("note", "Іс материалдары."), text("Келесі абзац.")]
    raw = read_odt(odt_of(report), DEFAULT)
    assert [line.text for line in raw.lines] == ["Сот шешімі 2010 [1]", "[1] Іс материалдары.", "Келесі абзац."]
    assert [line.style.role for line in raw.lines if line.style] == [Role.TEXT, Role.NOTE, Role.TEXT]


def test_it_reads_raised_figures_of_provisions() -> None:
    styles = (
        '<style:style style:name="S" style:family="text"><style:text-properties style:text-position="super 58%"/>'
        "</style:style>"
    )
    assert lines(p('Кодекстің 347<text:span text:style-name="S">1</text:span>-бабы'), styles) == [
        "Кодекстің 347-1-бабы"
    ]


def test_it_reads_merged_cells_once_and_a_layout_table_as_text() -> None:
    cell = "<table:table-cell>{}</table:table-cell>"
    table = (
        "<table:table><table:table-header-rows><table:table-row>" + cell.format(p("Облыс")) + cell.format(p("Саны"))
        + "</table:table-row></table:table-header-rows><table:table-row><table:covered-table-cell>"
        "<text:p>Облыс</text:p>"
        "</table:covered-table-cell>" + cell.format(p("5")) + "</table:table-row></table:table>"
    )  # fmt: skip
    one_cell = f"<table:table><table:table-row>{cell.format(p('Жалғыз') + p('ұяшық'))}</table:table-row></table:table>"
    assert lines(table + one_cell) == ["Облыс | Саны", "5", "Жалғыз", "ұяшық"]


def test_it_says_that_there_are_macros() -> None:
    whole = odt_of([text("Макросы бар құжат")])
    with_macros = with_member(whole, "Basic/Standard/Module1.xml", "<a/>")
    assert [remark.code for remark in read_odt(with_macros, DEFAULT).remarks] == ["macros"]
    assert not read_odt(with_member(whole, "Basic/script-lc.xml", "<a/>"), DEFAULT).remarks


def test_it_says_that_a_file_has_a_password() -> None:
    encrypted = MANIFEST.format("<manifest:encryption-data/>")
    data = zip_of(members_of(odt_of([text("Сөз")])) | {"META-INF/manifest.xml": encrypted, "content.xml": b"\x8f\x01"})
    with pytest.raises(ImportProblem) as caught:
        extract(data)
    assert (caught.value.code, caught.value.details) == ("encrypted", {"format": "odt"})


def test_it_names_the_damage_of_a_file() -> None:
    whole = odt_of([text("Толық құжат")])
    members = members_of(whole)
    del members["content.xml"]
    assert problem(zip_of(members)).details == {"format": "odt", "part": "content.xml"}
    assert problem(with_member(whole, "content.xml", "<office:document")).code == "damaged"
    assert problem(whole[:-30]).code == "damaged"


def test_it_refuses_bombs_and_entities() -> None:
    whole = odt_of([text("Сөз")])
    assert problem(with_member(whole, "Pictures/1.bmp", bytes(60_000_000))).code == "too-large"
    assert problem(whole, Limits(max_unpacked=100)).code == "too-large"
    laughs = '<!DOCTYPE a [<!ENTITY x "сөз"><!ENTITY y SYSTEM "file:///etc/passwd">]><a>&x;&y;</a>'
    for part in ("content.xml", "styles.xml", "META-INF/manifest.xml"):
        found = problem(with_member(whole, part, laughs))
        assert (found.code, found.details) == ("damaged", {"format": "odt", "part": part})


@pytest.mark.parametrize(("body", "code"), [("", "empty"), (p(" "), "empty"), (p("12; 34"), "no-words")])
def test_it_says_that_there_is_nothing_to_read(body: str, code: str) -> None:
    assert problem(odt_with(body)).code == code


def test_it_reads_sections_within_sections_and_refuses_too_many() -> None:
    assert lines("<text:section>" * 240 + p("сөз") + "</text:section>" * 240) == ["сөз"]
    assert problem(odt_with("<text:section>" * 5_000 + p("сөз") + "</text:section>" * 5_000)).code == "damaged"


ELEMENTS = st.sampled_from(
    [
        "text:p", "text:h", "text:list", "text:list-item", "text:span", "text:note", "text:note-body",
        "table:table", "table:table-row", "table:table-cell", "draw:frame", "draw:text-box", "text:section",
        "text:index-body",
    ]
)  # fmt: skip
NODES = st.recursive(
    st.sampled_from(["сөз", "12", "<text:s/>", "<text:note-citation>3</text:note-citation>"]),
    lambda inner: st.builds(
        lambda name, children, value: (
            f'<{name} text:style-name="L" text:outline-level="{value}" text:start-value="{value}">'
            f"{''.join(children)}</{name}>"
        ),
        ELEMENTS,
        st.lists(inner, max_size=4),
        st.sampled_from(["1", "-3", "x", "", "999999999999", "²"]),
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(NODES)
def test_it_reads_or_refuses_any_tree_of_elements(body: str) -> None:
    data = odt_with(body, list_style(level(1, "1"), level(2, "a", 'text:display-levels="9"')))
    try:
        read_odt(data, DEFAULT)
    except ImportProblem as found:
        refused = found.code
    else:
        refused = ""
    assert refused in {"", "empty", "no-words"}


WHOLE = odt_of([text("Толық құжат"), *pieces("note", "Ескерту"), *pieces("number", "бір", "екі")])


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=40))
def test_it_reads_or_refuses_any_damaged_file(place: int, noise: bytes) -> None:
    for data in (WHOLE[:place] + noise + WHOLE[place + len(noise) :], WHOLE[:place], noise):
        try:
            read_odt(data, DEFAULT)
        except ImportProblem:
            continue
