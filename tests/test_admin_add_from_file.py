"""A report from a file: what Болат sees from the file he chooses to the import that is under way."""

from __future__ import annotations

import re
from html import unescape
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from archive.models import Document, Import, Publisher, Report, State, Upload, UploadState
from archive.models.importing import MOST_ATTEMPTS
from archive.pipeline import run
from archive.tasks import examine_upload, resume_imports
from tests.factories import SAMPLES, import_sample, make_report
from tests.people import AIGUL, BOLAT, SAULE, VISITOR, person, sign_in, text
from tests.test_admin_in_kazakh import english_in
from tests.test_tasks import queued

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db
KAZAKH, RUSSIAN, OTHER = "sample-cat-2019-kk.txt", "sample-cat-2019-ru.txt", "sample-country-2021-ru.txt"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def bolat(client: Client) -> Client:
    return sign_in(client, BOLAT)


def data(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def send(client: Client, content: bytes, name: str = KAZAKH) -> Any:
    form = {"file": SimpleUploadedFile(name, content)}
    return client.post(reverse("admin:archive_upload_add"), form, follow=True)


def page_of(client: Client, upload: Upload, query: str = "") -> str:
    return unescape(text(client.get(reverse("admin:archive_upload_change", args=[upload.pk]) + query)))


def read(client: Client, content: bytes, name: str = KAZAKH) -> Upload:
    send(client, content, name)
    upload = Upload.objects.get()
    examine_upload(upload.pk)
    upload.refresh_from_db()
    return upload


def report_address(upload: Upload, **taken: str) -> str:
    query = "&".join(f"{name}={number}" for name, number in taken.items())
    return f"{reverse('admin:archive_report_add')}?upload={upload.pk}&{query}"


def filled(page: str, name: str) -> str:
    """What stands in a field of a form, or is selected in it."""
    box = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    if box:
        value = re.search(r'value="([^"]*)"', box[0])
        return unescape(value[1]) if value else ""
    choice = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)
    assert choice, name
    option = re.search(r'<option value="([^"]*)" selected', choice[0])
    return option[1] if option else ""


def test_it_offers_to_begin_with_the_file(bolat: Client) -> None:
    for name in ("index", "archive_report_changelist"):
        page = text(bolat.get(reverse(f"admin:{name}")))
        assert "Add a report from a file" in page
        assert reverse("admin:archive_upload_add") in page


def test_it_asks_for_nothing_but_the_file(bolat: Client) -> None:
    page = text(bolat.get(reverse("admin:archive_upload_add")))
    assert 'name="file"' in page
    assert '<select name="language"' not in page


def test_it_keeps_the_file_and_follows_the_reading(bolat: Client, django_capture_on_commit_callbacks: Any) -> None:
    queued()
    with django_capture_on_commit_callbacks(execute=True):
        page = text(send(bolat, data(KAZAKH)))
    upload = Upload.objects.get()
    assert (upload.state, upload.requested_by, upload.file.read()) == ("queued", person(BOLAT), data(KAZAKH))
    assert queued() == [upload.pk]
    assert 'http-equiv="refresh"' in page
    assert not Report.objects.exists()
    Upload.objects.update(state=UploadState.RUNNING, stage="cleaning")
    assert "Stage 2 of 5: Repairing the text" in page_of(bolat, upload)


@pytest.mark.usefixtures("vocabulary")
def test_it_shows_each_suggestion_with_the_words_that_support_it(bolat: Client) -> None:
    upload = read(bolat, data(KAZAKH))
    page = page_of(bolat, upload)
    assert 'http-equiv="refresh"' not in page
    assert '<q lang="kk">Үлгі Республикасының Азаптауға қарсы конвенцияны' in page
    assert "line 6" in page
    assert "100 % of the text" in page
    assert " checked" not in page, "nothing is chosen for him"
    assert "The text does not say." in page
    assert page_of(bolat, upload, "?first=1").count(" checked") == len(
        {s["field"] for s in upload.findings["suggestions"]}
    )


