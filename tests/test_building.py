"""A whole index built by several processes, as one is when an archive is large."""

from __future__ import annotations

import multiprocessing
import os
import signal
from typing import TYPE_CHECKING

import pytest

from archive.models import Section
from search.engines.whoosh import building
from search.finding import backend, find
from search.request import Request
from search.updating import rebuild
from tests.factories import make_document, make_report, make_section

if TYPE_CHECKING:
    from archive.models import Document

ASKED = ("азаптау", "сот", "пытки", '"бостандығынан айыру"', "суд*", "соттың шешімі", "")


def answers() -> list[tuple[int, list[tuple[int, float]], list[object]]]:
    pages = [find(Request(q)) for q in ASKED]
    return [(page.total, [(hit.id, hit.score) for hit in page.hits], list(page.facets)) for page in pages]


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Archives of more than five sections are large."""
    monkeypatch.setattr(building, "ALONE", 5)
    monkeypatch.setattr(building, "DEALT", 3)


@pytest.mark.usefixtures("archive_with_samples", "several")
def test_several_processes_build_the_index_that_one_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rebuild() == Section.objects.published().count() > 50
    together = answers()
    with monkeypatch.context() as alone:
        alone.setattr(building, "ALONE", 1000)
        rebuild()
    assert together == answers()


@pytest.mark.usefixtures("several")
def test_the_index_in_use_stays_when_a_process_is_killed(archive_with_samples: list[Document]) -> None:
    rebuild()
    before = answers()
    started: list[int] = []

    def killing(count: int) -> None:
        children = multiprocessing.active_children()
        if children and not started:
            started.append(count)
            os.kill(children[0].pid or 0, signal.SIGKILL)

    with pytest.raises((EOFError, ConnectionError)):
        rebuild(killing)
    assert started
    assert answers() == before
    rebuild()
    assert answers() == before


@pytest.mark.usefixtures("several", "db")
def test_what_a_process_cannot_do_is_raised_here() -> None:
    document = make_document(make_report())
    for number in range(20):
        make_section(document, f"Үкім {number}", key=f"s{number}", text="Сот үкім шығарды.")
    rebuild()
    Section.objects.filter(key="s19").update(language="fr")  # no analyser knows it

    with pytest.raises(ValueError, match="no analyser"):
        rebuild()
    assert backend().health().sections == 20
