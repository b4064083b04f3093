"""What goes with a document that is deleted."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction

from archive.models import Document
from archive.signals import report_ready


def document_deleted(instance: Document, **options: Any) -> None:
    """What is deleted is gone: the original too, unless another document has the same one, and its place in search."""
    transaction.on_commit(partial(_forget_original, instance), robust=True)
    transaction.on_commit(partial(report_ready.send, sender=Document, document_id=instance.pk), robust=True)


def _forget_original(document: Document) -> None:
    if not Document.objects.filter(file=document.file.name).exists():
        document.file.storage.delete(str(document.file.name))
