"""The curators' screens in a browser, under the content policy, on a desk and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from archive.admin.tree import mark_of
from archive.correcting import tree_of
from archive.models import Document, Import, Upload
from archive.pipeline import run
from archive.tasks import examine_upload
from archive.uploads import keep_new_file
from search.concepts.entry import Entry
from search.concepts.keeping import current
from tests.browser import IN_BROWSER, WIDTHS
from tests.factories import SAMPLES, make_report
from tests.people import BOLAT, PASSWORD, SAULE, person

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = IN_BROWSER


def sign_in(browser: Browser, server: LiveServer, name: str, scripts: bool = True) -> Page:
    person(name)
    page = browser.new_context(locale="en", java_script_enabled=scripts).new_page()
    page.goto(server.url + reverse("admin:index"))
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")
    return page


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_it_leads_from_a_file_to_a_published_document(browser: Browser, live_server: LiveServer, scripts: bool) -> None:
    report = make_report()
    page = sign_in(browser, live_server, BOLAT, scripts)
    page.goto(live_server.url + reverse("admin:archive_report_change", args=[report.pk]))
    page.click("text=Upload a file")
    page.set_input_files("input[type=file]", SAMPLES / "sample-cat-2019-kk.txt")
    page.click("input[type=submit][value=Upload]")
    page.wait_for_selector(".stages .ahead")
    assert not page.is_visible(".stages .done")
    assert run(Import.objects.get())
    page.wait_for_selector(".stages .done")  # the page follows the import by itself
    page.click("text=To the document")
    page.click("text=Send to review")
    assert "Sent to review." in page.inner_text(".messagelist")
    assert not page.is_visible("button:text('Publish')")
    page = sign_in(browser, live_server, SAULE, scripts)
    document = Document.objects.get()
    page.goto(live_server.url + reverse("admin:archive_document_change", args=[document.pk]))
    page.click("button:text('Publish')")
    assert "Published." in page.inner_text(".messagelist")
    document.refresh_from_db()
    assert document.is_published


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_it_leads_from_a_table_to_a_changed_thesaurus(
    browser: Browser, live_server: LiveServer, tmp_path: Path, scripts: bool
) -> None:
    """What is confirmed goes through the page: a browser writes its line ends in its own way."""
    table = tmp_path / "terms.csv"
    table.write_text('slug;kk;ru;en;note\nbread;нан | таба нан;хлеб;;"Ask\nСәуле."\n', encoding="utf-8")
    page = sign_in(browser, live_server, SAULE, scripts)
    page.click("text=Thesaurus")
    page.click("text=Import >> nth=-1")
    page.set_input_files("input[type=file]", table)
    page.click("input[type=submit][value='Show what would change']")
    assert "Added: 1" in page.inner_text(".difference")
    assert not current()
    page.click("input[type=submit][value='Change the thesaurus so']")
    assert "Concepts added: 1" in page.inner_text(".messagelist")
    assert current() == {"bread": Entry("bread", ("нан", "таба нан"), ("хлеб",), (), "Ask\nСәуле.")}


def test_it_leads_from_a_file_of_which_nothing_was_said_to_its_import(
    browser: Browser, live_server: LiveServer, archive_with_samples: list[Document]
) -> None:
    """Without scripts, with a report that the archive has in another language only."""
    Document.objects.filter(language="ru").delete()
    page = sign_in(browser, live_server, BOLAT, scripts=False)
    page.click("a.button:text('Add a report from a file')")
    page.set_input_files("input[type=file]", SAMPLES / "sample-cat-2019-ru.txt")
    page.click("input[type=submit][value=Upload]")
    page.wait_for_selector(".stages .ahead")
    examine_upload(Upload.objects.get().pk)
    page.wait_for_selector("text=What the text says about itself")  # the page follows the reading by itself
    assert "The same report in another language" in page.inner_text(".matches")
    page.click("text=Choose all first suggestions")
    page.click("input[type=submit][value='Go on to the report']")
    assert page.input_value("#id_symbol") == "CAT/C/XYZ/4"
    assert page.input_value("#id_language") == "ru"
    page.go_back()
    page.click("text=Add to that report")
    page.fill("#id_title", "Четвёртый доклад")
    page.click("input[type=submit][value=Add]")
    page.wait_for_selector(".stages .ahead")
    assert not Upload.objects.exists()
    assert set(archive_with_samples[0].report.documents.values_list("language", flat=True)) == {"kk", "ru"}


def test_it_fits_the_screen_and_the_content_policy(
    browser: Browser, live_server: LiveServer, archive_with_samples: list[Document]
) -> None:
    document = archive_with_samples[0]
    section = document.sections.filter(tags__isnull=False, links__isnull=False).first()
    assert section
    mark = next(mark_of(one) for one in tree_of(document) if one.heading and one.paragraphs)
    things = (document.report, document, section, Import.objects.all()[0], person(SAULE))
    names = [f"admin:{thing._meta.app_label}_{thing._meta.model_name}" for thing in things]
    changes = [reverse(f"{name}_change", args=[thing.pk]) for name, thing in zip(names, things, strict=True)]
    lists = [reverse(f"{name}_changelist") for name in names]
    sample = SAMPLES / "sample-cerd-2020-ru.txt"
    upload = keep_new_file(ContentFile(sample.read_bytes(), sample.name), person(SAULE))
    examine_upload(upload.pk)
    others = [
        reverse("admin:archive_upload_add"),
        reverse("admin:archive_upload_changelist"),
        reverse("admin:archive_upload_change", args=[upload.pk]),
        reverse("admin:archive_report_add") + f"?upload={upload.pk}&title=0",
        reverse("admin:archive_report_add"),
        reverse("admin:archive_report_upload", args=[document.report_id]),
        reverse("admin:document_repairs", args=[document.pk]),
        reverse("admin:document_tree", args=[document.pk]),
        *(reverse(f"admin:document_{form}", args=[document.pk, mark]) for form in ("rename", "split")),
    ]
    page = sign_in(browser, live_server, SAULE)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for address in (reverse("admin:index"), *changes, *lists, *others):
            page.goto(live_server.url + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert not complaints


def test_it_corrects_the_section_tree_without_scripts(
    browser: Browser, live_server: LiveServer, archive_with_samples: list[Document]
) -> None:
    document = archive_with_samples[0]
    page = sign_in(browser, live_server, BOLAT, scripts=False)
    page.goto(live_server.url + reverse("admin:document_tree", args=[document.pk]))
    heading = page.locator(".tree li:has(button[name=demote]) .name").first.inner_text()
    page.locator("button[name=demote]").first.click()
    assert "waits for the import" in page.inner_text(".made")
    assert run(Import.objects.filter(document=document).latest("pk"))
    page.reload()
    assert "applied" in page.inner_text(".made")
    page.click("button:text('Undo')")
    assert "Nothing was corrected" in page.inner_text("#content-main")
    assert "until the import is through" in page.inner_text(".messagelist")
    assert run(Import.objects.filter(document=document).latest("pk"))
    page.reload()
    assert heading in page.inner_text(".tree")
