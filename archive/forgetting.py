"""What goes with a document that is deleted."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from archive.models import Document
from archive.signals import report_ready


def document_deleted(instance: Document, **options: Any) -> None:
    """What is deleted is gone: the original too, unless another document has the same one, and its place in search."""
    document_id, name, storage = instance.pk, instance.file.name or "", instance.file.storage

    # Two functions, each on its own: an index that is out of reach keeps no file, and the other way round.
    def forget_original() -> None:
        if name and not Document.objects.filter(file=name).exists():
            storage.delete(name)

    def leave_search() -> None:
        report_ready.send(sender=Document, document_id=document_id)

    transaction.on_commit(forget_original, robust=True)
    transaction.on_commit(leave_search, robust=True)
