"""The thesaurus as admins edit it: concepts, each with its terms in Kazakh, Russian and English."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.models import Language
from archive.models.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_SLUG, LONGEST_TERM = 80, 200  # characters


def digest_of(values: Iterable[object]) -> str:
    """A short name for these very values in this very order; the values are what JSON can write."""
    return sha256(json.dumps(list(values)).encode()).hexdigest()


class ConceptQuerySet(models.QuerySet["Concept"]):
    def with_terms(self) -> ConceptQuerySet:
        return self.prefetch_related("terms")

    def lacking(self, language: str) -> ConceptQuerySet:
        """Concepts without a term in a language ("kk", "ru" or "en")."""
        return self.exclude(terms__language=language)

    def having(self, typed: str) -> ConceptQuerySet:
        """Concepts whose identifier or any of whose terms has what was typed.

        SQLite compares only Latin letters whatever their case, so the ways a word is written are asked for one by one.
        """
        ways = {typed, typed.lower(), typed.upper(), typed.capitalize()}
        asked = Q(slug__icontains=typed)
        for way in ways:
            asked |= Q(terms__text__icontains=way)
        return self.filter(asked).distinct()


class Concept(models.Model):
    """One thing and what it is called. The first term of a language is the preferred one, the rest are alternatives."""

    slug = models.SlugField(_("identifier"), max_length=LONGEST_SLUG, unique=True)
    note = models.TextField(_("note"), blank=True, help_text=_("For those who work on the thesaurus."))

    objects = ConceptQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("concept of the thesaurus")
        verbose_name_plural = _("thesaurus")

    def __str__(self) -> str:
        """The preferred term in the reader's language, else in the first language that has one."""
        wanted = (get_language() or "kk")[:2]
        names = (self.in_language(language)[:1] for language in (wanted, *LANGUAGES))
        return next((name[0] for name in names if name), self.slug)

    def in_language(self, language: str) -> list[str]:
        """The terms in a language ("kk", "ru" or "en"), the preferred one first."""
        if self.pk is None:
            return []
        return [term.text for term in self.terms.all() if term.language == language]


class Term(models.Model):
    """What a concept is called. `order` counts the terms of one concept and language from 0."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="terms", verbose_name=_("concept"))
    language = models.CharField(_("language"), max_length=2, choices=Language)
    text = models.CharField(_("term"), max_length=LONGEST_TERM)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["concept_id", "language", "order"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(fields=["concept", "language", "text"], name="one_term_once_in_a_concept"),
        ]

    def __str__(self) -> str:
        return self.text


class ThesaurusManager(models.Manager["Thesaurus"]):
    ROW: ClassVar[int] = 1

    def revision(self) -> str:
        """The name of the thesaurus as it stands; "" while nothing was ever put into it. One small query."""
        return next(iter(self.filter(pk=self.ROW).values_list("revision", flat=True)), "")

    def lock(self) -> Thesaurus:
        """Let nobody else change the thesaurus until this transaction ends: the next one sees the terms of both."""
        self.get_or_create(pk=self.ROW)
        return self.select_for_update().get(pk=self.ROW)

    def changed(self) -> None:
        """Tell every process that keeps the terms in memory; called in the transaction that changed them."""
        row = self.lock()
        rows = Term.objects.order_by("concept__slug", "language", "order")
        terms = list(rows.values_list("concept__slug", "language", "text"))
        row.revision = digest_of(terms) if terms else ""
        row.save()


class Thesaurus(models.Model):
    """The one row that says which thesaurus this is: a digest of all terms, so the same terms have the same name."""

    revision = models.CharField(max_length=64)

    objects = ThesaurusManager()

    def __str__(self) -> str:
        return self.revision


class LoadedConcept(models.Model):
    """What the files that come with the program last said of a concept.

    A concept that says something else has been edited, and one that is gone has been deleted: both stay so.
    """

    slug = models.SlugField(max_length=LONGEST_SLUG, unique=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.slug
