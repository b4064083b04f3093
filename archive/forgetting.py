"""What goes with a document or a new file that is deleted."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from archive.models import Document, Upload
from archive.signals import report_ready


def document_deleted(instance: Document, **options: Any) -> None:
    """What is deleted is gone: the original too, unless another document has the same one, and its place in search."""
    document_id = instance.pk
    _forget_original(instance)

    # A function of its own: an index that is out of reach keeps no file, and the other way round.
    def leave_search() -> None:
        report_ready.send(sender=Document, document_id=document_id)

    transaction.on_commit(leave_search, robust=True)


def upload_deleted(instance: Upload, **options: Any) -> None:
    """A new file that was discarded is gone; one that became a document is the document's from now on."""
    _forget_original(instance)


def is_kept(name: str) -> bool:
    """Whether a document or a new file has the original of that name."""
    return any(model.objects.filter(file=name).exists() for model in (Document, Upload))


def _forget_original(instance: Document | Upload) -> None:
    name, storage = instance.file.name or "", instance.file.storage

    def forget() -> None:
        if name and not is_kept(name):
            storage.delete(name)

    transaction.on_commit(forget, robust=True)
