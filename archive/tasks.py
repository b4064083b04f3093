"""Entry points of the workers: an id in, the work elsewhere.

A message may come twice, late or never; what is to be done stands in the rows of Import. There are no retries of
messages: every half minute, and when a worker starts, `resume_imports` queues whatever nobody works on.
"""

from __future__ import annotations

from celery import shared_task
from celery.signals import worker_ready
from django.db import transaction

from archive import pipeline
from archive.leases import claimed, free_abandoned
from archive.models import Import


@shared_task
def run_import(import_id: int) -> None:
    """Import one document; nothing happens where it is imported already, being imported, or deleted."""
    with claimed(import_id) as job:
        if job:
            pipeline.run(job)


@shared_task
def resume_imports() -> None:
    """Queue what waits and what a dead worker left; give up what was cut off too often."""
    free_abandoned()
    Import.objects.give_up()
    for import_id in Import.objects.unfinished().order_by("pk").values_list("pk", flat=True):
        run_import.delay(import_id)


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
