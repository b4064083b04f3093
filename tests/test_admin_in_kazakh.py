"""The curators' screens in Kazakh, the first language of the archive: Django's own words included."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from archive.models import Import, Instrument, Publisher, State, Violation
from search.concepts.entry import Entry
from search.concepts.keeping import put_terms
from search.models import Concept
from tests.factories import make_document, make_report, make_section
from tests.people import SAULE, person, sign_in, text

if TYPE_CHECKING:
    from django.test import Client

CATALOGUE = Path(__file__).resolve().parent.parent / "archive" / "wording" / "django" / "kk" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}|<[^>]+>")
OUTSIDE_THE_TEXT = re.compile(r"<(script|style|svg|title|option)\b.*?</\1>", re.DOTALL)
# Names, and words that are the same in every language.
NAMES = {
    "Huqyq",
    "English",
    "SHA",
    "txt",
    "UTF",
    "CAT",
    "PDF",
    "DOCX",
    "ODT",
    "HTML",
    "slug",
    "editor",
    "admin",
    "memory",
    "prisons",
}
NAMES |= {"torture", "pbkdf", "sha", "md5", "terms", "text", "Control", "Command", "Mac", "KZ"}
NAMES |= {"CSV", "SKOS", "RDF", "XML", "note"}  # formats, and the name of a column


def english_in(page: str) -> set[str]:
    """Latin words a person sees in a page."""
    seen = strip_tags(OUTSIDE_THE_TEXT.sub(" ", page).replace("<", " <"))
    return set(re.findall(r"\b[A-Za-z]{3,}\b", unescape(seen))) - NAMES


@pytest.fixture
def addresses(db: None) -> list[str]:
    """Every list, and the pages of one thing of each kind."""
    publisher = Publisher.objects.create(slug="memory", name_kk="Жад")
    instrument = Instrument.objects.create(code="CAT", adopted=1984, name_kk="Азаптауға қарсы конвенция")
    violation = Violation.objects.create(slug="torture", name_kk="Азаптау")
    report = make_report("prisons", title="Түрмелер", instrument=instrument)
    document = make_document(report, state=State.DRAFT)
    section = make_section(document, "Камералар")
    job = Import.objects.create(document=document, requested_by=person(SAULE))
    concept = Concept.objects.create(slug="torture", note="Әлі тексерілген жоқ.")
    put_terms(concept, Entry("torture", ("азаптау",), ("пытки",)))
    things = (publisher, instrument, violation, concept, report, document, section, job, person(SAULE))
    names = [(thing._meta.app_label, thing._meta.model_name, thing.pk) for thing in things]
    pages = [reverse(f"admin:{app}_{model}_change", args=[pk]) for app, model, pk in names]
    lists = [reverse(f"admin:{app}_{model}_changelist") for app, model, _ in names]
    histories = [
        reverse(f"admin:archive_{thing._meta.model_name}_history", args=[thing.pk]) for thing in (report, document)
    ]
    others = [
        "search_concept_add",
        "search_concept_import",
        "index",
        "archive_report_add",
        "auth_user_add",
        "password_change",
        "admin_logentry_changelist",
    ]
    own = [
        reverse("admin:archive_report_upload", args=[report.pk]),
        reverse("admin:document_repairs", args=[document.pk]),
    ]
    deleting = [reverse("admin:archive_report_delete", args=[report.pk])]
    return [*pages, *lists, *histories, *own, *deleting, *(reverse(f"admin:{name}") for name in others)]


def test_it_speaks_kazakh_on_every_screen(client: Client, addresses: list[str]) -> None:
    sign_in(client, SAULE)
    found = {a: english_in(text(client.get(a, headers={"accept-language": "kk"}))) for a in addresses}
    assert not {address: words for address, words in found.items() if words}


def test_it_asks_for_the_password_in_kazakh(client: Client) -> None:
    page = text(client.get(reverse("admin:login"), headers={"accept-language": "kk"}))
    assert not english_in(page)


def test_it_keeps_the_values_inside_djangos_sentences() -> None:
    wrong = []
    for entry in polib.pofile(str(CATALOGUE / "django.po")):
        for said in entry.msgstr_plural.values() or [entry.msgstr]:
            if sorted(PLACEHOLDER.findall(said)) != sorted(PLACEHOLDER.findall(entry.msgid)):
                wrong.append(said)
    assert not wrong


def test_it_ships_what_is_translated() -> None:
    compiled = {entry.msgid for entry in polib.mofile(str(CATALOGUE / "django.mo"))}
    assert compiled == {entry.msgid for entry in polib.pofile(str(CATALOGUE / "django.po"))}
