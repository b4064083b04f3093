"""Keeping the index true to the record. The record says what waits (Document.revision); nothing else does."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db.models import Count, F
from haystack import connections

from archive.models import Document, Section
from search.finding import backend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.search_indexes import SectionIndex

log = logging.getLogger("search")


def bring_up_to_date(document_id: int) -> None:
    """Put into the index what readers may find of one document; idempotent.

    The revision is read before the sections: a change made meanwhile leaves the document waiting, never forgotten.
    """
    if not backend().fits():
        rebuild()  # an index that was lost or made by another version lacks more than this document
        return
    document = Document.objects.filter(pk=document_id).first()
    if document and document.is_indexed:
        return
    _replace(document_id)
    if document:
        Document.objects.filter(pk=document_id).update(indexed_revision=document.revision)


def _replace(document_id: int) -> None:
    sections = list(_index().index_queryset().filter(document_id=document_id))
    backend().replace_document(document_id, _index(), sections)
    log.info("Indexed document %s: %s sections", document_id, len(sections))


def waiting() -> list[int]:
    """Ids of the documents whose place in the index is not up to date."""
    return list(Document.objects.needing_index().values_list("pk", flat=True))


def complete() -> None:
    """Index what waits: after a worker was killed, or when the queue was lost."""
    for document_id in waiting():
        bring_up_to_date(document_id)


def astray() -> list[int]:
    """Ids of the documents of which the index has another number of sections than a reader may see; none that waits.

    That should not be: it happens where the record was restored from a copy, or rows were changed by hand.
    """
    have = backend().documents()
    rows = Section.objects.published().order_by().values_list("document").annotate(count=Count("pk"))
    want: dict[int, int] = dict(rows)
    late = set(waiting())
    return sorted(pk for pk in have.keys() | want.keys() if have.get(pk) != want.get(pk) and pk not in late)


def reconcile() -> int:
    """Index the documents anew that went astray; return how many they were."""
    if not backend().fits():
        rebuild()
    documents = astray()
    for document_id in documents:
        log.warning("The index had other sections of document %s than the record", document_id)
        _replace(document_id)
    return len(documents)


def rebuild(progress: Callable[[int], None] = lambda count: None) -> int:
    """Build the whole index anew beside the one in use, swap, and return the number of sections."""
    revisions = list(Document.objects.values_list("pk", "revision"))

    def counted() -> Iterator[Section]:
        for count, section in enumerate(_index().index_queryset().iterator(chunk_size=100), start=1):
            progress(count)
            yield section

    count = backend().rebuild(_index(), counted())
    for pk, revision in revisions:
        Document.objects.filter(pk=pk, revision__gte=F("indexed_revision")).update(indexed_revision=revision)
    for pk in {pk for pk, _ in revisions}.difference(Document.objects.values_list("pk", flat=True)):
        backend().replace_document(pk, _index(), [])  # was deleted meanwhile, perhaps after it had been read
    return count


def _index() -> SectionIndex:
    found: SectionIndex = connections["default"].get_unified_index().get_index(Section)
    return found
