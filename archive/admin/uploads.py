"""New files: a report begins with its file, which is read before anything has to be typed."""
# Django's admin classes cannot be subscripted when the program runs.
# mypy: disable-error-code="type-arg"

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from archive.admin.choices import questions
from archive.admin.progress import progress_of
from archive.forms import NewFileForm
from archive.importing.fingerprint import from_values
from archive.likeness import matches
from archive.models import Document, Upload, UploadState
from archive.roles import curator
from archive.uploads import keep_new_file, read_again

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin):
    """Files that belong to no report yet, with the way on."""

    list_display = ("file_name", "state", "how_far", "requested_by", "created")
    list_filter = ("state",)
    list_select_related = ("requested_by",)
    search_fields = ("file_name", "sha256")
    fields = ("file_name", "sha256", "requested_by", "created")
    change_form_template = "admin/archive/upload/change_form.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return curator(request).has_perm("archive.add_document")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # discarded by the button on its page

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/discard/", view(require_POST(self.discard)), name="archive_upload_discard"),
            path("<int:pk>/again/", view(require_POST(self.again)), name="archive_upload_again"),
        ]
        return [*own, *super().get_urls()]

    @admin.display(description=gettext_lazy("what next"))
    def how_far(self, upload: Upload) -> str:
        if upload.state == UploadState.READY:
            return _("Say what it is, or discard it")
        progress = progress_of(upload)
        return progress.problem or progress.summary

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NewFileForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            upload = self.take_in(request, form)
            return HttpResponseRedirect(reverse("admin:archive_upload_change", args=[upload.pk]))
        context = self.admin_site.each_context(request) | {
            "title": _("Add a report from a file"),
            "form": form,
            "opts": self.opts,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/archive/report/upload.html", context)

    def take_in(self, request: HttpRequest, form: NewFileForm) -> Upload:
        upload = keep_new_file(form.cleaned_data["file"], curator(request))
        came = _("Uploaded %(file)s (SHA-256 %(hash)s).") % {"file": upload.file_name, "hash": upload.sha256}
        self.log_addition(request, upload, came)
        return upload

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        return super().render_change_form(request, context | _panel(request, options["obj"]), *args, **options)

    def asked_for(self, request: HttpRequest, pk: int) -> Upload:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(Upload, pk=pk)

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self.asked_for(request, pk)
        if upload.state == UploadState.FAILED:
            read_again(upload)
        return HttpResponseRedirect(reverse("admin:archive_upload_change", args=[pk]))

    def discard(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self.asked_for(request, pk)
        self.log_change(request, upload, _("Discarded."))
        upload.delete()
        messages.success(request, _("The file “%(file)s” has been discarded.") % {"file": upload.file_name})
        return HttpResponseRedirect(reverse("admin:archive_upload_changelist"))


def _panel(request: HttpRequest, upload: Upload) -> dict[str, Any]:
    text = from_values(upload.findings.get("fingerprint", {}))
    return {
        "title": _("new file"),
        "subtitle": upload.file_name,
        "job": upload,
        "progress": progress_of(upload),
        "ready": upload.state == UploadState.READY,
        "same": Document.objects.filter(sha256=upload.sha256).first(),
        "questions": questions(upload),
        "takes_first": "first" in request.GET,
        "matches": matches(text, Document.objects.all()) if text else [],
        "add_to": upload,
    }
