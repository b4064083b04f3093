"""Reports with their relations and documents, and the way a file comes in."""
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
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.deleting import DeletesWhole
from archive.forms import NewReportForm, RelationForm, ReportForm, UploadForm
from archive.models import Document, Import, Relation, Report, State
from archive.resolving import resolve_report
from archive.roles import curator
from archive.uploads import NewFile, add_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from archive.models.document import DocumentQuerySet

METADATA = (
    (None, {"fields": ("title", "slug", "symbol", "publisher", "kind", "instrument", "country")}),
    (gettext_lazy("Years"), {"fields": ("year_published", ("period_start", "period_end"))}),
)
FIRST_FILE = (gettext_lazy("First file (can also be added later)"), {"fields": ("language", "file")})
HAD_READERS = (State.PUBLISHED, State.WITHDRAWN)


class RelationInline(admin.TabularInline):
    model = Relation
    form = RelationForm
    fk_name = "source"
    extra = 0


class DocumentInline(admin.TabularInline):
    """The documents of a report, to be seen and opened; they are changed on their own page."""

    model = Document
    fields = readonly_fields = ("page", "language", "version", "state", "file_name", "imported")
    extra = 0
    can_delete = False
    view_on_site = False

    @admin.display(description=gettext_lazy("document"))
    def page(self, document: Document) -> str:
        address = reverse("admin:archive_document_change", args=[document.pk])
        return format_html('<a href="{}">{}</a>', address, document.title)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Report)
class ReportAdmin(DeletesWhole):
    form = ReportForm
    list_display = ("title", "publisher", "kind", "period", "states")
    list_filter = ("documents__state", "kind", "instrument", "publisher")
    search_fields = ("title", "slug", "symbol")
    list_select_related = ("publisher",)
    change_form_template = "admin/archive/report/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return super().get_queryset(request).prefetch_related("documents")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = {} if obj else {"form": NewReportForm}
        return super().get_form(request, obj, change, **options | form)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return METADATA if obj else (*METADATA, FIRST_FILE)

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return (DocumentInline, RelationInline) if obj else (RelationInline,)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ("title",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Addresses readers may have kept stay as they are."""
        return ("slug",) if obj and obj.documents.filter(state__in=HAD_READERS).exists() else ()

    def get_urls(self) -> list[URLPattern]:
        upload = path("<int:pk>/upload/", self.admin_site.admin_view(self.upload), name="archive_report_upload")
        return [upload, *super().get_urls()]

    def documents_of(self, objects: Iterable[Any]) -> DocumentQuerySet:
        return Document.objects.filter(report__in=objects)

    @admin.display(description=gettext_lazy("period covered"), ordering="period_start")
    def period(self, report: Report) -> str:
        return report.period

    @admin.display(description=gettext_lazy("documents"))
    def states(self, report: Report) -> str:
        documents = ((document.language, document.get_state_display()) for document in report.documents.all())
        return format_html_join(", ", "{} – {}", documents)

    def save_model(self, request: HttpRequest, obj: Report, form: ReportForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.changed_data:
            for document in obj.documents.published():
                document.changed_for_readers()

    def save_related(self, request: HttpRequest, form: ReportForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        resolve_report(form.instance)
        if form.cleaned_data.get("file"):
            report = form.instance
            self.take_in(
                request, report, NewFile(form.cleaned_data["language"], report.title, form.cleaned_data["file"])
            )

    def response_add(self, request: HttpRequest, obj: Report, post_url_continue: str | None = None) -> HttpResponse:
        job = Import.objects.filter(document__report=obj).first()
        if job:
            return HttpResponseRedirect(reverse("admin:archive_import_change", args=[job.pk]))
        return super().response_add(request, obj, post_url_continue)

    def upload(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("archive.add_document"):
            raise PermissionDenied
        report = get_object_or_404(Report, pk=pk)
        form = UploadForm(request.POST or None, request.FILES or None, initial={"title": report.title})
        if form.is_valid():
            job = self.take_in(request, report, NewFile(**form.cleaned_data))
            place = ("import", job.pk) if job else ("report", report.pk)
            return HttpResponseRedirect(reverse(f"admin:archive_{place[0]}_change", args=[place[1]]))
        context = self.admin_site.each_context(request) | {
            "title": _("Upload a file"),
            "subtitle": report,
            "report": report,
            "form": form,
            "opts": self.opts,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/archive/report/upload.html", context)

    def take_in(self, request: HttpRequest, report: Report, new: NewFile) -> Import | None:
        """Keep the file, ask for its import and write both down; None where another request was faster."""
        job = add_document(report, new, curator(request))
        if job is None:
            messages.warning(request, _("This very file has just come into the archive."))
            return None
        came = _("Uploaded %(file)s (SHA-256 %(hash)s).") % {"file": new.file.name, "hash": job.document.sha256}
        self.log_addition(request, job.document, came)
        self.log_change(request, report, came)
        messages.success(request, _("The file is in the archive. Its import has been requested."))
        return job
