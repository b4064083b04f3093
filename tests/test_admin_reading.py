"""What an editor is told of how a file was read: each page, its health, its text before any repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from archive.export import export
from archive.models import Document, Extraction
from archive.pipeline import run
from archive.uploads import NewFile, add_document
from tests.factories import make_report
from tests.office_files import docx_of, heading, text
from tests.papers import needs_printing, pdf_of
from tests.people import AIGUL, BOLAT, person, sign_in
from tests.people import text as page_text

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

FIRST = "Комиссия побывала в двух колониях и говорила с тридцатью осуждёнными."
SECOND = "В камерах не хватает света, а окна не открываются даже летом."
PRINTED = f"""<html lang="ru"><style>h1 {{ break-before: page; font: bold 20pt 'DejaVu Sans' }} p {{ font: 11pt
'DejaVu Serif' }}</style><h1>Поездка</h1><p>{FIRST}</p><p>{SECOND}</p><h1>Условия</h1><p>{SECOND}</p><p>{FIRST}</p>
<h1>Выводы</h1><p>{FIRST}</p></html>"""


def imported(data: bytes, name: str) -> Document:
    job = add_document(make_report(), NewFile("ru", "Колонии", ContentFile(data, name)), person(BOLAT))
    assert job
    assert run(job)
    return Document.objects.get()


def reading(client: Client, document: Document, page: str = "") -> str:
    return page_text(client.get(reverse("admin:document_reading", args=[document.pk]), {"page": page}))


@needs_printing
def test_it_tells_the_pages_of_a_pdf(client: Client) -> None:
    document = imported(pdf_of(PRINTED), "trip.pdf")
    sign_in(client, BOLAT)
    page = page_text(client.get(reverse("admin:archive_document_change", args=[document.pk])))
    assert "Import: <strong>Done</strong>" in page
    assert "pages: 3, unhealthy: 0" in page
    page = reading(client, document, "2")
    assert page.count("<meter") == 3
    assert "text of the PDF" in page
    assert "Page 2 as it was read" in page
    shown = page.partition("<pre")[2]
    assert "Условия" in shown
    assert "Выводы" not in shown


@needs_printing
def test_it_cites_pages_of_a_pdf() -> None:
    document = imported(pdf_of(PRINTED), "trip.pdf")
    sections = export(document.report)["documents"][0]["sections"]
    assert [(one["heading"], one["source"]) for one in sections] == [
        ("Поездка", {"page_start": 1, "page_end": 1}),
        ("Условия", {"page_start": 2, "page_end": 2}),
        ("Выводы", {"page_start": 3, "page_end": 3}),
    ]
    assert str(document.sections.get(heading="Условия").place_of(0, 5)) in {"page 2", "2-бет"}


def test_it_cites_paragraphs_of_a_word_file() -> None:
    report = [
        heading(1, "Поездка"),
        text(FIRST),
        heading(1, "Условия"),
        text(SECOND),
        heading(1, "Выводы"),
        text(FIRST),
    ]
    document = imported(docx_of(report), "trip.docx")
    sources = [one["source"] for one in export(document.report)["documents"][0]["sections"]]
    assert sources[1] == {"paragraph_start": 3, "paragraph_end": 4}


def test_it_tells_what_is_wrong_with_a_text(client: Client) -> None:
    document = imported(
        f"Поездка\n\n{FIRST}\n\n".encode() * 3 + "ь ъ ы щ ъ ь й ы ъ щ ъъ ьь ыы щщ йй ".encode() * 90, "a.txt"
    )
    page = reading(sign_in(client, BOLAT), document)
    assert 'class="unhealthy"' in page
    assert "words nobody knows" in page


def test_it_tells_remarks_on_the_file(client: Client) -> None:
    document = imported(f"Поездка\n\n{FIRST}\n".encode(), "a.txt")
    remarks = [["javascript", 0, ""], ["page-unreadable", 4, ""], ["page-unreadable", 7, ""]]
    Extraction.objects.filter(document=document).update(remarks=remarks)
    page = reading(sign_in(client, BOLAT), document)
    assert "The PDF holds scripts." in page
    assert "Page 4, 7 is damaged" in page


def test_it_shows_only_curators_how_a_file_was_read(client: Client) -> None:
    document = imported(f"Поездка\n\n{FIRST}\n".encode(), "a.txt")
    answer = sign_in(client, AIGUL).get(reverse("admin:document_reading", args=[document.pk]))
    assert answer.status_code == 302
    assert FIRST not in page_text(answer)
