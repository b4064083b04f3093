"""A file that came in and belongs to no report yet: read, so that a person can say what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.importing import LEASE, MOST_ATTEMPTS, UnderWay
from archive.models.original import original_path

if TYPE_CHECKING:
    from datetime import datetime


class UploadState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Being read")
    READY = "ready", _("Read")
    FAILED = "failed", _("Failed")


class UploadQuerySet(models.QuerySet["Upload"]):
    def unfinished(self) -> UploadQuerySet:
        """Files nobody reads: waiting in the queue, or left by a worker that died."""
        abandoned = models.Q(state=UploadState.RUNNING, lease_until__lte=timezone.now())
        return self.filter(models.Q(state=UploadState.QUEUED) | abandoned)

    def claim(self, pk: int, now: datetime) -> bool:
        """Take file `pk` for this process; False where another one has it, it has been read or is gone."""
        taken = self.unfinished().filter(pk=pk, attempts__lt=MOST_ATTEMPTS)
        attempts = models.F("attempts") + 1
        return bool(taken.update(state=UploadState.RUNNING, lease_until=now + LEASE, attempts=attempts))

    def give_up(self) -> None:
        """Fail the files whose reading was cut off as often as we try."""
        stopped = self.unfinished().filter(attempts__gte=MOST_ATTEMPTS)
        stopped.update(state=UploadState.FAILED, problem="interrupted", lease_until=None)


class Upload(UnderWay):
    """The row goes when its file becomes a document, or is discarded; the audit trail says which."""

    file = models.FileField(_("original file"), upload_to=original_path, max_length=200)
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=UploadState, default=UploadState.QUEUED)
    # What reading found: "suggestions" and "fingerprint", the fields of archive.importing's values of these names, and
    # "format" and "page_starts" as a document has them.
    findings: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("uploaded by")
    )
    created = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "-pk"]
        verbose_name = _("new file")
        verbose_name_plural = _("new files")

    def __str__(self) -> str:
        return self.file_name

    def found(self, findings: dict[str, Any]) -> None:
        self._note(state=UploadState.READY, findings=findings, lease_until=None)

    def failed(self, problem: str, details: dict[str, Any] | None = None) -> None:
        self._note(state=UploadState.FAILED, problem=problem, details=details or {}, lease_until=None)

    def wait_again(self) -> None:
        """As if the file had just come."""
        self._note(state=UploadState.QUEUED, stage="", page=0, pages=0, problem="", details={}, attempts=0)
