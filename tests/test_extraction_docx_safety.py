"""Word files that are damaged, hostile, locked or huge."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.importing.draft import ImportProblem
from archive.importing.extraction import DEFAULT, Limits, extract
from archive.importing.extraction.docx import read_docx
from tests.office_files import (
    docx_of,
    docx_with,
    members_of,
    ole_with_package,
    paragraph,
    pieces,
    text,
    with_member,
    zip_of,
)
from tests.word_xml import STYLES, item, level, numbering, styled


def lines(body: str, **parts: str) -> list[str]:
    return [line.text for line in read_docx(docx_with(body, parts), DEFAULT).lines]


def problem(data: bytes, limits: Limits = DEFAULT) -> ImportProblem:
    with pytest.raises(ImportProblem) as caught:
        read_docx(data, limits)
    return caught.value


def test_it_says_that_there_are_macros() -> None:
    data = with_member(docx_of([text("Макросы бар құжат")]), "word/vbaProject.bin", b"\x00")
    assert [remark.code for remark in read_docx(data, DEFAULT).remarks] == ["macros"]


def test_it_reads_the_strict_form_of_the_standard() -> None:
    members = members_of(docx_with(paragraph("Қатаң түрі")))
    document = members["word/document.xml"]
    assert isinstance(document, bytes)
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    members["word/document.xml"] = document.replace(transitional, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert [line.text for line in extract(zip_of(members)).lines] == ["Қатаң түрі"]


def test_it_never_opens_what_lies_outside_of_the_file() -> None:
    data = docx_with(paragraph("Өз мәтіні"))
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="x/styles" TargetMode="External" Target="http://127.0.0.1:9/styles.xml"/><Relationship Id="b" '
        'Type="x/numbering" Target="../../../etc/passwd"/></Relationships>'
    )
    data = with_member(data, "word/_rels/document.xml.rels", relations)
    assert [line.text for line in read_docx(data, DEFAULT).lines] == ["Өз мәтіні"]


def test_it_keeps_words_whole_between_right_to_left_marks() -> None:
    assert lines(paragraph("\u200fҚұқық\u200e қорғаушы\u202e")) == ["\u200fҚұқық\u200e қорғаушы\u202e"]


def test_it_refuses_a_zip_bomb_by_its_directory() -> None:
    bomb = with_member(docx_of([text("Сөз")]), "word/media/image1.bmp", bytes(60_000_000))
    found = problem(bomb)
    assert (found.code, found.details["what"]) == ("too-large", "unpacked")


def test_it_refuses_a_file_that_unpacks_to_more_than_is_allowed() -> None:
    found = problem(docx_of([text("Сөз")]), Limits(max_unpacked=10_000))
    assert (found.code, found.details["limit"]) == ("too-large", 10_000)


def test_it_does_not_believe_a_directory_that_lies() -> None:
    data = docx_with(paragraph("а" * 100_000))
    size = len(members_of(data)["word/document.xml"])
    assert problem(data.replace(size.to_bytes(4, "little"), (50).to_bytes(4, "little"))).code == "damaged"


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE a [<!ENTITY l0 "сөз ">'
        + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
        + "]>",
        '<!DOCTYPE a [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["billion laughs", "external entity"],
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
def test_it_refuses_entities_in_any_part(prologue: str, part: str) -> None:
    members = members_of(docx_with(paragraph("&amp;"), {"styles": STYLES}))
    whole = members[part]
    assert isinstance(whole, bytes)
    members[part] = prologue + whole.decode().replace("&amp;", "&l11;")
    began = time.monotonic()
    found = problem(zip_of(members))
    assert (found.code, found.details) == ("damaged", {"format": "docx", "part": part})
    assert time.monotonic() - began < 5


def test_it_says_that_a_file_has_a_password() -> None:
    with pytest.raises(ImportProblem) as caught:
        extract(ole_with_package())
    assert (caught.value.code, caught.value.details) == ("encrypted", {"format": "docx"})


def test_it_says_that_the_parts_of_a_file_are_locked() -> None:
    data = docx_of([text("Сөз")])
    entry = data.index(b"PK\x01\x02") + 8  # the flags of the first member
    assert problem(data[:entry] + b"\x01" + data[entry + 1 :]).code == "encrypted"


def test_it_names_the_damage_of_a_file() -> None:
    whole = docx_of([text("Толық құжат")])
    with pytest.raises(ImportProblem) as cut:
        extract(whole[: len(whole) // 2])
    assert cut.value.code == "damaged"
    members = members_of(whole)
    del members["word/document.xml"]
    assert problem(zip_of(members)).details == {"format": "docx", "part": "word/document.xml"}
    assert problem(with_member(whole, "word/document.xml", "<w:document")).code == "damaged"


@pytest.mark.parametrize(
    ("body", "code"), [("", "empty"), (paragraph(" "), "empty"), (paragraph("12; 34"), "no-words")]
)
def test_it_says_that_there_is_nothing_to_read(body: str, code: str) -> None:
    assert problem(docx_with(body)).code == code


def test_it_refuses_deep_nesting_instead_of_failing() -> None:
    deep = "<w:ins>" * 5_000 + "<w:r><w:t>сөз</w:t></w:r>" + "</w:ins>" * 5_000
    assert problem(docx_with(f"<w:p>{deep}</w:p>")).code == "damaged"
    nested = "<w:smartTag>" * 200 + "<w:r><w:t>сөз</w:t></w:r>" + "</w:smartTag>" * 200
    assert lines(f"<w:p>{nested}</w:p>") == ["сөз"]


def test_it_reads_notes_that_lead_to_notes() -> None:
    run = '<w:p><w:r><w:t>{}</w:t></w:r><w:r><w:footnoteReference w:id="{}"/></w:r></w:p>'
    notes = "".join(f'<w:footnote w:id="{n}">{run.format("ескерту", n + 1)}</w:footnote>' for n in range(2_000))
    assert lines(run.format("Сөз", 0), footnotes=notes) == ["Сөз [1]", "ескерту [2]"]


def test_it_reads_three_hundred_pages_in_seconds() -> None:
    page = "".join(styled("a1", f"{n}-тарау") if n == 1 else item("Ұзақ абзацтың сөздері. " * 20) for n in range(1, 12))
    data = docx_with(page * 300, {"styles": STYLES, "numbering": numbering(level(0, "decimal", "%1."))})
    began = time.monotonic()
    assert len(read_docx(data, DEFAULT).lines) == 3_300
    assert time.monotonic() - began < 5


ELEMENTS = st.sampled_from(
    [
        "p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr", "numPr", "numId", "ilvl", "sdt", "sdtContent",
        "fldChar", "instrText", "del", "ins", "txbxContent", "footnoteReference", "tab", "br", "sectPr",
        "vMerge", "tcPr", "pStyle", "outlineLvl", "fldSimple", "hyperlink",
    ]
)  # fmt: skip
NODES = st.recursive(
    st.sampled_from(["сөз", "12", "<w:t>мәтін</w:t>", '<w:fldChar w:fldCharType="begin"/>', '<w:numId w:val="1"/>']),
    lambda inner: st.builds(
        lambda name, children, value: f'<w:{name} w:val="{value}" w:id="1">{"".join(children)}</w:{name}>',
        ELEMENTS,
        st.lists(inner, max_size=4),
        st.sampled_from(["1", "-3", "x", "", "999999999999"]),
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(NODES)
def test_it_reads_or_refuses_any_tree_of_elements(body: str) -> None:
    parts = {"styles": body, "numbering": numbering(level(0, "decimal", "%1.")) + body, "footnotes": body}
    try:
        read_docx(docx_with(body, parts), DEFAULT)
    except ImportProblem as found:
        refused = found.code
    else:
        refused = ""
    assert refused in {"", "empty", "no-words"}


WHOLE = docx_of([text("Толық құжат"), *pieces("note", "Ескерту"), *pieces("number", "бір", "екі")])


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=40))
def test_it_reads_or_refuses_any_damaged_file(place: int, noise: bytes) -> None:
    for data in (WHOLE[:place] + noise + WHOLE[place + len(noise) :], WHOLE[:place], noise):
        try:
            read_docx(data, DEFAULT)
        except ImportProblem:
            continue
