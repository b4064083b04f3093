"""Reading the bytes of a text file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive.importing.draft import ImportProblem, Role
from archive.importing.extraction import Limits, extract
from tests.office_files import Piece, docx_of, heading, odt_of, pieces, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KAZAKH = "Баяндамада адам құқықтары туралы жаңа мәліметтер берілген.\nЕкінші жолда сот шешімі айтылады.\n"
RUSSIAN = "В докладе собраны новые сведения о правах человека.\nВо второй строке говорится о решении суда.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_it_reads_every_unicode_encoding(encoding: str) -> None:
    assert [line.text for line in extract(KAZAKH.encode(encoding)).lines] == KAZAKH.split("\n")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
@pytest.mark.parametrize("text", [RUSSIAN, RUSSIAN.upper(), "Приговор отменён.\n"])
def test_it_recognises_russian_single_byte_encodings_by_their_letters(encoding: str, text: str) -> None:
    raw = extract(text.encode(encoding))
    assert raw.encoding == encoding
    assert raw.lines[0].text == text.split("\n")[0]


def test_it_recognises_the_kazakh_single_byte_encoding() -> None:
    raw = extract(KAZAKH.encode("kz1048"))
    assert (raw.encoding, raw.lines[0].text) == ("kz1048", KAZAKH.split("\n")[0])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        ("\ufeff \n".encode(), "empty"),
        (b"%PDF-1.7\n1 0 obj", "damaged"),
        (b"PK\x03\x04word/document.xml", "damaged"),
        (b"\x89PNG\r\n\x1a\n0000", "binary"),
        (b"text \x00\x00 more \x00", "binary"),
        (b"plain \x01\x02\x03\x04 words", "binary"),
        (b"2010; 11,5; 12,7\n", "no-words"),
        (bytes(range(0x80, 0xC0)) * 9, "encoding"),
        ("日本語の文章です。".encode(), "no-words"),
    ],
)
def test_it_names_what_is_wrong_with_a_file(data: bytes, code: str) -> None:
    with pytest.raises(ImportProblem) as problem:
        extract(data)
    assert problem.value.code == code


def test_it_refuses_a_broken_utf_16_file_as_an_encoding_problem() -> None:
    with pytest.raises(ImportProblem) as problem:
        extract(KAZAKH.encode("utf-16")[:-1])
    assert problem.value.code == "encoding"


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(max_bytes=50), "bytes"),
        (Limits(max_lines=2), "lines"),
        (Limits(max_line_length=20), "characters"),
    ],
)
def test_it_refuses_what_is_too_large_and_says_by_how_much(limits: Limits, what: str) -> None:
    with pytest.raises(ImportProblem) as problem:
        extract(KAZAKH.encode(), limits)
    assert problem.value.code == "too-large"
    assert problem.value.details["what"] == what
    assert int(problem.value.details["size"]) > int(problem.value.details["limit"])


def test_it_refuses_a_fifty_megabyte_text() -> None:
    with pytest.raises(ImportProblem) as problem:
        extract(RUSSIAN.encode() * 300_000)
    assert problem.value.code == "too-large"


@pytest.mark.parametrize("sign", ["\x0c", "\x85", "\u2028", "\u2029", "\x0b", "\x1c", "\r"])
def test_it_numbers_lines_by_line_feeds_only(sign: str) -> None:
    raw = extract(f"бір{sign}екі\nүш".encode())
    assert raw.lines[-1].number == 2
    assert raw.lines[-1].text == "үш"


def test_it_counts_carriage_return_and_line_feed_as_one_line_end() -> None:
    raw = extract("бір\r\nекі\r\n".encode())
    assert [(line.number, line.text) for line in raw.lines] == [(1, "бір"), (2, "екі"), (3, "")]


def test_it_reads_files_whose_lines_end_with_a_carriage_return_alone() -> None:
    assert [line.text for line in extract("бір\rекі".encode()).lines] == ["бір", "екі"]


def test_it_gives_the_lines_of_a_file_with_form_feeds_their_pages() -> None:
    raw = extract("бір\n\fекі\nүш\n".encode())
    assert [(line.number, line.page) for line in raw.lines if line.text] == [(1, 1), (2, 2), (3, 2)]


def test_it_gives_no_pages_where_the_file_shows_none() -> None:
    assert {line.page for line in extract(RUSSIAN.encode()).lines} == {None}


@pytest.mark.parametrize(("kind", "make"), [("docx", docx_of), ("odt", odt_of)])
def test_it_reads_paragraphs_headings_lists_and_tables_in_order(
    kind: str, make: Callable[[Sequence[Piece]], bytes]
) -> None:
    report = [
        heading(0, "Бақылау есебі"),
        heading(1, "Кіріспе"),
        text("Бұл есеп ойдан шығарылған."),
        *pieces("number", "Бірінші міндет", "Екінші міндет"),
        *pieces("bullet", "Түсіндірме"),
        heading(2, "Кесте"),
        *pieces("row", "Қала | Саны", "Алматы | 12"),
    ]
    raw = extract(make(report))
    assert raw.format == kind
    assert [(line.number, line.text) for line in raw.lines] == [
        (1, "Бақылау есебі"),
        (2, "Кіріспе"),
        (3, "Бұл есеп ойдан шығарылған."),
        (4, "1. Бірінші міндет"),
        (5, "2. Екінші міндет"),
        (6, "• Түсіндірме"),
        (7, "Кесте"),
        (8, "Қала | Саны"),
        (9, "Алматы | 12"),
    ]
    assert [line.style.level for line in raw.lines if line.style] == [1, 1, 0, 0, 0, 0, 2, 0, 0]
    roles = [line.style.role for line in raw.lines if line.style]
    assert roles == [*[Role.TEXT] * 3, *[Role.ITEM] * 3, Role.TEXT, Role.ROW, Role.ROW]


def test_it_marks_signs_no_database_keeps() -> None:
    [line, _] = extract("Камера\0 тар.\n".encode("utf-16")).lines
    assert line.text == "Камера\ufffd тар."
