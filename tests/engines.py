"""Either engine in tests, in the place of the one of the settings; real OpenSearch nodes."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from haystack import connections

from search.engines.whoosh import WhooshBackend
from search.finding import backend

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "opensearch"
TOOLS = ("java", "javac", "mvn")


class Nodes:
    """Nodes of one cluster, whose files are in `folder`."""

    def __init__(self, folder: Path, count: int = 1) -> None:
        """Start them; the test is skipped, with the reason, where this machine cannot."""
        lacking = [tool for tool in TOOLS if not shutil.which(tool)]
        if lacking:
            pytest.skip(f"no OpenSearch node can be started: {', '.join(lacking)} not installed")
        self.folder = folder
        started = self._run("start", str(count))
        if started.returncode:
            pytest.skip(f"no OpenSearch node can be started: {started.stderr.strip().splitlines()[-1]}")
        self.hosts = [address.removeprefix("http://") for address in started.stdout.split()]

    def url(self, name: str) -> str:
        return f"http://{','.join(self.hosts)}/{name}"

    def stop(self) -> None:
        self._run("stop")

    def kill(self, number: int) -> None:
        """End a node (the first is 1) with no time to say so."""
        self._run("kill", str(number))

    def _run(self, action: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [SCRIPT, action, self.folder, *arguments],
            env=os.environ | {"OPENSEARCH_HEAP": "256m"},
            capture_output=True,
            text=True,
        )


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """One node, shared by all tests: each uses a name of its own."""
    nodes = Nodes(tmp_path_factory.mktemp("opensearch"))
    yield nodes
    nodes.stop()


def cluster(url: str) -> dict[str, Any]:
    """The connection of a cluster, as the settings make it for SEARCH_URL."""
    return {"ENGINE": "search.engines.opensearch.OpenSearchEngine", "URL": url, "SILENTLY_FAIL": False}


def whoosh(folder: Path) -> dict[str, Any]:
    """The connection of an index on disk."""
    return {"ENGINE": "search.engines.whoosh.WhooshEngine", "PATH": str(folder), "SILENTLY_FAIL": False}


def on_files() -> WhooshBackend:
    """The engine of the settings, for tests of what it alone has."""
    found = backend()
    assert isinstance(found, WhooshBackend)
    return found


@contextmanager
def searching_with(connection: dict[str, Any]) -> Iterator[None]:
    """Everything searches with this engine meanwhile."""
    before = connections.connections_info["default"]
    connections.connections_info["default"] = connection
    connections.reload("default")
    try:
        yield
    finally:
        connections.connections_info["default"] = before
        connections.reload("default")
