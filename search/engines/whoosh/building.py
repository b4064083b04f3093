"""A whole index built by as many processes as there are processors: each writes a segment of its own.

To analyse a section and to sort its words into the index is most of the work, and needs nothing but its text; so the
sections are read from the record here, and dealt out. A few of them are not worth starting processes for.
"""

from __future__ import annotations

import os
import signal
from contextlib import ExitStack
from itertools import chain, cycle, islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from whoosh.filedb.filestore import FileStorage

from search.engines.whoosh.pool import ROOM
from search.engines.whoosh.rows import row_of
from search.engines.whoosh.store import segment_writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.fields import Schema
    from whoosh.writing import IndexWriter

    from search.engines.whoosh.rows import Row

ALONE = 2000  # sections that are written before others are started, which takes each of them about a second
DEALT = 50  # sections at a time
MOST = 8  # processes: to read the record takes a third of what they do with it, so that more would wait
POLITE = 10  # how far it stands back behind readers, who search meanwhile; 19 would be the farthest
# No fork: a process may have threads, and connections to the record, which a copy of it must not touch.
PROCESSES = get_context("spawn")


def build(writer: IndexWriter, prepared: Iterable[Row]) -> int:
    """Write sections as Haystack prepares them; return how many there were.

    Raises what a process raised, and EOFError where one ended without a word, as when the system has no memory left.
    """
    sections = iter(prepared)
    processors = os.cpu_count() or 1
    count = 0
    for each in islice(sections, ALONE if processors > 1 else None):
        writer.add_document(**row_of(each, writer.schema))
        count += 1
    batches = _batches(sections)
    first = next(batches, None)
    return count + (_deal(writer, chain([first], batches), min(MOST, processors)) if first else 0)


def _batches(sections: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(sections, DEALT)):
        yield batch


def _deal(writer: IndexWriter, batches: Iterable[list[Row]], processes: int) -> int:
    count = 0
    with ExitStack() as stack:
        shares = [stack.enter_context(Share(writer, ROOM // processes)) for _ in range(processes)]
        for share, batch in zip(cycle(shares), batches, strict=False):
            share.give(batch)
            count += len(batch)
        for share in shares:
            share.finish()
        writer.segments += [share.segment() for share in shares]
    return count


class Share:
    """A process that writes its share of the sections into the folder of a writer, with `room` bytes of memory."""

    def __init__(self, writer: IndexWriter, room: int) -> None:
        self._pipe, theirs = PROCESSES.Pipe()
        given = (theirs, writer.storage.folder, writer.schema, room)
        self._process = PROCESSES.Process(target=_write, args=given, daemon=True)
        self._process.start()
        theirs.close()

    def __enter__(self) -> Share:
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        self._process.terminate()
        self._process.join()

    def give(self, batch: list[Row]) -> None:
        """Sections to write. Raises what kept the process from going on."""
        try:
            self._pipe.send(batch)
        except (BrokenPipeError, ConnectionResetError):
            self.segment()

    def finish(self) -> None:
        self.give([])

    def segment(self) -> W3Segment:
        """What was written. Raises what the process raised; EOFError where it ended without a word."""
        answer = self._pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer


def _write(pipe: Connection[Any, Any], folder: str, schema: Schema, room: int) -> None:
    """In a process of its own: write what comes until nothing more does."""
    os.nice(POLITE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who builds the index is told as well, and ends this process
    try:
        writer = segment_writer(FileStorage(folder).open_index(schema=schema), room)
        while batch := pipe.recv():
            for prepared in batch:
                writer.add_document(**row_of(prepared, schema))
        pipe.send(writer._finalize_segment())
    except EOFError:
        return  # who builds the index is gone
    except Exception as error:  # whatever it is, who builds the index must know and raise it
        pipe.send(error)
