"""A report as plain values, for people who take it elsewhere. The form is a contract: people script against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive.models.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.models import Document, Link, Report, Section, Tag

Values = dict[str, Any]


def export(report: Report) -> Values:
    """The report with the latest version of its document in each language, published or not."""
    latest = {document.language: document for document in report.documents.order_by("version")}
    documents = [_document(latest[language]) for language in LANGUAGES if language in latest]
    return {"report": _report(report), "documents": documents}


def _report(report: Report) -> Values:
    names = ("slug", "title", "symbol", "kind", "country", "year_published", "period_start", "period_end")
    publisher = report.publisher
    return {name: getattr(report, name) for name in names} | {
        "publisher": publisher.name_kk or publisher.name_ru or publisher.name_en,
        "publisher_kind": publisher.kind,
        "instrument": report.instrument.code if report.instrument else None,
    }


def _document(document: Document) -> Values:
    names = ("language", "version", "title", "state", "file_name", "sha256", "format", "encoding", "pipeline_version")
    sections = document.sections.order_by("order").prefetch_related(
        "tags__article", "tags__violation", "links__to_article", "links__to_report"
    )
    times = {"first_seen": document.first_seen.isoformat()}
    return {name: getattr(document, name) for name in names} | times | {"sections": [_section(s) for s in sections]}


def _section(section: Section) -> Values:
    tags = [tag for tag in section.tags.all() if not tag.rejected]
    return {
        "id": section.pk,
        "parent": section.parent_id,
        "key": section.key,
        "level": section.level,
        "number": section.number,
        "heading": section.heading,
        "language": section.language,
        "text": section.text,
        "source": section.place.source,
        "articles": _codes(tag for tag in tags if tag.article_id),
        "violations": _codes(tag for tag in tags if tag.violation_id),
        "links": [_link(link) for link in section.links.all()],
    }


def _codes(tags: Iterable[Tag]) -> list[str]:
    return sorted(tag.code for tag in tags)


def _link(link: Link) -> Values:
    """A reference; `section`, `article` and `report` name what it leads to, where that is in the archive."""
    return {
        "kind": link.kind,
        "target": link.target,
        "quote": link.quote,
        "start": link.start,
        "end": link.end,
        "rule": link.rule,
        "article": link.to_article.code if link.to_article else None,
        "section": link.to_section_id,
        "report": link.to_report.slug if link.to_report else None,
    }
