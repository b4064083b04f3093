"""An index whose files are damaged, cut or gone, a writer that dies, a disk that is full: said plainly, and healed."""

from __future__ import annotations

import itertools
import os
import resource
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from archive.models import Document
from search.engines.contract import IndexUnfit
from search.engines.whoosh.snapshot import Snapshot, read_newest
from search.engines.whoosh.store import Store
from search.finding import backend, find
from search.request import Request
from search.updating import bring_up_to_date, rebuild
from tests.engines import on_files
from tests.factories import make_document, make_report, make_section
from tests.test_index import REPOSITORY, SCHEMA, found, row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client

READERS, SWAPS = 6, 120
FILES = (".pst", ".trm", ".columns", "._stored.col", ".toc")
WRITER = """
    import sys, pathlib, django
    django.setup()
    from tests.test_index import SCHEMA, row
    from search.engines.whoosh.store import Store
    store = Store(pathlib.Path(sys.argv[1]), SCHEMA)
    print("ready", flush=True)
    for turn in range(100000):
        with store.writing() as writer:
            writer.delete_by_term("id", "10")
            writer.add_document(**row(10, "сот", "үкім", f"іс{turn}"))
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "index", SCHEMA)
    with store.writing() as writer:
        writer.add_document(**row(1, "сот"))
    return store


def writing(store: Store) -> subprocess.Popen[bytes]:
    """A process that replaces one row again and again."""
    environment = {"PYTHONPATH": str(REPOSITORY), "PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(store.path)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
    assert writer.stdout
    assert writer.stdout.readline().strip() == b"ready"
    return writer


def test_it_is_whole_whenever_the_writer_is_killed(store: Store) -> None:
    for wait in (0.01, 0.05, 0.11, 0.18, 0.26, 0.35):
        writer = writing(store)
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        assert found(store, "сот") in ([1], [1, 10])  # the row that is replaced stands there once, or not yet
    with store.writing() as again:
        again.add_document(**row(2, "сот"))
    assert found(store, "сот") == [1, 2, 10]
    folder = store.current()
    assert folder
    assert len(list(folder.iterdir())) < 60, "what the killed writers left is cleared away"


def test_it_reads_on_while_another_process_writes(store: Store) -> None:
    writer = writing(store)
    try:
        until = time.monotonic() + 3
        snapshot = None
        while time.monotonic() < until:
            snapshot = read_newest(store, snapshot, room=1000)
            rows = snapshot.ids[snapshot.sections("text_stem", "сот")].tolist()
            assert sorted(rows) in ([1], [1, 10])
    finally:
        writer.kill()
        writer.wait()


def read_until(done: threading.Event, store: Store) -> int:
    """Open the index and read it again and again; how often that was done. Raises what a reader is refused with."""
    snapshot = None
    for times in itertools.count(1):
        store.open()
        snapshot = read_newest(store, snapshot, room=1000)
        assert snapshot.ids[snapshot.sections("text_stem", "сот")].tolist() == [1]
        if done.is_set():
            return times
    raise AssertionError


def test_it_refuses_nobody_while_the_index_is_rebuilt_again_and_again(store: Store) -> None:
    done = threading.Event()
    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(read_until, done, Store(store.path, SCHEMA)) for _ in range(READERS)]
        try:
            for turn in range(SWAPS):
                with store.rebuilding() if turn % 2 else store.writing() as writer:
                    writer.delete_by_term("id", "1")
                    writer.add_document(**row(1, "сот", f"іс{turn}"))
        finally:
            done.set()
        assert sum(reader.result(timeout=30) for reader in readers) > SWAPS
    assert found(store, f"іс{SWAPS - 1}") == [1]
    assert read_newest(store, None, room=1000).generation == store.newest()


def test_it_removes_what_a_killed_rebuild_left_at_the_next_swap(store: Store) -> None:
    killed = store.path / "0123456789abcdef"
    killed.mkdir()
    (killed / "MAIN_1.pst").write_bytes(b"half of it")
    with store.rebuilding() as writer:
        writer.add_document(**row(2, "сот"))
    assert [path for path in store.path.iterdir() if path.is_dir()] == [store.current()]


def write_many(store: Store) -> None:
    with store.writing() as writer:
        for number in range(2, 300):
            writer.add_document(**row(number, "сот", f"іс{number}"))


def test_it_keeps_the_index_when_the_disk_is_full(store: Store) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that writing fails as it does on a full disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    try:
        with pytest.raises(OSError, match="large"):
            write_many(store)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert found(store, "сот") == [1]
    with store.writing() as writer:
        writer.add_document(**row(2, "сот"))
    assert found(store, "сот") == [1, 2]


def test_it_reads_on_in_files_that_a_commit_deleted(store: Store) -> None:
    snapshot = Snapshot(store.open())
    with store.rebuilding() as writer:
        writer.add_document(**row(2, "сот"))
    assert snapshot.ids[snapshot.sections("text_stem", "сот")].tolist() == [1]
    assert snapshot.stored(0)["django_id"] == 1


@pytest.fixture
def document(transactional_db: None) -> Iterator[Document]:
    document = make_document(make_report("damage"), language="kk")
    for number in range(5):
        make_section(document, f"Бөлім {number}", text=f"Сот {number} үкім шығарды.")
    rebuild()
    yield document
    backend().clear()


def files(ending: str) -> list[Path]:
    folder = on_files().store.current()
    assert folder
    return [file for file in folder.iterdir() if file.name.endswith(ending)]


def opened_anew() -> None:
    """As if this process had just begun: what is open already is not read again."""
    on_files()._snapshot = None


@pytest.mark.parametrize("ending", FILES)
@pytest.mark.parametrize("way", ["cut", "gone", "flipped"])
def test_it_says_that_a_damaged_index_must_be_rebuilt(
    document: Document, client: Client, ending: str, way: str
) -> None:
    [file] = files(ending)
    whole = file.read_bytes()
    if way == "gone":
        file.unlink()
    elif way == "cut":
        os.truncate(file, len(whole) // 2)
    else:
        file.write_bytes(bytes(each ^ 0xFF for each in whole))
    opened_anew()
    assert client.get("/", {"q": "сот"}).status_code == 503
    assert "rebuild_index" in client.get("/api/v1/search/", {"q": "сот"}).json()["detail"]
    with pytest.raises(CommandError, match="check_index --if-needed"):
        call_command("check_index")
    call_command("check_index", "--if-needed")
    assert find(Request(q="сот")).total == 5


def test_it_says_so_when_a_file_is_cut_under_a_reader(document: Document) -> None:
    assert find(Request(q="үкім")).total == 5
    os.truncate(files(".pst")[0], 3)
    with pytest.raises(IndexUnfit, match="rebuild_index"):
        find(Request(q="шығарды"))


def test_it_heals_a_deleted_index_with_the_next_document(document: Document, client: Client) -> None:
    shutil.rmtree(on_files().store.path)
    assert client.get("/", {"q": "сот"}).status_code == 503
    Document.objects.update(indexed_revision=0, revision=1)
    bring_up_to_date(document.pk)
    assert find(Request(q="сот")).total == 5
