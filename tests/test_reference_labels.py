"""How well references are found in the real reports, measured against labels made by reading them."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from archive.importing.cleaning import clean
from archive.importing.draft import Context, InstrumentTerms, LawTerms, LinkDraft, SectionDraft, Vocabulary
from archive.importing.extraction import Limits, extract
from archive.importing.references import find_links
from archive.importing.sections import find_sections

TESTS = Path(__file__).resolve().parent
CORPUS = TESTS.parent.parent / "shared" / "corpus"
VOCABULARY = TESTS.parent / "fixtures" / "vocabulary"
PRECISION, RECALL = 0.95, 0.85
KINDS = ("treaty-article", "national-law", "un-document", "section", "annex", "paragraph", "report")
LONGEST_HEADING = 4  # lines
NEAR = 2  # lines by which a label may miss the place of its reference

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the real reports are not beside this checkout")


@dataclass(frozen=True)
class Found:
    """A link of a report with its source lines and its target as the labels write it."""

    file: str
    first: int
    last: int
    kind: str
    target: str
    quote: str


def rows(name: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads((VOCABULARY / name).read_text(encoding="utf-8"))
    return read


def vocabulary() -> Vocabulary:
    laws = {row["code"]: row["mentions"] for row in reversed(rows("laws.json"))}
    instruments = tuple(
        InstrumentTerms(row["code"], {language: tuple(names) for language, names in row["mentions"].items()})
        for row in rows("instruments.json")
    )
    terms = tuple(LawTerms(code, {k: tuple(names) for k, names in by.items()}) for code, by in laws.items())
    return Vocabulary(instruments, laws=terms)


@cache
def found_links() -> tuple[Found, ...]:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        reports = list(csv.DictReader(manifest))
    return tuple(one for report in reports for one in links_of(report))


def links_of(report: dict[str, str]) -> list[Found]:
    text = clean(extract((CORPUS / report["file"]).read_bytes(), Limits(max_bytes=10**7)))
    context = Context(report["language"], report["instrument"], report["report_type"], vocabulary())
    sections = find_sections(text, context)
    links = find_links(sections, context)
    return [as_found(report["file"].removesuffix(".txt"), link, sections) for link in links]


def as_found(file: str, link: LinkDraft, sections: tuple[SectionDraft, ...]) -> Found:
    section = sections[link.section]
    first, last = section.line_start, section.line_start + LONGEST_HEADING
    if link.evidence.end:
        marks, offset = [], 0
        for paragraph in section.paragraphs:
            marks += [(offset + mark.offset, mark.line) for mark in paragraph.marks]
            offset += len(paragraph.text) + 2
        first = max(line for place, line in marks if place <= link.evidence.start)
        last = max(line for place, line in marks if place < link.evidence.end)
    return Found(file, first, last, link.kind, written(link, sections), link.evidence.quote)


def written(link: LinkDraft, sections: tuple[SectionDraft, ...]) -> str:
    if link.kind == "section":
        return f"line:{sections[link.to_section].line_start}" if link.to_section is not None else "line:?"
    if link.kind == "report" and link.target.startswith(("title:", "year:")):
        return "title"
    target = re.sub(r"(\(\d[\d-]*\))(?:\([^()\d]+\))+$", r"\1", link.target)
    return re.sub(r"^law:.*?(:\d[\d-]*(?:\(.*\))?)?$", r"law:?\1", target)


def same(label: dict[str, Any], one: Found) -> bool:
    near = one.first - NEAR <= label["line"] <= one.last + NEAR
    if not (near and label["file"] == one.file and label["kind"] == one.kind):
        return False
    if one.kind == "section":
        return abs(int(label["target"][5:]) - int(one.target[5:].replace("?", "0"))) <= NEAR
    return bool(label["target"] == one.target)


@cache
def figures() -> dict[str, tuple[float, float, int]]:
    """Precision, recall and number of labels for each kind; prints what is missed and what is wrong."""
    data = json.loads((TESTS / "reference_labels.json").read_text(encoding="utf-8"))
    labels, links = data["labels"], found_links()
    right, wrong, hit, missed = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for one in links:
        if any(same(label, one) for label in labels):
            right[one.kind] += 1
        elif any(inside(one, stretch) for stretch in data["stretches"]):
            wrong[one.kind] += 1
            print("wrong", one)
    for label in labels:
        if not label.get("optional"):
            is_hit = any(same(label, one) for one in links)
            (hit if is_hit else missed)[label["kind"]] += 1
            if not is_hit:
                print("missed", label)
    return {
        kind: (
            right[kind] / max(right[kind] + wrong[kind], 1),
            hit[kind] / max(hit[kind] + missed[kind], 1),
            hit[kind] + missed[kind],
        )
        for kind in KINDS
    }


def inside(one: Found, stretch: dict[str, Any]) -> bool:
    first, last = stretch["lines"]
    return stretch["file"] == one.file and one.kind in stretch["kinds"] and first <= one.first <= last


@pytest.mark.parametrize("kind", KINDS)
def test_it_finds_the_references_a_reader_finds(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    precision, recall, number = figures()[kind]
    with capsys.disabled():
        print(f"\n{kind}: precision {precision:.3f}, recall {recall:.3f} of {number} labels")
    assert (precision >= PRECISION, recall >= RECALL) == (True, True)
