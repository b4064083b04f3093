"""Entry points for the workers: an id in, the work elsewhere."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from celery import shared_task
from celery.signals import worker_ready
from filelock import Timeout

from search.engines.contract import OutOfReach
from search.updating import bring_up_to_date, complete, reconcile

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger("search")


@shared_task(autoretry_for=(Timeout, OutOfReach), retry_backoff=5, max_retries=5)
def index_document(document_id: int) -> None:
    """Bring the index up to date with one document; a document that is gone leaves the index as well."""
    bring_up_to_date(document_id)


@shared_task
def index_waiting() -> None:
    _unless_out_of_reach(complete)


@shared_task
def compare_with_record() -> None:
    """What nobody said must be indexed, and must nevertheless."""
    _unless_out_of_reach(reconcile)


def _unless_out_of_reach(work: Callable[[], object]) -> None:
    try:
        work()
    except OutOfReach as error:
        log.warning("What waits for the index goes on waiting: %s", error)


@worker_ready.connect
def index_left_over(**_: object) -> None:
    index_waiting.delay()
