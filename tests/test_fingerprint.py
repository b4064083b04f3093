"""What a text is known again by: the same text in other clothes, the same report in another language."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import asdict, replace
from functools import cache
from html import escape
from itertools import combinations
from pathlib import Path

import pytest

from archive.importing.cleaning import clean
from archive.importing.draft import Context, DocumentDraft
from archive.importing.extraction import extract
from archive.importing.fingerprint import (
    NEAR_DUPLICATE,
    SAME_REPORT,
    Fingerprint,
    fingerprint,
    from_values,
    same_report,
    same_text,
)
from archive.importing.languages import detect
from archive.importing.sections import find_sections

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "fixtures" / "reports"
CORPUS = ROOT.parent / "shared" / "corpus"
ONE_REPORT = [
    ("sample-cat-2019-kk.txt", "sample-cat-2019-ru.txt"),
    ("sample-country-2021-kk.txt", "sample-country-2021-ru.txt"),
    ("sample-shutdown-2023-en.txt", "sample-shutdown-2023-kk.txt"),  # a summary
]


def print_of(data: bytes) -> Fingerprint:
    raw = extract(data)
    text = clean(raw)
    language = detect("\n".join(paragraph.text for paragraph in text.paragraphs))
    return fingerprint(DocumentDraft(language, raw, find_sections(text, Context(language)), (), (), ()))


@cache
def known(path: Path) -> Fingerprint:
    return print_of(path.read_bytes())


def every_sample() -> list[Path]:
    return sorted(SAMPLES.glob("*.txt"))


def with_lines_changed(text: str, share: float) -> str:
    """Other words in so many of the lines, always the same ones."""
    chance = random.Random(7)  # noqa: S311  # no secret: the test must be the same every time
    lines, words = text.split("\n"), text.split()
    long = [n for n, line in enumerate(lines) if len(line) > 30]
    for n in chance.sample(long, max(1, int(len(long) * share))):
        lines[n] = " ".join(chance.choices(words, k=len(lines[n].split())))
    return "\n".join(lines)


@pytest.mark.parametrize("path", every_sample(), ids=lambda path: path.name)
def test_it_knows_a_text_again_with_every_twentieth_line_changed(path: Path) -> None:
    changed = print_of(with_lines_changed(path.read_text(encoding="utf-8"), 0.05).encode())
    assert 0.8 < same_text(known(path), changed) < 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_it_knows_a_text_again_in_another_encoding(encoding: str) -> None:
    path = SAMPLES / "sample-cat-2019-kk.txt"
    assert same_text(known(path), print_of(path.read_text(encoding="utf-8").encode(encoding))) == 1


def test_it_knows_a_text_again_with_other_line_ends_and_page_breaks() -> None:
    path = SAMPLES / "sample-country-2021-ru.txt"
    text = path.read_text(encoding="utf-8").replace("\n\n", "\n\n\f\n").replace("\n", "\r\n")
    assert same_text(known(path), print_of(text.encode())) > 0.9


@pytest.mark.parametrize("path", every_sample(), ids=lambda path: path.name)
def test_it_knows_a_text_again_in_another_format(path: Path) -> None:
    paragraphs = path.read_text(encoding="utf-8").split("\n\n")
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs if paragraph.strip())
    page = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body>{body}</body></html>"
    assert same_text(known(path), print_of(page.encode())) > 0.9


@pytest.mark.parametrize(("one", "other"), ONE_REPORT)
def test_it_knows_a_report_again_in_another_language(one: str, other: str) -> None:
    assert same_report(known(SAMPLES / one), known(SAMPLES / other)) >= SAME_REPORT
    assert same_text(known(SAMPLES / one), known(SAMPLES / other)) < 0.1


def test_it_takes_no_two_reports_for_one() -> None:
    for one, other in combinations(every_sample(), 2):
        if (one.name, other.name) not in ONE_REPORT:
            assert same_report(known(one), known(other)) < SAME_REPORT / 2, (one.name, other.name)
            assert same_text(known(one), known(other)) < NEAR_DUPLICATE / 2, (one.name, other.name)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real reports are not beside this checkout")
def test_it_tells_the_real_reports_apart() -> None:
    for one, other in combinations([*sorted(CORPUS.glob("*.txt")), *every_sample()], 2):
        if (one.name, other.name) not in ONE_REPORT:
            assert same_report(known(one), known(other)) < SAME_REPORT / 2, (one.name, other.name)
            assert same_text(known(one), known(other)) < NEAR_DUPLICATE / 2, (one.name, other.name)


def test_it_says_nothing_of_a_text_of_a_few_words() -> None:
    short = print_of("1. Сот\nАйыптау үкімі шықты.\n".encode())
    assert same_text(short, short) == same_report(short, short) == 0


def test_it_compares_only_what_was_made_in_the_same_way() -> None:
    mine = known(SAMPLES / "sample-cat-2019-kk.txt")
    assert same_text(mine, mine) == same_report(mine, mine) == 1
    older = replace(mine, algorithm="0.1")
    assert same_text(mine, older) == same_report(mine, older) == 0


def test_it_makes_the_same_fingerprint_in_every_process() -> None:
    """They are kept for years and compared with those of another machine's."""
    path = SAMPLES / "sample-cat-2019-kk.txt"
    program = (
        "import json, pathlib, sys; from dataclasses import asdict; from tests.test_fingerprint import known;"
        "print(json.dumps(asdict(known(pathlib.Path(sys.argv[1])))))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "4"}
    run = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert from_values(json.loads(run.stdout)) == known(path)


def test_it_survives_being_kept() -> None:
    mine = known(SAMPLES / "sample-cat-2019-kk.txt")
    assert from_values(json.loads(json.dumps(asdict(mine)))) == mine
    assert from_values({}) is None
