"""The section tree of a document, with what an editor may correct in it and what was corrected."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from zlib import crc32

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from archive.admin.progress import progress_of
from archive.admin.rules import rule_name
from archive.correcting import (
    Kind,
    Wording,
    correct,
    divided,
    kinds_for,
    label_of,
    merged,
    moved,
    renamed,
    tree_of,
    undo,
)
from archive.forms import DivideForm, RenameForm
from archive.importing.anchors import printed_words
from archive.models import Document
from archive.models.correction import CorrectionKind
from archive.roles import curator

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.admin import ModelAdmin
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from archive.correcting import Tree
    from archive.importing import draft
    from archive.models.place import Place

PERMISSION = "archive.change_section"
DEEPEST_SHOWN = 8  # levels that are set in from the one above
AT_ONCE: dict[Kind, Callable[[Tree, int], draft.Correction]] = {
    Kind.PROMOTE: partial(moved, Kind.PROMOTE),
    Kind.DEMOTE: partial(moved, Kind.DEMOTE),
    Kind.MERGE: merged,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A section as the page shows it; `mark` names it in addresses, `depth` is how far it is set in."""

    section: draft.SectionDraft
    label: str
    mark: str
    place: Place
    rule: str
    depth: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What an editor works on: the document, its tree and the admin of documents."""

    admin: ModelAdmin[Document]
    document: Document
    tree: Tree

    @property
    def address(self) -> str:
        return reverse("admin:document_tree", args=[self.document.pk])

    def place_of(self, mark: str) -> int | None:
        return next((place for place, section in enumerate(self.tree) if mark_of(section) == mark), None)

    def page(self, request: HttpRequest, template: str, **values: Any) -> HttpResponse:
        context = self.admin.admin_site.each_context(request) | {
            "subtitle": self.document,
            "document": self.document,
            "opts": self.admin.opts,
            "tree_title": _("Section tree"),
        }
        return TemplateResponse(request, f"admin/archive/document/{template}.html", context | values)


def tree_urls(admin: ModelAdmin[Document]) -> list[URLPattern]:
    """The tree of a document, and the two corrections that ask for words."""
    guard = admin.admin_site.admin_view
    forms = {"rename": _rename, "split": _divide}
    corrections = [
        path(f"<int:pk>/tree/<str:mark>/{name}/", guard(partial(_ask, admin, view)), name=f"document_{name}")
        for name, view in forms.items()
    ]
    return [path("<int:pk>/tree/", guard(partial(_tree, admin)), name="document_tree"), *corrections]


def mark_of(section: draft.SectionDraft) -> str:
    """A name for a section that stays the same while other sections come and go."""
    return f"{section.line_start}-{crc32(printed_words(section).encode()):08x}"


def _desk(admin: ModelAdmin[Document], pk: int) -> Desk:
    document = get_object_or_404(Document.objects.select_related("report"), pk=pk)
    return Desk(admin, document, tree_of(document))


def _tree(admin: ModelAdmin[Document], request: HttpRequest, pk: int) -> HttpResponse:
    if not admin.has_view_permission(request):
        raise PermissionDenied
    desk = _desk(admin, pk)
    may_correct = request.user.has_perm(PERMISSION)
    if request.method == "POST":
        if not may_correct:
            raise PermissionDenied
        return _undo(desk, request) if "undo" in request.POST else _correct_at_once(desk, request)
    job = desk.document.imports.first()
    corrections = desk.document.corrections.select_related("editor").order_by("-pk")
    return desk.page(
        request,
        "tree",
        title=_("Section tree"),
        lines=_lines(desk),
        may_correct=may_correct,
        corrections=corrections,
        unfit=sum(correction.applied is False for correction in corrections),
        job=job,
        progress=progress_of(job) if job else None,
    )


def _lines(desk: Desk) -> list[Line]:
    return [
        Line(
            section=section,
            label=_label(section),
            mark=mark_of(section),
            place=desk.document.place(section.line_start, section.line_end),
            rule=rule_name(section.rule),
            depth=min(section.level, DEEPEST_SHOWN),
            kinds=(*kinds_for(desk.tree, place),),
        )
        for place, section in enumerate(desk.tree)
    ]


def _label(section: draft.SectionDraft) -> str:
    return label_of(section) or _("Beginning")


def _correct_at_once(desk: Desk, request: HttpRequest) -> HttpResponse:
    """Promote, demote or merge; the name of the button says which, its value where."""
    kind = next((kind for kind in AT_ONCE if kind in request.POST), None)
    place = desk.place_of(request.POST[kind]) if kind else None
    if kind is None or place is None or kind not in kinds_for(desk.tree, place):
        return _refused(desk, request)
    _keep(desk, request, AT_ONCE[kind](desk.tree, place), place)
    left = place - 1 if kind is Kind.MERGE and place else place
    return HttpResponseRedirect(f"{desk.address}#s-{mark_of(desk.tree[left])}")


def _undo(desk: Desk, request: HttpRequest) -> HttpResponse:
    number = request.POST["undo"]
    correction = desk.document.corrections.filter(pk=number).first() if number.isdecimal() else None
    if correction is None:
        return _refused(desk, request)
    was_applied = correction.applied
    undo(correction, curator(request))
    what = {"section": correction.about, "change": correction.get_kind_display()}
    said = _("Section tree: undone: “%(section)s” – %(change)s.") % what
    desk.admin.log_change(request, desk.document, said)
    messages.success(request, said)
    if was_applied:
        messages.info(request, _("The tree here shows it until the import is through."))
    return HttpResponseRedirect(desk.address)


def _keep(desk: Desk, request: HttpRequest, correction: draft.Correction, place: int) -> None:
    """Keep a correction, write it down and say so."""
    about = _label(desk.tree[place])
    correct(desk.document, correction, about, curator(request))
    change = _changed(correction)
    said = _("Section tree: “%(section)s” – %(change)s.") % {"section": about, "change": change}
    desk.admin.log_change(request, desk.document, said)
    messages.success(request, said)


def _changed(correction: draft.Correction) -> str:
    label = str(CorrectionKind(correction.kind).label)
    words = " ".join(filter(None, [correction.number, correction.heading]))
    return f"{label}: “{words}”" if words else label


def _refused(desk: Desk, request: HttpRequest) -> HttpResponse:
    messages.error(request, _("The tree has changed meanwhile, and nothing was done. Look at it again."))
    return HttpResponseRedirect(desk.address)


def _ask(admin: ModelAdmin[Document], view: Any, request: HttpRequest, **names: Any) -> HttpResponse:
    """A page that asks for the words of a correction, where the section is still there."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    desk = _desk(admin, names["pk"])
    place = desk.place_of(names["mark"])
    if place is None:
        return _refused(desk, request)
    response: HttpResponse = view(desk, request, place)
    return response


