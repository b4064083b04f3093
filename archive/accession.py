"""Taking a file of a manifest into the archive: its report and publisher, the document with its original, the import.

In this process the file is read first and saved after, in one transaction: a file that cannot be read leaves no trace.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.extracting import extract_apart
from archive.forgetting import is_kept
from archive.importing.draft import Context, ImportProblem
from archive.importing.extraction.kinds import kind_of
from archive.keys import slug_of
from archive.models import Correction, Document, Import, ImportState, Instrument, Publisher, Report, Stage, State
from archive.models.vocabulary import LANGUAGES
from archive.pipeline import PIPELINE_VERSION, keep_original, read
from archive.saving import publish, save_draft
from archive.signals import report_ready
from archive.tasks import queue_import
from archive.uploads import next_version
from archive.vocabulary import current_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.manifest import Entry
    from archive.pipeline import Progress

SAME = ("symbol", "kind", "country", "year_published", "period_start", "period_end")  # of a report and of its entry


class Change(Enum):
    IMPORTED = auto()
    QUEUED = auto()
    WAITING = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    change: Change
    document: Document


@dataclass(frozen=True, slots=True)
class Original:
    data: bytes
    sha256: str


def take_in(entry: Entry, progress: Progress) -> Outcome:
    """Import and publish the file in this process, unless it is in already as the entry describes it.

    A file that changed becomes a new version; the former one is withdrawn. Raises ImportProblem.
    """
    original = _original(entry)
    there = _latest(entry)
    if there and _is_settled(there, entry, original):
        if not there.is_indexed:
            report_ready.send_robust(sender=Document, document_id=there.pk)
        return Outcome(Change.NONE, there)
    started = timezone.now()
    corrections = there.corrections.in_order() if there else ()  # a new version takes them over
    context = Context(entry.language, entry.instrument, entry.kind, current_vocabulary(), corrections)
    draft = read(original.data, context, progress)
    progress(Stage.SAVING)
    with _whole_or_nothing(entry, original) as document:
        save_draft(document, draft, PIPELINE_VERSION)
        if document.state != State.PUBLISHED:
            publish(document)
        Import.objects.create(
            document=document, state=ImportState.DONE, attempts=1, started=started, finished=timezone.now()
        )
    return Outcome(Change.IMPORTED, document)


def hand_over(entry: Entry) -> Outcome:
    """Leave the import to the workers, who publish the document when it is in.

    What is no text is refused here and now. Raises ImportProblem.
    """
    original = _original(entry)
    there = _latest(entry)
    if there and _is_settled(there, entry, original):
        return Outcome(Change.NONE, there)
    if kind_of(original.data) == "text":  # any other format takes its time
        extract_apart(original.data, lambda page, of: None)
    with _whole_or_nothing(entry, original) as document:
        if document.imports.filter(state=ImportState.QUEUED, publishes=True).exists():
            return Outcome(Change.WAITING, document)
        queue_import(Import.objects.create(document=document, publishes=True))
    return Outcome(Change.QUEUED, document)


def _original(entry: Entry) -> Original:
    """The bytes of the file; its size is asked first, so that a huge file costs no memory."""
    try:
        size = entry.path.stat().st_size
        if size > settings.UPLOAD_LIMIT:
            raise ImportProblem("too-large", what="bytes", size=size, limit=settings.UPLOAD_LIMIT)
        data = entry.path.read_bytes()
    except OSError as error:
        raise ImportProblem("unreadable", file=entry.path.name, reason=error.strerror or "") from error
    return Original(data, hashlib.sha256(data).hexdigest())


def _latest(entry: Entry) -> Document | None:
    documents = Document.objects.filter(report__slug=entry.report, language=entry.language)
    return documents.select_related("report__publisher", "report__instrument").order_by("-version").first()


def _is_settled(document: Document, entry: Entry, original: Original) -> bool:
    """Whether this version of the pipeline has read these very bytes, described like this, and an editor or we decided.

    A document that was withdrawn stays so until its file or its description changes.
    """
    same_file = document.sha256 == original.sha256 and document.pipeline_version == PIPELINE_VERSION
    decided = document.state in (State.PUBLISHED, State.WITHDRAWN)
    return same_file and decided and document.title == entry.title and _is_described(document.report, entry)


def _is_described(report: Report, entry: Entry) -> bool:
    publisher = report.publisher
    instrument = report.instrument.code if report.instrument else ""
    return (
        all(getattr(report, name) == getattr(entry, name) for name in SAME)
        and instrument == entry.instrument
        and entry.publisher in (publisher.name_kk, publisher.name_ru, publisher.name_en)
        and publisher.kind == entry.publisher_kind
    )


@contextmanager
def _whole_or_nothing(entry: Entry, original: Original) -> Iterator[Document]:
    """The document of the entry with its report and its file; where anything fails, nothing of it stays."""
    document = Document(sha256=original.sha256)
    try:
        with transaction.atomic():
            document = _catalogued(entry, original)
            yield document
    except BaseException:
        _discard_unused(document, entry.path.name)
        raise


def _discard_unused(document: Document, name: str) -> None:
    """Rows go with their transaction; a file has to be taken away by hand."""
    path = Document._meta.get_field("file").generate_filename(document, name)
    if not is_kept(path):
        document.file.storage.delete(path)


def _catalogued(entry: Entry, original: Original) -> Document:
    report = _report(entry)
    document = report.documents.filter(language=entry.language).order_by("-version").first()
    if document is None or document.sha256 != original.sha256:
        version = next_version(report, entry.language)
        document = Document(report=report, language=entry.language, version=version, sha256=original.sha256)
        keep_original(document, entry.path.name, original.data)
    document.title = entry.title
    is_new = document.pk is None
    document.save()
    if is_new:
        Correction.objects.carry_over(document)
    _entitle(report)
    return document


def _report(entry: Entry) -> Report:
    """The report as the entry describes it; where that changed, its other documents are indexed anew."""
    values: dict[str, Any] = {name: getattr(entry, name) for name in SAME}
    values["publisher"] = _publisher(entry)
    values["instrument"] = Instrument.objects.get(code=entry.instrument) if entry.instrument else None
    new = values | {"title": entry.title}
    report, created = Report.objects.select_for_update().get_or_create(slug=entry.report, defaults=new)
    if not created and any(getattr(report, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(report, name, value)
        report.save()
        for document in report.documents.exclude(language=entry.language):
            document.changed_for_readers()
    return report


def _entitle(report: Report) -> None:
    """A report has the title of its document in the archive's first language."""
    titles = dict(report.documents.order_by("version").values_list("language", "title"))
    title = next(titles[language] for language in LANGUAGES if language in titles)
    if report.title != title:
        report.title = title
        report.save(update_fields=["title", "changed"])


def _publisher(entry: Entry) -> Publisher:
    """The publisher with that name in any language; a new one is named in the language its letters are of."""
    name = entry.publisher
    known = Publisher.objects.filter(Q(name_kk=name) | Q(name_ru=name) | Q(name_en=name)).first()
    if known is None:
        language = "en" if name.isascii() else entry.language
        slug = _free_slug(name)
        return Publisher.objects.create(slug=slug, kind=entry.publisher_kind, **{f"name_{language}": name})
    if known.kind != entry.publisher_kind:
        known.kind = entry.publisher_kind
        known.save(update_fields=["kind"])
    return known


def _free_slug(name: str) -> str:
    slug = slug_of(name) or "publisher"
    taken = set(Publisher.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    numbered = (slug if n == 1 else f"{slug}-{n}" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in numbered if candidate not in taken)
