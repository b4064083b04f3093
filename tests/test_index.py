"""The index on disk: swaps, one writer, a writer that dies, damage."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from whoosh.fields import Schema

from search.engines.contract import IndexUnfit
from search.engines.whoosh.fields import CodesField, TermsField
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.store import Store

SCHEMA = Schema(id=CodesField(unique=True), django_id=CodesField(), text_stem=TermsField())
REPOSITORY = Path(__file__).resolve().parent.parent


def row(number: int, *words: str) -> dict[str, object]:
    terms = [(word, place) for place, word in enumerate(words)]
    return {"id": [str(number)], "_stored_django_id": number, "django_id": [str(number)], "text_stem": terms}


def found(store: Store, word: str) -> list[int]:
    snapshot = Snapshot(store.open())
    return sorted(snapshot.ids[snapshot.sections("text_stem", word)].tolist())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "index", SCHEMA)


def test_it_has_no_index_before_the_first_writing(store: Store) -> None:
    with pytest.raises(IndexUnfit):
        store.open()


def test_it_finds_what_was_written(store: Store) -> None:
    with store.writing() as writer:
        writer.add_document(**row(1, "сот", "үкім"))
        writer.add_document(**row(2, "сот"))
    assert found(store, "сот") == [1, 2]
    assert found(store, "үкім") == [1]


def test_it_drops_all_of_a_writing_that_fails(store: Store) -> None:
    with store.writing() as writer:
        writer.add_document(**row(1, "сот"))
    with suppress(KeyError), store.writing() as writer:
        writer.add_document(**row(2, "сот"))
        raise KeyError
    assert found(store, "сот") == [1]


def test_it_forgets_deleted_rows(store: Store) -> None:
    with store.writing() as writer:
        for number in range(5):
            writer.add_document(**row(number, "сот"))
    with store.writing() as writer:
        writer.delete_by_term("id", "3")
    assert found(store, "сот") == [0, 1, 2, 4]


def test_it_answers_from_the_old_index_until_the_new_one_is_whole(store: Store) -> None:
    with store.writing() as writer:
        writer.add_document(**row(1, "ескі"))
    with store.rebuilding() as writer:
        writer.add_document(**row(2, "жаңа"))
        assert found(store, "ескі") == [1]
    assert found(store, "ескі") == []
    assert found(store, "жаңа") == [2]


def test_it_keeps_the_old_index_when_a_rebuild_fails(store: Store) -> None:
    with store.writing() as writer:
        writer.add_document(**row(1, "ескі"))
    with suppress(KeyError), store.rebuilding():
        raise KeyError
    assert found(store, "ескі") == [1]


def test_it_reads_on_in_an_old_generation_after_a_swap(store: Store) -> None:
    with store.writing() as writer:
        writer.add_document(**row(1, "ескі"))
    snapshot = Snapshot(store.open())
    with store.rebuilding() as writer:
        writer.add_document(**row(2, "жаңа"))
    assert snapshot.ids[snapshot.sections("text_stem", "ескі")].tolist() == [1]


def test_it_lets_one_writer_in_at_a_time(store: Store) -> None:
    order: list[str] = []

    def second() -> None:
        with Store(store.path, SCHEMA).writing() as writer:
            order.append("second")
            writer.add_document(**row(2, "сот"))

    with store.writing() as writer:
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.3)
        order.append("first")
        writer.add_document(**row(1, "сот"))
    thread.join(timeout=30)
    assert order == ["first", "second"]
    assert found(store, "сот") == [1, 2]


def test_it_is_whole_after_a_writer_was_killed(store: Store) -> None:
    with store.writing() as writer:
        writer.add_document(**row(1, "сот"))
    program = textwrap.dedent(f"""
        import sys, time, pathlib, django
        django.setup()
        from tests.test_index import SCHEMA, row
        from search.engines.whoosh.store import Store
        with Store(pathlib.Path({str(store.path)!r}), SCHEMA).writing() as writer:
            for number in range(100, 400):
                writer.add_document(**row(number, "сот"))
            print("writing", flush=True)
            time.sleep(60)
    """)
    environment = {"PYTHONPATH": str(REPOSITORY), "PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    killed = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment)
    assert killed.stdout
    assert killed.stdout.readline().strip() == b"writing"
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert found(store, "сот") == [1]
    with store.writing() as writer:
        writer.add_document(**row(2, "сот"))
    assert found(store, "сот") == [1, 2]


def test_it_says_that_a_damaged_index_must_be_rebuilt(store: Store) -> None:
    with store.writing() as writer:
        writer.add_document(**row(1, "сот"))
    folder = store.current()
    assert folder
    for file in folder.glob("_MAIN_*.toc"):
        file.write_bytes(b"")
    with pytest.raises(IndexUnfit):
        store.open()


def test_it_finds_like_words_the_nearest_first(store: Store) -> None:
    with store.writing() as writer:
        writer.add_document(**row(1, "новак", "ноябрь", "навык", "зона", "новак"))
        writer.add_document(**row(2, "новик", "новак", "сенатор"))
    snapshot = Snapshot(store.open())
    assert snapshot.similar("новок", 1) == ["новак", "новик"]
    assert snapshot.similar("новок", 2) == ["новак", "новик", "навык"]
    assert snapshot.similar("сенаторы", 1) == ["сенатор"]
    assert snapshot.similar("сентаор", 1) == ["сенатор"]
    assert snapshot.similar("бап", 1) == []
