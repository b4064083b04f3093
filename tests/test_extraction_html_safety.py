"""Web pages that are hostile, broken or huge."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.importing.draft import ImportProblem, RawText
from archive.importing.extraction import DEFAULT, Limits, extract
from archive.importing.extraction.html import read_html
from tests.office_files import page_of

LONG = "Бұл абзац сайттың негізгі мақаласына кіреді, оны ойдан шығардық, бірақ ол жеткілікті ұзын болуы керек."


def read(page: str) -> RawText:
    return read_html(page.encode(), DEFAULT)


def lines(body: str) -> list[str]:
    return [line.text for line in read(page_of(body)).lines]


def problem(data: bytes, limits: Limits = DEFAULT) -> ImportProblem:
    with pytest.raises(ImportProblem) as caught:
        read_html(data, limits)
    return caught.value


def test_it_reads_one_line_of_five_megabytes() -> None:
    paragraph = f"<p>{LONG}</p>"
    page = "<html>" + paragraph * (5_000_000 // len(paragraph.encode()))
    began = time.monotonic()
    assert len(read(page).lines) == page.count("<p>")
    assert time.monotonic() - began < 20


def test_it_refuses_a_paragraph_of_five_megabytes() -> None:
    found = problem(b"<html><p>" + "сөз ".encode() * 700_000)
    assert (found.code, found.details["what"]) == ("too-large", "characters")


def test_it_refuses_nesting_that_no_page_has_and_reads_what_is_merely_deep() -> None:
    found = problem(b"<html>" + b"<div>" * 100_000 + "сөз".encode() + b"</div>" * 100_000)
    assert (found.code, found.details) == ("damaged", {"format": "html", "part": "nesting"})
    assert lines("<div>" * 1_500 + "сөз" + "</div>" * 1_500) == ["сөз"]
    assert lines("<table><tr><td>" * 400 + "сөз" + "</table>" * 400) == ["сөз"]


@pytest.mark.parametrize(
    ("page", "code"),
    [(b"<html></html>", "empty"), (b"<html><p> </p><script>a()</script></html>", "empty"), (b"<html>12", "no-words")],
)
def test_it_says_that_there_is_nothing_to_read(page: bytes, code: str) -> None:
    assert problem(page).code == code


@pytest.mark.parametrize(
    "unit",
    [
        "<!---->",
        "<style>/*",
        "<style>@",
        "<style>a",
        "<i>&nbsp;&nbsp;</i>",
        "<sup>1</sup>а",
        "<b> </b><br>",
        "<a href=#a>1</a>",
    ],
)
def test_it_takes_its_time_from_the_length_of_a_page_alone(unit: str) -> None:
    page = (unit if unit.startswith("<!") else "<html><p id=a>сөз") + unit * 1_000 + unit.partition(">")[2] * 50_000
    began = time.monotonic()
    with contextlib.suppress(ImportProblem):
        extract(page.encode())
    assert time.monotonic() - began < 10


def test_it_reads_notes_that_lead_to_notes() -> None:
    note = "<p id=n{0}><a href=#r{0}>{0}</a> ескерту <a id=r{1} href=#n{1}>{1}</a></p>"
    body = "<p>Сөз<a id=r1 href=#n1>1</a></p>" + "".join(note.format(n, n + 1) for n in range(1, 800))
    assert [line.split()[0] for line in lines(body)][:3] == ["Сөз", "[1]", "[2]"]


def test_it_keeps_words_whole_between_right_to_left_marks() -> None:
    assert lines("<p>\u200fҚұқық&rlm; <bdo dir=rtl>қорғаушы</bdo></p>") == ["\u200fҚұқық\u200f қорғаушы"]


TAGS = st.sampled_from(
    [
        "p", "div", "table", "tr", "td", "th", "li", "ol", "ul", "br", "b", "sup", "a", "span", "h1", "h2",
        "pre", "main", "article", "nav", "header", "form", "del", "title", "script", "style",
    ]
)  # fmt: skip
PIECES = st.one_of(
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    st.sampled_from(
        ["<a id=r href=#n>1</a>", "<p id=n><a href=#r>1</a> ескерту", "<style>p{font-size:0pt}</style>", "сөз ", "\x00"]
    ),
    st.sampled_from(
        ["<p style='mso-list:l0'><span style='mso-list:Ignore'>", "<li value=9999999>", "<font size=x>", "&nbsp;\n\n"]
    ),
    st.text(max_size=8),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_it_reads_or_refuses_any_page(parts: list[str]) -> None:
    try:
        read("<html>" + "".join(parts))
    except ImportProblem as found:
        refused = found.code
    else:
        refused = ""
    assert refused in {"", "empty", "no-words", "binary"}


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_it_reads_or_refuses_any_bytes(noise: bytes) -> None:
    for data in (noise, b"<html><meta charset=windows-1251>" + noise):
        try:
            read_html(data, DEFAULT)
        except ImportProblem:
            continue


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["<p>", "<div>", "</div>", "<b>", "</b>", "<li>", "<br>", "<td>", "сөз ", "екі "])))
def test_it_loses_no_word(parts: list[str]) -> None:
    body = "".join(parts)
    words = [part.strip() for part in parts if not part.startswith("<")]
    if words:
        text_read = " ".join(line.text for line in read(f"<html>{body}").lines)
        assert "".join(text_read.replace("•", "").replace("|", "").split()) == "".join(words)
