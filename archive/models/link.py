"""What a section is about (tags) and what it refers to (links), each with the words that prove it."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.report import Report
from archive.models.section import Section
from archive.models.vocabulary import Article, Law, Violation


class Evidence(models.Model):
    """The quotation that proves a statement; offsets are characters of the section's text, 0-0 for the heading."""

    rule = models.CharField(_("rule"), max_length=40, blank=True)
    quote = models.TextField(_("quotation"), blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class TagQuerySet(models.QuerySet["Tag"]):
    def accepted(self) -> TagQuerySet:
        return self.filter(rejected=False)

    def with_names(self) -> TagQuerySet:
        return self.select_related("article__instrument", "violation")

    def own_first(self) -> TagQuerySet:
        """What the section itself says, then what it inherits; each in the order of the vocabulary."""
        return self.order_by("inherited", "article__instrument__order", "article__order", "violation__order", "pk")

    def by_rule(self) -> TagQuerySet:
        """Tags no editor has touched: a re-import may replace these and only these."""
        return self.filter(editor=None)


class Tag(Evidence):
    """A section is about an article or a type of violation: found by rule, inherited, or said by an editor."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="tags", verbose_name=_("section"))
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="tags", verbose_name=_("article")
    )
    violation = models.ForeignKey(
        Violation,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="tags",
        verbose_name=_("type of violation"),
    )
    inherited = models.BooleanField(_("inherited from the section above"), default=False)
    rejected = models.BooleanField(_("rejected by an editor"), default=False)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("editor")
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(article=None, violation__isnull=False)
                | models.Q(article__isnull=False, violation=None),
                name="tag_has_one_subject",
                violation_error_message=_("A tag names an article or a type of violation, not both."),
            ),
            models.UniqueConstraint(
                fields=["section", "article"], condition=models.Q(violation=None), name="one_tag_per_article"
            ),
            models.UniqueConstraint(
                fields=["section", "violation"], condition=models.Q(article=None), name="one_tag_per_violation"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        if self.article:
            return self.article.code
        return self.violation.slug if self.violation else ""


UN_DOCUMENTS = "https://docs.un.org/en/"


class LinkKind(models.TextChoices):
    ARTICLE = "treaty-article", _("article of an instrument")
    LAW = "national-law", _("national law")
    UN_DOCUMENT = "un-document", _("UN document")
    REPORT = "report", _("report")
    SECTION = "section", _("section")
    ANNEX = "annex", _("annex")
    PARAGRAPH = "paragraph", _("paragraph of concluding observations")


class LinkQuerySet(models.QuerySet["Link"]):
    def with_targets(self) -> LinkQuerySet:
        return self.select_related("to_article__instrument", "to_section__document__report", "to_report", "to_law")


class Link(Evidence):
    """A reference in a section. `target` is its normalised form; the resolved thing is one of the `to_` fields."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="links", verbose_name=_("section"))
    kind = models.CharField(_("kind"), max_length=20, choices=LinkKind)
    target = models.CharField(_("target"), max_length=200)
    to_article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="links_here")
    to_section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.SET_NULL, related_name="links_here")
    to_report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.SET_NULL, related_name="links_here")
    to_law = models.ForeignKey(Law, null=True, blank=True, on_delete=models.SET_NULL, related_name="links_here")

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["section", "start"]
        verbose_name = _("link")
        verbose_name_plural = _("links")
        indexes = [models.Index(fields=["kind", "target"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"

    @property
    def outside_url(self) -> str:
        """The address outside the archive of a law, or of a document of the United Nations; else empty."""
        if self.kind == LinkKind.UN_DOCUMENT:
            return UN_DOCUMENTS + quote(self.target, safe="/()")
        return self.to_law.url if self.to_law else ""
