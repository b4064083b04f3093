"""The section tree of a document: what editors correct in it, and what is left of that after another import."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.urls import reverse

from archive.admin.tree import mark_of
from archive.correcting import tree_of
from archive.importing.draft import DocumentDraft, RawText, SectionDraft
from archive.importing.sections.wording import fold
from archive.models import Correction, Document, FormerKey, Import, ImportState, Section, Tag, Violation
from archive.pipeline import run
from archive.saving import save_draft
from archive.uploads import NewFile, add_document
from tests.factories import make_document, make_editor, make_report
from tests.manifests import TEXT, Desk
from tests.people import AIGUL, BOLAT, SAULE, VISITOR, person, sign_in, text

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

pytestmark = pytest.mark.django_db

CELLS, TORTURE, END = "Условия содержания", "Пытки", "Выводы"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def document() -> Document:
    """Болат has uploaded the report of tests/manifests.py; it is imported."""
    return uploaded(TEXT)


def uploaded(content: str, document: Document | None = None) -> Document:
    """A new document, or another version of one."""
    report = document.report if document else make_report()
    job = add_document(report, NewFile("ru", "Тюрьмы", ContentFile(content.encode(), "prisons.txt")), person(BOLAT))
    assert job
    assert run(job)
    return job.document


def import_waiting(document: Document) -> None:
    """What the worker would do with the imports that were asked for."""
    for job in document.imports.filter(state=ImportState.QUEUED):
        assert run(job)


def address(document: Document) -> str:
    return reverse("admin:document_tree", args=[document.pk])


def mark(document: Document, heading: str) -> str:
    return next(mark_of(one) for one in tree_of(document) if one.heading == heading)


def press(client: Client, document: Document, button: str, heading: str) -> str:
    values = {button: mark(document, heading)}
    return text(client.post(address(document), values, follow=True))


def fill(client: Client, document: Document, form: str, heading: str, /, **values: Any) -> str:
    place = reverse(f"admin:document_{form}", args=[document.pk, mark(document, heading)])
    return text(client.post(place, values, follow=True))


def outline(document: Document) -> list[tuple[int, str]]:
    return list(document.sections.order_by("order").values_list("level", "heading"))


def shown(document: Document) -> list[tuple[int, str]]:
    return [(one.level, one.heading) for one in tree_of(document)]


def words(document: Document) -> str:
    sections = document.sections.order_by("order")
    return fold("".join(f"{one.printed or one.label if one.heading else ''}{one.text}" for one in sections))


def read_sections(headings: list[tuple[str, int]]) -> DocumentDraft:
    """What the stages make of a file with these headings on these lines."""
    sections = [SectionDraft(None, 1, "", heading, line, line, "run-in", "ru", ()) for heading, line in headings]
    return DocumentDraft("ru", RawText(()), tuple(sections), (), (), ())


FOUND = [(1, ""), (1, CELLS), (1, TORTURE), (1, END)]


@pytest.mark.parametrize("who", [VISITOR, AIGUL, BOLAT, SAULE])
def test_it_lets_editors_and_admins_correct(client: Client, document: Document, who: str) -> None:
    sign_in(client, who)
    assert (client.get(address(document)).status_code == HTTPStatus.OK) == (who in {BOLAT, SAULE})
    press(client, document, "demote", TORTURE)
    fill(client, document, "rename", END, heading="Заключение")
    fill(client, document, "split", CELLS, paragraph=0, unprinted="on", heading="Теснота")
    assert document.corrections.count() == (3 if who in {BOLAT, SAULE} else 0)


def test_it_asks_for_the_right_itself(client: Client, document: Document) -> None:
    client.force_login(make_editor("view_document"))
    page = client.get(address(document))
    assert "Not a heading" not in text(page)
    assert client.post(address(document), {"demote": mark(document, TORTURE)}).status_code == HTTPStatus.FORBIDDEN
    place = reverse("admin:document_split", args=[document.pk, mark(document, TORTURE)])
    assert client.get(place).status_code == HTTPStatus.FORBIDDEN


def test_it_shows_where_a_heading_is_and_what_found_it(client: Client, document: Document) -> None:
    page = text(sign_in(client, BOLAT).get(address(document)))
    assert "found as: number · lines 3–4" in page
    assert f'<span class="number">1</span> {CELLS}</span>' in page
    assert "Nothing was corrected" in page


def test_it_offers_only_what_makes_sense(client: Client, document: Document) -> None:
    page = text(sign_in(client, BOLAT).get(address(document)))
    beginning, cells, torture = (part.partition("</li>")[0] for part in page.split('<li id="s-')[1:4])
    assert "Divide" in beginning
    assert "Rename" not in beginning
    assert "Demote" not in cells, "nothing stands before it to be put under"
    assert "Demote" in torture
    assert "Promote" not in torture, "it is at the top"


def test_it_shows_a_correction_at_once_and_to_readers_after_the_import(client: Client, document: Document) -> None:
    sign_in(client, BOLAT)
    page = press(client, document, "demote", TORTURE)
    corrected = [(1, ""), (1, CELLS), (2, TORTURE), (1, END)]
    assert "waits for the import" in page
    assert (shown(document), outline(document)) == (corrected, FOUND)
    import_waiting(document)
    assert outline(document) == corrected
    assert "moved down a level" in text(client.get(address(document)))
    assert document.corrections.get().applied


def test_it_asks_for_one_import_for_many_corrections(client: Client, document: Document) -> None:
    sign_in(client, BOLAT)
    press(client, document, "demote", TORTURE)
    press(client, document, "demote", END)
    press(client, document, "demote", END)
    assert document.imports.filter(state=ImportState.QUEUED).count() == 1
    import_waiting(document)
    assert outline(document) == [(1, ""), (1, CELLS), (2, TORTURE), (3, END)]
    press(client, document, "promote", END)
    import_waiting(document)
    assert outline(document)[-1] == (2, END)


def test_it_makes_up_for_a_correction_an_import_did_not_see(client: Client, document: Document) -> None:
    """Сәуле corrects while a worker has read the file already."""
    sign_in(client, SAULE)
    press(client, document, "demote", TORTURE)
    (job,) = document.imports.filter(state=ImportState.QUEUED)
    reached = job.reached

    def correct_meanwhile(stage: str, page: int = 0, of: int = 0) -> None:
        reached(stage, page, of)
        if stage == "tagging":
            fill(client, document, "rename", END, heading="Заключение")
            document.imports.filter(state=ImportState.QUEUED).delete()  # run by another worker, and overtaken

    job.state = ImportState.RUNNING
    job.save()
    job.reached = correct_meanwhile  # type: ignore[method-assign]  # the time between two stages
    assert run(job)
    assert list(document.corrections.order_by("pk").values_list("applied", flat=True)) == [True, None]
    import_waiting(document)
    assert outline(document)[-1] == (1, "Заключение")


def test_it_merges_what_is_no_heading_and_leads_its_address_on(client: Client, document: Document) -> None:
    before = words(document)
    key = document.sections.get(heading=TORTURE).key
    press(sign_in(client, BOLAT), document, "merge", TORTURE)
    import_waiting(document)
    assert [heading for _, heading in outline(document)] == ["", CELLS, END]
    cells = document.sections.get(heading=CELLS)
    assert "2 Пытки\n\nДвое заключённых" in cells.text
    assert FormerKey.objects.get(document=document, key=key).section == cells
    assert words(document) == before


def test_it_leaves_the_next_of_the_same_name_its_address_and_its_tags(client: Client) -> None:
    asked = "\n\nРекомендации\n\n{} Министерство отвечает за это перед судом и прокурором."
    chapter = "1. Тюрьмы\n\nВ камерах тесно и сыро, врача ждут неделями." + "".join(
        map(asked.format, ("Один.", "Два.", "Три."))
    )
    document = uploaded(f"{chapter}\n\n2. Выводы\n\nНадзор за тюрьмами слаб, виновных не находят.\n")
    first, second, third = document.sections.filter(heading="Рекомендации").order_by("order")
    violation = Violation.objects.create(slug="torture", terms={})
    for section in (second, third):
        Tag.objects.create(section=section, violation=violation, editor=person(SAULE))
    mark_of_second = [mark_of(one) for one in tree_of(document) if one.heading == "Рекомендации"][1]
    sign_in(client, BOLAT).post(address(document), {"merge": mark_of_second})
    import_waiting(document)
    third.refresh_from_db()
    assert third.text.startswith("Три.")
    assert FormerKey.objects.get(key=second.key).section == first
    assert set(Tag.objects.exclude(editor=None).values_list("section", flat=True)) == {first.pk, third.pk}


def test_it_renames_and_keeps_address_tags_and_the_words_of_the_file(client: Client, document: Document) -> None:
    section = document.sections.get(heading=TORTURE)
    said = Tag.objects.create(
        section=section, violation=Violation.objects.create(slug="torture", terms={}), editor=person(SAULE)
    )
    fill(sign_in(client, BOLAT), document, "rename", TORTURE, number="2", heading="Жестокое обращение")
    import_waiting(document)
    renamed = document.sections.get(heading="Жестокое обращение")
    assert (renamed.printed, renamed.rule) == ("2 Пытки", section.rule)
    assert FormerKey.objects.get(key=section.key).section == renamed
    said.refresh_from_db()
    assert said.section == renamed
    assert "2 Пытки" in text(client.get(address(document)))
    assert "2 Пытки" in text(client.get(renamed.get_absolute_url()))


def test_it_leads_the_address_to_the_renamed_one_of_two_on_a_line() -> None:
    """Run-in headings share the line of the paragraph they begin, where the file has one line for each chapter."""
    document = make_document(make_report(), state="draft")
    draft = read_sections([("Питание", 4), ("Связь", 4)])
    save_draft(document, draft, 1)
    key = document.sections.get(heading="Питание").key
    named = (replace(draft.sections[0], heading="Еда", printed="Питание"), draft.sections[1])
    save_draft(document, replace(draft, sections=named), 1)
    assert FormerKey.objects.get(key=key).section.heading == "Еда"


def test_it_begins_a_section_where_an_editor_says(client: Client, document: Document) -> None:
    before = words(document)
    sign_in(client, BOLAT)
    form = reverse("admin:document_split", args=[document.pk, mark(document, TORTURE)])
    assert "Двое заключённых рассказали" in text(client.get(form))
    quote = "Статья  11 Конвенции"
    fill(client, document, "split", TORTURE, paragraph=0, quote=quote)
    import_waiting(document)
    new = document.sections.get(heading="Статья 11 Конвенции")
    assert (new.rule, new.text, new.line_start) == ("editor", "против пыток не соблюдается.", 7)
    assert words(document) == before


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"paragraph": 0, "quote": "Обыски в камерах"}, "The paragraph does not have these words."),
        ({"paragraph": 0, "unprinted": "on"}, "Give a number or a heading."),
        ({"heading": "Обыски"}, "This field is required."),
        ({"paragraph": 9, "heading": "Обыски"}, "Select a valid choice."),
    ],
)
def test_it_says_what_is_wrong_with_a_division(
    client: Client, document: Document, values: dict[str, Any], said: str
) -> None:
    assert said in fill(sign_in(client, BOLAT), document, "split", TORTURE, **values)
    assert not document.corrections.exists()


def test_it_gives_no_section_an_empty_name(client: Client, document: Document) -> None:
    page = fill(sign_in(client, BOLAT), document, "rename", TORTURE, number=" ", heading="…")
    assert "Give a number or a heading." in page


def test_it_undoes_each_correction(client: Client, document: Document) -> None:
    before = list(document.sections.order_by("order").values_list("key", "level", "text", "printed"))
    sign_in(client, BOLAT)
    press(client, document, "demote", TORTURE)
    fill(client, document, "rename", TORTURE, heading="Жестокость")
    press(client, document, "merge", END)
    import_waiting(document)
    for correction in document.corrections.order_by("pk"):
        client.post(address(document), {"undo": correction.pk})
        import_waiting(document)
    assert list(document.sections.order_by("order").values_list("key", "level", "text", "printed")) == before


def test_it_keeps_corrections_over_another_import_and_another_version(client: Client, document: Document) -> None:
    sign_in(client, BOLAT)
    press(client, document, "demote", TORTURE)
    fill(client, document, "rename", TORTURE, heading="Жестокость")
    press(client, document, "merge", END)
    import_waiting(document)
    corrected = [(1, ""), (1, CELLS), (2, "Жестокость")]
    client.post(reverse("admin:document_import", args=[document.pk]))
    import_waiting(document)
    assert outline(document) == corrected
    newer = uploaded(f"Исправленное издание\n{TEXT}", document)
    assert newer.version == document.version + 1
    assert outline(newer) == corrected
    assert newer.corrections.filter(applied=True).count() == document.corrections.count() == 3
    assert {correction.editor for correction in newer.corrections.all()} == {person(BOLAT)}


def test_it_says_which_corrections_do_not_fit_any_more(client: Client, document: Document) -> None:
    sign_in(client, BOLAT)
    press(client, document, "merge", TORTURE)
    import_waiting(document)
    newer = uploaded(TEXT.replace("2. Пытки\n", "2. Обыски\n"), document)
    page = text(client.get(address(newer)))
    assert "1 correction was not applied" in page
    assert "not applied" in page
    assert newer.corrections.get().applied is False


def test_it_writes_every_correction_down(client: Client, document: Document) -> None:
    LogEntry.objects.all().delete()
    press(sign_in(client, BOLAT), document, "demote", TORTURE)
    fill(sign_in(client, SAULE), document, "rename", TORTURE, heading="Жестокость")
    client.post(address(document), {"undo": Correction.objects.latest("pk").pk})
    said = [(entry.user.username, entry.get_change_message()) for entry in LogEntry.objects.order_by("pk")]
    assert said == [
        (BOLAT, "Section tree: “2 Пытки” – moved down a level."),
        (SAULE, "Section tree: “2 Пытки” – renamed: “Жестокость”."),
        (SAULE, "Section tree: undone: “2 Пытки” – renamed."),
    ]


def test_it_does_nothing_on_a_page_that_is_no_longer_true(client: Client, document: Document) -> None:
    sign_in(client, BOLAT)
    for values in ({"demote": "99-00000000"}, {"promote": mark(document, TORTURE)}, {"undo": "7"}, {"undo": "x"}, {}):
        assert "changed meanwhile" in text(client.post(address(document), values, follow=True)), values
    form = reverse("admin:document_rename", args=[document.pk, "99-00000000"])
    assert "changed meanwhile" in text(client.get(form, follow=True))
    assert not Correction.objects.exists()
    assert Import.objects.count() == 1


def test_it_corrects_nothing_by_a_link(client: Client, document: Document) -> None:
    sign_in(client, BOLAT).get(address(document), {"demote": mark(document, TORTURE)})
    assert not Correction.objects.exists()


def test_it_says_that_a_document_has_no_sections_yet(client: Client) -> None:
    document = make_document(make_report(), state="draft")
    assert "no sections yet" in text(sign_in(client, BOLAT).get(address(document)))


def test_it_leads_from_the_document_to_its_tree(client: Client, document: Document) -> None:
    page = text(sign_in(client, BOLAT).get(reverse("admin:archive_document_change", args=[document.pk])))
    assert address(document) in page


def test_it_reads_paragraphs_back_as_they_were_saved(document: Document) -> None:
    """The page works on saved sections: an anchor taken there fits a fresh reading of the file."""
    torture = document.sections.get(heading=TORTURE)
    (paragraph,) = next(one for one in tree_of(document) if one.heading == TORTURE).paragraphs
    assert paragraph.text == torture.text
    assert [[mark.offset, mark.line] for mark in paragraph.marks] == torture.marks


@pytest.mark.django_db(transaction=True)
def test_it_keeps_corrections_when_a_manifest_is_imported_again(client: Client, desk: Desk) -> None:
    assert desk.put().run().code == 0
    document = Document.objects.get()
    press(sign_in(client, BOLAT), document, "demote", TORTURE)
    import_waiting(document)
    Document.objects.update(pipeline_version=0)  # read by older rules: read again
    desk.run()
    assert (2, TORTURE) in Section.objects.filter(document=document).values_list("level", "heading")
    desk.rows.clear()
    desk.put(f"Исправленное издание\n{TEXT}").run()
    newer = Document.objects.get(version=2)
    assert (2, TORTURE) in newer.sections.values_list("level", "heading")
    assert newer.corrections.get().applied
