"""DOCX → RawText, read from the XML of the package itself (ECMA-376, Office Open XML).

Libraries that open a DOCX as an object give neither the printed numbers of lists nor text boxes, notes and tracked
changes, and unpack without a limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.importing.draft import RawText, Remark
from archive.importing.extraction.blocks import to_raw
from archive.importing.extraction.container import Container
from archive.importing.extraction.docx.body import Body
from archive.importing.extraction.docx.package import Package

if TYPE_CHECKING:
    from archive.importing.extraction.limits import Limits

__all__ = ["read_docx"]


def read_docx(data: bytes, limits: Limits) -> RawText:
    """Read a Word file, one line for each paragraph, heading, list item, table row and note.

    `data` is the whole file. Numbers of lists and headings are printed in front of their text; headers and footers of
    pages, deleted and hidden text and comments are left out. Remarks: "tracked-changes" and "comments" (details: how
    many), "macros".

    Raises ImportProblem: "damaged" (format, part), "encrypted" (format), "too-large" (what, size, limit), "empty",
    "no-words".
    """
    container = Container(data, "docx", limits)
    package = Package(container)
    body = Body(package)
    blocks = body.read()
    return to_raw("docx", blocks, _remarks(body, container.names), limits)


def _remarks(body: Body, names: frozenset[str]) -> tuple[Remark, ...]:
    remarks = [Remark(code, details=str(count)) for code, count in sorted(body.inline.seen.items())]
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        remarks.append(Remark("macros"))
    return tuple(remarks)
