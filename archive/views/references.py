"""What a section refers to, and who refers to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.urls import reverse
from django.utils.http import urlencode

from archive.models import LinkKind, Section
from archive.permissions import may_preview
from archive.views.subjects import article_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AbstractUser, AnonymousUser

    from archive.models import Link

UN_DOCUMENTS = "https://docs.un.org/en/"


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing a section refers to. `quote` is how the text names it; `url` is empty where it leads nowhere."""

    kind: str
    label: str
    quote: str
    url: str
    outside: bool = False


def references_of(section: Section) -> list[Reference]:
    """Each target once, in the order of the text."""
    links: dict[tuple[str, str], Link] = {}
    for link in section.links.with_targets():
        links.setdefault((link.kind, link.target), link)
    return list(dict.fromkeys(_reference(link) for link in links.values()))


def _reference(link: Link) -> Reference:
    kind = link.get_kind_display()
    if link.to_section:
        return Reference(kind, link.to_section.label, link.quote, link.to_section.get_absolute_url())
    if link.to_report:
        return Reference(kind, link.target, link.quote, link.to_report.get_absolute_url())
    if link.to_article:
        url = f"{reverse('search')}?{urlencode({'article': link.to_article.code})}"
        return Reference(kind, article_label(link.to_article), link.quote, url)
    if link.kind == LinkKind.UN_DOCUMENT:
        return Reference(kind, link.target, link.quote, UN_DOCUMENTS + quote(link.target), outside=True)
    return Reference(kind, link.quote, "", "")


def referring_sections(section: Section, user: AbstractUser | AnonymousUser) -> Iterable[Section]:
    """Sections this person may read that refer to `section`."""
    sections = Section.objects.filter(links__to_section=section).exclude(pk=section.pk)
    return (sections if may_preview(user) else sections.published()).outline().with_report().distinct()
