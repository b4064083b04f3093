"""HTML → RawText: pages saved from the web, law pages, and what Word and LibreOffice export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from archive.importing.draft import ImportProblem, RawText, Remark
from archive.importing.extraction.blocks import to_raw
from archive.importing.extraction.html.decoding import decode_page
from archive.importing.extraction.html.page import Page
from archive.importing.extraction.html.walking import Walker

if TYPE_CHECKING:
    from archive.importing.extraction.limits import Limits

__all__ = ["read_html"]

_TOO_DEEP = "ERR_RESOURCE_LIMIT"


def read_html(data: bytes, limits: Limits) -> RawText:
    """Read a web page, one line for each paragraph, heading, list item, table row and note.

    `data` is the whole file. Menus, page headers and footers, forms, banners, scripts and hidden text are left out.
    Remarks: "tracked-changes" and "comments" (details: how many) in what Word exports.

    Raises ImportProblem: "encoding", "damaged" (format, part="nesting" where elements are nested thousands deep),
    "too-large" (what, size, limit), "empty", "no-words".
    """
    text, encoding = decode_page(data)
    root = _parse(text)
    if root is None:
        raise ImportProblem("empty")
    page = Page(root)
    walker = Walker(page)
    blocks = walker.read()
    remarks = tuple(Remark(code, details=str(count)) for code, count in sorted(walker.seen.items()))
    raw = to_raw("html", blocks, remarks, limits)
    return RawText(raw.lines, encoding, raw.format, remarks=raw.remarks)


def _parse(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if any(_TOO_DEEP in entry.type_name or "depth" in entry.message.lower() for entry in parser.error_log):
        raise ImportProblem("damaged", format="html", part="nesting")
    return root
