"""Files of concepts in either format, known by their content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from archive.importing.draft import ImportProblem
from archive.importing.extraction.encoding import decode
from archive.importing.extraction.kinds import kind_by_magic
from search.concepts.entry import Problem, Reading, UnreadableFile
from search.concepts.skos import read_skos, write_skos
from search.concepts.table import read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from search.concepts.entry import Entry

LIMIT = 6_000_000  # bytes; the 15,600 terms of fixtures/thesaurus take 0.4 million as a table, 1.5 million as SKOS
WRITERS: dict[str, Callable[[Iterable[Entry]], str]] = {"csv": write_table, "skos": write_skos}
MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "skos": "application/rdf+xml"}
ENDINGS = {"csv": "csv", "skos": "rdf"}
TURTLE = ("@prefix", "@base", "PREFIX ", "BASE ")
UNICODE = ("utf-8", "utf-16", "utf-32")  # beginnings of the names of encodings that have every letter


def read(data: bytes) -> Reading:
    """The concepts of a file. Raises UnreadableFile, then with everything that is wrong with it."""
    if len(data) > LIMIT:
        sizes = {"size": filesizeformat(len(data)), "limit": filesizeformat(LIMIT)}
        raise _refusal(_("The file is too large: %(size)s, at most %(limit)s.") % sizes)
    kind = kind_by_magic(data)
    if kind:
        raise _refusal(_("The file is no table of text and no SKOS. Save it as CSV (UTF-8) or as RDF/XML."))
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00\r\n\t ").startswith(b"<"):
        return read_skos(data)
    text = _text(data)
    if not text.strip():
        raise _refusal(_("The file is empty."))
    if text.lstrip().startswith(TURTLE):
        raise _refusal(_("The file is SKOS in Turtle, which is not read here. Save it as RDF/XML."))
    return read_table(text)


def _text(data: bytes) -> str:
    """The table as text.

    KZ-1048 is Windows-1251 with Kazakh letters in the place of letters that neither Kazakh nor Russian has, so it reads
    both. A spreadsheet that saves in an encoding without Kazakh letters writes “?” for them.
    """
    try:
        text, encoding = decode(data)
    except ImportProblem as problem:
        raise _refusal(_("The letters of the file cannot be read. Save it as CSV (UTF-8).")) from problem
    if encoding == "cp1251":
        text = data.decode("kz1048", errors="replace")
    if not encoding.startswith(UNICODE) and "?" in text:
        lines = [number for number, line in enumerate(text.splitlines(), start=1) if "?" in line]
        lost = _("Question marks stand in the place of Kazakh letters. Save the table anew, as CSV (UTF-8).")
        raise UnreadableFile(Problem(lost, number) for number in lines)
    return text


def _refusal(text: str) -> UnreadableFile:
    return UnreadableFile([Problem(text)])
