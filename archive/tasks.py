"""Entry points of the workers: an id in, the work elsewhere.

A message may come twice, late or never; what is to be done stands in the rows of Import and Upload. There are no
retries of messages: every half minute, and when a worker starts, `resume_imports` queues whatever nobody works on.
"""

from __future__ import annotations

from celery import shared_task
from celery.signals import worker_ready
from django.db import transaction

from archive import examination, pipeline
from archive.leases import claimed, free_abandoned
from archive.models import Import, Upload


@shared_task
def run_import(import_id: int) -> None:
    """Import one document; nothing happens where it is imported already, being imported, or deleted."""
    with claimed(import_id) as job:
        if job:
            pipeline.run(job)


@shared_task
def examine_upload(upload_id: int) -> None:
    """Read one new file; nothing happens where it has been read, is being read, or is gone."""
    examination.examine(upload_id)


@shared_task
def resume_imports() -> None:
    """Queue what waits and what a dead worker left; give up what was cut off too often."""
    free_abandoned()
    Import.objects.give_up()
    for import_id in Import.objects.unfinished().order_by("pk").values_list("pk", flat=True):
        run_import.delay(import_id)
    Upload.objects.give_up()
    for upload_id in Upload.objects.unfinished().order_by("pk").values_list("pk", flat=True):
        examine_upload.delay(upload_id)


def queue_examination(upload: Upload) -> None:
    """Hand a new file to the workers once the transaction has committed; as with imports, its row waits for them."""

    def send() -> None:
        examine_upload.delay(upload.pk)

    transaction.on_commit(send, robust=True)


def queue_import(job: Import) -> None:
    """Hand `job` to the workers once the transaction has committed.

    Where the queue cannot be reached the job waits in its row, and the person who asked for it sees no error.
    """

    def send() -> None:  # no partial: Django wants the name of what fails
        run_import.delay(job.pk)

    transaction.on_commit(send, robust=True)


@worker_ready.connect
def take_up_unfinished(**_: object) -> None:
    resume_imports.delay()
