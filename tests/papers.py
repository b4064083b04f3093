"""PDFs for tests, made from invented text: printed pages, and scans of them."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pypdfium2
import pytest

try:
    from weasyprint import HTML
except (ImportError, OSError) as missing:  # WeasyPrint needs Pango, which pip does not bring
    HTML = None
    WHY_NOT = f"WeasyPrint cannot work here: {missing}"
else:
    WHY_NOT = ""

_SPACED = re.compile(r"(?<!\w)(?:\w ){2,}\w(?!\w)")  # damage some samples have on purpose
SAMPLES = Path(__file__).resolve().parent.parent / "fixtures" / "reports"
needs_printing = pytest.mark.skipif(HTML is None, reason=WHY_NOT or "WeasyPrint works")

PAGE = """
@page { size: A4; margin: 25mm; @top-center { content: string(running); font-size: 9pt }
        @bottom-center { content: counter(page); font-size: 9pt } @footnote { border-top: 0.5pt solid } }
@page :first { @top-center { content: none } }
html { string-set: running "Huqyq үлгі жинағы" }
body { font: 11pt "DejaVu Serif"; text-align: justify }
h1 { font-size: 20pt } h2 { font-size: 15pt; break-after: avoid } p { margin: 0; text-indent: 8mm }
.note { float: footnote; font-size: 8pt } td, th { border: 0.5pt solid; padding: 1mm 2mm }
"""
TWO_COLUMNS = "main { columns: 2; column-gap: 9mm } h1 { column-span: all }"

_NOTES = (
    "Дерек ойдан шығарылған жинақтан алынды.",
    "Сведения взяты из вымышленного сборника.",
    "Бұл санды комиссия кейін нақтылады.",
    "Это число комиссия позднее уточнила.",
)
_ROWS = (("Жыл / Год", "Іс / Дела", "Үкім / Приговоры"), ("2018", "41", "7"), ("2019", "38", "12"), ("2020", "52", "9"))


def pdf_of(html: str, **options: bool) -> bytes:
    """Print HTML as a PDF; `options` go to WeasyPrint (such as pdf_tags)."""
    printed: bytes = HTML(string=html).write_pdf(**options)
    return printed


def scan_of(pdf: bytes, dpi: int = 300) -> bytes:
    """Return a PDF with pictures of the pages of `pdf` and no text."""
    with_text = pypdfium2.PdfDocument(pdf)
    pictures = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in with_text]
    with_text.close()
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi)
    return out.getvalue()


@dataclass(frozen=True)
class Report:
    """An invented report: `html` without a style, and what it says by kind, in order."""

    html: str
    paragraphs: tuple[str, ...]
    headings: tuple[str, ...]
    notes: tuple[str, ...]
    rows: tuple[str, ...]

    def pdf(self, style: str = "", **options: bool) -> bytes:
        return pdf_of(f"<html><style>{PAGE}{style}</style><body>{self.html}</body></html>", **options)


def report(language: str) -> Report:
    """The sample reports of a language (kk or ru) as one, with links, footnotes, a list and tables put in."""
    names = (f"sample-country-2021-{language}.txt", f"sample-cat-2019-{language}.txt")
    title = "Үлгі есептер" if language == "kk" else "Примерные доклады"
    paragraphs, headings = [title], [title]
    notes: list[str] = []
    rows: list[str] = []
    parts = [f"<h1>{title}</h1><main>"]
    for count, text in enumerate(_paragraphs(names)):
        if len(text) < 70 and text[-1] not in ".:;!?»)":
            headings.append(text)
            parts.append(f"<h2>{escape(text)}</h2>")
        elif count % 9 == 4:
            notes.append(_NOTES[len(notes) % len(_NOTES)])
            parts.append(f'<p>{_linked(text)}<span class="note">{notes[-1]}</span></p>')
        elif count % 9 == 7:
            parts.append(f"<ul><li>{escape(text)}</li></ul>")
        else:
            parts.append(f"<p>{_linked(text)}</p>")
        paragraphs.append(text)
        if count % 25 == 24:
            rows += [" | ".join(row) for row in _ROWS]
            cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in _ROWS)
            parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")
    return Report("".join([*parts, "</main>"]), *map(tuple, (paragraphs, headings, notes, rows)))


def _paragraphs(names: tuple[str, ...]) -> list[str]:
    texts = [(SAMPLES / name).read_text(encoding="utf-8") for name in names]
    pieces = [piece for text in texts for piece in re.split(r"\n\s*\n|\n(?= {4,}\S)", text)]
    plain = (_SPACED.sub(lambda found: found[0].replace(" ", ""), piece.replace("|", " ")) for piece in pieces)
    return [whole for piece in plain if (whole := " ".join(piece.split()))]


def _linked(text: str) -> str:
    """The fourth and fifth word of a paragraph are a link."""
    words = escape(text).split()
    if len(words) < 8:
        return escape(text)
    return " ".join([*words[:3], f'<a href="https://example.org/">{words[3]} {words[4]}</a>', *words[5:]])
