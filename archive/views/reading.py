"""Reading a report: its own page, a language version with its contents, one section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.models import Document, Report, Section
from archive.views.citing import citation_of
from archive.views.contents import contents_of, counterpart_of, opened_at, trail_to
from archive.views.finding import preview_query, wanted_document
from archive.views.paragraphs import blocks_of
from archive.views.references import references_of, referring_sections
from archive.views.relations import relations_of
from archive.views.subjects import subjects_of
from archive.views.titles import title_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Report.objects.visible_to(request.user).with_names(), slug=slug)
    documents = Document.objects.visible_to(request.user).filter(report=found).order_by("language", "-version")
    return render(request, "archive/report.html", _report_page(request, found, list(documents)))


@require_safe
def document(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    found = wanted_document(request, slug, language)
    context = _report_page(request, found.report, [found]) | {"document": found}
    return render(request, "archive/report.html", context)


def _report_page(request: HttpRequest, report: Report, documents: list[Document]) -> dict[str, Any]:
    for each in documents:
        each.report = report
    versions = [
        {"document": each, "contents": contents_of(each.sections.outline()), "preview": preview_query(each)}
        for each in documents
    ]
    return {
        "report": report,
        "versions": versions,
        "title_language": title_language(report, documents),
        "relations": relations_of(report, request.user),
    }


@require_safe
def section(request: HttpRequest, slug: str, language: str, key: str) -> HttpResponse:
    document = wanted_document(request, slug, language)
    found = document.sections.filter(key=key).first()
    if found is None:
        return _moved(document, key)
    return render(request, "archive/section.html", _section_page(request, document, found))


def _moved(document: Document, key: str) -> HttpResponse:
    """Send an old address to where its words stand now. Raises Http404 where the document never had it."""
    former = document.former_keys.filter(key=key).select_related("section").first()
    if former is None:
        raise Http404
    address = reverse("section", args=[document.report.slug, document.language, former.section.key])
    return HttpResponsePermanentRedirect(address + preview_query(document))


def _section_page(request: HttpRequest, document: Document, section: Section) -> dict[str, Any]:
    section.document = document
    outline = list(document.sections.outline())
    place = next(n for n, other in enumerate(outline) if other.pk == section.pk)
    trail = trail_to(section, outline)
    path = frozenset(above.pk for above in (*trail, section))
    return {
        "document": document,
        "report": document.report,
        "section": section,
        "preview": preview_query(document),
        "trail": trail,
        "contents": opened_at(contents_of(outline), path),
        "previous": outline[place - 1] if place else None,
        "next": outline[place + 1] if place + 1 < len(outline) else None,
        "children": [other for other in outline if other.parent_id == section.pk],
        "blocks": list(blocks_of(section)),
        "subjects": subjects_of(section),
        "references": references_of(section),
        "referring": referring_sections(section, request.user),
        "translations": _translations(request, section, outline),
        "citation": citation_of(section, request.build_absolute_uri(section.get_absolute_url())),
    }


def _translations(request: HttpRequest, section: Section, outline: list[Section]) -> list[dict[str, Any]]:
    """The other language versions, each with the section that says the same where it is known."""
    report = section.document.report
    others = Document.objects.visible_to(request.user).filter(report=report).exclude(language=section.document.language)
    return [
        {"document": other, "section": counterpart_of(section, outline, list(other.sections.outline()))}
        for other in others.order_by("language")
    ]
