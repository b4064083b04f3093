"""An import: one run of the pipeline over one document, with what a person waiting for it wants to know."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.document import Document

# A worker that is alive renews its lease at every stage; one that was killed lets it run out. On its own host the
# death is noticed earlier (archive/leases.py).
LEASE = timedelta(minutes=2)
NOTED_EVERY = timedelta(seconds=1)
# A file that brings its worker down, as one that needs more memory than there is, must not do so for ever.
MOST_ATTEMPTS = 3


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
        abandoned = models.Q(state=ImportState.RUNNING, lease_until__lte=now)
        return self.filter(models.Q(state=ImportState.QUEUED) | abandoned)

    def claim(self, pk: int, started: datetime) -> bool:
        """Take import `pk` for this process; False where another one has it or it is finished."""
        taken = self.unfinished().filter(pk=pk, attempts__lt=MOST_ATTEMPTS)
        attempts = models.F("attempts") + 1
        values = {"state": ImportState.RUNNING, "lease_until": started + LEASE, "started": started}
        return bool(taken.update(**values, attempts=attempts))

    def abandon(self, pk: int, started: datetime) -> None:
        """End the lease of the process that took import `pk` at `started` and died."""
        self.filter(pk=pk, state=ImportState.RUNNING, started=started).update(lease_until=timezone.now())

    def give_up(self) -> None:
        """Fail the imports that were cut off as often as we try."""
        values = {"state": ImportState.FAILED, "problem": "interrupted", "finished": timezone.now()}
        self.unfinished().filter(attempts__gte=MOST_ATTEMPTS).update(**values, lease_until=None)


class UnderWay(models.Model):
    """Work on a file that somebody waits for: how far it is, and what went wrong."""

    stage = models.CharField(_("stage"), max_length=12, choices=Stage, blank=True)
    page = models.PositiveIntegerField(_("page"), default=0)  # the last one read, of so many
    pages = models.PositiveIntegerField(_("pages"), default=0)
    problem = models.CharField(_("problem"), max_length=40, blank=True)
    details: models.JSONField[Any, Any] = models.JSONField(_("details"), default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def reached(self, stage: str, page: int = 0, of: int = 0) -> None:
        """Say how far the work is, and keep the lease. Pages fly by: one is noted each second."""
        until = timezone.now() + LEASE
        just_noted = self.stage == stage and self.lease_until and until - self.lease_until < NOTED_EVERY
        if not just_noted or page == of:
            self._note(stage=stage, page=page, pages=of, lease_until=until)

    def _note(self, **values: Any) -> None:
        """Write values to the row, if it is still there: what is worked on may be deleted meanwhile."""
        for name, value in values.items():
            setattr(self, name, value)
        type(self)._default_manager.filter(pk=self.pk).update(**values)


class Import(UnderWay):
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="imports", verbose_name=_("document"))
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.QUEUED)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("requested by")
    )
    publishes = models.BooleanField(_("publish when imported"), default=False)
    created = models.DateTimeField(_("requested"), auto_now_add=True)
    started = models.DateTimeField(_("started"), null=True, blank=True)
    finished = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.document} · {self.get_state_display()}"

    def finish(self, state: ImportState, problem: str = "", details: dict[str, Any] | None = None) -> None:
        finished = timezone.now()
        self._note(state=state, problem=problem, details=details or {}, finished=finished, lease_until=None)