def test_it_fills_the_form_with_what_was_chosen_and_nothing_else(bolat: Client) -> None:
    upload = read(bolat, data(OTHER))
    page = text(bolat.get(report_address(upload, title="0", period="0", language="", kind="")))
    assert filled(page, "title") == "Доклад о правах человека в республике Улги за 2021 год"
    assert filled(page, "slug") == "doklad-o-pravakh-cheloveka-v-respublike-ulgi-za-2021-god"
    assert (filled(page, "period_start"), filled(page, "period_end")) == ("2021", "2021")
    assert (filled(page, "language"), filled(page, "year_published"), filled(page, "publisher")) == ("", "", "")
    assert filled(page, "kind") == "other"
    assert 'type="file"' not in page
    assert KAZAKH in page, "the file is named"


def values(**changes: Any) -> dict[str, Any]:
    publisher, _ = Publisher.objects.get_or_create(slug="memory", defaults={"name_kk": "Жад"})
    given = {"title": "Баяндама", "slug": "bayandama", "publisher": publisher.pk, "kind": "state-report"}
    given |= {"country": "KZ", "year_published": 2019, "period_start": 2014, "period_end": 2018, "language": "kk"}
    return given | {"relations-TOTAL_FORMS": 0, "relations-INITIAL_FORMS": 0} | changes


def test_it_makes_a_report_of_the_file_without_sending_it_again(bolat: Client) -> None:
    upload = read(bolat, data(KAZAKH))
    response = bolat.post(report_address(upload), values(), follow=True)
    document = Document.objects.get()
    assert (document.title, document.language, document.state) == ("Баяндама", "kk", State.DRAFT)
    assert (document.file_name, document.file.read()) == (KAZAKH, data(KAZAKH))
    assert response.redirect_chain[-1][0] == reverse("admin:archive_import_change", args=[Import.objects.get().pk])
    assert not Upload.objects.exists()
    assert run(Import.objects.get())


def test_it_asks_for_the_language_where_none_was_chosen(bolat: Client) -> None:
    upload = read(bolat, data(KAZAKH))
    page = text(bolat.post(report_address(upload), values(language="")))
    assert "This field is required" in page
    assert KAZAKH in page
    assert not Report.objects.exists()


def test_it_makes_no_report_of_a_file_that_is_gone(bolat: Client) -> None:
    upload = read(bolat, data(KAZAKH))
    address = report_address(upload)
    upload.delete()
    assert "has been discarded" in text(bolat.post(address, values(), follow=True))
    assert not Report.objects.exists()


def test_it_offers_to_add_a_publisher_the_archive_lacks(bolat: Client) -> None:
    upload = read(bolat, data("sample-shutdown-2023-kk.txt"))
    page = page_of(bolat, upload)
    assert "«Ашық желі» қоры: not in the archive yet." in page
    (address,) = re.findall(r'href="([^"]*publisher/add/\?[^"]*)"', page)
    assert filled(text(bolat.get(address)), "name_kk") == "«Ашық желі» қоры"
    known = Publisher.objects.create(slug="open", name_kk="«Ашық желі» қоры")
    assert "not in the archive yet" not in page_of(bolat, upload)
    assert filled(text(bolat.get(report_address(upload, publisher="0"))), "publisher") == str(known.pk)


def test_it_refuses_the_very_file_the_archive_has(bolat: Client) -> None:
    there = import_sample(KAZAKH)
    page = text(send(bolat, data(KAZAKH)))
    assert reverse("admin:archive_document_change", args=[there.pk]) in page
    assert not Upload.objects.exists()


def test_it_says_that_somebody_else_added_the_very_file_meanwhile(bolat: Client) -> None:
    upload = read(bolat, data(KAZAKH))
    there = import_sample(KAZAKH)
    page = page_of(bolat, upload)
    assert "This very file, which cannot be added again:" in page
    assert reverse("admin:archive_document_change", args=[there.pk]) in page
    assert "Go on to the report" not in page
    assert "Discard the file" in page
    bolat.post(report_address(upload), values())
    assert Report.objects.get() == there.report


