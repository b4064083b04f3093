"""References lead to what is in the archive: at once, or when it arrives; nobody is led to what he may not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from archive.export import export
from archive.importing.draft import DocumentDraft, Evidence, LinkDraft, Mark, Paragraph, RawText, SectionDraft
from archive.models import (
    Article,
    Instrument,
    Law,
    Link,
    LinkKind,
    Relation,
    RelationKind,
    Report,
    ReportKind,
    State,
)
from archive.resolving import resolve_report, resolve_vocabulary
from archive.saving import change_state, publish, save_draft
from tests.factories import make_document, make_editor, make_report

if TYPE_CHECKING:
    from django.test import Client

    from archive.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def cat() -> Instrument:
    return Instrument.objects.create(code="CAT", name_en="Convention against Torture", adopted=1984)


def bring(report: Report, *links: tuple[str, str], headings: tuple[str, ...] = ("1 Условия",)) -> Document:
    """A published document of the report, whose first section makes the references (kind, target)."""
    sections = tuple(
        SectionDraft(None, 1, heading.split()[0], heading, n, n, "number", "ru", (Paragraph("Текст.", (Mark(0, n),)),))
        for n, heading in enumerate(headings, 1)
    )
    drafts = tuple(LinkDraft(0, kind, target, Evidence("rule", f"см. {target}")) for kind, target in links)
    document = make_document(report, state=State.DRAFT)
    save_draft(document, DocumentDraft("ru", RawText((), "utf-8"), sections, (), drafts, ()), 1)
    publish(document)
    return document


def page(client: Client, document: Document, language: str = "en") -> str:
    address = document.sections.get(order=0).get_absolute_url()
    return str(client.get(address, headers={"accept-language": language}).content.decode())


def only_link() -> Link:
    return Link.objects.get()


def law(code: str = "criminal-code", year: int = 1998, **values: Any) -> Law:
    return Law.objects.create(code=code, year=year, **({"name_en": f"Code of {year}"} | values))


def test_it_leads_to_a_report_that_arrives_after_its_symbol_was_named(client: Client) -> None:
    naming = bring(make_report("shadow"), (LinkKind.UN_DOCUMENT, "CAT/C/KAZ/3"))
    assert "https://docs.un.org/en/CAT/C/KAZ/3" in page(client, naming)
    named = make_report("third", symbol="CAT/C/KAZ/3", title="Третий доклад")
    bring(named)
    shown = page(client, naming)
    assert named.get_absolute_url() in shown
    assert "docs.un.org" not in shown
    back = client.get(named.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    assert naming.sections.get().get_absolute_url() in back


def test_it_leads_no_reader_to_a_withdrawn_report_and_editors_still(client: Client) -> None:
    named = bring(make_report("third", symbol="CAT/C/KAZ/3"))
    naming = bring(make_report("shadow"), (LinkKind.UN_DOCUMENT, "CAT/C/KAZ/3"))
    change_state(named, State.WITHDRAWN)
    shown = page(client, naming)
    assert named.report.get_absolute_url() not in shown
    assert "https://docs.un.org/en/CAT/C/KAZ/3" in shown
    client.force_login(make_editor("view_document"))
    assert named.report.get_absolute_url() in page(client, naming)


def test_it_keeps_the_words_of_a_reference_whose_report_was_deleted(client: Client) -> None:
    named = bring(make_report("third", symbol="CAT/C/KAZ/3"))
    bring(make_report("shadow"), (LinkKind.UN_DOCUMENT, "CAT/C/KAZ/3"))
    named.report.delete()
    link = only_link()
    assert (link.to_report, link.quote) == (None, "см. CAT/C/KAZ/3")
    again = make_report("third-again", symbol="CAT/C/KAZ/3")
    bring(again)
    assert only_link().to_report == again


@pytest.mark.parametrize(
    ("target", "slug"),
    [("periodic:CAT:2", "second"), ("previous:CAT", "second"), ("next:CAT", "fourth"), ("periodic:CAT:9", None)],
)
def test_it_knows_the_other_reports_of_a_series(cat: Instrument, target: str, slug: str | None) -> None:
    state = {"instrument": cat, "kind": ReportKind.STATE_REPORT}
    third = make_report("third", symbol="CAT/C/KAZ/3", year_published=2013, **state)
    bring(third, (LinkKind.REPORT, target))
    bring(make_report("first", symbol="CAT/C/KAZ/1", year_published=2000, **state))
    bring(make_report("second", symbol="CAT/C/KAZ/2", year_published=2008, **state))
    bring(make_report("fourth", symbol="CAT/C/KAZ/4", year_published=2019, **state))
    bring(make_report("abroad", symbol="CAT/C/KGZ/2", country="KG", year_published=2012, **state))
    to = only_link().to_report
    assert (to.slug if to else None) == slug


def test_it_knows_a_report_of_the_same_publisher_by_its_year() -> None:
    bring(make_report("year-2022", period_start=2022, period_end=2022), (LinkKind.REPORT, "year:2010"))
    older = make_report("year-2010", period_start=2010, period_end=2010)
    bring(older)
    assert only_link().to_report == older


def test_it_knows_a_report_by_its_title() -> None:
    bring(make_report("shadow"), (LinkKind.REPORT, "title:доклад о хлебе"))
    named = make_report("bread", title="Доклад о хлебе")
    bring(named)
    assert only_link().to_report == named


def test_it_leads_to_the_paragraph_of_the_observations_a_report_answers(client: Client, cat: Instrument) -> None:
    answer = bring(make_report("third", instrument=cat, year_published=2013), (LinkKind.PARAGRAPH, "12"))
    observed = {"instrument": cat, "kind": ReportKind.CONCLUDING_OBSERVATIONS}
    later = make_report("observations-3", year_published=2014, **observed)
    bring(later, headings=("12 О ночных допросах",))
    assert only_link().to_report is None, "observations on this very report come after it"
    observations = make_report("observations-2", year_published=2008, **observed)
    document = bring(observations, headings=("11 О врачах", "12 О допросах"))
    link = only_link()
    assert link.to_report == observations
    assert link.to_section == document.sections.get(number="12")
    assert document.sections.get(number="12").get_absolute_url() in page(client, answer)

    Relation.objects.create(source=answer.report, kind=RelationKind.RESPONDS_TO, target=later)
    resolve_report(answer.report)
    assert only_link().to_report == later, "an editor knows better"


def test_it_leads_to_a_paragraph_of_observations_named_by_symbol(cat: Instrument) -> None:
    bring(make_report("shadow"), (LinkKind.PARAGRAPH, "CAT/C/KAZ/CO/2:12"))
    observations = make_report("observations", symbol="CAT/C/KAZ/CO/2", instrument=cat)
    document = bring(observations, headings=("11 О врачах", "12 О допросах"))
    assert only_link().to_section == document.sections.get(number="12")


def test_it_leads_to_the_law_in_force_in_the_years_of_the_report(client: Client) -> None:
    old, new = law(year=1998, adilet="K970000167_"), law(year=2015, adilet="K1400000226")
    for period, edition in (((2008, 2012), old), ((2016, 2018), new), ((2014, 2016), None)):
        report = make_report(f"report-{period[0]}", period_start=period[0], period_end=period[1])
        document = bring(report, (LinkKind.LAW, "criminal-code:141-1(2)"))
        assert Link.objects.get(section__document=document).to_law == edition
        shown = page(client, document)
        assert ("https://adilet.zan.kz" in shown) == (edition is not None)
        if edition:
            assert f'href="https://adilet.zan.kz/eng/docs/{edition.adilet}" rel="noreferrer noopener"' in shown
            assert f"Code of {edition.year}, article 141-1(2)" in shown


def test_it_names_a_law_without_an_address_where_the_document_is_not_known(client: Client) -> None:
    law(name_en="Law on Bread", code="bread-law")
    shown = page(client, bring(make_report(), (LinkKind.LAW, "bread-law")))
    assert "Law on Bread" in shown
    assert "adilet" not in shown


def test_it_leads_to_an_entry_that_joins_a_vocabulary_later(cat: Instrument) -> None:
    bring(make_report(), (LinkKind.LAW, "criminal-code:5"), (LinkKind.ARTICLE, "CAT:19(1)"))
    added = law()
    article = Article.objects.create(code="CAT:19", number="19", instrument=cat)
    resolve_vocabulary()
    assert Link.objects.get(kind=LinkKind.LAW).to_law == added
    assert Link.objects.get(kind=LinkKind.ARTICLE).to_article == article


def test_it_resolves_twice_to_the_same(cat: Instrument) -> None:
    report = make_report("third", instrument=cat, symbol="CAT/C/KAZ/3")
    bring(report, (LinkKind.LAW, "criminal-code:5"), (LinkKind.UN_DOCUMENT, "A/HRC/1/2"))
    law()
    resolve_vocabulary()
    before = list(Link.objects.values())
    resolve_vocabulary()
    resolve_report(report)
    assert list(Link.objects.values()) == before


def test_it_exports_where_a_reference_leads_outside() -> None:
    law(adilet="K970000167_")
    document = bring(make_report(), (LinkKind.LAW, "criminal-code:5"), (LinkKind.UN_DOCUMENT, "A/HRC/17/27"))
    links = export(document.report)["documents"][0]["sections"][0]["links"]
    assert [(link["law"], link["url"]) for link in links] == [
        ("criminal-code", "https://adilet.zan.kz/rus/docs/K970000167_"),
        (None, "https://docs.un.org/en/A/HRC/17/27"),
    ]
