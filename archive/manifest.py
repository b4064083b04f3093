"""The manifest of an import: a table whose rows describe one file each. Read and checked before anything is saved."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.importing.draft import ImportProblem
from archive.importing.extraction.encoding import decode
from archive.importing.extraction.kinds import kind_by_magic
from archive.keys import slug_of
from archive.models import Instrument, Language, PublisherKind, Report, ReportKind
from archive.models.report import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEEDED = ("file", "title", "language", "publisher", "publisher_kind", "report_type")
YEARS = ("year_published", "period_start", "period_end")
MAY_BE_EMPTY = ("instrument", "symbol", "country")
COLUMNS = (*NEEDED, *MAY_BE_EMPTY, *YEARS)
OPTIONAL = ("report",)
DELIMITERS = ",;\t"  # a spreadsheet writes the one its country uses
LONGEST = {"file": 200, "title": 500, "publisher": 400, "symbol": 60, "report": 120}  # as in the columns of the record
# What the files of one report, or the reports of one publisher, cannot differ in.
SHARED = {
    "report": ("publisher", "kind", "instrument", "symbol", "country", *YEARS),
    "publisher": ("publisher_kind",),
}
COLUMN_OF = {"kind": "report_type"}
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a file, and what its report is. `line` is the 1-based line of the manifest on which the row begins."""

    line: int
    path: Path
    report: str
    title: str
    language: str
    publisher: str
    publisher_kind: str
    kind: str
    instrument: str
    symbol: str
    country: str
    year_published: int
    period_start: int
    period_end: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot be imported, and why."""

    line: int
    file: str
    problem: ImportProblem


def read_manifest(path: Path) -> list[Entry | Refusal]:
    """The rows of a manifest in its order. Commas, semicolons or tabs separate the columns; empty rows are left out.

    Raises ImportProblem where no row can be read: "manifest-missing" (file), "unknown-column", "missing-column" or
    "repeated-column" (column), "no-rows", and those of `decode` for a file that is no text.
    """
    rows = _rows(path)
    _, header = next(rows, (0, []))
    columns = [name.strip() for name in _without_tail(header)]
    _check_columns(columns)
    checker = _Checker(path.parent.resolve())
    found = [checker.check(line, columns, _without_tail(cells)) for line, cells in rows]
    if not found:
        raise ImportProblem("no-rows")
    return found


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, each with the line on which it begins."""
    if not path.is_file():
        raise ImportProblem("manifest-missing", file=str(path))
    data = path.read_bytes()
    if kind_by_magic(data):
        raise ImportProblem("manifest-binary")
    lines = io.StringIO(decode(data)[0], newline="").readlines()
    reader = csv.reader(lines, delimiter=_delimiter(lines))
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise ImportProblem("no-table", line=line) from error


def _delimiter(lines: list[str]) -> str:
    header = next((line for line in lines if line.strip()), "")
    return max(DELIMITERS, key=header.count)