def test_it_leads_to_the_same_file_that_waits_already(bolat: Client) -> None:
    upload = read(bolat, data(KAZAKH))
    assert reverse("admin:archive_upload_change", args=[upload.pk]) in text(send(bolat, data(KAZAKH)))
    assert Upload.objects.count() == 1


def test_it_says_that_a_file_is_nearly_one_the_archive_has(bolat: Client) -> None:
    there = import_sample(KAZAKH)
    upload = read(bolat, data(KAZAKH) + "\nҚосымша жол: бұл сөйлем бұрын болған емес.\n".encode())
    page = page_of(bolat, upload)
    assert re.search(r"Nearly the same text, \d+ %", page)
    address = reverse("admin:archive_report_upload", args=[there.report_id])
    query = f"?upload={upload.pk}&version_of={there.pk}"
    assert address + query in page
    form = text(bolat.get(address + query))
    assert (filled(form, "title"), filled(form, "language")) == (there.title, "kk")
    assert 'type="file"' not in form
    bolat.post(address + query, {"title": there.title, "language": "kk"})
    assert list(there.report.documents.values_list("version", flat=True)) == [2, 1]
    assert not Upload.objects.exists()


def test_it_says_that_a_file_is_a_report_in_another_language(bolat: Client) -> None:
    there = import_sample(KAZAKH)
    upload = read(bolat, data(RUSSIAN), RUSSIAN)
    page = page_of(bolat, upload)
    assert "The same report in another language" in page
    assert "100 % of the sections agree" in page
    address = reverse("admin:archive_report_upload", args=[there.report_id]) + f"?upload={upload.pk}"
    assert f'"{address}"' in page
    assert filled(text(bolat.get(address)), "language") == "ru"
    bolat.post(address, {"title": "Доклад", "language": "ru"})
    assert sorted(there.report.documents.values_list("language", flat=True)) == ["kk", "ru"]


def test_it_says_that_the_archive_has_nothing_like_it(bolat: Client) -> None:
    import_sample(OTHER)
    assert "Nothing like this file." in page_of(bolat, read(bolat, data(KAZAKH)))


def test_it_says_so_of_a_file_uploaded_in_the_short_way(bolat: Client) -> None:
    there = import_sample(KAZAKH)
    new = SimpleUploadedFile(KAZAKH, data(KAZAKH) + "\nТағы бір жаңа сөйлем.\n".encode())
    address = reverse("admin:archive_report_upload", args=[make_report("another").pk])
    bolat.post(address, {"title": "Баяндама", "language": "kk", "file": new})
    job = Import.objects.first()
    assert job
    assert run(job)
    for name, pk in (("import", job.pk), ("document", job.document_id)):
        page = text(bolat.get(reverse(f"admin:archive_{name}_change", args=[pk])))
        assert "Nearly the same text" in page
        assert reverse("admin:archive_document_change", args=[there.pk]) in page


@pytest.mark.parametrize(
    ("content", "words"), [(b" \n", "holds no text"), (b"\x7fELF\x02", "ELF"), (b"x" * 1001, "too large")]
)
def test_it_turns_away_a_bad_file_at_once(bolat: Client, settings: Any, content: bytes, words: str) -> None:
    settings.UPLOAD_LIMIT = 1000
    assert words in text(send(bolat, content))
    assert not Upload.objects.exists()


def test_it_says_why_a_file_cannot_be_read_and_keeps_it(bolat: Client) -> None:
    upload = read(bolat, b"123 456\n789")
    page = page_of(bolat, upload)
    assert "The file holds no words." in page
    assert "Discard the file" in page
    assert upload.file.read() == b"123 456\n789"
    assert "The file holds no words." in text(bolat.get(reverse("admin:archive_upload_changelist")))


