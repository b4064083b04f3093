"""How a file comes in: what Болат sees from the upload to the finished import."""

from __future__ import annotations

import hashlib
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.models import Document, Import, ImportState, Publisher, Report, Stage, State
from archive.pipeline import run
from archive.uploads import NewFile, add_document
from tests.factories import SAMPLES, make_report
from tests.people import AIGUL, BOLAT, person, sign_in, text

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
NAME = "sample-cat-2019-kk.txt"


@pytest.fixture
def bolat(client: Client) -> Client:
    return sign_in(client, BOLAT)


@pytest.fixture
def report() -> Report:
    return make_report()


def upload(client: Client, report: Report, data: bytes, **values: str) -> Any:
    form = {"language": "kk", "title": "Есеп", "file": SimpleUploadedFile(NAME, data)} | values
    address = reverse("admin:archive_report_upload", args=[report.pk])
    return client.post(address, form, follow=True)


def sample() -> bytes:
    return (SAMPLES / NAME).read_bytes()


def test_it_makes_a_draft_of_an_uploaded_file(bolat: Client, report: Report) -> None:
    response = upload(bolat, report, sample())
    document = Document.objects.get()
    assert (document.state, document.language, document.title) == (State.DRAFT, "kk", "Есеп")
    assert document.sha256 == hashlib.sha256(sample()).hexdigest()
    assert document.file.read() == sample()
    assert "requested" in text(response)


def test_it_asks_for_the_import_in_the_name_of_the_person(bolat: Client, report: Report) -> None:
    upload(bolat, report, sample())
    job = Import.objects.get()
    assert (job.state, job.requested_by) == (ImportState.QUEUED, person(BOLAT))


def test_it_hands_the_import_to_the_workers_once_it_is_saved(
    bolat: Client, report: Report, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    before = set(settings.QUEUE.glob("*.msg"))
    with django_capture_on_commit_callbacks(execute=True):
        upload(bolat, report, sample())
        assert set(settings.QUEUE.glob("*.msg")) == before, "nothing is handed over before it is saved"
    (new,) = set(settings.QUEUE.glob("*.msg")) - before
    headers = json.loads(new.read_text())["headers"]
    assert (headers["task"], headers["argsrepr"]) == ("archive.tasks.run_import", f"({Import.objects.get().pk},)")


def test_it_shows_sections_once_the_import_is_done(bolat: Client, report: Report) -> None:
    upload(bolat, report, sample())
    assert run(Import.objects.get())
    document = Document.objects.get()
    page = text(bolat.get(reverse("admin:archive_document_change", args=[document.pk])))
    assert f"Sections: {document.sections.count()}" in page
    assert document.sections.count() > 1
    assert document.state == State.DRAFT, "importing publishes nothing"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "holds no text"),
        (b"  \n", "holds no text"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word 97"),
    ],
)
def test_it_turns_away_what_is_no_text(bolat: Client, report: Report, data: bytes, words: str) -> None:
    assert words in text(upload(bolat, report, data))
    assert not Document.objects.exists()


def test_it_turns_away_a_file_that_is_too_large(bolat: Client, report: Report, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1000
    assert "1000" in text(upload(bolat, report, b"x" * 1001))
    assert not Document.objects.exists()
    upload(bolat, report, b"x" * 1000)
    assert Document.objects.exists()


def test_it_leads_to_the_same_file_instead_of_keeping_it_twice(bolat: Client, report: Report) -> None:
    upload(bolat, report, sample())
    first = Document.objects.get()
    again = text(upload(bolat, make_report("another"), sample(), title="Басқа атау", language="ru"))
    assert reverse("admin:archive_document_change", args=[first.pk]) in again
    assert Document.objects.get() == first


def test_it_keeps_a_file_once_when_it_is_sent_twice_at_once(report: Report) -> None:
    """Both of two clicks may pass the check of the form before either is saved."""
    new = [NewFile("kk", "Есеп", SimpleUploadedFile(NAME, sample())) for _ in range(2)]
    first, second = (add_document(report, each, person(BOLAT)) for each in new)
    assert first == Import.objects.get()
    assert second is None


def test_it_counts_versions_of_a_language(bolat: Client, report: Report) -> None:
    upload(bolat, report, sample())
    upload(bolat, report, sample() + b"\nsecond")
    upload(bolat, report, sample() + b"\nthird", language="ru")
    assert sorted(Document.objects.values_list("language", "version")) == [("kk", 1), ("kk", 2), ("ru", 1)]


def test_it_takes_a_new_report_with_its_file_in_one_go(bolat: Client) -> None:
    publisher = Publisher.objects.create(slug="memory", name_kk="Жад")
    values = {"title": "Түрмелер", "slug": "turmeler", "publisher": publisher.pk, "kind": "ngo", "country": "kz"}
    values |= {"kind": "special-report", "year_published": 2021, "period_start": 2019, "period_end": 2020}
    values |= {"relations-TOTAL_FORMS": 0, "relations-INITIAL_FORMS": 0, "language": "kk"}
    response = bolat.post(
        reverse("admin:archive_report_add"), values | {"file": SimpleUploadedFile(NAME, sample())}, follow=True
    )
    document = Document.objects.get()
    assert (document.report.slug, document.report.country, document.title) == ("turmeler", "KZ", "Түрмелер")
    assert response.redirect_chain[-1][0] == reverse("admin:archive_import_change", args=[Import.objects.get().pk])


def test_it_writes_the_upload_down_with_its_hash(bolat: Client, report: Report) -> None:
    upload(bolat, report, sample())
    for name, thing in (("document", Document.objects.get()), ("report", report)):
        history = text(bolat.get(reverse(f"admin:archive_{name}_history", args=[thing.pk])))
        assert NAME in history
        assert hashlib.sha256(sample()).hexdigest() in history
        assert BOLAT in history


def test_it_follows_an_import_while_it_runs_and_then_stops(bolat: Client, report: Report) -> None:
    upload(bolat, report, sample())
    job = Import.objects.get()
    address = reverse("admin:archive_import_change", args=[job.pk])
    assert 'http-equiv="refresh"' in text(bolat.get(address))
    Import.objects.update(state=ImportState.RUNNING, stage=Stage.SECTIONS)
    page = text(bolat.get(address))
    assert "Stage 3 of 6: Finding sections" in page
    assert page.count('aria-current="step"') == 1
    job.refresh_from_db()
    run(job)
    page = text(bolat.get(address))
    assert 'http-equiv="refresh"' not in page
    assert page.count('class="done"') == len(Stage)


def test_it_says_in_words_why_an_import_failed(bolat: Client, report: Report) -> None:
    upload(bolat, report, b"123 456\n789")
    job = Import.objects.get()
    assert not run(job)
    for name, pk in (("import", job.pk), ("document", job.document_id)):
        page = text(bolat.get(reverse(f"admin:archive_{name}_change", args=[pk])))
        assert "The file holds no words. Choose the file with the text of the report." in page
    assert "holds no words" in text(bolat.get(reverse("admin:archive_import_changelist")))


def test_it_keeps_the_upload_from_readers(client: Client, report: Report) -> None:
    response = upload(sign_in(client, AIGUL), report, sample())
    assert not Document.objects.exists()
    assert response.status_code == HTTPStatus.OK, "she is asked to sign in as somebody else"