def _without_tail(cells: list[str]) -> list[str]:
    """Spreadsheets end rows with empty cells."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _check_columns(columns: list[str]) -> None:
    if not columns:
        raise ImportProblem("no-rows")
    for column in columns:
        if column not in COLUMNS + OPTIONAL:
            raise ImportProblem("unknown-column", column=column)
        if columns.count(column) > 1:
            raise ImportProblem("repeated-column", column=column)
    for column in COLUMNS:
        if column not in columns:
            raise ImportProblem("missing-column", column=column)


class _Checker:
    """Checks rows one after another, and each against those before it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.instruments = set(Instrument.objects.values_list("code", flat=True))
        self.files: set[Path] = set()
        self.documents: set[tuple[str, str]] = set()
        self.said: dict[tuple[str, str, str], tuple[str, int]] = {}

    def check(self, line: int, columns: list[str], values: list[str]) -> Entry | Refusal:
        cells = dict.fromkeys(COLUMNS + OPTIONAL, "") | {
            column: " ".join(value.split()) for column, value in zip(columns, values, strict=False)
        }
        try:
            if len(values) > len(columns):
                raise ImportProblem("row-length", line=line, size=len(values), limit=len(columns))
            entry = self._entry(line, cells)
            self._compare(entry)
        except ImportProblem as problem:
            return Refusal(line, cells["file"], problem)
        return entry

    def _entry(self, line: int, cells: Cells) -> Entry:
        _check_presence(line, cells)
        _check_choices(line, cells)
        if cells["instrument"] and cells["instrument"] not in self.instruments:
            raise ImportProblem("unknown-instrument", line=line, value=cells["instrument"])
        path = self._path(line, cells["file"])
        published, start, end = _years(line, cells)
        return Entry(
            line=line,
            path=path,
            report=_report_slug(line, cells["report"], path),
            title=cells["title"],
            language=cells["language"],
            publisher=cells["publisher"],
            publisher_kind=cells["publisher_kind"],
            kind=cells["report_type"],
            instrument=cells["instrument"],
            symbol=cells["symbol"],
            country=_country(line, cells["country"]),
            year_published=published,
            period_start=start,
            period_end=end,
        )

    def _path(self, line: int, name: str) -> Path:
        """The file a row names: in the manifest's folder or below, links followed."""
        path = self.folder / name
        if not path.resolve().is_relative_to(self.folder):
            raise ImportProblem("path-outside", line=line, value=name)
        if not _is_there(path):
            raise ImportProblem("file-missing", file=name)
        return path

    def _compare(self, entry: Entry) -> None:
        """Raise where a row before this one has the same file or the same document, or contradicts it."""
        document = (entry.report, entry.language)
        if entry.path.resolve() in self.files or document in self.documents:
            raise ImportProblem("duplicate-row", line=entry.line, value=entry.path.name)
        for group, names in SHARED.items():
            for name in names:
                key, value = (group, getattr(entry, group), name), str(getattr(entry, name))
                before, line = self.said.setdefault(key, (value, entry.line))
                if before != value:
                    column = COLUMN_OF.get(name, name)
                    raise ImportProblem("contradiction", line=entry.line, column=column, value=value, other=line)
        self.files.add(entry.path.resolve())
        self.documents.add(document)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than the file system allows
        return False


def _check_presence(line: int, cells: Cells) -> None:
    for column in NEEDED + YEARS:
        if not cells[column]:
            raise ImportProblem("missing-value", line=line, column=column)
    for column, limit in LONGEST.items():
        if len(cells[column]) > limit:
            raise ImportProblem("too-long", line=line, column=column, size=len(cells[column]), limit=limit)


def _check_choices(line: int, cells: Cells) -> None:
    if cells["language"] not in Language.values:
        raise ImportProblem("bad-language", line=line, value=cells["language"])
    for column, kinds in (("publisher_kind", PublisherKind), ("report_type", ReportKind)):
        if cells[column] not in kinds.values:
            known = ", ".join(kinds.values)
            raise ImportProblem("bad-kind", line=line, column=column, value=cells[column], known=known)


def _years(line: int, cells: Cells) -> tuple[int, int, int]:
    published, start, end = (_year(line, column, cells[column]) for column in YEARS)
    if end < start:
        raise ImportProblem("bad-year", line=line, column="period_end", value=cells["period_end"])
    return published, start, end


def _year(line: int, column: str, value: str) -> int:
    if re.fullmatch(r"[0-9]{4}", value) and FIRST_YEAR <= int(value) <= LAST_YEAR:
        return int(value)
    raise ImportProblem("bad-year", line=line, column=column, value=value)


def _country(line: int, value: str) -> str:
    """Two letters, as in ISO 3166-1; what is not said is what the record takes for granted."""
    if not value:
        return str(Report._meta.get_field("country").default)
    if re.fullmatch(r"[A-Za-z]{2}", value):
        return value.upper()
    raise ImportProblem("bad-country", line=line, value=value)


def _report_slug(line: int, value: str, path: Path) -> str:
    """The short name that is given; else the file's name without extension, in Latin letters."""
    name = value or (path.stem if _is_slug(path.stem) else slug_of(path.stem))
    if not _is_slug(name):
        raise ImportProblem("bad-slug", line=line, value=value or path.name)
    return name


def _is_slug(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z0-9_-]{1,120}", name))