def test_it_discards_a_file_with_its_row_and_writes_it_down(
    bolat: Client, django_capture_on_commit_callbacks: Any
) -> None:
    upload = read(bolat, data(KAZAKH))
    with django_capture_on_commit_callbacks(execute=True):
        page = text(bolat.post(reverse("admin:archive_upload_discard", args=[upload.pk]), follow=True))
    assert "has been discarded" in page
    assert not Upload.objects.exists()
    assert not default_storage.exists(upload.file.name or "")
    said = [entry.get_change_message() for entry in LogEntry.objects.filter(object_repr=KAZAKH).order_by("pk")]
    assert said == [f"Uploaded {KAZAKH} (SHA-256 {upload.sha256}).", "Discarded."]


def test_it_keeps_the_original_of_a_file_that_became_a_document(
    bolat: Client, django_capture_on_commit_callbacks: Any
) -> None:
    upload = read(bolat, data(KAZAKH))
    with django_capture_on_commit_callbacks(execute=True):
        bolat.post(report_address(upload), values())
    assert Document.objects.get().file.read() == data(KAZAKH)


def test_it_reads_a_file_once_and_copes_with_its_absence(bolat: Client) -> None:
    upload = read(bolat, data(KAZAKH))
    Upload.objects.update(findings={"suggestions": []})
    examine_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.findings, upload.attempts) == ({"suggestions": []}, 1)
    upload.delete()
    examine_upload(upload.pk or 0)


def test_it_takes_up_what_a_dead_worker_left_and_gives_up_in_the_end(bolat: Client) -> None:
    send(bolat, data(KAZAKH))
    upload = Upload.objects.get()
    queued()
    Upload.objects.update(state=UploadState.RUNNING, lease_until=timezone.now(), attempts=1)
    resume_imports()
    assert queued() == [upload.pk]
    Upload.objects.update(attempts=MOST_ATTEMPTS)
    resume_imports()
    assert queued() == []
    assert "The work was cut off." in page_of(bolat, upload)
    bolat.post(reverse("admin:archive_upload_again", args=[upload.pk]))
    examine_upload(upload.pk)
    assert "What the text says about itself" in page_of(bolat, upload)


@pytest.mark.parametrize("who", [VISITOR, AIGUL, BOLAT, SAULE])
def test_it_opens_new_files_to_editors_and_admins(client: Client, who: str) -> None:
    upload = read(sign_in(client, BOLAT), data(KAZAKH))
    client.logout()
    sign_in(client, who)
    pages = [
        reverse("admin:archive_upload_add"),
        reverse("admin:archive_upload_changelist"),
        reverse("admin:archive_upload_change", args=[upload.pk]),
    ]
    allowed = who in {BOLAT, SAULE}
    assert [client.get(page).status_code == HTTPStatus.OK for page in pages] == [allowed] * 3
    client.post(reverse("admin:archive_upload_discard", args=[upload.pk]))
    assert Upload.objects.exists() != allowed


def test_it_discards_nothing_by_a_link(bolat: Client) -> None:
    upload = read(bolat, data(KAZAKH))
    address = reverse("admin:archive_upload_discard", args=[upload.pk])
    assert bolat.get(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_it_speaks_kazakh_from_the_file_to_the_report(client: Client) -> None:
    sign_in(client, BOLAT)
    import_sample(KAZAKH)
    upload = read(client, data("sample-shutdown-2023-kk.txt"), "shutdown.txt")
    other = Upload.objects.create(file_name="words.txt", sha256="1" * 64, state="failed", problem="no-words")
    waiting = Upload.objects.create(file_name="waiting.txt", sha256="2" * 64, state="running", stage="cleaning")
    addresses = [reverse("admin:archive_upload_change", args=[each.pk]) for each in (upload, other, waiting)]
    addresses += [
        reverse("admin:archive_upload_add"),
        reverse("admin:archive_upload_changelist"),
        report_address(upload),
    ]
    names = {"shutdown", "words", "waiting", "DOCX", "ODT", "HTML"}
    found = {a: english_in(text(client.get(a, headers={"accept-language": "kk"}))) - names for a in addresses}
    assert not {address: words for address, words in found.items() if words}
