"""Telling the format of a file by its content, and reading the same report in every format."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.importing.draft import ImportProblem, RawText
from archive.importing.extraction import extract
from archive.importing.extraction.kinds import kind_of, refuse_head
from tests.office_files import (
    Piece,
    docx_of,
    docx_with,
    heading,
    html_of,
    odt_of,
    ole_with_package,
    paragraph,
    pieces,
    text,
    zip_of,
)

SPREADSHEET = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
EPUB = {"mimetype": "application/epub+zip", "META-INF/container.xml": "<container/>"}
ODS = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}
JAR = {"META-INF/MANIFEST.MF": "Manifest-Version: 1.0"}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\n%PDF-1.4\n", "pdf"),
        (docx_with(paragraph("Сөз")), "docx"),
        (odt_of([text("Сөз")]), "odt"),
        (b"<!DOCTYPE html><p>", "html"),
        (b"\n<!-- saved from url=(0014)about:internet -->\n<HTML>", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html>', "html"),
        (b'<html xmlns:v="urn:schemas-microsoft-com:vml">', "html"),
        (b"<head><title>", "html"),
        (b"<body bgcolor=white>", "html"),
        (codecs.BOM_UTF8 + b"<html>", "html"),
        ("<html>".encode("utf-16"), "html"),
        ("<html>".encode("utf-16-be"), "html"),
        ("Мәтінде <b>қою</b> деген тег пен <html> аталады.".encode(), "text"),
        (b"<b>bold</b>", "text"),
        (b"<headline>", "text"),
        ("Есеп %PDF- туралы".encode(), "text"),
        (b"", "text"),
    ],
)
def test_it_tells_a_format_by_its_content(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (zip_of(SPREADSHEET), "xlsx"),
        (zip_of(EPUB), "epub"),
        (zip_of(ODS), "ods"),
        (zip_of(JAR), "jar"),
        (zip_of({"a.txt": "сөз"}), "zip"),
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "jpeg"),
        (b"{\\rtf1 text}", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ole"),
    ],
)
def test_it_names_a_format_nobody_reads(data: bytes, name: str) -> None:
    with pytest.raises(ImportProblem) as caught:
        extract(data)
    assert (caught.value.code, caught.value.details) == ("binary", {"format": name})


def test_it_lets_the_head_of_a_readable_file_pass() -> None:
    for data in (docx_of([text("Сөз")]), odt_of([text("Сөз")]), b"%PDF-1.7", b"<html>", "Сөз".encode()):
        refuse_head(data[:50])
    for data in (PNG, ole_with_package(), b"{\\rtf1"):
        with pytest.raises(ImportProblem):
            refuse_head(data)


def test_it_says_that_a_cut_off_container_is_damaged() -> None:
    with pytest.raises(ImportProblem) as caught:
        extract(docx_of([text("Сөз")])[:3_000])
    assert (caught.value.code, caught.value.details) == ("damaged", {"format": "zip"})


REPORT: list[Piece] = [
    heading(0, "Ойдан шығарылған бақылау есебі"),
    heading(1, "1. Кіріспе"),
    text("Бұл есепті ешкім жазған жоқ, ол тек сынау үшін құрастырылды, сондықтан оқиғалары жалған."),
    *pieces("note", "Дереккөз: ойдан шығарылған мұрағат, 2010 жылғы 5-іс."),
    heading(2, "1.1. Қамау орындарының жағдайы"),
    *pieces("number", "Терезесі жоқ бөлмелер жабылсын.", "Дәрігер күн сайын келсін."),
    *pieces("bullet", "Кодекстің 14-1-бабы қолданылсын"),
    *pieces("bold", "Камеры и прогулки"),
    text("В этой вымышленной колонии прогулка длится 30 минут; жалобы принимает «дежурный»."),
    heading(2, "1.2. Сандар"),
    *pieces("row", "Облыс | Шағым | Шешілгені", "Бірінші | 12 | 3", "Екінші | 7 | 5"),
    *pieces("number", "Жаңа тізім бірден басталады."),
    heading(3, "Қорытынды & <ұсыныс>"),
    text("Соңғы абзац."),
    *pieces("note", "Екінші ескерту."),
]


def words(raw: RawText) -> list[str]:
    return [word for line in raw.lines for word in line.text.split()]


def headings(raw: RawText) -> list[tuple[int, str]]:
    return [(line.style.level, line.text) for line in raw.lines if line.style and line.style.level]


def test_it_reads_the_same_from_every_format() -> None:
    docx, odt, html = extract(docx_of(REPORT)), extract(odt_of(REPORT)), extract(html_of(REPORT))
    assert words(docx) == words(odt) == words(html)
    assert headings(docx) == headings(odt) == headings(html)
    assert headings(docx) == [(max(1, piece.level), piece.text) for piece in REPORT if piece.kind == "heading"]
    roles = [[line.style.role for line in raw.lines if line.style] for raw in (docx, odt, html)]
    assert roles[0] == roles[1] == roles[2]


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)),
    st.sampled_from(["", "PK\x03\x04", "<html>"]),
)
def test_it_reads_or_refuses_anything(data: bytes, start: str) -> None:
    try:
        assert extract(start.encode() + data).lines
    except ImportProblem:
        return
