"""New files: checked at the door, kept as they came, handed to the import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from archive.importing.draft import ImportProblem
from archive.importing.extraction.kinds import refuse_head
from archive.models import Document, Import, Report, hash_of
from archive.pipeline import keep_original
from archive.tasks import queue_import

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.core.files.base import File

HEAD = 4096  # bytes that are enough to know a format by


@dataclass(frozen=True, slots=True)
class NewFile:
    language: str
    title: str
    file: File[Any]


def refuse(file: File[Any]) -> None:
    """Turn away what no import could read, without reading the whole.

    Raises ImportProblem: "too-large" (what, size, limit), "empty", "binary" (format).
    """
    if file.size > settings.UPLOAD_LIMIT:
        raise ImportProblem("too-large", what="bytes", size=file.size, limit=settings.UPLOAD_LIMIT)
    head = file.read(HEAD)
    file.seek(0)
    if not head.strip():
        raise ImportProblem("empty")
    refuse_head(head)


def same_file(file: File[Any]) -> Document | None:
    """The document whose original is these very bytes."""
    return Document.objects.filter(sha256=hash_of(file)).select_related("report").first()


@transaction.atomic
def add_document(report: Report, new: NewFile, user: User) -> Import | None:
    """A draft of `report` with its file, waiting for its import; None where the same file came in meanwhile."""
    Report.objects.select_for_update().get(pk=report.pk)
    if same_file(new.file):
        return None
    version = next_version(report, new.language)
    document = Document(report=report, language=new.language, title=new.title, version=version)
    document.sha256 = hash_of(new.file)
    keep_original(document, new.file.name or "", new.file.read())
    document.save()
    return request_import(document, user)


def next_version(report: Report, language: str) -> int:
    """The number of the next document of a report in a language, counted from 1."""
    last: int | None = report.documents.filter(language=language).aggregate(last=Max("version"))["last"]
    return (last or 0) + 1


@transaction.atomic
def request_import(document: Document, user: User) -> Import:
    job = Import.objects.create(document=document, requested_by=user)
    queue_import(job)
    return job
