"""Tags in the hands of editors: what they say stays said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from archive.models import Article, Document, Instrument, Section, Tag, Violation
from archive.pipeline import run
from archive.uploads import NewFile, add_document, request_import
from archive.vocabulary import load_vocabulary
from tests.conftest import VOCABULARY
from tests.factories import SAMPLES, make_document, make_report, make_section
from tests.people import BOLAT, SAULE, person, sign_in, text

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def bolat(client: Client) -> Client:
    return sign_in(client, BOLAT)


@pytest.fixture
def torture() -> Violation:
    group = Violation.objects.create(slug="cruelty", name_en="Cruelty")
    return Violation.objects.create(slug="torture", name_en="Torture", parent=group)


@pytest.fixture
def section() -> Section:
    return make_section(make_document(make_report()), "Условия содержания")


def by_rule(section: Section, violation: Violation, **values: Any) -> Tag:
    return Tag.objects.create(
        section=section, violation=violation, rule="terms in text", quote="Камеры тесны.", **values
    )


def save(client: Client, section: Section, *verdicts: tuple[Tag, str], new: tuple[dict[str, Any], ...] = ()) -> str:
    """Send the page of a section as the browser does: the verdicts on its tags, then the new tags."""
    form: dict[str, Any] = {"tags-TOTAL_FORMS": len(verdicts), "tags-INITIAL_FORMS": len(verdicts)}
    form |= {"tags-2-TOTAL_FORMS": len(new), "tags-2-INITIAL_FORMS": 0}
    form |= {"links-TOTAL_FORMS": 0, "links-INITIAL_FORMS": 0}
    for place, (tag, verdict) in enumerate(verdicts):
        form |= {f"tags-{place}-id": tag.pk, f"tags-{place}-section": section.pk, f"tags-{place}-verdict": verdict}
    for place, subject in enumerate(new):
        form |= {f"tags-2-{place}-{name}": value for name, value in (subject | {"section": section.pk}).items()}
    address = reverse("admin:archive_section_change", args=[section.pk])
    return text(client.post(address, form, follow=True))


def test_it_shows_the_text_and_the_proof_of_each_tag(bolat: Client, section: Section, torture: Violation) -> None:
    by_rule(section, torture)
    page = text(bolat.get(reverse("admin:archive_section_change", args=[section.pk])))
    assert page.count("Камеры тесны.") == 2, "in the text and as the proof"
    assert "terms in text" in page
    assert "4–6" in page, "where it stands in the file"


@pytest.mark.parametrize(("verdict", "rejected"), [("accepted", False), ("rejected", True)])
def test_it_makes_a_verdict_the_editors_word(
    bolat: Client, section: Section, torture: Violation, verdict: str, rejected: bool
) -> None:
    tag = by_rule(section, torture)
    save(bolat, section, (tag, verdict))
    tag.refresh_from_db()
    assert (tag.editor, tag.rejected, tag.quote) == (person(BOLAT), rejected, "Камеры тесны.")


def test_it_takes_a_verdict_back(bolat: Client, section: Section, torture: Violation) -> None:
    tag = by_rule(section, torture, editor=person(SAULE), rejected=True)
    save(bolat, section, (tag, ""))
    tag.refresh_from_db()
    assert (tag.editor, tag.rejected) == (None, False)


def test_it_leaves_alone_what_was_not_judged(bolat: Client, section: Section, torture: Violation) -> None:
    tag = by_rule(section, torture)
    save(bolat, section, (tag, ""))
    tag.refresh_from_db()
    section.document.refresh_from_db()
    assert (tag.editor, section.document.revision) == (None, 0)


def test_it_adds_a_tag_of_the_editor(bolat: Client, section: Section, torture: Violation) -> None:
    save(bolat, section, new=({"violation": torture.pk},))
    tag = Tag.objects.get()
    assert (tag.code, tag.editor, tag.rejected) == ("torture", person(BOLAT), False)


def test_it_brings_judged_and_added_tags_to_the_index(bolat: Client, section: Section, torture: Violation) -> None:
    save(bolat, section, new=({"violation": torture.pk},))
    section.document.refresh_from_db()
    assert section.document.revision == 1
    save(bolat, section, (Tag.objects.get(), "rejected"))
    section.document.refresh_from_db()
    assert section.document.revision == 2


def test_it_offers_articles_by_their_code(bolat: Client, section: Section) -> None:
    treaty = Instrument.objects.create(code="CAT", adopted=1984)
    Article.objects.create(instrument=treaty, code="CAT:11", number="11", name_en="Review of interrogation rules")
    page = text(bolat.get(reverse("admin:archive_section_change", args=[section.pk])))
    assert ">CAT:11 Review of interrogation rules</option>" in page


def test_it_refuses_a_tag_that_is_there_or_is_nothing(bolat: Client, section: Section, torture: Violation) -> None:
    by_rule(section, torture)
    assert "has this tag already" in save(bolat, section, new=({"violation": torture.pk},))
    treaty = Instrument.objects.create(code="CAT", adopted=1984)
    article = Article.objects.create(instrument=treaty, code="CAT:11", number="11")
    both = {"violation": torture.pk, "article": article.pk}
    assert "not both" in save(bolat, section, new=(both,))
    assert "once only" in save(bolat, section, new=({"article": article.pk}, {"article": article.pk}))
    assert Tag.objects.count() == 1


def test_it_writes_down_who_judged(bolat: Client, section: Section, torture: Violation) -> None:
    save(bolat, section, (by_rule(section, torture), "rejected"))
    history = text(bolat.get(reverse("admin:archive_section_history", args=[section.pk])))
    assert "Changed verdict for tag" in history or "Changed Verdict for tag" in history
    assert BOLAT in history


def test_it_keeps_the_text_as_it_was_read(bolat: Client, section: Section) -> None:
    address = reverse("admin:archive_section_change", args=[section.pk])
    bolat.post(address, {"text": "Другое", "heading": "Другое"})
    section.refresh_from_db()
    assert (section.text, section.heading) == ("Камеры тесны.", "Условия содержания")


def test_it_carries_a_verdict_to_the_sections_below(bolat: Client, section: Section, torture: Violation) -> None:
    below = make_section(section.document, "Карцеры", level=2, parent=section)
    deeper = make_section(section.document, "Режим", level=3, parent=below)
    beside = make_section(section.document, "Питание")
    under_beside = make_section(section.document, "Кухня", level=2, parent=beside)
    tag = by_rule(section, torture)
    inherited = [by_rule(each, torture, inherited=True) for each in (below, deeper, under_beside)]
    accepted = by_rule(make_section(section.document, "После", level=2, order=1), torture, inherited=True)
    Tag.objects.filter(pk=accepted.pk).update(editor=person(SAULE))
    save(bolat, section, (tag, "rejected"))
    assert [Tag.objects.get(pk=each.pk).rejected for each in inherited] == [True, True, False]
    assert not Tag.objects.get(pk=accepted.pk).rejected, "what an editor has accepted stays"
    save(bolat, section, (tag, ""))
    assert not Tag.objects.filter(rejected=True).exists()
    assert not Tag.objects.filter(editor=person(BOLAT)).exists()


@pytest.fixture
def imported() -> Document:
    load_vocabulary(VOCABULARY)
    data = (SAMPLES / "sample-cat-2019-kk.txt").read_bytes()
    job = add_document(make_report(), NewFile("kk", "Есеп", ContentFile(data, "cat.txt")), person(BOLAT))
    assert job
    assert run(job)
    return job.document


def test_it_keeps_the_editors_word_through_another_import(bolat: Client, imported: Document) -> None:
    found = Tag.objects.filter(section__document=imported, violation__isnull=False, inherited=False).first()
    assert found
    section = found.section
    added = Violation.objects.exclude(parent=None).exclude(tags__section=section).first()
    assert added
    others = [(tag, "") for tag in section.tags.order_by("article__code", "violation__order") if tag != found]
    save(bolat, section, (found, "rejected"), *others, new=({"violation": added.pk},))
    assert run(request_import(imported, person(BOLAT)))
    said = Tag.objects.filter(section=section).exclude(editor=None).order_by("rejected")
    assert [(tag.code, tag.rejected) for tag in said] == [(added.slug, False), (found.code, True)]
    assert section.tags.filter(violation=found.violation).count() == 1, "the rule does not bring it back"
