"""PDFs that are damaged, locked, scanned, or say something else than they show."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING, cast

import pypdf
import pytesseract
import pytest
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, NullObject, TextStringObject

from archive.importing.draft import ImportProblem, RawText, Remark, Role
from archive.importing.extraction import ocr
from archive.importing.extraction.limits import DEFAULT, Limits
from archive.importing.extraction.pdf import read_pdf
from tests.papers import needs_printing, pdf_of, report, scan_of
from tests.test_pdf import agreement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pypdf.generic import ArrayObject

pytestmark = needs_printing
needs_ocr = pytest.mark.skipif(not ocr.can_read(), reason="Tesseract with kaz, rus and eng is not installed")

TEXT = "Комиссия посетила колонию и записала жалобы. Адвокаты просили открыть дело, но суд им отказал."
PAGES = "".join(f'<p style="break-after: page">{n}. {TEXT} Лист номер {n}.</p>' for n in range(1, 4))


def read(pdf: bytes, limits: Limits = DEFAULT) -> RawText:
    return read_pdf(pdf, limits, lambda _done, _total: None)


def problem(pdf: bytes, limits: Limits = DEFAULT) -> ImportProblem:
    with pytest.raises(ImportProblem) as caught:
        read(pdf, limits)
    return caught.value


def whole(raw: RawText) -> str:
    return " ".join(line.text for line in raw.lines)


def written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def copied(pdf: bytes) -> pypdf.PdfWriter:
    return pypdf.PdfWriter(clone_from=io.BytesIO(pdf))


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "/nowhere/tesseract")
    ocr.can_read.cache_clear()
    yield
    ocr.can_read.cache_clear()


def test_it_names_a_file_that_needs_a_password() -> None:
    writer = copied(pdf_of(PAGES))
    writer.encrypt("secret", algorithm="RC4-128")
    assert problem(written(writer)).code == "encrypted"


def test_it_reads_a_file_that_is_only_locked_against_changes() -> None:
    writer = copied(pdf_of(PAGES))
    writer.encrypt("", "owner", algorithm="RC4-128")
    assert "Лист номер 3." in whole(read(written(writer)))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n" + bytes(200), b"no PDF at all"])
def test_it_names_a_file_that_is_no_pdf(data: bytes) -> None:
    assert problem(data).code == "damaged"


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 0.9, 0.99])
def test_it_survives_a_truncated_file(share: float) -> None:
    pdf = pdf_of(PAGES)
    try:
        raw = read(pdf[: int(len(pdf) * share)])
    except ImportProblem as found:
        assert found.code in {"damaged", "empty", "no-words"}  # noqa: PT017 - either outcome is right
    else:
        assert raw.lines


def test_it_names_a_file_without_pages() -> None:
    assert problem(written(pypdf.PdfWriter())).code in {"empty", "damaged"}


def test_it_names_a_file_without_words() -> None:
    assert problem(pdf_of("<p style='break-after: page'>&nbsp;</p><p>12 345</p>")).code == "no-words"


def test_it_refuses_too_many_pages() -> None:
    found = problem(pdf_of(PAGES), Limits(max_pages=2))
    assert (found.code, found.details["what"], found.details["limit"]) == ("too-large", "pages", 2)
    assert int(found.details["size"]) > 2


def test_it_reads_the_rest_of_a_file_with_a_damaged_page() -> None:
    writer = copied(pdf_of(PAGES))
    tree = cast("DictionaryObject", writer._root_object["/Pages"])
    cast("ArrayObject", tree["/Kids"])[1] = NullObject()
    raw = read(written(writer))
    assert Remark("page-unreadable", 2) in raw.remarks
    assert (raw.pages[1].health, raw.pages[1].complaints) == (0.0, ("no-text",))
    assert "Лист номер 1." in whole(raw)
    assert "Лист номер 3." in whole(raw)


def test_it_tells_of_scripts_and_attachments_and_reads_the_text() -> None:
    writer = copied(pdf_of(PAGES))
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('hello');")}
    )
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(script)
    writer.add_attachment("table.csv", b"1;2;3")
    raw = read(written(writer))
    assert {remark.code: remark.details for remark in raw.remarks} == {"javascript": "", "attachments": "1"}
    assert "Лист номер 3." in whole(raw)


def test_it_drops_marks_of_direction() -> None:
    raw = read(pdf_of("<p>Сот\u200f \u202eшешімін\u202c\u200b жариялады.</p>"))
    assert not set("\u200f\u202e\u202c\u200b") & set(whole(raw))
    assert "жариялады." in whole(raw)


def test_it_tells_its_progress_page_by_page() -> None:
    told: list[tuple[int, int]] = []
    read_pdf(pdf_of(PAGES), DEFAULT, lambda done, total: told.append((done, total)))
    assert told == [(n + 1, len(told)) for n in range(len(told))]


def test_it_decodes_an_old_encoding_taken_for_latin() -> None:
    raw = read(pdf_of(f"<p>{TEXT.encode('cp1251').decode('latin-1') * 3}</p>"))
    assert [reading.reader for reading in raw.pages] == ["redecoded"]
    assert raw.pages[0].health >= 0.8
    assert "Комиссия посетила колонию" in whole(raw)


def test_it_leaves_a_blank_page_in_peace() -> None:
    writer = copied(pdf_of(PAGES))
    writer.insert_blank_page(595, 842, 1)
    raw = read(written(writer))
    assert (raw.pages[1].health, raw.pages[1].complaints, raw.remarks) == (1.0, (), ())


@needs_ocr
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_it_recognises_the_text_of_a_scan(language: str) -> None:
    source = report(language)
    pages = pypdf.PdfWriter()
    pages.append(io.BytesIO(source.pdf()), pages=(0, 2))
    raw = read(scan_of(written(pages)))
    printed = read(written(pages))
    assert {reading.reader for reading in raw.pages} == {"ocr"}
    assert min(reading.health for reading in raw.pages) >= 0.8
    body = [line.text for line in printed.lines if line.style and line.style.role in {Role.TEXT, Role.ITEM}]
    assert agreement(raw, body) >= 0.95


@needs_ocr
def test_it_recognises_only_the_scanned_page() -> None:
    printed, scanned = pdf_of(f"<p>{TEXT * 3}</p>"), scan_of(pdf_of(f"<p>{TEXT}</p>"))
    writer = pypdf.PdfWriter()
    for pdf in (printed, scanned):
        writer.append(io.BytesIO(pdf))
    raw = read(written(writer))
    assert [reading.reader for reading in raw.pages] == ["pdfium", "ocr"]


@needs_ocr
def test_it_gives_up_a_page_that_takes_too_long() -> None:
    printed, scanned = pdf_of(f"<p>{TEXT * 3}</p>"), scan_of(pdf_of(f"<p>{TEXT}</p>"))
    writer = pypdf.PdfWriter()
    for pdf in (printed, scanned):
        writer.append(io.BytesIO(pdf))
    raw = read(written(writer), Limits(ocr_seconds=0.01))
    assert raw.remarks == (Remark("ocr-timeout", 2),)
    assert raw.pages[1].complaints == ("no-text",)


@pytest.mark.usefixtures("without_tesseract")
def test_it_says_that_a_scan_needs_tesseract() -> None:
    assert problem(scan_of(pdf_of(f"<p>{TEXT}</p>"), 100)).code == "scan-without-ocr"


@pytest.mark.usefixtures("without_tesseract")
def test_it_reads_the_text_beside_a_scanned_page_without_tesseract() -> None:
    writer = pypdf.PdfWriter()
    for pdf in (pdf_of(f"<p>{TEXT}</p>"), scan_of(pdf_of(f"<p>{TEXT}</p>"), 100)):
        writer.append(io.BytesIO(pdf))
    raw = read(written(writer))
    assert raw.remarks == (Remark("ocr-missing", 2),)
    assert "Комиссия посетила" in whole(raw)


@needs_ocr
def test_it_draws_no_page_that_is_too_large(tmp_path: Path) -> None:
    picture = tmp_path / "wall.pdf"
    Image.new("L", (100, 100), 255).save(picture, "PDF", resolution=0.5)  # 14,400 points wide
    assert problem(picture.read_bytes()).code == "no-words"
    writer = copied(pdf_of(f"<p>{TEXT}</p>"))
    writer.append(picture)
    assert Remark("page-too-large", 2) in read(written(writer)).remarks


@pytest.mark.usefixtures("without_tesseract")
def test_it_survives_any_damage_inside_a_file() -> None:
    chance = random.Random(11)  # noqa: S311 - the same damage in every run
    sound = pdf_of(PAGES)
    for _ in range(40):
        damaged = bytearray(sound)
        for _ in range(chance.choice([1, 20, 200])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            raw = read(bytes(damaged))
        except ImportProblem as found:
            assert found.code in {"damaged", "empty", "no-words", "encrypted", "scan-without-ocr", "too-large"}  # noqa: PT017 - either outcome is right
        else:
            assert [line.number for line in raw.lines] == list(range(1, len(raw.lines) + 1))
