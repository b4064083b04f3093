"""The web server as it is started for readers, asked over a real connection."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.factories import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.worker

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 40  # seconds until the server answers
FIRST, SECOND = "sample-shutdown-2023-kk.txt", "sample-country-2021-ru.txt"


@dataclass(frozen=True)
class Server:
    """A web server on an archive of its own: its address, what commands need to work on it, and what it logs."""

    address: str
    environ: dict[str, str]
    log: Path

    def run(self, *command: str) -> None:
        manage = [sys.executable, "manage.py", *command]
        subprocess.run(manage, cwd=ROOT, env=self.environ, check=True, capture_output=True)

    def awaited(self, line: str, times: int = 1) -> str:
        """What was logged when the line has been so often."""
        for _ in range(PATIENCE * 10):
            if (logged := self.log.read_text()).count(line) >= times:
                return logged
            time.sleep(0.1)
        raise TimeoutError(line)


@contextmanager
def serving(folder: Path, *prepared: str) -> Iterator[Server]:
    """A web server on an archive in a new folder, made ready by these commands."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environ |= {"DATA_DIR": str(folder), "SITE_URL": f"http://127.0.0.1:{port}"}
    server = Server(f"http://127.0.0.1:{port}", environ, folder / "log")
    for command in ("migrate --verbosity 0", "collectstatic --noinput", *prepared):
        server.run(*command.split())
    started = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    with server.log.open("w") as log, subprocess.Popen(started, cwd=ROOT, env=environ, stderr=log) as running:
        try:
            _awaited(f"{server.address}/static/css/site.css")
            yield server
        finally:
            running.terminate()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty archive's web server."""
    with serving(tmp_path_factory.mktemp("site"), "rebuild_index") as server:
        yield server.address


def _awaited(address: str) -> str:
    for _ in range(PATIENCE * 10):
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()  # noqa: S310  # our own server
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return address
    raise TimeoutError(address)


def ask(address: str) -> str:
    """The page at an address; HTTPError where it is an error."""
    with urllib.request.urlopen(address, timeout=PATIENCE) as page:  # noqa: S310  # our own server
        return str(page.read().decode())


def test_it_answers_ten_thousand_letters_with_a_sentence(site: str) -> None:
    page = ask(f"{site}/?q={quote('қ' * 10_000)}")
    assert "алғашқы 300 таңбасы" in page
    assert len(page) < 100_000  # the query does not stand whole in every link


def test_it_refuses_a_longer_address(site: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(f"{site}/?q={'a' * 200_000}")
    assert refused.value.code == 414


@pytest.fixture
def manifest(tmp_path: Path) -> Callable[[str], str]:
    """The path of a manifest of one sample, with its file beside it."""

    def write(name: str) -> str:
        head, *rows = (SAMPLES / "manifest.csv").read_text(encoding="utf-8").splitlines()
        shutil.copy(SAMPLES / name, tmp_path)
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join([head, *(row for row in rows if row.startswith(name))]), encoding="utf-8")
        return str(path)

    return write


def test_it_is_ready_before_its_readers_and_learns_of_the_next_report(
    tmp_path: Path, manifest: Callable[[str], str]
) -> None:
    """What is similar is gathered when the server starts; when a reader asks after an import, beside the readers."""
    with serving(tmp_path / "site", "load_vocabulary", f"import_reports {manifest(FIRST)}") as server:
        server.awaited("Ready for searching")
        found = json.loads(ask(f"{server.address}/api/v1/search/?q={quote('азаптау белгілері')}"))["results"]
        address = f"{server.address}/api/v1/sections/{found[0]['id']}/similar/"
        assert json.loads(ask(address)) == []
        server.run("import_reports", manifest(SECOND))
        assert json.loads(ask(address)) == []
        server.awaited("Ready for searching", times=2)
        assert {one["report"]["slug"] for one in json.loads(ask(address))} == {SECOND.removesuffix("-ru.txt")}


def test_it_starts_without_an_index_and_finds_when_there_is_one(tmp_path: Path) -> None:
    with serving(tmp_path / "site") as server:
        server.awaited("Nothing was got ready for searching")
        with pytest.raises(urllib.error.HTTPError) as refused:
            ask(f"{server.address}/?q=a")
        assert refused.value.code == 503
        server.run("rebuild_index")
        assert ask(f"{server.address}/?q=a")
