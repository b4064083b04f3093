"""From a draft to rows: one transaction, rows of unchanged sections kept, an editor's word kept."""

from __future__ import annotations

import re
from dataclasses import asdict, astuple
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from archive.importing.fingerprint import fingerprint
from archive.keys import section_keys
from archive.models import (
    Article,
    Document,
    Extraction,
    Format,
    FormerKey,
    Link,
    Section,
    State,
    Tag,
    Violation,
)
from archive.models.correction import settle
from archive.resolving import Resolver, resolve_others

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.importing.draft import DocumentDraft, LinkDraft, RawText, SectionDraft, TagDraft

PARAGRAPH_GAP = "\n\n"
Evidence = dict[str, str | int]


@transaction.atomic
def save_draft(document: Document, draft: DocumentDraft, version: int) -> None:
    """Replace what was derived from the document's file; section rows keep their ids where their key is the same."""
    Document.objects.select_for_update().get(pk=document.pk)
    sections = _save_sections(document, draft.sections)
    Tag.objects.filter(section__document=document).by_rule().delete()
    Link.objects.filter(section__document=document).delete()
    _save_tags(sections, draft.tags)
    _save_links(document, sections, draft.links)
    _save_extraction(document, draft)
    document.format, document.encoding, document.page_starts = (
        draft.raw.format,
        draft.raw.encoding,
        page_starts(draft.raw),
    )
    document.pipeline_version, document.imported = version, timezone.now()
    document.fingerprint = asdict(fingerprint(draft))
    fields = ["format", "encoding", "page_starts", "pipeline_version", "imported", "fingerprint"]
    document.save(update_fields=fields)
    settle(document, draft)
    document.changed_for_readers()
    resolve_others(document.report)


def _save_extraction(document: Document, draft: DocumentDraft) -> None:
    """The text before any repair, with the repairs and what became of each page."""
    raw = draft.raw
    values = {
        "text": "\n".join(line.text for line in raw.lines),
        "pages": [astuple(page) for page in raw.pages],
        "remarks": [astuple(remark) for remark in raw.remarks],
        "repairs": [asdict(repair) for repair in draft.repairs],
    }
    Extraction.objects.update_or_create(document=document, defaults=values)


def page_starts(raw: RawText) -> list[int]:
    """The first line of each page of a paged format; a page without words begins with the next one."""
    if raw.format != Format.PDF:
        return []
    starts: list[int] = []
    for line in raw.lines:
        starts += [line.number] * ((line.page or 1) - len(starts))
    return starts


def _save_sections(document: Document, drafts: Sequence[SectionDraft]) -> list[Section]:
    there = {section.key: section for section in document.sections.all()}
    keys = section_keys(drafts, _kept(there, drafts))
    saved: list[Section] = []
    for order, (key, draft) in enumerate(zip(keys, drafts, strict=True)):
        section = there.get(key) or Section(document=document, key=key)
        _fill(section, draft, order)
        section.parent = None if draft.parent is None else saved[draft.parent]
        section.save()
        saved.append(section)
    document.former_keys.filter(key__in=keys).delete()
    _redirect(document, [there[key] for key in there if key not in set(keys)], saved)
    return saved


def _kept(there: dict[str, Section], drafts: Sequence[SectionDraft]) -> list[str]:
    """The keys of sections that stand under the same heading on the same line as before."""
    known = {(section.line_start, section.number, section.heading): key for key, section in there.items()}
    return [known.pop((draft.line_start, draft.number, draft.heading), "") for draft in drafts]


def _fill(section: Section, draft: SectionDraft, order: int) -> None:
    section.order, section.level, section.rule = order, draft.level, draft.rule
    section.number, section.heading, section.printed = draft.number, draft.heading, draft.printed
    section.language = draft.language
    section.line_start, section.line_end = draft.line_start, draft.line_end
    section.text, section.marks = _text_and_marks(draft)


def _text_and_marks(draft: SectionDraft) -> tuple[str, list[list[int]]]:
    """The section's text and, as [offset, line], where each source line begins in it."""
    marks: list[list[int]] = []
    offset = 0
    for paragraph in draft.paragraphs:
        marks += [[offset + mark.offset, mark.line] for mark in paragraph.marks]
        offset += len(paragraph.text) + len(PARAGRAPH_GAP)
    return PARAGRAPH_GAP.join(paragraph.text for paragraph in draft.paragraphs), marks


