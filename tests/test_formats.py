"""One report in many formats: the same sections and the same words, whatever file it came in."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import pytest

from archive.importing.cleaning import clean
from archive.importing.draft import Context
from archive.importing.extraction import extract
from archive.importing.sections import find_sections
from tests.office_files import Piece, docx_of, heading, html_of, odt_of, text
from tests.papers import PAGE, needs_printing, pdf_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archive.importing.draft import SectionDraft

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "reports"
INSTRUMENTS = {"cat": "CAT", "cerd": "CERD", "cedaw": "CEDAW"}
REPORTS = sorted(path.name for path in FOLDER.glob("sample-*.txt"))
MAKERS: dict[str, Callable[[Sequence[Piece]], bytes]] = {"docx": docx_of, "odt": odt_of, "html": html_of}

LETTERS = """
h1, .h1 { font: bold 15pt "DejaVu Sans"; margin: 5mm 0 2mm }
h2, .h2 { font: bold 13pt "DejaVu Sans"; margin: 4mm 0 2mm }
h3, .h3, h4, .h4 { font: bold 11pt "DejaVu Sans"; margin: 3mm 0 1mm }
h1, h2, h3, h4, .h1, .h2, .h3, .h4 { text-indent: 0; text-align: left }
"""
TWO_COLUMNS = "main { columns: 2; column-gap: 9mm }"

Sections = tuple["SectionDraft", ...]


def read(data: bytes, name: str) -> Sections:
    kind, _, language = name.removeprefix("sample-").removesuffix(".txt").split("-")
    return find_sections(clean(extract(data)), Context(language, INSTRUMENTS.get(kind, "")))


def pieces_of(sections: Sections) -> list[Piece]:
    """The report as somebody would type it into a word processor; a run-in heading opens its paragraph."""
    found: list[Piece] = []
    for section in sections:
        paragraphs = [paragraph.text for paragraph in section.paragraphs]
        if section.rule == "run-in":
            paragraphs[0] = f"{section.heading}: {paragraphs[0]}"
        elif section.heading:
            found.append(heading(section.level, printed(section)))
        found += map(text, paragraphs)
    return found


def printed(section: SectionDraft) -> str:
    named = section.number.lower() in re.findall(r"\w+", section.heading.lower())[:2]
    return section.heading if named or not section.number else f"{section.number}. {section.heading}"


def printed_as(pieces: Sequence[Piece], sheet: str, tag: str) -> bytes:
    """The report as a PDF; `tag` is h where headings are headings to the printer, else they are only letters."""
    rows = []
    for kind, level, said in pieces:
        opened, closed = (f"h{level}", f"h{level}") if tag == "h" else (f'p class="h{level}"', "p")
        rows.append(f"<{opened}>{escape(said)}</{closed}>" if kind == "heading" else f"<p>{escape(said)}</p>")
    return pdf_of(f"<style>{PAGE}{LETTERS}{sheet}</style><main>{''.join(rows)}</main>")


def bold(pieces: Sequence[Piece]) -> list[Piece]:
    """Headings that are paragraphs in bold letters, as people make them who know no styles."""
    return [piece._replace(kind="bold") if piece.kind == "heading" else piece for piece in pieces]


def outline(sections: Sections) -> Counter[tuple[int, str, str]]:
    return Counter((one.level, one.number, one.heading) for one in sections)


def words(sections: Sections) -> list[str]:
    return [
        word
        for one in sections
        for part in (printed(one) if one.heading else "", *(paragraph.text for paragraph in one.paragraphs))
        for word in re.findall(r"\w+", part)
    ]


def agreement(want: Sections, got: Sections) -> tuple[float, float]:
    """Shares (0 to 1) of the headings with the same place in the tree, and of the words in the same order."""
    same = (outline(want) & outline(got)).total()
    order = SequenceMatcher(None, words(want), words(got), autojunk=False).ratio()
    return 2 * same / (len(want) + len(got)), order


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("name", REPORTS)
def test_it_reads_the_same_tree_and_saidfrom_every_format(name: str, kind: str) -> None:
    plain = read((FOLDER / name).read_bytes(), name)
    headings, order = agreement(plain, read(MAKERS[kind](pieces_of(plain)), name))
    assert headings >= 0.97
    assert order >= 0.995


@pytest.mark.parametrize("name", [name for name in REPORTS if "shutdown" not in name])
def test_it_reads_headings_that_are_only_bold(name: str) -> None:
    """Bold letters tell a heading, not its level: that comes from its wording, so titles without numbers stay out."""
    plain = read((FOLDER / name).read_bytes(), name)
    headings, order = agreement(plain, read(docx_of(bold(pieces_of(plain))), name))
    assert headings >= 0.97
    assert order >= 0.995


PAPERS = {"one column": ("", "h"), "two columns": (TWO_COLUMNS, "h"), "letters alone": ("", "p")}


@needs_printing
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", REPORTS)
def test_it_reads_the_same_tree_and_words_from_paper(name: str, paper: str) -> None:
    plain = read((FOLDER / name).read_bytes(), name)
    headings, order = agreement(plain, read(printed_as(pieces_of(plain), *PAPERS[paper]), name))
    assert headings >= 0.97
    assert order >= 0.995


@pytest.mark.parametrize("name", [name for name in REPORTS if "country" not in name])
def test_it_makes_paragraphs_of_a_file_that_has_one_for_every_line(name: str) -> None:
    """As texts pasted from a PDF into a word processor have it."""
    plain = read((FOLDER / name).read_bytes(), name)
    lines = [text(line) for piece in pieces_of(plain) for line in wrap(piece.text, 90)]
    got = read(docx_of(lines), name)
    headings, order = agreement(plain, got)
    assert headings >= 0.97
    assert order >= 0.995
    want, made = (sum(len(section.paragraphs) for section in sections) for sections in (plain, got))
    assert abs(made - want) <= want * 0.35, f"{made} paragraphs of {len(lines)} lines, {want} in the report"
