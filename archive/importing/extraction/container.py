"""DOCX and ODT files are ZIP containers of XML: opened so that no file can cost more than it may.

Nothing is fetched, no entity is expanded (OWASP, XML External Entity Prevention), and what a member unpacks to is
checked against the directory first and counted again while it is read, because a directory can lie.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from archive.importing.draft import ImportProblem
from archive.importing.extraction.blocks import refuse_larger

if TYPE_CHECKING:
    from archive.importing.extraction.limits import Limits

_HARMLESS = 10_000_000  # bytes that may unpack from however little
_MAX_RATIO = 200  # unpacked to packed; XML of long tables reaches 100, a bomb 1,000
_ENCRYPTED = 0x1  # flag of a ZIP member
# What zipfile raises for damaged members, and for methods of compression that it does not know.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    IndexError,
    OverflowError,
)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Raises ImportProblem "damaged" (format) where `data` has no readable directory of members."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise ImportProblem("damaged", format="zip") from error


class Container:
    """The members of a file in format `name` (docx or odt, for messages).

    Raises ImportProblem: "damaged" (format, part), "encrypted" (format), "too-large" (what="unpacked", size, limit).
    """

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._name = name
        self._zip = open_zip(data)
        members = self._zip.infolist()
        self.names = frozenset(member.filename for member in members)
        unpacked = sum(member.file_size for member in members)
        self._left = self._allowed = min(limits.max_unpacked, max(_HARMLESS, len(data) * _MAX_RATIO))
        refuse_larger(unpacked, self._allowed, "unpacked")
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise ImportProblem("encrypted", format=name)

    def read(self, part: str) -> bytes:
        """The unpacked bytes of a member."""
        try:
            with self._zip.open(part) as member:
                data = member.read(self._left + 1)
        except (KeyError, RuntimeError, *_BROKEN) as error:
            raise self.damaged(part) from error
        refuse_larger(self._allowed - self._left + len(data), self._allowed, "unpacked")
        self._left -= len(data)
        return data

    def xml(self, part: str) -> etree._Element:
        """The root element of a member."""
        try:
            return parse_xml(self.read(part))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged(part) from error

    def xml_if_any(self, part: str) -> etree._Element | None:
        return self.xml(part) if part in self.names else None

    def damaged(self, part: str) -> ImportProblem:
        return ImportProblem("damaged", format=self._name, part=part)


def parse_xml(data: bytes) -> etree._Element:
    """Raises etree.XMLSyntaxError for what is not well-formed, ValueError where entities are declared.

    Neither format declares entities (ECMA-376 part 2 forbids document types, ODF needs none): whoever does has
    another aim.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise ValueError("entities are declared")
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
