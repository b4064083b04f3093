"""What a section refers to, and who refers to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.urls import reverse
from django.utils.http import urlencode

from archive.models import LinkKind, Section
from archive.permissions import may_preview
from archive.views.paragraphs import paragraph_of
from archive.views.subjects import article_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AbstractUser, AnonymousUser

    from archive.models import Link

UN_DOCUMENTS = "https://docs.un.org/en/"


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing a section refers to. `quote` is how the text names it; `url` is empty where it leads nowhere.

    `paragraph` is the number of the paragraph with the quotation, 0 where the heading has it.
    """

    kind: str
    label: str
    quote: str
    url: str
    outside: bool
    paragraph: int


def references_of(section: Section) -> list[Reference]:
    """Each target once, in the order of the text."""
    links: dict[tuple[str, str], Link] = {}
    for link in section.links.with_targets():
        links.setdefault((link.kind, link.target), link)
    references = [_reference(link, paragraph_of(link, section)) for link in links.values()]
    return list(dict.fromkeys(references))


def _reference(link: Link, paragraph: int) -> Reference:
    label, url = _target(link)
    outside = url.startswith(UN_DOCUMENTS)
    return Reference(link.get_kind_display(), label, link.quote, url, outside, paragraph)


def _target(link: Link) -> tuple[str, str]:
    """What to call the target, and its address."""
    if link.to_section:
        return link.to_section.label, link.to_section.get_absolute_url()
    if link.to_report:
        return link.target, link.to_report.get_absolute_url()
    if link.to_article:
        url = f"{reverse('search')}?{urlencode({'article': link.to_article.code})}"
        return article_label(link.to_article), url
    if link.kind == LinkKind.UN_DOCUMENT:
        return link.target, UN_DOCUMENTS + quote(link.target)
    return link.quote, ""


def referring_sections(section: Section, user: AbstractUser | AnonymousUser) -> Iterable[Section]:
    """Sections this person may read that refer to `section`."""
    sections = Section.objects.filter(links__to_section=section).exclude(pk=section.pk)
    return (sections if may_preview(user) else sections.published()).outline().with_report().distinct()
