"""ODT → RawText, read from the XML of the package itself (OpenDocument 1.3, part 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.importing.draft import ImportProblem, RawText, Remark
from archive.importing.extraction.blocks import to_raw
from archive.importing.extraction.container import Container, local
from archive.importing.extraction.odt.body import Body

if TYPE_CHECKING:
    from archive.importing.extraction.limits import Limits

__all__ = ["read_odt"]

_MANIFEST = "META-INF/manifest.xml"
_CONTENT = "content.xml"
_INDEXES = ("script-lb.xml", "script-lc.xml")  # of macro libraries, there without a macro too


def read_odt(data: bytes, limits: Limits) -> RawText:
    """Read an OpenDocument text, one line for each paragraph, heading, list item, table row and note.

    `data` is the whole file. Numbers of lists and headings are printed in front of their text; headers and footers of
    pages, deleted and hidden text and comments are left out. Remarks: "tracked-changes" and "comments" (details: how
    many), "macros".

    Raises ImportProblem: "damaged" (format, part), "encrypted" (format), "too-large" (what, size, limit), "empty",
    "no-words".
    """
    container = Container(data, "odt", limits)
    manifest = container.xml_if_any(_MANIFEST)
    if manifest is not None and any(local(node) in {"encryption-data", "encrypted-key"} for node in manifest.iter()):
        raise ImportProblem("encrypted", format="odt")
    body = Body(container.xml(_CONTENT), container.xml_if_any("styles.xml"))
    return to_raw("odt", body.read(), _remarks(body, container.names), limits)


def _remarks(body: Body, names: frozenset[str]) -> tuple[Remark, ...]:
    remarks = [Remark(code, details=str(count)) for code, count in sorted(body.inline.seen.items())]
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith(("/", *_INDEXES)) for name in names):
        remarks.append(Remark("macros"))
    return tuple(remarks)
