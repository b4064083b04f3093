"""A document: its state and the steps on from it, its import, what was repaired."""
# Django's admin classes cannot be subscripted when the program runs.
# mypy: disable-error-code="type-arg"

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from archive.admin.deleting import DeletesWhole
from archive.admin.progress import progress_of
from archive.admin.reading import pages_of, remarks_of, summary_of, text_of_page
from archive.admin.repairs import counted, repairs_of
from archive.admin.steps import STEPS, Step, offered, take
from archive.admin.tree import tree_urls
from archive.forms import DocumentForm
from archive.likeness import elsewhere
from archive.models import Document, Extraction
from archive.roles import curator
from archive.views.finding import preview_query

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from archive.models.document import DocumentQuerySet

REPAIRS_ON_PAGE = 200
FILE = ("file_name", "sha256", "format", "encoding", "first_seen", "imported", "pipeline_version")
READ_ONLY = ("report", "version", "state", *FILE)


@admin.register(Document)
class DocumentAdmin(DeletesWhole):
    form = DocumentForm
    fieldsets = (
        (None, {"fields": ("report", "title", "language", "version", "state")}),
        (gettext_lazy("Original file"), {"fields": FILE}),
    )
    list_display = ("title", "state", "last_import", "language", "version", "imported")
    list_filter = ("state", "language", "report")
    search_fields = ("title", "file_name", "sha256", "report__slug")
    change_form_template = "admin/archive/document/change_form.html"
    view_on_site = False  # the preview beside the steps knows the version

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a document comes in as a file, on the page of its report

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        return super().get_queryset(request).select_related("report").prefetch_related("imports")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = ("language",) if obj and obj.is_published else ()
        return (*READ_ONLY, *fixed)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        steps = [
            path(
                f"<int:pk>/{step.name}/",
                view(require_POST(partial(self.step, step=step))),
                name=f"document_{step.name}",
            )
            for step in STEPS
        ]
        return [
            *steps,
            path("<int:pk>/repairs/", view(self.repairs), name="document_repairs"),
            path("<int:pk>/reading/", view(self.reading), name="document_reading"),
            *tree_urls(self),
            *super().get_urls(),
        ]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        steps = {
            step.name: (partial(_step_of_many, step=step), step.name, step.label)
            for step in STEPS
            if step.is_open_to(curator(request))
        }
        return super().get_actions(request) | steps

    def documents_of(self, objects: Iterable[Any]) -> DocumentQuerySet:
        return Document.objects.filter(pk__in=[each.pk for each in objects])

    @admin.display(description=gettext_lazy("last import"))
    def last_import(self, document: Document) -> str:
        return next((job.get_state_display() for job in document.imports.all()), "")

    def save_model(self, request: HttpRequest, obj: Document, form: DocumentForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.changed_data:
            obj.changed_for_readers()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        document = options.get("obj")
        if document:
            context |= _panel(request, document)
        return super().render_change_form(request, context, *args, **options)

    def step(self, request: HttpRequest, pk: int, step: Step) -> HttpResponse:
        if not step.is_open_to(curator(request)):
            raise PermissionDenied
        document = get_object_or_404(Document, pk=pk)
        if self.take_and_log(request, document, step):
            messages.success(request, step.taken)
        return HttpResponseRedirect(reverse("admin:archive_document_change", args=[pk]))

    def take_and_log(self, request: HttpRequest, document: Document, step: Step) -> bool:
        """Take a step and write it down, or say why not."""
        try:
            take(step, document, curator(request))
        except ValidationError as refusal:
            messages.error(request, f"{document}: {' '.join(refusal.messages)}")
            return False
        self.log_change(request, document, str(step.taken))
        return True

    def repairs(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        document = get_object_or_404(Document, pk=pk)
        page = Paginator(repairs_of(document), REPAIRS_ON_PAGE).get_page(request.GET.get("page"))
        context = self.admin_site.each_context(request) | {
            "title": _("Repairs"),
            "subtitle": document,
            "document": document,
            "page": page,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/archive/document/repairs.html", context)

    def reading(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How each page of the file was read, and the text of one page before any repair."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        document = get_object_or_404(Document, pk=pk)
        extraction = Extraction.objects.filter(document=document).first()
        number = _page_number(request)
        context = self.admin_site.each_context(request) | {
            "title": _("How the file was read"),
            "subtitle": document,
            "document": document,
            "extraction": extraction,
            "remarks": remarks_of(document),
            "pages": pages_of(extraction) if extraction else [],
            "number": number,
            "text": text_of_page(extraction, document, number) if extraction else "",
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/archive/document/reading.html", context)


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return int(asked) if asked.isdecimal() else 1


def _step_of_many(modeladmin: DocumentAdmin, request: HttpRequest, queryset: DocumentQuerySet, step: Step) -> None:
    taken = sum(modeladmin.take_and_log(request, document, step) for document in queryset)
    if taken:
        messages.success(request, _("%(step)s Documents: %(count)s.") % {"step": step.taken, "count": taken})


def _panel(request: HttpRequest, document: Document) -> dict[str, Any]:
    job = document.imports.first()
    return {
        "steps": offered(document, curator(request)),
        "job": job,
        "progress": progress_of(job) if job else None,
        "repairs": counted(document),
        "health": summary_of(document),
        "remarks": remarks_of(document),
        "section_count": document.sections.count(),
        "matches": elsewhere(document),
        "preview": document.get_absolute_url() + preview_query(document),
    }
