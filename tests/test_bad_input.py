"""What `manage.py import_reports` says about bad input: one clear line each, and nothing half-saved."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.db import InterfaceError
from django.db.models.signals import pre_save

from archive.models import Document, Import, Publisher, Report, State
from archive.uploads import keep_new_file
from search.updating import rebuild
from tests.manifests import ROW, TEXT, Desk, Said, command
from tests.people import BOLAT, person

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

HUGE = 200_000_000  # bytes


def nothing_saved(folder: Path) -> bool:
    rows = (model.objects.exists() for model in (Report, Publisher, Document, Import))
    files = (path for path in (folder / "files").rglob("*") if path.is_file())
    return not any(rows) and not any(files)


def refused(said: Said, words: str) -> bool:
    """One line of problem with these words, no traceback, and a code for scripts."""
    return len(said.problems) == 1 and words in said.problems[0] and said.code == 1


def broken(data: bytes) -> bytes:
    """Bytes of UTF-8 with one of them gone wrong."""
    middle = len(data) // 2
    return data[:middle] + b"\xff\xfe\x98" + data[middle:]


# --- The manifest ---------------------------------------------------------------------------------------------------
def test_it_says_that_the_manifest_is_missing(desk: Desk) -> None:
    assert refused(command("import_reports", str(desk.folder / "absent.csv")), "There is no manifest")


@pytest.mark.parametrize("column", ROW)
def test_it_names_the_column_that_is_missing(desk: Desk, column: str) -> None:
    row = desk.put().rows[0]
    del row[column]
    assert refused(desk.run(), f"lacks the column “{column}”")
    assert nothing_saved(desk.folder)


def test_it_names_the_column_nobody_knows(desk: Desk) -> None:
    assert refused(desk.put(colour="red").run(), "a column nobody knows: “colour”")
    assert nothing_saved(desk.folder)


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        (b"", "names no files"),
        (b"\r\n\r\n", "names no files"),
        (",".join(ROW).encode(), "names no files"),
        (",".join([*ROW, "title"]).encode(), "has the column “title” twice"),
        (b"PK\x03\x04" + bytes(100), "no table of text"),
        (",".join(ROW).encode() + b'\n"prisons.txt,' + b"a" * 200_000, "cannot be read as a table from line 2 on"),
    ],
)
def test_it_refuses_a_manifest_it_cannot_read(desk: Desk, manifest: bytes, words: str) -> None:
    assert refused(desk.write(manifest).run_as_written(), words)


# --- Rows -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("year_published", "", "Line 2, year_published: the value is missing"),
        ("year_published", "soon", "Line 2, year_published: “soon” is no year"),
        ("year_published", "20210", "Line 2, year_published: “20210” is no year"),
        ("year_published", "1021", "Line 2, year_published: “1021” is no year"),
        ("period_start", "2020.5", "Line 2, period_start: “2020.5” is no year"),
        ("period_start", "٢٠٢٠", "Line 2, period_start: “٢٠٢٠” is no year"),
        ("period_end", "2019", "Line 2, period_end: “2019” is no year, or the years are in the wrong order"),
        ("language", "de", "Line 2: “de” is no language of the archive"),
        ("language", "", "Line 2, language: the value is missing"),
        ("publisher_kind", "club", "Line 2, publisher_kind: “club” is not one of state, foreign-government"),
        ("report_type", "poem", "Line 2, report_type: “poem” is not one of state-report"),
        ("instrument", "ABC", "Line 2: the archive knows no instrument “ABC”"),
        ("title", " ", "Line 2, title: the value is missing"),
        ("title", "Т" * 501, "Line 2, title: 501 characters, at most 500"),
        ("publisher", "", "Line 2, publisher: the value is missing"),
        ("country", "Kazakhstan", "Line 2: “Kazakhstan” is no country"),
        ("report", "Отчёт о тюрьмах", "Line 2: “Отчёт о тюрьмах” cannot be the report's short name"),
        ("report", "../admin", "Line 2: “../admin” cannot be the report's short name"),
    ],
)
def test_it_names_the_row_and_what_is_wrong(desk: Desk, column: str, value: str, words: str) -> None:
    said = desk.put(**{"report": "", column: value}).run()
    assert refused(said, f"prisons-2020.txt: {words}")
    assert nothing_saved(desk.folder)


@pytest.mark.parametrize("name", ["absent.txt", "folder", "а" * 190 + ".txt"])
def test_it_names_the_file_that_is_missing(desk: Desk, name: str) -> None:
    (desk.folder / "folder").mkdir()
    desk.rows.append(ROW | {"file": name})
    assert refused(desk.run(), f"Line 2: The file “{name}” is not there")


@pytest.mark.parametrize("name", ["../secret.txt", "{folder}/secret.txt", "link.txt"])
def test_it_reads_no_file_outside_the_folder_of_the_manifest(desk: Desk, name: str) -> None:
    secret = desk.folder / "secret.txt"
    secret.write_text(TEXT)
    inner = Desk(desk.folder / "inner")
    inner.folder.mkdir()
    (inner.folder / "link.txt").symlink_to(secret)
    inner.rows.append(ROW | {"file": name.format(folder=desk.folder)})
    assert refused(inner.run(), "is outside the manifest's folder")
    assert nothing_saved(desk.folder)


def test_it_names_the_row_that_is_too_long(desk: Desk) -> None:
    table = desk.put().table().rstrip() + ",more"
    assert refused(desk.write(table).run_as_written(), "Line 2 has 13 values, but there are 12 columns")


@pytest.mark.parametrize(
    "second",
    [
        pytest.param({}, id="same file"),
        pytest.param({"file": "./prisons-2020.txt", "report": "other"}, id="same file under another name"),
        pytest.param({"file": "again.txt", "report": "prisons-2020"}, id="same language of the same report"),
    ],
)
def test_it_imports_the_first_of_two_rows_for_the_same(desk: Desk, second: dict[str, str]) -> None:
    desk.put(report="").put(**({"report": ""} | second))
    assert refused(desk.run(), "Line 3: “")
    assert Document.objects.count() == 1


def test_it_names_the_row_that_contradicts_another(desk: Desk) -> None:
    desk.put(report="prisons").put(file="kk.txt", language="kk", report="prisons", period_end="2021")
    assert refused(desk.run(), "kk.txt: Line 3, period_end: “2021” contradicts line 2")


def test_it_counts_the_lines_of_the_file(desk: Desk) -> None:
    """The row stands on the sixth line: one is empty, and a title before it runs over two."""
    desk.put(title="Тюрьмы\nи колонии").put(TEXT + ".", file="second.txt", language="de")
    table = desk.table().replace("\r\n", "\r\n\r\n", 1)
    said = desk.write(table).run_as_written()
    assert said.problems == ["second.txt: Line 5: “de” is no language of the archive. Use kk, ru or en."]


# --- Files ----------------------------------------------------------------------------------------------------------
FILES = [
    pytest.param(b"", "The file holds no text", id="empty"),
    pytest.param(b" \r\n\t\r\n", "The file holds no text", id="blanks"),
    pytest.param(b"\x89PNG\r\n\x1a\n" + os.urandom(500), "The file is PNG", id="picture called .txt"),
    pytest.param(bytes(range(256)) * 40, "The file is none this archive can read", id="bytes called .txt"),
    pytest.param(broken(TEXT.encode()), "The letters of the file cannot be read", id="no encoding"),
    pytest.param(b"1 2 3 4 5\n" * 100, "The file holds no words", id="figures only"),
]


@pytest.mark.parametrize("options", [(), ("--queue",)])
@pytest.mark.parametrize(("data", "words"), FILES)
def test_it_says_what_is_wrong_with_a_file(desk: Desk, data: bytes, words: str, options: tuple[str, ...]) -> None:
    said = desk.put(data).run(*options)
    assert refused(said, f"prisons-2020.txt: Line 2: {words}")
    assert nothing_saved(desk.folder)


def test_it_refuses_a_huge_file_without_reading_it(desk: Desk) -> None:
    with (desk.put().folder / "prisons-2020.txt").open("r+b") as file:
        file.truncate(HUGE)
    said = desk.run()
    assert refused(said, "prisons-2020.txt: Line 2: The file is too large: 190.7\xa0MB, at most 95.4\xa0MB")
    assert nothing_saved(desk.folder)


def test_it_imports_the_other_files(desk: Desk) -> None:
    desk.put(TEXT, file="a.txt").put(b"", file="b.txt").put(TEXT + ".", file="c.txt", year_published="soon")
    said = desk.put(TEXT + "!", file="d.txt").run()
    assert [line.partition(":")[0] for line in said.out.splitlines()[:-1]] == ["a.txt", "d.txt"]
    assert [line.partition(":")[0] for line in said.problems] == ["b.txt", "c.txt"]
    assert "Files: 4, done: 2, skipped: 0, failed: 2" in said.out
    assert said.code == 1


def test_it_keeps_what_is_in_when_the_new_file_is_bad(desk: Desk) -> None:
    desk.put().run()
    before = Document.objects.get()
    (desk.folder / "prisons-2020.txt").write_bytes(b"")
    assert refused(desk.run(), "The file holds no text")
    after = Document.objects.get()
    assert (after.version, after.state, after.revision) == (before.version, before.state, before.revision)
    assert after.file.read() == TEXT.encode()


def test_it_says_so_when_search_cannot_take_a_report(desk: Desk, settings: Settings) -> None:
    index = Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])
    aside = index.rename(index.with_name("index-aside"))
    index.write_text("a file stands where the folder should be")
    assert refused(desk.put().run(), "The report is in, but search does not find it yet")
    index.unlink()
    aside.rename(index)
    assert Document.objects.get().state == State.PUBLISHED

    rebuild()
    assert "unchanged, skipped" in desk.run().out


def test_it_keeps_an_original_that_a_new_file_has_too(desk: Desk) -> None:
    """The same bytes are kept once: where their import breaks off, whoever uploaded them still has them."""
    upload = keep_new_file(ContentFile(TEXT.encode(), "prisons-2020.txt"), person(BOLAT))

    def break_off(**_: object) -> None:
        raise InterfaceError("the database went away")

    pre_save.connect(break_off, sender=Import)
    try:
        said = desk.put(TEXT).run()
    finally:
        pre_save.disconnect(break_off, sender=Import)
    assert said.code == 1
    assert not Document.objects.exists()
    assert upload.file.storage.exists(str(upload.file.name))
