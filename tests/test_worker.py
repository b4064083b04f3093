"""Real workers on a real queue: what is queued comes in, also when a worker is killed in the middle of it."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from tests.manifests import TEXT, Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.worker

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 40  # seconds for anything a worker does
WORKER = "-m celery -A archive worker --beat --pool solo --concurrency 1 --loglevel INFO"
WORDS = "жалоба суд пытки камера защитник закон статья комитет проверка больница письмо надзор свобода право"


def long_text() -> str:
    """A report that takes some seconds: long enough to be killed in the middle, the same in every run."""
    chance = random.Random(5)  # noqa: S311  # words of a test, no secret
    words = WORDS.split()
    sentences = [" ".join(chance.choices(words, k=12)).capitalize() + "." for _ in range(2000)]
    parts = [f"{n}. Раздел о жалобах {n}\n" + " ".join(sentences[n * 40 : n * 40 + 40]) for n in range(1, 50)]
    return "О положении в тюрьмах\n\n" + "\n\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class Site:
    """An archive of its own: folder, database, queue."""

    folder: Path
    redis: str = ""

    def manage(self, *words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environ, capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout

    @property
    def environ(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        own = {
            "DATA_DIR": str(self.folder),
            "SECRET_KEY": "only-for-tests",
            "REDIS_URL": self.redis,
            "DATABASE_URL": "",
        }
        return kept | own | {"LC_ALL": "C.UTF-8", "DJANGO_SETTINGS_MODULE": "archive.settings"}

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        with (self.folder / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *WORKER.split()],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                yield process
            finally:
                if process.poll() is None:
                    process.terminate()
                    process.wait(PATIENCE)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(f"file:{self.folder / 'huqyq.sqlite3'}?mode=ro", uri=True) as database:
            return database.execute(query).fetchall()

    def is_all_in(self) -> bool:
        """Every import done, every document published and in the index."""
        jobs = {state for (state,) in self.rows("SELECT state FROM archive_import")}
        documents = self.rows("SELECT state, revision = indexed_revision FROM archive_document")
        return jobs == {"done"} and set(documents) == {("published", 1)}

    def is_in_the_middle(self) -> bool:
        stages = self.rows("SELECT stage FROM archive_import WHERE state = 'running'")
        return any(stage in ("cleaning", "sections", "references", "tagging") for (stage,) in stages)

    def export(self, slug: str) -> Any:
        """The report without what differs between two archives: ids and times."""
        report = json.loads(self.manage("export_report", slug))
        for document in report["documents"]:
            del document["first_seen"]
            keys = {section["id"]: section["key"] for section in document["sections"]}
            for section in document["sections"]:
                section["id"], section["parent"] = section["key"], keys.get(section["parent"])
                for link in section["links"]:
                    link["section"] = keys.get(link["section"])
        return report


def make_site(folder: Path, redis: str = "") -> Site:
    folder.mkdir()
    site = Site(folder, redis)
    site.manage("migrate", "--verbosity", "0")
    desk = Desk(folder).put(long_text(), file="long.txt").put(TEXT, file="short.txt")
    desk.write(desk.table())
    return site


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None, "the worker is alive"
        assert time.monotonic() < end, "it is done in time"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The reports as a command without any worker imports them."""
    site = make_site(tmp_path_factory.mktemp("quiet") / "site")
    site.manage("import_reports", str(site.folder / "manifest.csv"))
    return {slug: site.export(slug) for slug in ("long", "short")}


@pytest.fixture(params=["folder", "redis"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    redis: str = getattr(settings, "REDIS_OF_WORKERS")  # noqa: B009  # a setting of the tests, unknown to types
    if request.param == "redis" and not redis:
        pytest.skip("REDIS_URL is not set")
    return make_site(tmp_path / "site", redis if request.param == "redis" else "")


def test_it_ends_the_same_when_a_worker_is_killed_in_the_middle(site: Site, expected: dict[str, Any]) -> None:
    site.manage("import_reports", str(site.folder / "manifest.csv"), "--queue")
    with site.worker() as worker:
        wait_for(site.is_in_the_middle, worker)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert not site.is_all_in()
    with site.worker() as worker:
        wait_for(site.is_all_in, worker)
    assert site.rows("SELECT max(attempts) FROM archive_import") == [(2,)], "one import was cut off and done again"
    assert {slug: site.export(slug) for slug in expected} == expected


def test_it_leaves_no_clock_running_when_a_worker_is_killed(tmp_path: Path) -> None:
    """The worker and the clock it starts (--beat) are one process group."""
    site = make_site(tmp_path / "site")
    with site.worker() as worker:
        wait_for(lambda: b"beat: Starting" in (site.folder / "worker.log").read_bytes(), worker)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        end = time.monotonic() + PATIENCE
        while group_is_alive(worker.pid):
            assert time.monotonic() < end
            time.sleep(0.1)


def group_is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
