"""The parts of a DOCX package that hold text or say how it is set, by the relations between them."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from lxml import etree

from archive.importing.extraction.container import parse_xml

if TYPE_CHECKING:
    from archive.importing.extraction.container import Container

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The strict form of the standard (ISO/IEC 29500-1) says the same under another name.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ROOT = "_rels/.rels"
_NUMBER = re.compile("-?[0-9]{1,6}")
_USUAL = "word/document.xml"


class Package:
    """Raises ImportProblem "damaged" where the document is not there or a part of it cannot be read."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._main = self._related(_ROOT, "").get("officeDocument", _USUAL)
        self._parts = self._related(_relations_of(self._main), posixpath.dirname(self._main))
        self.document = self._xml(self._main)

    def part(self, kind: str) -> etree._Element | None:
        """The root of the part a relation of this kind leads to: styles, numbering, footnotes, endnotes, settings."""
        name = self._parts.get(kind, "")
        return self._xml(name) if name in self._container.names else None

    def _related(self, relations: str, folder: str) -> dict[str, str]:
        """Kind of relation → name of the member; what lies outside the file is never looked at."""
        root = self._container.xml_if_any(relations)
        found: dict[str, str] = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") != "External":
                kind = (relation.get("Type") or "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))
                found.setdefault(kind, target.lstrip("/"))
        return found

    def _xml(self, name: str) -> etree._Element:
        try:
            return parse_xml(self._container.read(name).replace(_STRICT, _TRANSITIONAL))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._container.damaged(name) from error


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of a name, or its child, and so on."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: etree._Element | None, *path: str) -> str | None:
    """The `val` of a child; None where the child or its value is not there."""
    found = child(element, *path)
    return None if found is None else found.get(f"{W}val")


def switch(element: etree._Element | None, name: str) -> bool | None:
    """A property that is on or off (17.17.4 ST_OnOff); None where nothing is said."""
    found = child(element, name)
    return None if found is None else found.get(f"{W}val", "1") not in {"0", "false", "off"}


def number(text: str | None, default: int) -> int:
    """A whole number of at most six digits, as any count, size or level in a document is; else the default."""
    return int(text) if text and _NUMBER.fullmatch(text) else default


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
