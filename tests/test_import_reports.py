"""`manage.py import_reports`: from a table and text files to published reports that search finds."""

from __future__ import annotations

import re

import pytest

from archive.management.terminal import terminal_language
from archive.models import Document, Import, ImportState, Publisher, Report, State
from archive.saving import change_state
from archive.tasks import run_import
from search.finding import find
from search.request import Request
from tests.factories import SAMPLES
from tests.manifests import TEXT, Desk

pytestmark = pytest.mark.django_db(transaction=True)


def headings_found(words: str) -> list[str]:
    return [hit.heading for hit in find(Request(words)).hits]


def test_it_imports_publishes_and_indexes(desk: Desk) -> None:
    said = desk.put().run()
    assert re.fullmatch(r"prisons-2020\.txt: imported, 4 sections, \d+\.\d s", said.out.splitlines()[0])
    assert re.fullmatch(r"Files: 1, done: 1, skipped: 0, failed: 0, \d+\.\d s", said.out.splitlines()[-1])
    assert said.code == 0
    document = Document.objects.get()
    assert (document.state, document.report.slug) == (State.PUBLISHED, "prisons-2020")
    assert headings_found("пытки") == ["2 Пытки"]


def test_it_keeps_the_original_as_it_came(desk: Desk) -> None:
    original = TEXT.encode("cp1251")
    desk.put(original).run()
    document = Document.objects.get()
    assert document.file.read() == original
    assert document.encoding == "cp1251"
    assert document.sections.filter(heading="Пытки").exists()


def test_it_says_on_stderr_where_it_is(desk: Desk) -> None:
    said = desk.put().put(TEXT + "Конец.", file="courts-2020.txt").run()
    assert said.err.splitlines() == ["1/2 prisons-2020.txt", "2/2 courts-2020.txt"]


def test_it_notes_a_text_that_another_report_has(desk: Desk) -> None:
    kazakh, russian = ((SAMPLES / f"sample-cat-2019-{language}.txt").read_text("utf-8") for language in ("kk", "ru"))
    desk.put(kazakh, file="first.txt", language="kk")
    desk.put(f"{kazakh}\nБұл жол бұрын болмаған.\n", file="again.txt", language="kk")
    desk.put(russian, file="other.txt")
    said = desk.run()
    notes = [line for line in said.out.splitlines() if ": note: " in line]
    assert len(notes) == 3
    assert re.fullmatch(r"again\.txt: note: nearly the same text as “first”, \d+ % of its words", notes[0])
    assert sorted(notes[1:]) == [
        f"other.txt: note: seems to be “{one}” in another language" for one in ("again", "first")
    ]
    assert said.code == 0
    assert not any(": note: " in line for line in desk.run().out.splitlines()), "it is said once"


def test_it_skips_what_is_in_already(desk: Desk) -> None:
    desk.put().run()
    imported = Document.objects.get().imported
    said = desk.run()
    assert "prisons-2020.txt: unchanged, skipped, 4 sections" in said.out
    assert Document.objects.get().imported == imported
    assert said.code == 0


@pytest.mark.parametrize(
    ("column", "value", "read"),
    [
        ("title", "Тюрьмы и колонии", lambda d: d.report.title),
        ("publisher", "Фонд «Свет»", lambda d: d.report.publisher.name_ru),
        ("publisher_kind", "un-body", lambda d: d.report.publisher.kind),
        ("report_type", "alternative-report", lambda d: d.report.kind),
        ("instrument", "CAT", lambda d: d.report.instrument.code),
        ("symbol", "CAT/C/XYZ/3", lambda d: d.report.symbol),
        ("year_published", "2022", lambda d: str(d.report.year_published)),
        ("period_start", "2018", lambda d: str(d.report.period_start)),
        ("country", "KG", lambda d: d.report.country),
    ],
)
def test_it_takes_over_a_corrected_description(desk: Desk, column: str, value: str, read: object) -> None:
    desk.put().run()
    desk.rows[0][column] = value
    assert "imported" in desk.run().out
    document = Document.objects.get()
    assert callable(read)
    assert read(document) == value
    assert (document.version, document.state) == (1, State.PUBLISHED)


