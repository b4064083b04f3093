"""The thesaurus out to a file, and into it a file or what the reports explain: shown first, then done as shown."""
# Django's admin classes cannot be subscripted when the program runs.
# mypy: disable-error-code="type-arg"

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive.roles import curator
from search.admin.forms import ConfirmForm, FileForm
from search.concepts.files import ENDINGS, MEDIA_TYPES, WRITERS
from search.concepts.keeping import Difference, apply, compare, current, lacking
from search.concepts.proposals import accepted, proposals
from search.concepts.table import write_table
from search.models import Concept, Thesaurus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from django.urls import URLPattern

    from search.concepts.entry import Entry

MOST_SHOWN = 300  # concepts of one kind on the page of a difference


class ExchangeScreens(admin.ModelAdmin):
    change_list_template = "admin/search/concept/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("export/<slug:kind>/", view(self.export), name="search_concept_export"),
            path("import/", view(self.take_in), name="search_concept_import"),
            path("proposals/", view(self.propose), name="search_concept_proposals"),
            path("import/confirm/", view(self.confirm), name="search_concept_confirm"),
        ]
        return [*own, *super().get_urls()]

    def may_import(self, request: HttpRequest) -> bool:
        """A file adds, changes and removes."""
        rights = (self.has_add_permission(request), self.has_change_permission(request))
        return all(rights) and self.has_delete_permission(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        own = {"may_import": self.may_import(request), "title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, own | (extra_context or {}))

    def export(self, request: HttpRequest, kind: str) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if kind not in WRITERS:
            raise Http404
        file = HttpResponse(WRITERS[kind](current().values()), content_type=MEDIA_TYPES[kind])
        file["Content-Disposition"] = f'attachment; filename="thesaurus.{ENDINGS[kind]}"'
        return file

    def take_in(self, request: HttpRequest) -> HttpResponse:
        if not self.may_import(request):
            raise PermissionDenied
        form = FileForm(request.POST or None, request.FILES or None)
        if not form.is_valid():
            return self.page(request, {"form": form})
        entries = form.reading.entries
        difference = compare(entries, lacking(entries) if form.cleaned_data["whole"] else ())
        return self.show(request, difference, form.cleaned_data["file"].name, form.reading.left_out)

    def confirm(self, request: HttpRequest) -> HttpResponse:
        if not self.may_import(request):
            raise PermissionDenied
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing was changed. Choose the file once more."))
            return HttpResponseRedirect(reverse("admin:search_concept_import"))
        return self.do(request, form.cleaned_data)

    @transaction.atomic
    def do(self, request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
        """Make the difference that was shown; where the thesaurus has changed meanwhile, show the one there is now."""
        Thesaurus.objects.lock()
        difference = compare(said["table"].entries, said["gone"])
        if difference.digest != said["shown"]:
            messages.warning(request, _("The thesaurus has been changed meanwhile. This is what would be done now."))
            return self.show(request, difference, said["name"])
        came = _("Taken from the file “%(file)s”.") % {"file": said["name"]}
        self.write_down(request, difference.removed, (DELETION, came))
        apply(difference)
        self.write_down(request, difference.added, (ADDITION, came))
        self.write_down(request, (change.after for change in difference.changed), (CHANGE, came))
        done = _("Concepts added: %(added)s, changed: %(changed)s, removed: %(removed)s.") % difference.counts
        messages.success(request, done)
        return HttpResponseRedirect(reverse("admin:search_concept_changelist"))

    def write_down(self, request: HttpRequest, entries: Iterable[Entry], deed: tuple[int, str]) -> None:
        """The audit trail names every concept, as if it had been edited on its own page."""
        concepts = Concept.objects.with_terms().filter(slug__in=[entry.slug for entry in entries])
        LogEntry.objects.log_actions(curator(request).pk, concepts, *deed)

    def show(
        self, request: HttpRequest, difference: Difference, name: str, left_out: tuple[str, ...] = ()
    ) -> HttpResponse:
        hidden = {
            "table": write_table(difference.wanted),
            "gone": " ".join(entry.slug for entry in difference.removed),
            "shown": difference.digest,
            "name": name,
        }
        shown = {"difference": difference, "subtitle": name, "left_out": left_out, "most_shown": MOST_SHOWN}
        return self.page(request, shown | {"form": ConfirmForm(initial=hidden)})

    def propose(self, request: HttpRequest) -> HttpResponse:
        """Abbreviations that the reports explain; what is chosen is shown as a file's would be."""
        if not self.may_import(request):
            raise PermissionDenied
        proposed = proposals()
        taken = [each for each in proposed if each.key in request.POST.getlist("taken")]
        if taken:
            return self.show(request, compare(accepted(taken, current())), _("abbreviations from the reports"))
        if request.method == "POST":
            messages.error(request, _("Choose at least one."))
        own = {"title": _("Abbreviations from the reports"), "proposals": proposed}
        return TemplateResponse(request, "admin/search/concept/proposals.html", self.context(request) | own)

    def page(self, request: HttpRequest, own: dict[str, Any]) -> HttpResponse:
        own = {"title": _("Import concepts")} | own
        return TemplateResponse(request, "admin/search/concept/import.html", self.context(request) | own)

    def context(self, request: HttpRequest) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {"opts": self.opts, "media": self.media}
