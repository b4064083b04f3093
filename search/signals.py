"""What follows in search from what happens in the record.

`report_ready` becomes a task for the index, or is done here where a command waits for it; the thesaurus is loaded when
the other vocabularies are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from archive.signals import report_ready, vocabulary_loading
from archive.work import is_here
from search.concepts.keeping import load
from search.tasks import index_document
from search.updating import bring_up_to_date

if TYPE_CHECKING:
    from pathlib import Path


@receiver(report_ready)
def document_changed(document_id: int, **_: Any) -> None:
    if is_here():
        bring_up_to_date(document_id)
    else:
        index_document.delay(document_id)


@receiver(vocabulary_loading)
def load_thesaurus(fixtures: Path, **_: Any) -> int:
    return load(fixtures / "thesaurus")
