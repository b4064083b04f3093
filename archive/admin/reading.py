"""How a file was read, for the editor who answers for it: each page's reader, its health and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Extraction

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from archive.models import Document

HEALTHY = 0.8  # above it a page reads as text should (archive/importing/health.py)
READERS: dict[str, _StrPromise] = {
    "text": gettext_lazy("as it stands"),
    "pdfium": gettext_lazy("text of the PDF"),
    "redecoded": gettext_lazy("text of the PDF, letters put right"),
    "pypdf": gettext_lazy("text of the PDF, second reader"),
    "ocr": gettext_lazy("recognised from the picture"),
}
COMPLAINTS: dict[str, _StrPromise] = {
    "no-text": gettext_lazy("no text"),
    "replacement-signs": gettext_lazy("signs that stand for lost letters"),
    "look-alikes": gettext_lazy("letter of another alphabet"),
    "spaced-letters": gettext_lazy("letters set apart"),
    "letters-missing": gettext_lazy("Kazakh letters missing"),
    "unknown-words": gettext_lazy("words nobody knows"),
    "wrong-encoding": gettext_lazy("letters read in the wrong encoding"),
}
REMARKS: dict[str, _StrPromise] = {
    "javascript": gettext_lazy("The PDF holds scripts. They were not run; readers who download it should know."),
    "attachments": gettext_lazy("Other files are attached to the PDF. They were not read: %(details)s."),
    "page-unreadable": gettext_lazy("Page %(page)s is damaged and was left out."),
    "page-too-large": gettext_lazy("Page %(page)s is too large to recognise its text."),
    "ocr-missing": gettext_lazy("Page %(page)s is a picture, and text recognition (Tesseract) is not installed here."),
    "ocr-timeout": gettext_lazy("Recognising the text of page %(page)s took too long."),
    "tracked-changes": gettext_lazy("The file holds tracked changes. They were read as if all were accepted."),
    "comments": gettext_lazy("The file holds comments. They were left out; the original still has them."),
    "macros": gettext_lazy("The file holds macros. They were not run; readers who download it should know."),
}


@dataclass(frozen=True, slots=True)
class PageShown:
    """`health` in percent."""

    number: int
    reader: str
    health: int
    complaints: str
    is_healthy: bool


def pages_of(extraction: Extraction) -> list[PageShown]:
    return [
        PageShown(
            number,
            str(READERS.get(reader, reader)),
            round(100 * health),
            ", ".join(str(COMPLAINTS.get(code, code)) for code in complaints),
            health >= HEALTHY,
        )
        for number, reader, health, complaints in extraction.pages
    ]


def remarks_of(document: Document) -> list[str]:
    """What an editor should know of the file, in their language, each kind once with all its pages."""
    found = Extraction.objects.filter(document=document).values_list("remarks", flat=True).first() or []
    pages: dict[str, list[str]] = {}
    details: dict[str, str] = {}
    for code, page, detail in found:
        pages.setdefault(code, []).extend([str(page)] if page else [])
        details[code] = detail
    return [str(REMARKS.get(code, code)) % {"page": ", ".join(pages[code]), "details": details[code]} for code in pages]


def summary_of(document: Document) -> str:
    """How many pages read well: "12 pages, 2 of them unhealthy"; "" where nothing was read yet."""
    extraction = Extraction.objects.filter(document=document).only("pages").first()
    if extraction is None:
        return ""
    pages = pages_of(extraction)
    unhealthy = sum(not page.is_healthy for page in pages)
    if len(pages) == 1:
        return _("%(health)s %% healthy") % {"health": pages[0].health}
    return _("pages: %(pages)s, unhealthy: %(unhealthy)s") % {"pages": len(pages), "unhealthy": unhealthy}


def text_of_page(extraction: Extraction, document: Document, number: int) -> str:
    """The text of page `number` (1-based) as it was read, before any repair; the whole text of a file without pages."""
    lines = extraction.text.split("\n")
    starts = document.page_starts
    if not starts:
        return extraction.text
    if not 1 <= number <= len(starts):
        return ""
    end = starts[number] - 1 if number < len(starts) else len(lines)
    return "\n".join(lines[starts[number - 1] - 1 : end])
