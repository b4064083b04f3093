"""What a section is about, with the words that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from archive.models import Article, Section, Tag


@dataclass(frozen=True, slots=True)
class Subject:
    """One tag. `url` finds every section about the same thing; `quote` is empty where an editor said it."""

    label: str
    name: str
    url: str
    quote: str
    inherited: bool
    by_editor: bool


@dataclass(frozen=True, slots=True)
class Subjects:
    articles: tuple[Subject, ...]
    violations: tuple[Subject, ...]


def subjects_of(section: Section) -> Subjects:
    tags = section.tags.accepted().with_names().own_first()
    return Subjects(
        tuple(_about_article(tag, tag.article) for tag in tags if tag.article),
        tuple(_subject(tag, tag.violation.name, "violation") for tag in tags if tag.violation),
    )


def article_label(article: Article) -> str:
    """«CAT, article 11» in the reader's language."""
    return _("%(instrument)s, article %(number)s") % {
        "instrument": article.instrument.short,
        "number": article.number,
    }


def _about_article(tag: Tag, article: Article) -> Subject:
    return _subject(tag, article_label(article), "article", article.name)


def _subject(tag: Tag, label: str, facet: str, name: str = "") -> Subject:
    url = f"{reverse('search')}?{urlencode({facet: tag.code})}"
    return Subject(label, name, url, tag.quote, tag.inherited, tag.editor_id is not None)
