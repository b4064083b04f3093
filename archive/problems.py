"""What is wrong with a file or a manifest, and what to do about it, in the words of the person who has to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

# Keyed by the `code` of an ImportProblem, or of a problem in a manifest; the blanks are the problem's details.
PATTERNS: dict[str, _StrPromise] = {
    "empty": _("The file holds no text. Choose the file with the text of the report."),
    "too-large": _("The file is too large: %(size)s, at most %(limit)s. Divide the report into parts."),
    "too-large:lines": _("The file has too many lines: %(size)s, at most %(limit)s. Divide the report into parts."),
    "too-large:characters": _(
        "A line of the file is too long: %(size)s characters, at most %(limit)s. Save the text with line breaks."
    ),
    "too-large:text": _("The text is too long: %(size)s characters, at most %(limit)s. Divide the report into parts."),
    "too-large:pages": _("The file has too many pages: %(size)s, at most %(limit)s. Divide the report into parts."),
    "too-large:unpacked": _(
        "Unpacked, the file would be too large: %(size)s, at most %(limit)s. It may be a trap; save the report anew."
    ),
    "binary": _(
        "The file is none this archive can read. Save the report as PDF, DOCX, ODT, HTML or text (.txt, UTF-8)."
    ),
    "binary:known": _(
        "The file is %(format)s, which this archive cannot read. "
        "Save the report as PDF, DOCX, ODT, HTML or text (.txt, UTF-8)."
    ),
    "encrypted": _("The file is locked with a password. Save the report without a password and use that file."),
    "damaged": _("The file is damaged or incomplete. Get it once more, or open it and save it anew."),
    "damaged:page": _("The file is damaged after page %(page)s. Get it once more, or open it and save it anew."),
    "scan-without-ocr": _(
        "The pages are pictures without text, and text recognition (Tesseract) is not installed here. "
        "Install it, or use a file with text."
    ),
    "too-slow": _("Reading the file took longer than %(seconds)s seconds. Save the report anew, as DOCX or text."),
    "too-slow:page": _(
        "Reading the page after page %(page)s took longer than %(seconds)s seconds. Save the report anew."
    ),
    "too-much-memory": _("Reading the file needs too much memory. Divide the report into parts, or save it anew."),
    "too-much-memory:page": _(
        "Reading the page after page %(page)s needs too much memory. Divide the report into parts, or save it anew."
    ),
    "reader-died": _("The file made its reader fail. Open it and save it anew, as DOCX or text."),
    "reader-died:page": _("The page after page %(page)s made the reader fail. Open the file and save it anew."),
    "encoding": _("The letters of the file cannot be read. Save the text in UTF-8 and use that file."),
    "no-words": _("The file holds no words. Choose the file with the text of the report."),
    "file-missing": _("The file “%(file)s” is not there. Put it in its place and try again."),
    "unreadable": _("The file “%(file)s” cannot be opened: %(reason)s."),
    "interrupted": _("The work was cut off. Start the import again."),
    "not-indexed": _("The report is in, but search does not find it yet. Run: python manage.py rebuild_index"),
    "manifest-missing": _("There is no manifest “%(file)s”. Check the path."),
    "manifest-binary": _("The manifest is no table of text. Save it as CSV (UTF-8)."),
    "unknown-column": _("The manifest has a column nobody knows: “%(column)s”. Correct or remove it."),
    "missing-column": _("The manifest lacks the column “%(column)s”. Add it."),
    "repeated-column": _("The manifest has the column “%(column)s” twice. Remove one."),
    "no-rows": _("The manifest names no files. Add a line for each file."),
    "no-table": _("The manifest cannot be read as a table from line %(line)s on. Look for a quotation mark too many."),
    "missing-value": _("Line %(line)s, %(column)s: the value is missing."),
    "too-long": _("Line %(line)s, %(column)s: %(size)s characters, at most %(limit)s."),
    "bad-slug": _(
        "Line %(line)s: “%(value)s” cannot be the report's short name. Give one in the column “report”: "
        "Latin letters, digits and hyphens."
    ),
    "bad-country": _("Line %(line)s: “%(value)s” is no country. Use two letters, such as KZ."),
    "path-outside": _("Line %(line)s: “%(value)s” is outside the manifest's folder. Put the file beside the manifest."),
    "contradiction": _(
        "Line %(line)s, %(column)s: “%(value)s” contradicts line %(other)s about the same report or publisher."
    ),
    "bad-year": _("Line %(line)s, %(column)s: “%(value)s” is no year, or the years are in the wrong order."),
    "bad-language": _("Line %(line)s: “%(value)s” is no language of the archive. Use kk, ru or en."),
    "bad-kind": _("Line %(line)s, %(column)s: “%(value)s” is not one of %(known)s."),
    "unknown-instrument": _("Line %(line)s: the archive knows no instrument “%(value)s”."),
    "row-length": _("Line %(line)s has %(size)s values, but there are %(limit)s columns."),
    "duplicate-row": _("Line %(line)s: “%(value)s” stands in the manifest already."),
}
UNKNOWN = _("The import failed (%(code)s). Start it again; if it fails again, show this to the administrator.")
FORMAT_NAMES = {"ole": "Word 97–2003 (.doc)"}


class _Details(dict[str, Any]):
    """A detail that is not known leaves a gap in the sentence instead of taking the sentence away."""

    def __missing__(self, key: str) -> str:
        return "…"


def message(code: str, details: Mapping[str, Any]) -> str:
    """The problem in the reader's language.

    `details` are the figures of the problem: for files `size`, `limit` (in what `what` names: bytes, lines or
    characters), `format`, `file`; for manifests `line` (1-based), `column`, `value`, `file`, `known`, `size`, `limit`.
    """
    pattern = PATTERNS.get(_exact(code, details), UNKNOWN)
    return str(pattern) % _Details(_readable(code, details))


def _exact(code: str, details: Mapping[str, Any]) -> str:
    """The code, made exact by a detail where the wording depends on it."""
    if code == "binary" and details.get("format", "unknown") != "unknown":
        return "binary:known"
    exact = f"{code}:{'page' if details.get('page') else details.get('what', '')}"
    return exact if exact in PATTERNS else code


def _readable(code: str, details: Mapping[str, Any]) -> dict[str, Any]:
    shown = dict(details) | {"code": code}
    if code == "too-large" and details.get("what") in {"bytes", "unpacked"}:
        shown |= {key: filesizeformat(details[key]) for key in ("size", "limit") if key in details}
    if "format" in details:
        shown["format"] = FORMAT_NAMES.get(details["format"], str(details["format"]).upper())
    return shown
