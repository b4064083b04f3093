"""A document: one language version of a report, with the file it came from."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.original import original_path
from archive.models.place import Place, Unit
from archive.models.report import Report
from archive.permissions import may_preview
from archive.signals import report_ready

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser, AnonymousUser


class Language(models.TextChoices):
    KAZAKH = "kk", _("Kazakh")
    RUSSIAN = "ru", _("Russian")
    ENGLISH = "en", _("English")


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Format(models.TextChoices):
    TEXT = "text", _("plain text")
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word (DOCX)"
    ODT = "odt", "OpenDocument (ODT)"
    HTML = "html", "HTML"


class DocumentQuerySet(models.QuerySet["Document"]):
    def published(self) -> DocumentQuerySet:
        return self.filter(state=State.PUBLISHED)

    def visible_to(self, user: AbstractUser | AnonymousUser) -> DocumentQuerySet:
        """What this person may read: published documents; an editor also reads the others before they are."""
        return self if may_preview(user) else self.published()

    def for_reading(self) -> DocumentQuerySet:
        """The version to open first, first: the published one, else the newest."""
        published = models.Case(models.When(state=State.PUBLISHED, then=0), default=1)
        return self.select_related("report__publisher", "report__instrument").order_by(published, "-version")

    def needing_index(self) -> DocumentQuerySet:
        """Documents whose place in the index is not what it should be (also withdrawn ones still in it)."""
        return self.exclude(indexed_revision=models.F("revision"))


class Document(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="documents", verbose_name=_("report"))
    language = models.CharField(_("language"), max_length=2, choices=Language)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    title = models.CharField(_("title"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    file = models.FileField(_("original file"), upload_to=original_path, max_length=200)
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    format = models.CharField(_("format"), max_length=10, choices=Format, default=Format.TEXT)
    # In a file with pages: the line with which each begins, so that any line tells its page.
    page_starts: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    first_seen = models.DateTimeField(_("first seen"), auto_now_add=True)
    imported = models.DateTimeField(_("imported"), null=True, blank=True)
    pipeline_version = models.PositiveSmallIntegerField(_("pipeline version"), default=0)
    # The fields of archive.importing.fingerprint.Fingerprint: whereby the text is known again.
    fingerprint: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    # The outbox of the index: `revision` is raised in the transaction that changes what readers find, and
    # `indexed_revision` follows once the index has it, so nothing is lost when a queue or a worker dies.
    revision = models.PositiveIntegerField(default=0)
    indexed_revision = models.PositiveIntegerField(default=0)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["report", "language", "-version"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("publish_document", _("Can publish and withdraw documents"))]
        indexes = [models.Index(fields=["revision", "indexed_revision"], name="document_revisions")]
        constraints = [
            models.UniqueConstraint(fields=["report", "language", "version"], name="one_document_per_version"),
            models.UniqueConstraint(
                fields=["report", "language"],
                condition=models.Q(state="published"),
                name="one_published_version",
                violation_error_message=_("Another version in this language is published already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_language_display()})"

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.report.slug, self.language])

    def place(self, first: int, last: int) -> Place:
        """Where the lines `first` to `last` (1-based, as extracted) stand in the original file."""
        if self.format == Format.TEXT:
            return Place(Unit.LINE, first, last)
        if not self.page_starts:
            return Place(Unit.PARAGRAPH, first, last)
        return Place(Unit.PAGE, bisect_right(self.page_starts, first) or 1, bisect_right(self.page_starts, last) or 1)

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def is_indexed(self) -> bool:
        return self.indexed_revision == self.revision

    def changed_for_readers(self) -> None:
        """Note that the index must be brought up to date; `report_ready` follows when the transaction commits.

        Where that fails nothing is lost: the revisions differ until the index has this document.
        """
        Document.objects.filter(pk=self.pk).update(revision=models.F("revision") + 1)
        self.refresh_from_db(fields=["revision", "indexed_revision"])
        transaction.on_commit(self._say_so, robust=True)

    def _say_so(self) -> None:
        """Once for all changes of a transaction, where the first call had the index brought up to date at once."""
        if Document.objects.needing_index().filter(pk=self.pk).exists():
            report_ready.send(sender=Document, document_id=self.pk)
