"""Reading files in a process of its own: what it says, and what happens when a file eats time or memory."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archive.extracting import extract_apart
from archive.importing.draft import ImportProblem, PageReading, RawLine, RawText, Remark, Role, Style
from archive.importing.extraction import extract
from archive.importing.extraction.wire import from_values, to_values
from tests.papers import needs_printing, pdf_of

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

TEXT = "Түрмедегі жағдай\n\nКамералар тар әрі суық.\n"


def read(data: bytes) -> RawText:
    return extract_apart(data, lambda page, of: None)


def test_it_reads_the_same_as_in_this_process() -> None:
    assert read(TEXT.encode()) == extract(TEXT.encode())


def test_it_hands_over_every_value() -> None:
    style = Style(Role.NOTE, 2, 0.83, 7, starts=False)
    lines = (RawLine(1, "«Қаулы»\n", 1, style), RawLine(2, "мәтін", 2, style), RawLine(3, "соңы"))
    raw = RawText(lines, "", "pdf", (PageReading(1, "ocr", 0.91, ("look-alikes",)),), (Remark("javascript", 0, "2"),))
    assert from_values(to_values(raw)) == raw


def test_it_passes_on_what_is_wrong_with_a_file() -> None:
    with pytest.raises(ImportProblem) as problem:
        read(b"\x89PNG\r\n\x1a\n0000")
    assert (problem.value.code, problem.value.details["format"]) == ("binary", "png")


def test_it_refuses_a_file_above_the_limit(settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 10
    with pytest.raises(ImportProblem) as problem:
        read(TEXT.encode())
    assert problem.value.code == "too-large"


@needs_printing
def test_it_refuses_a_file_of_too_many_pages(settings: Settings) -> None:
    settings.PAGE_LIMIT = 1
    with pytest.raises(ImportProblem) as problem:
        read(pdf_of("<style>p { break-after: page }</style><p>Бірінші бет.</p><p>Екінші бет.</p>"))
    assert problem.value.details == {"what": "pages", "size": 2, "limit": 1, "page": 0}


@needs_printing
def test_it_tells_each_page_that_is_read() -> None:
    told: list[tuple[int, int]] = []
    data = pdf_of("<style>p { break-after: page }</style><p>Бірінші бет.</p><p>Екінші бет.</p>")
    extract_apart(data, lambda page, of: told.append((page, of)))
    assert told == [(1, 2), (2, 2)]


def test_it_ends_a_reader_that_takes_too_long(settings: Settings) -> None:
    settings.EXTRACTION_SECONDS = 0.001
    began = time.monotonic()
    with pytest.raises(ImportProblem) as problem:
        read(TEXT.encode())
    assert problem.value.code == "too-slow"
    assert time.monotonic() - began < 5
    assert not readers(), "nothing goes on behind our back"


@needs_printing
def test_it_lives_on_when_a_file_brings_its_reader_down() -> None:
    data = pdf_of("<style>p { break-after: page }</style>" + "<p>Камера тар әрі суық.</p>" * 300)

    def bring_down(page: int, of: int) -> None:
        for process in readers():
            os.kill(process, signal.SIGKILL)

    with pytest.raises(ImportProblem) as problem:
        extract_apart(data, bring_down)
    assert problem.value.code == "reader-died"
    assert 1 <= int(problem.value.details["page"]) < 300, "the last page it told of"
    assert read(TEXT.encode()).lines, "the next file is read"


def test_it_says_when_a_file_needs_too_much_memory(settings: Settings) -> None:
    settings.EXTRACTION_MEMORY = 60
    with pytest.raises(ImportProblem) as problem:
        read(("Камера тар. " * 8 + "\n").encode() * 150_000)
    assert problem.value.code == "too-much-memory"


def test_it_keeps_our_environment_from_the_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Passwords stand in variables. A reader that had ours would run what PYTHONPATH names, and leave a mark."""
    mark = tmp_path / "mark"
    (tmp_path / "sitecustomize.py").write_text(f"open({str(mark)!r}, 'w')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert read(TEXT.encode()).lines
    assert not mark.exists()


def readers() -> list[int]:
    """The readers this process has started and not ended."""
    children = " ".join(path.read_text() for path in Path("/proc/self/task").glob("*/children")).split()
    return [int(child) for child in children if "archive.importing" in Path(f"/proc/{child}/cmdline").read_text()]
