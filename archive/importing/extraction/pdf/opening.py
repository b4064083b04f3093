"""Bytes → an open PDF, and what the file as a whole says: bookmarks, scripts, attachments."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from archive.importing.draft import ImportProblem, Remark
from archive.importing.extraction.pdf.headings import Bookmark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.importing.extraction.limits import Limits

_MOST_BOOKMARKS = 5000


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF and close it again.

    Raises ImportProblem: "encrypted" (a password is needed to read it), "damaged" (reason), "empty" (it has no pages),
    "too-large" (what, size, limit).
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise ImportProblem("encrypted") from error
        raise ImportProblem("damaged", reason=str(error)) from error
    try:
        if len(document) < 1:
            raise ImportProblem("empty")
        if len(document) > limits.max_pages:
            raise ImportProblem("too-large", what="pages", size=len(document), limit=limits.max_pages)
        yield document
    finally:
        document.close()


def remarks_on(document: pypdfium2.PdfDocument, data: bytes) -> list[Remark]:
    """What an editor should know of the file: scripts are not run, attachments are not read."""
    found = []
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0 or b"/JavaScript" in data:
        found.append(Remark("javascript"))
    attachments = pdfium.FPDFDoc_GetAttachmentCount(document)
    if attachments > 0:
        found.append(Remark("attachments", details=str(attachments)))
    return found


def bookmarks_of(document: pypdfium2.PdfDocument) -> dict[int, list[Bookmark]]:
    """The bookmarks by the 1-based page they lead to."""
    found: dict[int, list[Bookmark]] = {}
    try:
        for count, entry in enumerate(document.get_toc()):
            target = entry.get_dest()
            index = target.get_index() if target else None
            if count >= _MOST_BOOKMARKS or index is None:
                continue
            mark = Bookmark(entry.level + 1, entry.get_title(), index + 1, _height(document, target, index))
            found.setdefault(index + 1, []).append(mark)
    except (pypdfium2.PdfiumError, UnicodeDecodeError, ValueError):
        return found  # a broken outline is evidence less, no reason to refuse the text
    return found


def _height(document: pypdfium2.PdfDocument, target: pypdfium2.PdfDest, index: int) -> float | None:
    kind, place = target.get_view()
    if kind == pdfium.PDFDEST_VIEW_XYZ and len(place) > 1 and place[1]:
        return float(document.get_page_size(index)[1] - place[1])
    return None
