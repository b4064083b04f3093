"""Documents on their way to readers: review, publishing, withdrawing, deleting, and what is written down of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.urls import reverse

from archive.models import Document, Extraction, Import, ImportState, Report, Section, State
from archive.pipeline import run
from archive.uploads import NewFile, add_document
from tests.factories import SAMPLES, make_document, make_report, make_section
from tests.people import BOLAT, SAULE, person, sign_in, text

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

TEXT = (SAMPLES / "sample-shutdown-2023-kk.txt").read_text(encoding="utf-8")


@pytest.fixture
def document() -> Document:
    """Uploaded by Болат and imported."""
    job = add_document(
        make_report(), NewFile("kk", "Түрмелер", ContentFile(TEXT.encode(), "shutdown.txt")), person(BOLAT)
    )
    assert job
    assert run(job)
    return job.document


def take(client: Client, who: str, step: str, document: Document) -> str:
    sign_in(client, who)
    response = client.post(reverse(f"admin:document_{step}", args=[document.pk]), follow=True)
    document.refresh_from_db()
    return text(response)


def heading_in(document: Document) -> str:
    return str(document.sections.exclude(heading="")[1].heading)


def page_of(client: Client, document: Document) -> str:
    return text(client.get(reverse("admin:archive_document_change", args=[document.pk])))


def test_it_leads_a_document_from_draft_to_readers_and_back(client: Client, document: Document) -> None:
    take(client, BOLAT, "review", document)
    assert document.state == State.IN_REVIEW
    take(client, SAULE, "publish", document)
    assert document.state == State.PUBLISHED
    take(client, SAULE, "withdraw", document)
    assert document.state == State.WITHDRAWN


def test_it_writes_every_step_down(client: Client, document: Document) -> None:
    take(client, BOLAT, "review", document)
    take(client, SAULE, "publish", document)
    take(client, SAULE, "import", document)
    said = [(entry.user.username, entry.get_change_message()) for entry in LogEntry.objects.order_by("pk")]
    assert said == [(BOLAT, "Sent to review."), (SAULE, "Published."), (SAULE, "Import requested.")]
    history = text(client.get(reverse("admin:archive_document_history", args=[document.pk])))
    assert "Sent to review." in history
    assert "Published." in text(client.get(reverse("admin:admin_logentry_changelist")))


def test_it_publishes_nothing_without_an_import(client: Client) -> None:
    document = make_document(make_report(), state=State.IN_REVIEW)
    assert "Import the document first" in take(client, SAULE, "publish", document)
    assert document.state == State.IN_REVIEW
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("state", [ImportState.QUEUED, ImportState.RUNNING])
def test_it_waits_for_the_import_before_anything_else(client: Client, document: Document, state: str) -> None:
    Import.objects.create(document=document, state=state)
    for step in ("publish", "import"):
        assert "under way" in take(client, SAULE, step, document)
    assert document.state == State.DRAFT
    assert document.imports.count() == 2


def test_it_publishes_nothing_after_a_failed_import(client: Client, document: Document) -> None:
    Import.objects.create(document=document, state=ImportState.FAILED, problem="encoding")
    assert "Import the document first" in take(client, SAULE, "publish", document)
    assert document.state == State.DRAFT


def test_it_publishes_nothing_without_sections(client: Client, document: Document) -> None:
    document.sections.all().delete()
    assert "no sections" in take(client, SAULE, "publish", document)
    assert document.state == State.DRAFT


def test_it_refuses_steps_out_of_order_in_words(client: Client, document: Document) -> None:
    assert "Only a published document" in take(client, SAULE, "withdraw", document)
    take(client, SAULE, "publish", document)
    assert "published already" in take(client, SAULE, "publish", document)
    assert "Only a draft or a withdrawn" in take(client, SAULE, "review", document)
    assert document.state == State.PUBLISHED


def test_it_publishes_one_version_of_a_language(client: Client, document: Document) -> None:
    take(client, SAULE, "publish", document)
    new = NewFile("kk", "Түрмелер", ContentFile((TEXT + "\nҚосымша.").encode(), "shutdown-2.txt"))
    job = add_document(document.report, new, person(BOLAT))
    assert job
    assert run(job)
    take(client, SAULE, "publish", job.document)
    document.refresh_from_db()
    assert (document.state, job.document.state) == (State.WITHDRAWN, State.PUBLISHED)


def test_it_says_which_of_many_documents_it_could_not_publish(client: Client, document: Document) -> None:
    other = make_document(make_report("empty"), state=State.IN_REVIEW, title="Бос құжат")
    response = sign_in(client, SAULE).post(
        reverse("admin:archive_document_changelist"),
        {"action": "publish", "_selected_action": [document.pk, other.pk]},
        follow=True,
    )
    assert "Published. Documents: 1." in text(response)
    assert "Бос құжат (Russian): The import has not succeeded." in text(response)


def test_it_tells_the_index_of_every_change_readers_notice(client: Client, document: Document) -> None:
    take(client, SAULE, "publish", document)
    published = document.revision
    values = {"title": "Түрмелер мен абақтылар"}
    client.post(reverse("admin:archive_document_change", args=[document.pk]), values)
    document.refresh_from_db()
    assert (document.title, document.revision) == (values["title"], published + 1)
    take(client, SAULE, "withdraw", document)
    assert document.revision == published + 2


def test_it_makes_another_version_of_a_document_in_another_language(client: Client, document: Document) -> None:
    make_document(document.report, state=State.DRAFT, language="ru")
    values = {"title": document.title, "language": "ru"}
    sign_in(client, BOLAT).post(reverse("admin:archive_document_change", args=[document.pk]), values)
    document.refresh_from_db()
    assert (document.language, document.version) == ("ru", 2)


def test_it_shows_what_was_repaired_and_how_often(client: Client, document: Document) -> None:
    old_font = [{"kind": "abkhaz-letter", "line": line, "before": "жҽне", "after": "және"} for line in (5, 7, 9)]
    torn = {"kind": "torn-word", "line": 3, "before": "ка мера", "after": "камера"}
    Extraction.objects.filter(document=document).update(repairs=[*old_font, torn])
    sign_in(client, BOLAT)
    assert "letter of an old font – 3, word torn in two – 1" in page_of(client, document)
    page = text(client.get(reverse("admin:document_repairs", args=[document.pk])))
    assert "<td><del>жҽне</del></td><td><ins>және</ins></td><td>5</td><td>3</td>" in page
    assert page.index("жҽне") < page.index("ка мера"), "the most frequent first"


def test_it_leads_to_the_preview_of_this_very_version(client: Client, document: Document) -> None:
    sign_in(client, BOLAT)
    address = f"/reports/{document.report.slug}/kk/?version={document.version}"
    assert f'href="{address}"' in page_of(client, document)
    assert heading_in(document) in text(client.get(address))


def test_it_asks_to_withdraw_before_deleting(client: Client, document: Document) -> None:
    take(client, SAULE, "publish", document)
    for name, pk in (("document", document.pk), ("report", document.report_id)):
        address = reverse(f"admin:archive_{name}_delete", args=[pk])
        assert "protected" in text(client.get(address))
        client.post(address, {"post": "yes"})
    assert Document.objects.filter(pk=document.pk).exists()


def test_it_deletes_the_original_with_its_document(
    client: Client, document: Document, django_capture_on_commit_callbacks: Any
) -> None:
    sections = document.sections.count()
    address = reverse("admin:archive_report_delete", args=[document.report_id])
    assert f"Sections: {sections}" in text(sign_in(client, SAULE).get(address))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"post": "yes"})
    assert not Report.objects.exists()
    assert not Section.objects.exists()
    assert not document.file.storage.exists(str(document.file.name))


def test_it_keeps_an_original_another_document_still_has(
    client: Client, document: Document, django_capture_on_commit_callbacks: Any
) -> None:
    make_document(make_report("same-file"), state=State.DRAFT, file=document.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(client, SAULE).post(reverse("admin:archive_document_delete", args=[document.pk]), {"post": "yes"})
    assert not Document.objects.filter(pk=document.pk).exists()
    assert document.file.storage.exists(str(document.file.name))


def test_it_lists_documents_with_state_and_last_import(client: Client, document: Document) -> None:
    Import.objects.create(document=document, state=ImportState.FAILED, problem="encoding")
    page = text(sign_in(client, BOLAT).get(reverse("admin:archive_document_changelist")))
    assert "Draft" in page
    assert '<td class="field-last_import">Failed</td>' in page


def test_it_shows_the_documents_of_a_report_with_their_state(client: Client, document: Document) -> None:
    page = text(sign_in(client, BOLAT).get(reverse("admin:archive_report_change", args=[document.report_id])))
    assert reverse("admin:archive_document_change", args=[document.pk]) in page
    assert "Draft" in page


def test_it_gives_sections_of_a_document_at_one_click(client: Client, document: Document) -> None:
    make_section(make_document(make_report("other")), "Чужой раздел")
    address = f"{reverse('admin:archive_section_changelist')}?document__id__exact={document.pk}"
    page = text(sign_in(client, BOLAT).get(address))
    assert heading_in(document) in page
    assert "Чужой раздел" not in page.partition('id="result_list"')[2].partition("</table>")[0]