def test_it_makes_a_changed_file_a_new_version(desk: Desk) -> None:
    desk.put().run()
    desk.put(TEXT + "\n4. Послесловие\nПосле печати камеры побелили.\n").rows.pop()
    desk.run()
    versions = Document.objects.order_by("version").values_list("version", "state")
    assert list(versions) == [(1, State.WITHDRAWN), (2, State.PUBLISHED)]
    assert headings_found("послесловие") == ["4 Послесловие"]
    assert headings_found("пытки") == ["2 Пытки"], "the former version is no longer found beside the new one"


def test_it_leaves_a_withdrawn_document_withdrawn(desk: Desk) -> None:
    desk.put().run()
    change_state(Document.objects.get(), State.WITHDRAWN)
    assert "skipped" in desk.run().out
    assert Document.objects.get().state == State.WITHDRAWN


def test_it_publishes_a_draft_whose_file_is_in_the_manifest(desk: Desk) -> None:
    desk.put().run()
    change_state(Document.objects.get(), State.DRAFT)
    desk.run()
    assert Document.objects.get().state == State.PUBLISHED


def test_it_puts_languages_of_one_report_together(desk: Desk) -> None:
    desk.put(file="tyurmy.txt", report="prisons")
    desk.put(
        file="prisons.txt", report="prisons", title="Prisons", language="en", text="1. Cells\nThe cells are damp.\n"
    )
    desk.put(file="turme.txt", report="prisons", title="Түрмелер", language="kk", text="1. Камералар\nКамера тар.\n")
    assert desk.run().code == 0
    report = Report.objects.get()
    assert (report.slug, report.title) == ("prisons", "Түрмелер"), "a report has the title of its Kazakh text"
    assert sorted(report.documents.values_list("language", flat=True)) == ["en", "kk", "ru"]


def test_it_names_a_report_after_its_file(desk: Desk) -> None:
    desk.put(file="есеп 2020.txt").put(TEXT + ".", file="A_b-2.v1.txt")
    desk.run()
    assert sorted(Report.objects.values_list("slug", flat=True)) == ["a-b-2-v1", "esep-2020"]


def test_it_knows_a_publisher_by_any_of_its_names(desk: Desk) -> None:
    Publisher.objects.create(slug="memory", kind="ngo", name_kk="«Жады» қоры", name_ru="Фонд «Память»")
    desk.put().run()
    assert Report.objects.get().publisher.slug == "memory"


@pytest.mark.parametrize(
    "rewrite",
    [
        pytest.param(lambda table: table.replace(",", ";"), id="semicolons"),
        pytest.param(lambda table: table.replace(",", "\t"), id="tabs"),
        pytest.param(lambda table: "\ufeff" + table, id="byte order mark"),
        pytest.param(lambda table: table.replace("\r\n", "\n"), id="unix lines"),
        pytest.param(lambda table: table.replace("\r\n", ",,\r\n"), id="empty columns of a spreadsheet"),
        pytest.param(lambda table: table + "\r\n,,,,\r\n", id="empty rows"),
        pytest.param(lambda table: table.encode("cp1251"), id="cp1251"),
        pytest.param(lambda table: table.encode("utf-16"), id="utf-16"),
    ],
)
def test_it_reads_tables_as_spreadsheets_write_them(desk: Desk, rewrite: object) -> None:
    assert callable(rewrite)
    desk.put()
    assert desk.write(rewrite(desk.table())).run_as_written().code == 0
    assert Report.objects.get().title == "Тюрьмы"


def test_it_hands_the_work_to_the_workers(desk: Desk) -> None:
    said = desk.put().run("--queue")
    assert said.out.startswith("prisons-2020.txt: handed to the workers")
    job = Import.objects.get()
    assert (job.state, job.document.state) == (ImportState.QUEUED, State.DRAFT)
    assert "waits for the workers already" in desk.run("--queue").out

    run_import(job.pk)
    assert Document.objects.get().state == State.PUBLISHED
    assert "unchanged, skipped" in desk.run("--queue").out


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "kk_KZ"}, "kk"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "kk_KZ.UTF-8"}, "kk"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_it_speaks_the_language_of_the_terminal(environ: dict[str, str], language: str) -> None:
    assert terminal_language(environ) == language
