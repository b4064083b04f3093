"""Controlled vocabularies: publishers, instruments with their articles, types of violation, national laws."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("kk", "ru", "en")
ADILET_LANGUAGES = {"kk": "kaz", "ru": "rus", "en": "eng"}


def in_reader_language(thing: models.Model, field: str) -> str:
    """The text of `field` in the reader's language, else in the first language that has it."""
    wanted = (get_language() or "kk")[:2]
    for language in (wanted, *LANGUAGES):
        value: str = getattr(thing, f"{field}_{language}", "")
        if value:
            return value
    return ""


class Named(models.Model):
    """Something with a name in each language of the interface."""

    name_kk = models.CharField(_("name in Kazakh"), max_length=400, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=400, blank=True)
    name_en = models.CharField(_("name in English"), max_length=400, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_reader_language(self, "name")


class PublisherKind(models.TextChoices):
    STATE = "state", _("State")
    FOREIGN_GOVERNMENT = "foreign-government", _("Foreign government")
    NGO = "ngo", _("Non-governmental organisation")
    UN_BODY = "un-body", _("United Nations body")
    OTHER = "other", _("Other")


class Publisher(Named):
    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=PublisherKind, default=PublisherKind.OTHER)

    class Meta(Named.Meta):
        abstract = False
        ordering = ["slug"]
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")


class Instrument(Named):
    """A human-rights treaty or declaration. `mentions` are the names texts use for it, by language."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    short_kk = models.CharField(_("short name in Kazakh"), max_length=120, blank=True)
    short_ru = models.CharField(_("short name in Russian"), max_length=120, blank=True)
    short_en = models.CharField(_("short name in English"), max_length=120, blank=True)
    body_kk = models.CharField(_("treaty body in Kazakh"), max_length=200, blank=True)
    body_ru = models.CharField(_("treaty body in Russian"), max_length=200, blank=True)
    body_en = models.CharField(_("treaty body in English"), max_length=200, blank=True)
    adopted = models.PositiveSmallIntegerField(_("year of adoption"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    mentions: models.JSONField[Any, Any] = models.JSONField(_("names in texts"), default=dict, blank=True)

    class Meta(Named.Meta):
        abstract = False
        ordering = ["order", "code"]
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")

    @property
    def short(self) -> str:
        return in_reader_language(self, "short") or self.code

    @property
    def body(self) -> str:
        return in_reader_language(self, "body")


class Article(Named):
    """An article of an instrument, or a paragraph of one: CAT:11, CERD:5(e)."""

    instrument = models.ForeignKey(
        Instrument, on_delete=models.CASCADE, related_name="articles", verbose_name=_("instrument")
    )
    code = models.CharField(_("code"), max_length=40, unique=True)
    number = models.CharField(_("number"), max_length=20)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(Named.Meta):
        abstract = False
        ordering = ["instrument__order", "order", "code"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")


class Violation(Named):
    """A type of violation; groups are the roots of the tree. `terms` are its search words, by language."""

    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children", verbose_name=_("group")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    terms: models.JSONField[Any, Any] = models.JSONField(_("search terms"), default=dict, blank=True)

    class Meta(Named.Meta):
        abstract = False
        ordering = ["order", "slug"]
        verbose_name = _("type of violation")
        verbose_name_plural = _("types of violation")


class Law(Named):
    """An edition of a national law. Editions of one law share their `code`; `mentions` are its names in texts.

    `year` is the one from which the edition is in force, until that of the next. `adilet` names it on the State's site
    of legislation, adilet.zan.kz; empty where that is not known for certain.
    """

    code = models.SlugField(_("short name in targets of references"), max_length=60)
    year = models.PositiveSmallIntegerField(_("in force from the year"))
    adilet = models.CharField(_("document on adilet.zan.kz"), max_length=20, blank=True)
    mentions: models.JSONField[Any, Any] = models.JSONField(_("names in texts"), default=dict, blank=True)

    class Meta(Named.Meta):
        abstract = False
        ordering = ["code", "year"]
        verbose_name = _("national law")
        verbose_name_plural = _("national laws")
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="one_edition_of_a_law_per_year")]

    @property
    def url(self) -> str:
        """Its text on adilet.zan.kz in the reader's language; "" where the document is not known."""
        language = ADILET_LANGUAGES.get((get_language() or "kk")[:2], "kaz")
        return f"https://adilet.zan.kz/{language}/docs/{self.adilet}" if self.adilet else ""
