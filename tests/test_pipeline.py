"""One run of the pipeline over one document: what stays, what is replaced, what a failure leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError, connection

from archive.importing.draft import Context
from archive.models import Document, FormerKey, Import, ImportState, Section, State, Tag, Violation
from archive.pipeline import PIPELINE_VERSION, keep_original, read, run
from tests.factories import make_document, make_editor, make_report
from tests.manifests import TEXT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(tmp_path: Path, settings: Settings) -> Document:
    settings.MEDIA_ROOT = tmp_path
    group = Violation.objects.create(slug="harm", terms={})
    Violation.objects.create(slug="torture", parent=group, terms={"ru": ["пытки"]})
    return with_file(make_document(make_report(), state=State.DRAFT), TEXT)


def with_file(document: Document, text: str) -> Document:
    keep_original(document, "prisons.txt", text.encode())
    document.save()
    return document


def another_file(document: Document, text: str) -> Document:
    document.sha256 = "1" * 64
    return with_file(document, text)


def imported(document: Document) -> Import:
    job = Import.objects.create(document=document)
    run(job)
    job.refresh_from_db()
    return job


def state_of(document: Document) -> tuple[Any, ...]:
    sections = document.sections.values_list("pk", "key", "parent", "text", "line_start")
    tags = Tag.objects.order_by("section", "violation").values_list("section", "violation", "quote", "start", "end")
    return list(sections), list(tags)


def test_it_reads_a_file_into_linked_sections() -> None:
    draft = read(TEXT.encode(), Context("ru"))
    assert [section.heading for section in draft.sections[1:]] == ["Условия содержания", "Пытки", "Выводы"]
    assert draft.sections[2].line_start == 6


def test_it_finds_out_the_language_where_it_is_not_known() -> None:
    assert read(TEXT.encode(), Context("")).language == "ru"


def test_it_says_each_stage_it_reaches() -> None:
    reached: list[str] = []
    read(TEXT.encode(), Context("ru"), lambda stage, page=0, of=0: reached.append(stage))
    assert reached == ["extraction", "cleaning", "sections", "references", "tagging"]


def test_it_saves_sections_with_their_tags_and_proof(document: Document) -> None:
    job = imported(document)
    assert (job.state, job.stage, job.problem) == (ImportState.DONE, "saving", "")
    document.refresh_from_db()
    assert (document.encoding, document.pipeline_version) == ("utf-8", PIPELINE_VERSION)
    tag = Tag.objects.get(section__heading="Пытки", violation__slug="torture")
    assert "пытк" in (tag.quote or "Пытки").lower()


def test_it_changes_nothing_when_it_runs_again(document: Document) -> None:
    imported(document)
    before = state_of(document)
    imported(document)
    assert state_of(document) == before


def test_it_keeps_an_editors_word(document: Document) -> None:
    imported(document)
    editor = make_editor()
    section = Section.objects.get(heading="Пытки")
    Tag.objects.filter(section=section).update(rejected=True, editor=editor)
    added = Tag.objects.create(
        section=section, violation=Violation.objects.create(slug="health", order=1), editor=editor
    )
    imported(document)
    assert Tag.objects.get(section=section, violation__slug="torture").rejected
    assert Tag.objects.filter(pk=added.pk).exists()


def test_it_keeps_the_addresses_of_sections(document: Document) -> None:
    imported(document)
    section = Section.objects.get(heading="Выводы")
    renamed = TEXT.replace("3. Выводы", "3. Заключение").replace("2. Пытки", "2. Жалобы на пытки")
    imported(another_file(document, renamed))
    heir = FormerKey.objects.get(document=document, key=section.key).section
    assert heir.heading == "Заключение"
    assert Section.objects.get(heading="Условия содержания").key


def test_it_publishes_where_that_was_asked(document: Document) -> None:
    run(Import.objects.create(document=document, publishes=True))
    document.refresh_from_db()
    assert document.state == State.PUBLISHED


def test_it_leaves_a_draft_a_draft(document: Document) -> None:
    imported(document)
    document.refresh_from_db()
    assert document.state == State.DRAFT


@pytest.mark.parametrize(("text", "problem"), [("", "empty"), ("12 34\n", "no-words"), ("\x00\x01\x02", "binary")])
def test_it_keeps_the_former_sections_when_the_new_file_is_bad(document: Document, text: str, problem: str) -> None:
    imported(document)
    before = state_of(document)
    job = imported(another_file(document, text))
    assert (job.state, job.problem) == (ImportState.FAILED, problem)
    assert state_of(document) == before


def test_it_says_that_the_original_is_gone(document: Document) -> None:
    document.file.storage.delete(str(document.file))
    job = imported(document)
    assert (job.state, job.problem, job.details) == (ImportState.FAILED, "file-missing", {"file": "prisons.txt"})


def test_it_tells_of_a_bug_and_raises_it(document: Document, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    Document.objects.update(file="folder")
    job = Import.objects.create(document=Document.objects.get())
    with pytest.raises(IsADirectoryError):
        run(job)
    job.refresh_from_db()
    assert (job.state, job.problem) == (ImportState.FAILED, "internal")


def test_it_is_whole_or_not_at_all(document: Document) -> None:
    """The database goes away while the tags are written, after the sections."""
    job = Import.objects.create(document=document)
    with connection.execute_wrapper(database_goes_away), pytest.raises(OperationalError):
        run(job)
    job.refresh_from_db()
    assert job.state != ImportState.FAILED, "the import is taken up again, so nobody is told of a failure"
    assert state_of(document) == ([], [])


def test_it_stops_quietly_when_the_document_is_deleted_meanwhile(document: Document) -> None:
    job = Import.objects.create(document=document)
    Document.objects.all().delete()
    assert not run(job)


def database_goes_away(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """For `execute_wrapper`: a real database fails like this where another process keeps it locked for too long."""
    if sql.startswith('INSERT INTO "archive_tag"'):
        raise OperationalError("database is locked")
    return execute(sql, *rest)


def test_it_takes_no_file_larger_than_the_archive_allows(document: Document, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 100
    job = imported(document)
    assert (job.state, job.problem, job.details["limit"]) == (ImportState.FAILED, "too-large", 100)
