"""Extraction in a process of its own, with limits of time and memory: whatever a file does, the worker lives on."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import asdict
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings

from archive.importing.draft import ImportProblem, RawText
from archive.importing.extraction import Limits
from archive.importing.extraction.wire import from_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

log = logging.getLogger("archive")
# What the readers need of our environment; it also holds passwords, which a file must not get near to.
INHERITED = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX")
MEGABYTE = 1_000_000


def extract_apart(data: bytes, progress: Callable[[int, int], None]) -> RawText:
    """The text of a file. `progress` is called with the page just read (1-based) and their number.

    Raises ImportProblem: those of the readers, "too-slow" (page, seconds) when no page was read for
    EXTRACTION_SECONDS, "too-much-memory" (page) beyond EXTRACTION_MEMORY, "reader-died" (page).
    """
    if len(data) > settings.UPLOAD_LIMIT:
        raise ImportProblem("too-large", what="bytes", size=len(data), limit=settings.UPLOAD_LIMIT)
    page = 0
    try:
        with _reader(data) as (events, errors):
            for event in events:
                if "text" in event:
                    return from_values(event["text"])
                if "problem" in event:
                    raise ImportProblem(event["problem"], **{"page": page, **event["details"]})
                page = event["page"]
                progress(page, event["of"])
            raise _sudden_end(errors, page)
    except TimeoutError:
        raise ImportProblem("too-slow", page=page, seconds=settings.EXTRACTION_SECONDS) from None


@contextmanager
def _reader(data: bytes) -> Iterator[tuple[Iterator[dict[str, Any]], IO[bytes]]]:
    """The events of a process that reads `data`, and the file of its complaints; it is gone at the end."""
    limits = asdict(Limits(max_bytes=settings.UPLOAD_LIMIT, max_pages=settings.PAGE_LIMIT))
    given = json.dumps({"limits": limits, "memory": settings.EXTRACTION_MEMORY * MEGABYTE})
    command = [sys.executable, "-m", "archive.importing.extraction", given]
    environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
    with TemporaryFile() as source, TemporaryFile() as errors:
        source.write(data)
        source.seek(0)
        process = subprocess.Popen(  # noqa: S603  # our own module, with numbers for arguments
            command,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=settings.BASE_DIR,
            # One thread for each Tesseract: the workers share the cores already.
            env=environment | {"PYTHONUTF8": "1", "OMP_THREAD_LIMIT": "1"},
            start_new_session=True,
        )
        try:
            yield _events(process), errors
        finally:
            _end(process)


def _events(process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    """What the process says, until it ends; raises TimeoutError when it says nothing for too long."""
    assert process.stdout  # noqa: S101  # it was opened with a pipe
    silent = threading.Event()
    while True:
        watch = threading.Timer(settings.EXTRACTION_SECONDS, _stop, [process, silent])
        watch.start()
        line = process.stdout.readline()
        watch.cancel()
        if silent.is_set():
            raise TimeoutError
        if not line.endswith(b"\n"):  # it died, perhaps in the middle of a line
            return
        yield json.loads(line)


def _stop(process: subprocess.Popen[bytes], silent: threading.Event) -> None:
    silent.set()
    _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it and what it started: a Tesseract at work would go on."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _sudden_end(errors: IO[bytes], page: int) -> ImportProblem:
    errors.seek(0)
    said = errors.read().decode(errors="replace")
    log.error("The process that reads files ended at page %s: %s", page, said[-2000:])
    starved = "MemoryError" in said or "bad_alloc" in said
    return ImportProblem("too-much-memory" if starved else "reader-died", page=page)
