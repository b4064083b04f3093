"""A report: the work, whatever its languages and versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.vocabulary import Instrument, Publisher
from archive.permissions import may_preview

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser, AnonymousUser

FIRST_YEAR, LAST_YEAR = 1945, 2100
YEARS = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]


class ReportKind(models.TextChoices):
    STATE_REPORT = "state-report", _("State report")
    COUNTRY_REPORT = "country-report", _("Country report")
    SPECIAL_REPORT = "special-report", _("Special report")
    ALTERNATIVE_REPORT = "alternative-report", _("Alternative report")
    CONCLUDING_OBSERVATIONS = "concluding-observations", _("Concluding observations")
    LIST_OF_ISSUES = "list-of-issues", _("List of issues")
    FOLLOW_UP = "follow-up", _("Follow-up report")
    OTHER = "other", _("Other")


class ReportQuerySet(models.QuerySet["Report"]):
    def published(self) -> ReportQuerySet:
        """Reports a reader may see: at least one document is published."""
        return self.filter(documents__state="published").distinct()

    def visible_to(self, user: AbstractUser | AnonymousUser) -> ReportQuerySet:
        """What this person may read; an editor also sees reports of which nothing is published yet."""
        return self if may_preview(user) else self.published()

    def covering(self, year: int) -> ReportQuerySet:
        return self.filter(period_start__lte=year, period_end__gte=year)

    def with_names(self) -> ReportQuerySet:
        return self.select_related("publisher", "instrument")


class Report(models.Model):
    slug = models.SlugField(_("short name in addresses"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=500)
    symbol = models.CharField(_("UN document symbol"), max_length=60, blank=True)
    publisher = models.ForeignKey(
        Publisher, on_delete=models.PROTECT, related_name="reports", verbose_name=_("publisher")
    )
    kind = models.CharField(_("kind"), max_length=30, choices=ReportKind, default=ReportKind.OTHER)
    instrument = models.ForeignKey(
        Instrument,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
        verbose_name=_("instrument"),
    )
    country = models.CharField(_("country (two letters)"), max_length=2, default="KZ")
    year_published = models.PositiveSmallIntegerField(_("year published"), validators=YEARS)
    period_start = models.PositiveSmallIntegerField(_("period covered, from"), validators=YEARS)
    period_end = models.PositiveSmallIntegerField(_("period covered, to"), validators=YEARS)
    created = models.DateTimeField(_("added"), auto_now_add=True)
    changed = models.DateTimeField(_("changed"), auto_now=True, db_index=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-period_end", "slug"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_start__lte=models.F("period_end")),
                name="period_in_order",
                violation_error_message=_("The period ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.slug])

    @property
    def period(self) -> str:
        """The years covered as people write them: "2012" or "2008–2012"."""
        ends = dict.fromkeys([self.period_start, self.period_end])
        return "–".join(str(year) for year in ends)

    @property
    def years(self) -> list[int]:
        """Every year of the period covered: the year facet means the events, not the printing."""
        return list(range(self.period_start, self.period_end + 1))


class RelationKind(models.TextChoices):
    RESPONDS_TO = "responds-to", _("responds to")
    FOLLOWS = "follows", _("follows")
    ALTERNATIVE_TO = "alternative-to", _("is an alternative to")
    SAME_EVENTS = "same-events", _("covers the same events as")
    TRANSLATION_OF = "translation-of", _("is a translation of")


class Relation(models.Model):
    """A typed link from one report to another, read in both directions."""

    source = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="relations", verbose_name=_("report"))
    kind = models.CharField(_("kind"), max_length=20, choices=RelationKind)
    target = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="relations_from", verbose_name=_("other report")
    )

    class Meta:
        verbose_name = _("relation to another report")
        verbose_name_plural = _("relations to other reports")
        constraints = [models.UniqueConstraint(fields=["source", "kind", "target"], name="one_relation_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"
