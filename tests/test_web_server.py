"""The web server as it is started for readers, asked over a real connection."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.worker

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 40  # seconds until the server answers


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty archive's web server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environ |= {"DATA_DIR": str(tmp_path_factory.mktemp("site")), "SITE_URL": f"http://127.0.0.1:{port}"}
    for command in (["migrate", "--verbosity", "0"], ["rebuild_index"], ["collectstatic", "--noinput"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environ, check=True, capture_output=True)
    started = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(started, cwd=ROOT, env=environ, stderr=subprocess.DEVNULL)
    yield _awaited(f"http://127.0.0.1:{port}")
    server.terminate()
    server.wait()


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
