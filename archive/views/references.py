"""What a section refers to, and who refers to it or to a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from archive.models import LinkKind, Report, Section
from archive.permissions import may_preview
from archive.views.paragraphs import paragraph_of
from archive.views.subjects import article_label

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser, AnonymousUser

    from archive.models import Link
    from archive.models.section import SectionQuerySet

    Reader = AbstractUser | AnonymousUser

MOST_REFERRING = 100  # sections listed on the page of a report


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing a section refers to. `quote` is how the text names it; `url` is empty where it leads nowhere.

    `is_quote`: the label is the quotation itself, in the language of the section. `paragraph` is the number of the
    paragraph with the quotation, 0 where the heading has it.
    """

    label: str
    quote: str
    url: str
    outside: bool
    is_quote: bool
    paragraph: int


@dataclass(frozen=True, slots=True)
class ReferenceGroup:
    kind: str
    references: tuple[Reference, ...]


def references_of(section: Section, reader: Reader) -> list[ReferenceGroup]:
    """By kind; each target once, in the order of the text. What this person may not read is named without a link."""
    links: dict[tuple[str, str], Link] = {}
    for link in section.links.with_targets():
        links.setdefault((link.kind, link.target), link)
    visible = _visible(section, list(links.values()), reader)
    groups: dict[str, list[Reference]] = {}
    for link in links.values():
        groups.setdefault(link.kind, []).append(_reference(link, visible, paragraph_of(link, section)))
    order = [kind for kind in LinkKind if kind in groups]
    return [ReferenceGroup(str(kind.label), tuple(dict.fromkeys(groups[kind]))) for kind in order]


@dataclass(frozen=True, slots=True)
class _Visible:
    """Keys of the linked reports and documents that the reader may open."""

    reports: frozenset[int]
    documents: frozenset[int]


def _visible(section: Section, links: list[Link], reader: Reader) -> _Visible:
    reports = {link.to_report_id for link in links if link.to_report_id}
    documents = {link.to_section.document for link in links if link.to_section}
    shown = {one.pk for one in documents if one.is_published or one.pk == section.document_id or may_preview(reader)}
    readable = Report.objects.visible_to(reader).filter(pk__in=reports).values_list("pk", flat=True)
    return _Visible(frozenset(readable) if reports else frozenset(), frozenset(shown))


def _reference(link: Link, visible: _Visible, paragraph: int) -> Reference:
    label, url = _target(link, visible)
    outside = bool(url) and url == link.outside_url
    return Reference(label or link.quote, link.quote, url, outside, not label, paragraph)


def _target(link: Link, visible: _Visible) -> tuple[str, str]:
    """What to call the target, and its address; nothing where the words of the text are the best name."""
    if link.to_section and link.to_section.document_id in visible.documents:
        return link.to_section.label, link.to_section.get_absolute_url()
    if link.to_report and link.to_report_id in visible.reports:
        name = link.target if link.kind == LinkKind.UN_DOCUMENT else link.to_report.title
        return name, link.to_report.get_absolute_url()
    if link.to_article:
        url = f"{reverse('search')}?{urlencode({'article': link.to_article.code})}"
        return article_label(link.to_article), url
    if link.to_law:
        return _law_label(link), link.outside_url
    return (link.target, link.outside_url) if link.kind == LinkKind.UN_DOCUMENT else ("", "")


def _law_label(link: Link) -> str:
    """«Criminal Code, article 141-1(2)» in the reader's language."""
    name = link.to_law.name if link.to_law else ""
    number = link.target.partition(":")[2]
    return _("%(law)s, article %(number)s") % {"law": name, "number": number} if number else name


def referring_sections(section: Section, reader: Reader) -> SectionQuerySet:
    """Sections this person may read that refer to `section`."""
    sections = Section.objects.filter(links__to_section=section).exclude(pk=section.pk)
    return _readable(sections, reader)


def referring_to_report(report: Report, reader: Reader) -> SectionQuerySet:
    """Sections of other reports that refer to this one or to a part of it, the first hundred."""
    links = Section.objects.filter(links__to_report=report) | Section.objects.filter(
        links__to_section__document__report=report
    )
    return _readable(links.exclude(document__report=report), reader)[:MOST_REFERRING]


def _readable(sections: SectionQuerySet, reader: Reader) -> SectionQuerySet:
    shown = sections if may_preview(reader) else sections.published()
    return shown.outline().with_report().order_by("document", "order").distinct()
