"""A PostgreSQL server of our own: in a temporary folder, reached by a socket there, gone when the block ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

USER = "postgres"  # PostgreSQL refuses to run as root, and Debian's packages make this user
SETTINGS = "-c listen_addresses= -c fsync=off -c shared_buffers=512MB -c work_mem=64MB -c jit=off"


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, as Debian has it or on the PATH; None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def server() -> Iterator[str]:
    """Start a server; yield its address for psycopg.

    Raises RuntimeError where PostgreSQL is not installed, CalledProcessError where it does not start.
    """
    folder = programs()
    if folder is None:
        raise RuntimeError("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory(prefix="huqyq-pg-") as home:
        if os.geteuid() == 0:
            shutil.chown(home, USER)
        data = f"{home}/data"
        _run([f"{folder}/initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={USER}", data])
        options = f"{SETTINGS} -c unix_socket_directories={home}"
        control = [f"{folder}/pg_ctl", "--pgdata", data, "--log", f"{home}/log", "--wait"]
        _run([*control, "--options", options, "start"])
        try:
            yield f"host={home} user={USER} dbname=postgres"
        finally:
            _run([*control, "--mode", "immediate", "stop"])


def _run(command: list[str]) -> None:
    user = USER if os.geteuid() == 0 else None
    subprocess.run(command, user=user, group=user, cwd="/", check=True, stdout=subprocess.DEVNULL)
