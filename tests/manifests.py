"""Manifests for tests, run through the command as a person at a terminal would."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unittest.mock import patch

from django.core.management import CommandError, call_command

if TYPE_CHECKING:
    from pathlib import Path

ROW = {
    "file": "prisons-2020.txt",
    "title": "Тюрьмы",
    "language": "ru",
    "publisher": "Фонд «Память»",
    "publisher_kind": "ngo",
    "report_type": "special-report",
    "instrument": "",
    "symbol": "",
    "year_published": "2021",
    "period_start": "2020",
    "period_end": "2020",
    "country": "KZ",
}
TEXT = """О положении в тюрьмах

1. Условия содержания
В камерах тесно и сыро. Врача заключённые ждут неделями, а письма теряются в дороге.

2. Пытки
Двое заключённых рассказали о пытках в следственном изоляторе. Статья 11 Конвенции против пыток не соблюдается.

3. Выводы
Надзор за тюрьмами слаб. Жалобы остаются без ответа, виновных не находят.
"""


@dataclass(frozen=True, slots=True)
class Said:
    """What the command printed on stdout and stderr, and the code it ended with."""

    out: str
    err: str
    code: int

    @property
    def problems(self) -> list[str]:
        """Lines of stderr that are no progress."""
        return [line for line in self.err.splitlines() if ": " in line]


@dataclass(slots=True)
class Desk:
    """A folder with a manifest and the files beside it."""

    folder: Path
    name: str = "manifest.csv"
    rows: list[dict[str, str]] = field(default_factory=list)

    def put(self, text: str | bytes = TEXT, **cells: str) -> Desk:
        """Add a row and its file; cells that are not given do not matter to the test."""
        row = ROW | cells
        self.rows.append(row)
        (self.folder / row["file"]).write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def write(self, text: str | bytes) -> Desk:
        """The manifest as it stands, letter for letter."""
        (self.folder / self.name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def table(self, delimiter: str = ",") -> str:
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, list(self.rows[0] if self.rows else ROW), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue()

    def run(self, *options: str) -> Said:
        self.write(self.table())
        return self.run_as_written(*options)

    def run_as_written(self, *options: str) -> Said:
        return command("import_reports", str(self.folder / self.name), *options)


def command(*words: str) -> Said:
    """Run a command of manage.py in an English terminal; its errors are printed as manage.py prints them."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        with patch.dict(os.environ, LC_ALL="C"):
            call_command(*words, stdout=out, stderr=err)
    except CommandError as error:
        err.write(f"CommandError: {error}\n")
        code = error.returncode
    except SystemExit as end:
        code = int(end.code or 0)
    return Said(out.getvalue(), err.getvalue(), code)
