"""New files: checked at the door, kept as they came, handed to the import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max

from archive.importing.draft import ImportProblem
from archive.importing.extraction.kinds import refuse_head
from archive.models import Correction, Document, Import, Report, Upload, UploadState, hash_of
from archive.pipeline import keep_original
from archive.tasks import queue_examination, queue_import

if TYPE_CHECKING:
    from django.contrib.auth.models import User

HEAD = 4096  # bytes that are enough to know a format by


@dataclass(frozen=True, slots=True)
class NewFile:
    language: str
    title: str
    file: File[Any]

    @classmethod
    def kept(cls, upload: Upload, language: str, title: str) -> NewFile:
        """A file that was kept before, under the name it came with."""
        return cls(language, title, File(upload.file.open("rb"), upload.file_name))


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


def same_new_file(file: File[Any]) -> Upload | None:
    """The new file, of no report yet, that is these very bytes."""
    return Upload.objects.filter(sha256=hash_of(file)).first()


@transaction.atomic
def keep_new_file(file: File[Any], user: User) -> Upload:
    """Keep a file before anybody says what it is, to be read by the workers; sent twice it is kept once."""
    upload, created = Upload.objects.get_or_create(sha256=hash_of(file), defaults={"requested_by": user})
    if created:
        keep_original(upload, file.name or "", file.read())
        upload.save()
        queue_examination(upload)
    return upload


@transaction.atomic
def read_again(upload: Upload) -> None:
    """Try once more a file that could not be read: the work was cut off, or the archive has learned since."""
    upload.wait_again()
    queue_examination(upload)


def kept_file(number: str | None) -> Upload | None:
    """The new file with this number, if it is there, has been read, and is the original of no document."""
    if number is None or not number.isdecimal():
        return None
    new = Upload.objects.exclude(sha256__in=Document.objects.values("sha256"))
    return new.filter(pk=int(number), state=UploadState.READY).first()


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
    Correction.objects.carry_over(document)
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
