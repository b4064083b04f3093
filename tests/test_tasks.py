"""The workers' tasks: once is enough, nothing is forgotten, nothing goes on for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from archive.celery import app
from archive.leases import claimed, free_abandoned
from archive.models import Document, Import, ImportState, State, Violation
from archive.models.importing import MOST_ATTEMPTS
from archive.pipeline import keep_original
from archive.tasks import queue_import, resume_imports, run_import
from search.finding import find
from search.request import Request
from search.tasks import index_waiting
from search.updating import rebuild, waiting
from tests.factories import make_document, make_report, make_section
from tests.manifests import TEXT
from tests.test_pipeline import database_goes_away

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(tmp_path: Path, settings: Settings) -> Import:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    document = make_document(make_report(), state=State.DRAFT)
    keep_original(document, "prisons.txt", TEXT.encode())
    document.save()
    group = Violation.objects.create(slug="harm", terms={})
    Violation.objects.create(slug="torture", parent=group, terms={"ru": ["пытки"]})
    app.control.purge()
    return Import.objects.create(document=document)


def queued() -> list[int]:
    """The ids in the messages that wait for a worker; they wait no longer."""
    found: list[int] = []
    with app.connection_for_read() as broker, broker.channel() as channel:
        while message := channel.basic_get("celery", no_ack=True):
            (import_id,), *_ = message.decode()
            found.append(import_id)
    return found


def now_is(job: Import) -> tuple[str, int]:
    job.refresh_from_db()
    return job.state, job.attempts


def test_it_imports_a_document(job: Import) -> None:
    run_import(job.pk)
    assert now_is(job) == (ImportState.DONE, 1)
    assert job.document.sections.count() == 4


def test_it_does_the_work_once(job: Import) -> None:
    run_import(job.pk)
    imported = Document.objects.get().imported
    run_import(job.pk)
    assert now_is(job) == (ImportState.DONE, 1)
    assert Document.objects.get().imported == imported


def test_it_takes_no_notice_of_an_import_that_is_gone(job: Import) -> None:
    Document.objects.all().delete()
    run_import(job.pk)
    assert not Import.objects.exists()


def test_it_leaves_work_to_the_process_that_has_it(job: Import) -> None:
    with claimed(job.pk) as mine, claimed(job.pk) as theirs:
        assert mine == job
        assert theirs is None
        run_import(job.pk)
        assert now_is(job) == (ImportState.RUNNING, 1)


def test_it_does_not_free_what_a_living_process_works_on(job: Import) -> None:
    with claimed(job.pk):
        free_abandoned()
        assert not Import.objects.unfinished().exists()


def test_it_takes_up_at_once_what_a_process_of_this_host_left(job: Import) -> None:
    with connection.execute_wrapper(database_goes_away), pytest.raises(OperationalError):
        run_import(job.pk)
    assert now_is(job) == (ImportState.RUNNING, 1)
    resume_imports()
    assert queued() == [job.pk]
    run_import(job.pk)
    assert now_is(job) == (ImportState.DONE, 2)


def test_it_waits_for_the_lease_of_another_host(job: Import) -> None:
    later = timezone.now() + timedelta(minutes=1)
    Import.objects.update(state=ImportState.RUNNING, started=timezone.now(), lease_until=later, attempts=1)
    resume_imports()
    assert queued() == []
    Import.objects.update(lease_until=timezone.now())
    resume_imports()
    assert queued() == [job.pk]


def test_it_leaves_no_trace_of_finished_work(job: Import, tmp_path: Path) -> None:
    run_import(job.pk)
    free_abandoned()
    assert not list((tmp_path / "running").iterdir())


def test_it_gives_up_what_was_cut_off_too_often(job: Import) -> None:
    ago = timezone.now() - timedelta(minutes=3)
    Import.objects.update(state=ImportState.RUNNING, started=ago, lease_until=ago, attempts=MOST_ATTEMPTS)
    run_import(job.pk)
    assert now_is(job) == (ImportState.RUNNING, MOST_ATTEMPTS), "no further attempt"
    resume_imports()
    assert queued() == []
    assert now_is(job) == (ImportState.FAILED, MOST_ATTEMPTS)
    assert job.problem == "interrupted"


def test_it_queues_work_when_the_transaction_commits(
    job: Import, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        queue_import(job)
        assert queued() == []
    assert queued() == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_it_keeps_the_work_when_the_queue_is_away(job: Import, settings: Settings) -> None:
    """The person who uploads sees no error; the next look at the rows queues the import."""
    away = settings.QUEUE.rename(settings.QUEUE.with_name("away"))
    try:
        with transaction.atomic():
            queue_import(job)
    finally:
        away.rename(settings.QUEUE)
    assert queued() == []
    resume_imports()
    assert queued() == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_it_keeps_what_must_be_indexed_when_the_queue_is_away(job: Import, settings: Settings) -> None:
    """Search goes on answering; the next look at the rows brings the index up to date."""
    make_section(job.document, "Камеры", text="Суд вынес приговор.", language="ru")
    rebuild()
    away = settings.QUEUE.rename(settings.QUEUE.with_name("away"))
    try:
        with transaction.atomic():
            Document.objects.update(state=State.PUBLISHED)
            job.document.changed_for_readers()
        assert find(Request("приговор")).total == 0
    finally:
        away.rename(settings.QUEUE)
    assert waiting() == [job.document_id]
    index_waiting()
    assert find(Request("приговор")).total == 1
    assert waiting() == []