def _redirect(document: Document, gone: list[Section], saved: list[Section]) -> None:
    """Addresses of sections that are no more lead to the section that now holds their first line.

    A section under another name, or in another place of the tree, is known by the words of the file.
    """
    for section in gone:
        same = (s for s in saved if (s.line_start, s.as_printed) == (section.line_start, section.as_printed))
        above = (s for s in reversed(saved) if s.line_start <= section.line_start)
        heir = next(same, None) or next(above, saved[0])
        section.former_keys.update(section=heir)
        FormerKey.objects.update_or_create(document=document, key=section.key, defaults={"section": heir})
        _move_editors_tags(section, heir)
    Section.objects.filter(pk__in=[section.pk for section in gone]).delete()


def _move_editors_tags(gone: Section, heir: Section) -> None:
    for tag in gone.tags.exclude(editor=None):
        if not heir.tags.exclude(editor=None).filter(article=tag.article, violation=tag.violation).exists():
            heir.tags.filter(article=tag.article, violation=tag.violation).delete()
            tag.section = heir
            tag.save(update_fields=["section"])


def _save_tags(sections: list[Section], drafts: Sequence[TagDraft]) -> None:
    """Tags by rule, where no editor has said yes or no about the same thing."""
    articles = {draft.code: _article(draft.code) for draft in drafts if draft.kind == "article"}
    violations = {v.slug: v for v in Violation.objects.all()}
    tags: dict[tuple[int, str], Tag] = {}
    for draft in drafts:
        subject = {
            "article": articles.get(draft.code) if draft.kind == "article" else None,
            "violation": violations.get(draft.code) if draft.kind == "violation" else None,
        }
        if any(subject.values()):
            section = sections[draft.section]
            tag = Tag(section=section, inherited=draft.inherited, **subject, **_evidence(draft))
            tags.setdefault((section.pk, draft.code), tag)
    for section_id, code in _said_by_editors(sections):
        tags.pop((section_id, code), None)
    Tag.objects.bulk_create(tags.values())


def _said_by_editors(sections: list[Section]) -> list[tuple[int, str]]:
    tags = Tag.objects.filter(section__in=sections).exclude(editor=None).select_related("article", "violation")
    return [(tag.section_id, tag.code) for tag in tags]


def _article(code: str) -> Article | None:
    """The article of a code; a paragraph the vocabulary lacks is added under its article, with the article's title."""
    article = Article.objects.filter(code=code).first()
    whole = re.fullmatch(r"([A-Z]+:\d+)(?:\(\w+\))+", code)
    if article or not whole:
        return article
    above = Article.objects.filter(code=whole[1]).first()
    if above is None:
        return None
    names = {f"name_{language}": getattr(above, f"name_{language}") for language in ("kk", "ru", "en")}
    number = code.partition(":")[2]
    return Article.objects.create(code=code, number=number, instrument=above.instrument, order=above.order, **names)


def _save_links(document: Document, sections: list[Section], drafts: Sequence[LinkDraft]) -> None:
    resolver = Resolver(document)
    links = [
        Link(
            section=sections[draft.section],
            kind=draft.kind,
            target=draft.target[:200],
            to_section=None if draft.to_section is None else sections[draft.to_section],
            **_evidence(draft),
        )
        for draft in drafts
    ]
    for link in links:
        resolver.settle(link)
    Link.objects.bulk_create(links)


def _evidence(draft: TagDraft | LinkDraft) -> Evidence:
    return asdict(draft.evidence)


@transaction.atomic
def publish(document: Document) -> None:
    """Make this version the one readers find; the version published before it is withdrawn."""
    others = Document.objects.published().filter(report=document.report, language=document.language)
    for other in others.exclude(pk=document.pk):
        change_state(other, State.WITHDRAWN)
    change_state(document, State.PUBLISHED)


@transaction.atomic
def change_state(document: Document, state: State) -> None:
    document.state = state
    document.save(update_fields=["state"])
    document.changed_for_readers()
    resolve_others(document.report)
