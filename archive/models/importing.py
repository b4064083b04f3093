"""An import: one run of the pipeline over one document, with what a person waiting for it wants to know."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.document import Document

# A worker that is alive renews its lease at every stage; one that was killed lets it run out.
LEASE = timedelta(minutes=2)


class ImportState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class Stage(models.TextChoices):
    EXTRACTION = "extraction", _("Reading the file")
    CLEANING = "cleaning", _("Repairing the text")
    SECTIONS = "sections", _("Finding sections")
    REFERENCES = "references", _("Finding references")
    TAGGING = "tagging", _("Tagging articles and violations")
    SAVING = "saving", _("Saving")


class ImportQuerySet(models.QuerySet["Import"]):
    def unfinished(self) -> ImportQuerySet:
        """Imports nobody works on: waiting in the queue, or left by a worker that died."""
        now = timezone.now()
        abandoned = models.Q(state=ImportState.RUNNING, lease_until__lt=now)
        return self.filter(models.Q(state=ImportState.QUEUED) | abandoned)

    def claim(self, pk: int) -> bool:
        """Take import `pk` for this process; False where another one has it or it is finished."""
        lease = timezone.now() + LEASE
        taken = self.unfinished().filter(pk=pk)
        return bool(taken.update(state=ImportState.RUNNING, lease_until=lease, started=timezone.now()))


class Import(models.Model):
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="imports", verbose_name=_("document"))
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.QUEUED)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, blank=True)
    problem = models.CharField(_("problem"), max_length=40, blank=True)
    details: models.JSONField[Any, Any] = models.JSONField(_("details"), default=dict, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("requested by")
    )
    created = models.DateTimeField(_("requested"), auto_now_add=True)
    started = models.DateTimeField(_("started"), null=True, blank=True)
    finished = models.DateTimeField(_("finished"), null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.document} · {self.get_state_display()}"

    def reached(self, stage: str) -> None:
        """Say how far the work is, and keep the lease."""
        self.stage = stage
        self.lease_until = timezone.now() + LEASE
        self.save(update_fields=["stage", "lease_until"])

    def finish(self, state: ImportState, problem: str = "", details: dict[str, Any] | None = None) -> None:
        self.state, self.problem, self.details = state, problem, details or {}
        self.finished, self.lease_until = timezone.now(), None
        self.save(update_fields=["state", "problem", "details", "finished", "lease_until"])
