"""What is kept for the next who asks: who waits for it, and who is given the one before."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from search.latest import Latest

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 10  # seconds


class Report:
    """Something with a version, of which a summary is made; making one waits until it `may` go on."""

    def __init__(self) -> None:
        self.version = 1
        self.made: list[int] = []
        self.may = threading.Event()
        self.may.set()
        self.latest = Latest(lambda: self.version, self._summary)

    def _summary(self, version: int) -> str:
        self.made.append(version)
        assert self.may.wait(PATIENCE)
        return f"summary {version}"


@pytest.fixture
def report() -> Iterator[Report]:
    report = Report()
    yield report
    report.may.set()


def kept_up(report: Report, rounds: threading.Semaphore) -> None:
    """A thread that keeps it up to date, and tells of each round."""

    def keep() -> None:
        while True:
            report.latest.newest()
            rounds.release()
            report.latest.keep_up()

    threading.Thread(target=keep, daemon=True).start()
    assert rounds.acquire(timeout=PATIENCE)


def test_it_is_made_when_asked_for_and_again_when_the_version_changes(report: Report) -> None:
    assert [report.latest.get(), report.latest.get()] == ["summary 1", "summary 1"]
    report.version = 2
    assert [report.latest.get(), report.latest.get()] == ["summary 2", "summary 2"]
    assert report.made == [1, 2]


def test_it_is_made_once_for_all_who_ask_together(report: Report) -> None:
    report.may.clear()
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(report.latest.get) for _ in range(4)]
        report.may.set()
        assert {each.result(PATIENCE) for each in asked} == {"summary 1"}
    assert report.made == [1]


def test_nobody_waits_where_a_thread_keeps_it_up(report: Report) -> None:
    rounds = threading.Semaphore(0)
    kept_up(report, rounds)
    while not report.latest.is_kept_up:
        time.sleep(0.01)
    report.version = 2
    report.may.clear()
    assert [report.latest.get(), report.latest.get()] == ["summary 1", "summary 1"]
    report.may.set()
    assert rounds.acquire(timeout=PATIENCE)
    assert report.latest.get() == "summary 2"
    assert report.made == [1, 2]
