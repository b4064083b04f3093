"""What follows in search from what happens in the record.

`report_ready` becomes a task for the index, or is done here where a command waits for it; the thesaurus is loaded when
the other vocabularies are.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from archive.signals import report_ready, vocabulary_loading
from archive.work import is_here
from search.concepts.keeping import load
from search.engines.contract import OutOfReach
from search.tasks import index_document
from search.updating import bring_up_to_date

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger("search")


@receiver(report_ready)
def document_changed(document_id: int, **_: Any) -> None:
    if is_here():
        try:
            bring_up_to_date(document_id)
        except OutOfReach as error:  # the record is right; the document waits, as after a worker was killed
            log.warning("Document %s is not indexed yet: %s", document_id, error)
    else:
        index_document.delay(document_id)


@receiver(vocabulary_loading)
def load_thesaurus(fixtures: Path, **_: Any) -> int:
    return load(fixtures / "thesaurus")
