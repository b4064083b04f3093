"""Who works on an import: the row says it to every host, a locked file says it to the other processes of this one.

The operating system lets go of the lock when its process dies, however it dies. So a worker that starts again on the
same host takes up at once what a killed one left; on another host the lease in the row has to run out first.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from filelock import FileLock, Timeout

from archive.models import Import

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STAMP = "%Y%m%dT%H%M%S%f"  # to the microsecond, as the row has it: the name stands for one attempt and no other


@contextmanager
def claimed(import_id: int) -> Iterator[Import | None]:
    """The import, for this process alone; None where another process has it, it is finished, or it is gone.

    After an exception that left the import unfinished the file stays, unlocked: `free_abandoned` finds it.
    """
    started = timezone.now()
    path = _folder() / f"{import_id}-{started:{STAMP}}.lock"
    with FileLock(path):
        mine = Import.objects.claim(import_id, started)
        yield Import.objects.select_related("document__report__instrument").get(pk=import_id) if mine else None
    path.unlink(missing_ok=True)


def free_abandoned() -> None:
    """End the leases of processes of this host that died."""
    for path in _folder().glob("*.lock"):
        try:
            with FileLock(path, timeout=0):
                Import.objects.abandon(*_attempt(path))
                path.unlink(missing_ok=True)
        except Timeout:
            continue  # its process is alive


def _folder() -> Path:
    folder: Path = settings.DATA_DIR / "running"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _attempt(path: Path) -> tuple[int, datetime]:
    import_id, _, started = path.stem.partition("-")
    return int(import_id), datetime.strptime(started, STAMP).replace(tzinfo=UTC)
