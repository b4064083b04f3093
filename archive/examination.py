"""A new file is read before anybody says what it is: for suggestions, and to know it again."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import OperationalError
from django.utils import timezone

from archive.importing.draft import Context, ImportProblem
from archive.importing.fingerprint import fingerprint
from archive.importing.metadata import suggest
from archive.models import Upload
from archive.pipeline import read
from archive.saving import page_starts
from archive.vocabulary import current_vocabulary

if TYPE_CHECKING:
    from archive.importing.draft import DocumentDraft, Vocabulary

log = logging.getLogger("archive")


def examine(upload_id: int) -> None:
    """Read the file and keep what was found in its row; a bad file is recorded there.

    Nothing happens where it has been read, is being read, or is gone. A bug of ours is recorded as "internal" and
    raised for the log; where the database is away the row stays unfinished, for `archive.tasks.resume_imports`.
    """
    if not Upload.objects.claim(upload_id, timezone.now()):
        return
    upload = Upload.objects.get(pk=upload_id)
    try:
        upload.found(_findings(upload))
    except FileNotFoundError:
        upload.failed("file-missing", {"file": upload.file_name})
    except ImportProblem as problem:
        upload.failed(problem.code, problem.details)
    except OperationalError:
        raise
    except Exception:  # whatever it is, whoever waits for this file must see that it failed
        upload.failed("internal")
        raise
    log.info("Upload %s, %s: %s %s", upload.pk, upload.file_name, upload.state, upload.problem)


def _findings(upload: Upload) -> dict[str, Any]:
    vocabulary = current_vocabulary()
    with upload.file.open("rb") as file:
        draft = read(file.read(), Context("", vocabulary=vocabulary), upload.reached)
    return _as_values(draft, vocabulary)


def _as_values(draft: DocumentDraft, vocabulary: Vocabulary) -> dict[str, Any]:
    suggestions = [asdict(one) for one in suggest(draft, vocabulary)]
    file = {"format": draft.raw.format, "page_starts": page_starts(draft.raw)}
    return {"suggestions": suggestions, "fingerprint": asdict(fingerprint(draft)), **file}
