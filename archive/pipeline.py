"""From the bytes of a file to the rows of the record: the one place that knows all stages.

Reading is pure and happens outside any transaction; saving is one transaction, so a document is either as it was or
wholly new. Running it again on the same file changes nothing but the time of the import.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from django.core.files.base import ContentFile
from django.db import OperationalError, transaction

from archive.extracting import extract_apart
from archive.importing.cleaning import clean
from archive.importing.corrections import apply_corrections
from archive.importing.draft import Context, DocumentDraft, ImportProblem
from archive.importing.languages import detect
from archive.importing.references import find_links
from archive.importing.sections import find_sections
from archive.importing.tagging import tag
from archive.models import Document, ImportState, Stage
from archive.saving import publish, save_draft
from archive.vocabulary import current_vocabulary

if TYPE_CHECKING:
    from archive.models import Import, Upload

PIPELINE_VERSION = 2  # raise when a stage would give another result for the same file

log = logging.getLogger("archive")


class Progress(Protocol):
    """Told at every stage that begins, while the file is read at every page: the page just read, of how many."""

    def __call__(self, stage: str, page: int = 0, of: int = 0) -> None: ...


def silent(stage: str, page: int = 0, of: int = 0) -> None:
    """For callers whom nobody waits for."""


def read(data: bytes, context: Context, progress: Progress = silent) -> DocumentDraft:
    """Extraction in a process of its own, then all pure stages over what it read.

    Raises ImportProblem where no report can be read in the bytes.
    """
    progress(Stage.EXTRACTION)
    raw = extract_apart(data, partial(progress, Stage.EXTRACTION))
    progress(Stage.CLEANING)
    text = clean(raw)
    if not context.language:
        language = detect("\n".join(paragraph.text for paragraph in text.paragraphs))
        context = replace(context, language=language)
    progress(Stage.SECTIONS)
    sections, unfit = apply_corrections(find_sections(text, context), context.corrections)
    progress(Stage.REFERENCES)
    links = find_links(sections, context)
    progress(Stage.TAGGING)
    tags = tag(sections, links, context)
    return DocumentDraft(context.language, raw, sections, tags, links, text.repairs, context.corrections, unfit)


def context_of(document: Document) -> Context:
    report = document.report
    instrument = report.instrument.code if report.instrument else ""
    corrections = document.corrections.in_order()
    return Context(document.language, instrument, report.kind, current_vocabulary(), corrections)


def run(job: Import) -> bool:
    """Import the document of `job`; True when it is in. A bad file is recorded in the job and nothing else changes.

    A bug of ours is recorded as "internal" and raised for the log. Where the database is busy or away the job stays
    unfinished: `archive.tasks.resume_imports` takes it up again.
    """
    try:
        _import(job)
    except FileNotFoundError:
        job.finish(ImportState.FAILED, "file-missing", {"file": job.document.file_name})
    except ImportProblem as problem:
        job.finish(ImportState.FAILED, problem.code, problem.details)
    except Document.DoesNotExist:
        log.info("Import %s: the document was deleted meanwhile", job.pk)
        return False
    except OperationalError:
        raise
    except Exception:  # whatever it is, whoever waits for this import must see that it failed
        job.finish(ImportState.FAILED, "internal")
        raise
    log.info("Import %s of %s: %s %s", job.pk, job.document.file_name, job.state, job.problem)
    return job.state == ImportState.DONE


def _import(job: Import) -> None:
    document = job.document
    with document.file.open("rb") as file:
        draft = read(file.read(), context_of(document), job.reached)
    job.reached(Stage.SAVING)
    with transaction.atomic():
        save_draft(document, draft, PIPELINE_VERSION)
        if job.publishes:
            publish(document)
        job.finish(ImportState.DONE)


def keep_original(document: Document | Upload, name: str, data: bytes) -> None:
    """Give the document, or the new file, its original; the same bytes are stored once under their hash."""
    document.file_name = name
    path = document._meta.get_field("file").generate_filename(document, name)
    storage = document.file.storage
    if storage.exists(path):
        document.file.name = path
    else:
        document.file.save(name, ContentFile(data), save=False)
