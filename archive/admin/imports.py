"""Imports and how far they are: a page that follows a running import without a script."""
# Django's admin classes cannot be subscripted when the program runs.
# mypy: disable-error-code="type-arg"

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.admin.progress import progress_of
from archive.likeness import elsewhere
from archive.models import Import, ImportState

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@admin.register(Import)
class ImportAdmin(admin.ModelAdmin):
    list_display = ("document", "state", "how_far", "requested_by", "created", "finished")
    list_filter = ("state", "document__report")
    list_select_related = ("document", "requested_by")
    fields = ("document", "requested_by", "created", "started", "finished")
    change_form_template = "admin/archive/import/change_form.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # requested by a step of the document

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("progress"))
    def how_far(self, job: Import) -> str:
        progress = progress_of(job)
        return progress.problem or progress.summary

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        job = options["obj"]
        matches = elsewhere(job.document) if job.state == ImportState.DONE else []
        shown = {"job": job, "progress": progress_of(job), "matches": matches}
        return super().render_change_form(request, context | shown, *args, **options)
