"""What a section is about, with the words that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from archive.views.paragraphs import paragraph_of

if TYPE_CHECKING:
    from archive.models import Article, Section, Tag, Violation


@dataclass(frozen=True, slots=True)
class Subject:
    """One tag. `url` finds every section about the same thing; `quote` is empty where an editor said it.

    `paragraph` is the number of the paragraph with the quotation, 0 where it is not in the section's own text.
    """

    label: str
    name: str
    url: str
    quote: str
    inherited: bool
    by_editor: bool
    paragraph: int


@dataclass(frozen=True, slots=True)
class Subjects:
    articles: tuple[Subject, ...]
    violations: tuple[Subject, ...]


def subjects_of(section: Section) -> Subjects:
    tags = [(tag, paragraph_of(tag, section)) for tag in section.tags.accepted().with_names().own_first()]
    return Subjects(
        tuple(_about_article(tag, tag.article, place) for tag, place in tags if tag.article),
        tuple(_about_violation(tag, tag.violation, place) for tag, place in tags if tag.violation),
    )


def article_label(article: Article) -> str:
    """«CAT, article 11» in the reader's language."""
    return _("%(instrument)s, article %(number)s") % {
        "instrument": article.instrument.short,
        "number": article.number,
    }


def _about_article(tag: Tag, article: Article, paragraph: int) -> Subject:
    url = f"{reverse('search')}?{urlencode({'article': article.code})}"
    by_editor = tag.editor_id is not None
    return Subject(article_label(article), article.name, url, tag.quote, tag.inherited, by_editor, paragraph)


def _about_violation(tag: Tag, violation: Violation, paragraph: int) -> Subject:
    url = f"{reverse('search')}?{urlencode({'violation': violation.slug})}"
    by_editor = tag.editor_id is not None
    return Subject(violation.name, "", url, tag.quote, tag.inherited, by_editor, paragraph)
