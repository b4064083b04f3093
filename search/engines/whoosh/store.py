"""Where an index lives on disk: generations beside each other, one of them current, one writer at a time.

index/current            names the folder readers open
index/20261121-…/        one generation: Whoosh's files and the stamp
index/write.lock         held by whoever writes; freed by the system when that process dies
"""

from __future__ import annotations

import logging
import os
import shutil
import time
import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from filelock import FileLock
from whoosh.filedb.filestore import FileStorage
from whoosh.index import _DEF_INDEX_NAME, TOC

from search import stamp
from search.engines.contract import IndexUnfit
from search.engines.whoosh.codec import ArrayCodec
from search.engines.whoosh.pool import ROOM, Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from whoosh.fields import Schema
    from whoosh.index import FileIndex
    from whoosh.writing import IndexWriter

log = logging.getLogger("search")
Made = TypeVar("Made")
Marks = list[tuple[int, int]]  # which file, and the nanosecond of its last change
SETTLED = 2_000_000_000  # nanoseconds, more than a tick of any file system's clock
PATIENCE = 15 * 60  # seconds a writer waits for another one, such as a full rebuild


@dataclass(frozen=True, slots=True)
class Seen:
    """What was the newest when the files had these marks."""

    newest: tuple[str, int]
    marks: Marks


class Store:
    """The generations of one index under the folder `path`."""

    def __init__(self, path: Path, schema: Schema) -> None:
        self.path = path
        self.schema = schema
        self._seen: Seen | None = None
        self._lock = FileLock(path / "write.lock", timeout=PATIENCE, mode=0o600)

    @property
    def exists(self) -> bool:
        """Whether an index was ever made here, fit or not."""
        return (self.path / "current").exists()

    def current(self) -> Path | None:
        """The folder of the generation readers use; None where there is none that fits this program."""
        folder = self._pointed()
        while folder and not stamp.fits(folder):
            folder, before = self._pointed(), folder
            if folder == before:  # else it was exchanged, and the old one removed, while we looked
                return None
        return folder

    def _pointed(self) -> Path | None:
        try:
            return self.path / (self.path / "current").read_text()
        except FileNotFoundError:
            return None

    def newest(self) -> tuple[str, int]:
        """The folder and the number of the last commit: what readers should be reading.

        Raises IndexUnfit where there is no index that fits this program.
        """
        with suppress(FileNotFoundError):
            if self._seen and self._seen.marks == self._marks(self._seen.newest[0]):
                return self._seen.newest
        while folder := self.current():
            with suppress(FileNotFoundError):  # exchanged in between
                marks = self._marks(str(folder))
                newest = str(folder), TOC._latest_generation([file.name for file in folder.iterdir()], _DEF_INDEX_NAME)
                # Two changes within one tick of the clock leave the same mark: what is young is looked at again.
                if time.time_ns() - max(changed for _, changed in marks) > SETTLED:
                    self._seen = Seen(newest, marks)
                return newest
        raise IndexUnfit

    def _marks(self, folder: str) -> Marks:
        """What changes with every swap, commit and stamp: asked for at every request, so nothing is read for it.

        Nor is a Path made, which takes as long as the look at the file.
        """
        stats = [os.stat(path) for path in (self.path / "current", folder, f"{folder}/{stamp.NAME}")]  # noqa: PTH116  (see above)
        return [(stat.st_ino, stat.st_mtime_ns) for stat in stats]

    def open(self) -> FileIndex:
        """The current index. Raises IndexUnfit as `read` does."""
        return self.read(lambda index: index)

    def read(self, make: Callable[[FileIndex], Made]) -> Made:
        """What `make` reads of the current index; once more where a swap or a commit took its files away meanwhile.

        Raises IndexUnfit where there is no index that fits, or where its files are damaged.
        """
        while True:
            newest = self.newest()
            try:
                return make(FileStorage(newest[0]).open_index(schema=self.schema))
            except Exception as error:  # a damaged file shows as whatever its bytes happen to break
                if self.newest() == newest:
                    log.warning("The index in %s cannot be read: %r", newest[0], error)
                    raise IndexUnfit from error

    @contextmanager
    def writing(self) -> Iterator[IndexWriter]:
        """A writer on the current index; its work is kept when the block ends well, and dropped when it fails.

        Raises IndexUnfit where the index is of another version: more is amiss than what is to be written.
        """
        with self._alone():
            if not self.exists:
                self._begin_empty()
            with _committing(self.open()) as writer:
                yield writer

    @contextmanager
    def rebuilding(self) -> Iterator[IndexWriter]:
        """A writer on a new, empty index beside the current one, which takes its place when the block ends well."""
        with self._alone():
            folder = self._new_folder()
            with _committing(FileStorage(str(folder)).create_index(self.schema)) as writer:
                yield writer
            self._make_current(folder)

    def remove(self) -> None:
        """Begin again with an empty index."""
        with self._alone():
            self._begin_empty()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock of the index, in a folder nobody else may write to: the files are pickles."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.chmod(0o700)
        with self._lock:
            yield

    def _begin_empty(self) -> None:
        folder = self._new_folder()
        FileStorage(str(folder)).create_index(self.schema)
        self._make_current(folder)

    def _new_folder(self) -> Path:
        folder = self.path / uuid.uuid4().hex
        folder.mkdir(mode=0o700)
        stamp.write(folder)
        return folder

    def _make_current(self, folder: Path) -> None:
        """Swap by one rename; generations nobody will open again are removed (open files stay readable)."""
        pointer = self.path / "current.new"
        pointer.write_text(folder.name)
        pointer.rename(self.path / "current")
        for other in self.path.iterdir():
            if other.is_dir() and other != folder:
                shutil.rmtree(other, ignore_errors=True)


def segment_writer(index: FileIndex, room: int = ROOM) -> IndexWriter:
    """Whoosh's writer with our codec; at most about `room` bytes of postings are kept in memory.

    Separate files, because a compound one would be copied into memory by every reader. Whoosh's own lock is left
    alone: ours is held, and a commit that fails, as on a full disk, would hold the other until this process ends.
    """
    writer = index.writer(codec=ArrayCodec(), compound=False, _lk=False)
    writer.pool = Pool(index.storage.folder, room)
    return writer


@contextmanager
def _committing(index: Any) -> Iterator[IndexWriter]:
    writer = segment_writer(index)
    try:
        yield writer
        writer.commit()
    except BaseException:
        with suppress(Exception):  # what fails now hides why; what is left over goes with the next commit
            writer.cancel()
        raise
