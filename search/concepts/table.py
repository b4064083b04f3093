"""The thesaurus as a table for spreadsheets: one row for each concept, its terms in one cell for each language.

Written with semicolons and a mark of UTF-8: so a spreadsheet set to Kazakh or Russian opens it by a double click, with
its columns and its Kazakh letters. Read with commas, semicolons or tabs.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from archive.models.vocabulary import LANGUAGES
from search.concepts.entry import SEPARATOR, Entry, Problem, Reading, UnreadableFile, problems_of, tidy, tidy_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = ("slug", *LANGUAGES)
NOTE = "note"
DELIMITERS = ";,\t"
BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV Injection). An apostrophe before it makes it text;
# a cell that begins with one gets another, so that reading takes off just what writing put on.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
Cells = dict[str, str]


def write_table(entries: Iterable[Entry]) -> str:
    """The table as one text."""
    out = io.StringIO(newline="")
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=DELIMITERS[0])
    writer.writerow([*COLUMNS, NOTE])
    for entry in entries:
        terms = (f" {SEPARATOR} ".join(entry.terms(language)) for language in LANGUAGES)
        writer.writerow([_guarded(cell) for cell in (entry.slug, *terms, entry.note or "")])
    return out.getvalue()


def read_table(text: str) -> Reading:
    """The concepts of a table. Raises UnreadableFile with a problem for each line that has one."""
    rows = _rows(text)
    header = [name.strip().lower() for name in next(rows, (1, [""]))[1]]
    _check_columns(header)
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for line, values in rows:
        entry = _entry(dict.fromkeys(header, "") | dict(zip(header, map(_unguarded, values), strict=False)))
        wrong = list(problems_of(entry))
        if len(values) > len(header):
            wrong.append(_("The row has more cells than there are columns."))
        if entry.slug in entries:
            wrong.append(_("“%(slug)s” stands in the file already.") % {"slug": entry.slug})
        problems += [Problem(each, line) for each in wrong]
        entries[entry.slug] = entry
    if problems:
        raise UnreadableFile(problems)
    return Reading(tuple(entries.values()))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, without the empty cells at their end, each with the line on which it begins."""
    lines = io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="").readlines()
    header = next((line for line in lines if line.strip()), "")
    reader = csv.reader(lines, delimiter=max(DELIMITERS, key=header.count), strict=True)
    line = 1
    try:
        for cells in reader:
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        text = _("From here on this is no table. Look for a quotation mark too many.")
        raise UnreadableFile([Problem(text, line)]) from error


def _check_columns(header: list[str]) -> None:
    known = ", ".join((*COLUMNS, NOTE))
    lacking = [column for column in COLUMNS if column not in header]
    strange = [column for column in header if column not in (*COLUMNS, NOTE) or header.count(column) > 1]
    if lacking:
        pattern = _("The column “%(column)s” is missing. The columns are: %(known)s.")
    elif strange:
        pattern = _("The column “%(column)s” has no meaning or stands twice. The columns are: %(known)s.")
    else:
        return
    raise UnreadableFile([Problem(pattern % {"column": (lacking or strange)[0], "known": known}, 1)])


def _entry(cells: Cells) -> Entry:
    terms = {language: tidy(cells[language].split(SEPARATOR)) for language in LANGUAGES}
    note = tidy_note(cells[NOTE]) if NOTE in cells else None
    return Entry(cells["slug"].strip(), **terms, note=note)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
