"""What editors changed in the section trees: kept apart from the sections, and done again at every import."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.importing import draft
from archive.models.document import Document
from archive.models.importing import Import, ImportState

WORDS = ("number", "heading", "quote")


class CorrectionKind(models.TextChoices):
    PROMOTE = "promote", _("moved up a level")
    DEMOTE = "demote", _("moved down a level")
    MERGE = "merge", _("merged with the section before")
    SPLIT = "split", _("divided")
    RENAME = "rename", _("renamed")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def in_order(self) -> tuple[draft.Correction, ...]:
        """As values, the oldest first: later ones were made on top of earlier ones."""
        return tuple(correction.value for correction in self.order_by("pk"))

    def waiting(self) -> CorrectionQuerySet:
        """Corrections no import has taken up yet."""
        return self.filter(applied=None)

    def carry_over(self, document: Document) -> None:
        """Give a new version of a document the corrections of the version before it."""
        versions = Document.objects.filter(report=document.report, language=document.language)
        former = versions.filter(version__lt=document.version).order_by("-version").first()
        for correction in former.corrections.order_by("pk") if former else ():
            correction.pk, correction.document, correction.applied = None, document, None
            correction.save(force_insert=True)


class Correction(models.Model):
    """A correction of a document's section tree. `applied` is None until an import has tried it.

    `line`, `words`, `before` and `after` are its anchor, `about` the heading as the editor saw it.
    """

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="corrections", verbose_name=_("document")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=CorrectionKind)
    about = models.TextField(_("section"))
    line = models.PositiveIntegerField(_("first line in the file"))
    words = models.TextField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    details: models.JSONField[Any, Any] = models.JSONField(_("details"), default=dict, blank=True)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("editor"))
    created = models.DateTimeField(_("made"))
    applied = models.BooleanField(_("applied"), null=True, default=None)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "pk"]
        verbose_name = _("correction of a section tree")
        verbose_name_plural = _("corrections of section trees")

    def __str__(self) -> str:
        return f"{self.about}: {self.get_kind_display()}"

    @property
    def value(self) -> draft.Correction:
        """The correction as the import knows it."""
        under = self.details.get("under")
        return draft.Correction(
            kind=draft.CorrectionKind(self.kind),
            anchor=draft.Anchor(self.line, self.words, self.before, self.after),
            under=draft.Anchor(**under) if under else None,
            **{name: self.details.get(name, "") for name in WORDS},
        )


def settle(document: Document, result: draft.DocumentDraft) -> None:
    """Note which corrections an import has made; one it has not heard of goes on waiting.

    An editor may have made or undone one while the import ran: then another import is asked for.
    """
    for correction in document.corrections.all():
        value = correction.value
        applied = value not in result.unfit if value in result.corrections else None
        if applied != correction.applied:
            document.corrections.filter(pk=correction.pk).update(applied=applied)
    waits = document.imports.filter(state=ImportState.QUEUED).exists()
    if result.corrections != document.corrections.in_order() and not waits:
        Import.objects.create(document=document)