def _rename(desk: Desk, request: HttpRequest, place: int) -> HttpResponse:
    section = desk.tree[place]
    if Kind.RENAME not in kinds_for(desk.tree, place):
        return _refused(desk, request)
    form = RenameForm(request.POST or None, initial={"number": section.number, "heading": section.heading})
    if form.is_valid():
        wording = Wording(form.cleaned_data["number"], form.cleaned_data["heading"])
        _keep(desk, request, renamed(desk.tree, place, wording), place)
        return HttpResponseRedirect(f"{desk.address}#s-{mark_of(section)}")
    return _form_page(desk, request, _("Rename a section"), (form, section))


def _divide(desk: Desk, request: HttpRequest, place: int) -> HttpResponse:
    section = desk.tree[place]
    if Kind.SPLIT not in kinds_for(desk.tree, place):
        return _refused(desk, request)
    form = DivideForm([paragraph.text for paragraph in section.paragraphs], request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        wording = Wording(given["number"], given["heading"], given["quote"])
        _keep(desk, request, divided(desk.tree, (place, given["paragraph"]), wording), place)
        return HttpResponseRedirect(f"{desk.address}#s-{mark_of(section)}")
    return _form_page(desk, request, _("Divide a section"), (form, section))


def _form_page(desk: Desk, request: HttpRequest, title: str, shown: tuple[Any, draft.SectionDraft]) -> HttpResponse:
    form, section = shown
    values = {"form": form, "section": section, "label": _label(section), "address": desk.address}
    return desk.page(request, "correction", title=title, **values)
