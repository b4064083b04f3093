"""Reports with their relations and documents, and the way a file comes in."""
# Django's admin classes cannot be subscripted when the program runs.
# mypy: disable-error-code="type-arg"

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.choices import chosen
from archive.admin.deleting import DeletesWhole
from archive.forms import AdditionForm, NewReportForm, RelationForm, ReportForm, ReportOfFileForm, UploadForm
from archive.models import Document, Import, Relation, Report, State
from archive.resolving import resolve_report
from archive.roles import curator
from archive.uploads import NewFile, add_document, kept_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from archive.models import Upload
    from archive.models.document import DocumentQuerySet

METADATA = (
    (None, {"fields": ("title", "slug", "symbol", "publisher", "kind", "instrument", "country")}),
    (gettext_lazy("Years"), {"fields": ("year_published", ("period_start", "period_end"))}),
)
FIRST_FILE = (gettext_lazy("First file (can also be added later)"), {"fields": ("language", "file")})
KEPT_FILE = (gettext_lazy("Its file"), {"fields": ("language",)})
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
        new = ReportOfFileForm if "upload" in request.GET else NewReportForm
        form = {} if obj else {"form": new}
        return super().get_form(request, obj, change, **options | form)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return METADATA if obj else (*METADATA, KEPT_FILE if "upload" in request.GET else FIRST_FILE)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        upload = kept_file(request.GET.get("upload"))
        return chosen(upload, request.GET) if upload else super().get_changeform_initial_data(request)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        upload = kept_file(request.GET.get("upload"))
        if "upload" in request.GET and upload is None:
            return self.without_file(request)
        return super().add_view(request, form_url, {"upload": upload} | (extra_context or {}))

    def without_file(self, request: HttpRequest) -> HttpResponse:
        """Nobody is let to type a whole form for a file that is gone."""
        messages.error(request, _("This file is in a report already, or has been discarded."))
        return HttpResponseRedirect(reverse("admin:archive_upload_changelist"))

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
        report, upload = form.instance, kept_file(request.GET.get("upload"))
        if not change and upload:
            self.take_in(request, report, NewFile.kept(upload, form.cleaned_data["language"], report.title))
            upload.delete()
        elif form.cleaned_data.get("file"):
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
        upload = kept_file(request.GET.get("upload"))
        if "upload" in request.GET and upload is None:
            return self.without_file(request)
        form = _addition(request, upload) if upload else _upload(request, report)
        if form.is_valid():
            return self.uploaded(request, report, form, upload)
        context = self.admin_site.each_context(request) | {
            "title": _("Upload a file"),
            "subtitle": report,
            "report": report,
            "upload": upload,
            "form": form,
            "opts": self.opts,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/archive/report/upload.html", context)

    @transaction.atomic
    def uploaded(self, request: HttpRequest, report: Report, form: UploadForm, upload: Upload | None) -> HttpResponse:
        said = form.cleaned_data
        new = NewFile.kept(upload, said["language"], said["title"]) if upload else NewFile(**said)
        job = self.take_in(request, report, new)
        if upload:
            upload.delete()
        place = ("import", job.pk) if job else ("report", report.pk)
        return HttpResponseRedirect(reverse(f"admin:archive_{place[0]}_change", args=[place[1]]))

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


def _upload(request: HttpRequest, report: Report) -> UploadForm:
    return UploadForm(request.POST or None, request.FILES or None, initial={"title": report.title})


def _addition(request: HttpRequest, upload: Upload) -> AdditionForm:
    """Filled with the title of the document that the file is another version of, and the language it was read in."""
    like = Document.objects.filter(pk=_number(request.GET.get("version_of"))).first()
    initial = {"title": like.title if like else "", "language": upload.findings["fingerprint"]["language"]}
    return AdditionForm(request.POST or None, initial=initial)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
