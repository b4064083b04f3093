"""Readers while the index is rebuilt: `python -m bench.search.readers 1000` has eight of them ask, quiet and then not.

They are threads of one process, as of the web server; the rebuild is a process of its own, as in life.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection
from haystack.exceptions import SearchBackendError

from bench.search import FOLDER
from bench.search.corpus import SAMPLES, fill
from bench.search.latency import share
from bench.search.ours import Ours, built
from bench.search.questions import Query, queries

if TYPE_CHECKING:
    from collections.abc import Callable

READERS = 8


@dataclass(slots=True)
class Answered:
    """Milliseconds of every answer, and how many questions were refused because no index could be opened."""

    times: list[float] = field(default_factory=list)
    refused: int = 0


def asking(asked: list[Query], going_on: Callable[[], bool]) -> Answered:
    """What eight readers got, each asking in an order of its own for as long as `going_on`."""
    got = Answered()

    def read(seed: int) -> None:
        mine = random.Random(seed).sample(asked, len(asked))  # noqa: S311 (no secret)
        engine = Ours()
        for query in itertools.cycle(mine):
            if not going_on():
                break
            began = time.perf_counter()
            try:
                engine.ask(query, marks=True)
            except SearchBackendError:
                got.refused += 1
            got.times.append((time.perf_counter() - began) * 1000)
        connection.close()

    readers = [threading.Thread(target=read, args=(seed,)) for seed in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return got


def quiet_for(asked: list[Query], seconds: float) -> Answered:
    until = time.perf_counter() + seconds
    return asking(asked, lambda: time.perf_counter() < until)


def while_rebuilding(asked: list[Query]) -> Answered:
    """For as long as a rebuild of this archive's index in another process takes."""
    command = [sys.executable, "manage.py", "rebuild_index", "--noinput"]
    environment = os.environ | {"DATA_DIR": str(FOLDER)}
    root = Path(__file__).resolve().parents[2]
    null = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=root, env=environment, stdout=null, stderr=null) as rebuild:
        return asking(asked, lambda: rebuild.poll() is None)


def table(quiet: Answered, busy: Answered) -> str:
    lines = ["| | answers | refused | ms, p50 | ms, p95 | p95 ÷ quiet |", "|---|---|---|---|---|---|"]
    for title, got in (("quiet", quiet), ("during a rebuild", busy)):
        middle, slow = share(got.times, 0.5), share(got.times, 0.95)
        cells = f"{len(got.times)} | {got.refused} | {middle:.0f} | {slow:.0f} | {slow / share(quiet.times, 0.95):.2f}"
        lines.append(f"| {title} | {cells} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search.readers", description=__doc__)
    parser.add_argument("sections", type=int)
    parser.add_argument("--texts", type=Path, default=SAMPLES, help="folder of *-kk.txt and *-ru.txt")
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    fill(given.sections, given.texts)
    asked = queries()
    built()
    quiet_for(asked, 5)  # every word is read once
    quiet = quiet_for(asked, given.seconds)
    print(f"\nEight readers, {given.sections:,} sections\n\n{table(quiet, while_rebuilding(asked))}", flush=True)


if __name__ == "__main__":
    main()
