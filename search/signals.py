"""From the record to the index: `report_ready` becomes a task, or is done here where a command waits for it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from archive.signals import report_ready
from archive.work import is_here
from search.tasks import index_document
from search.updating import bring_up_to_date


@receiver(report_ready)
def document_changed(document_id: int, **_: Any) -> None:
    if is_here():
        bring_up_to_date(document_id)
    else:
        index_document.delay(document_id)
