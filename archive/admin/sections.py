"""Sections: the text as it was read, with the tags an editor may judge and add to."""
# Django's admin classes cannot be subscripted when the program runs.
# mypy: disable-error-code="type-arg"

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.forms import BaseInlineFormSet
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.forms import TagForm, Verdict
from archive.models import Link, Section, Tag
from archive.roles import curator

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class TagFormSet(BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        chosen = [
            (form.cleaned_data.get("article"), form.cleaned_data.get("violation"))
            for form in self.forms
            if getattr(form, "cleaned_data", None)
        ]
        if len(chosen) != len(set(chosen)):
            raise ValidationError(_("Each article and each type of violation is tagged once only."))


class TagInline(admin.TabularInline):
    model = Tag
    form = TagForm
    formset = TagFormSet
    fields = ("article", "violation", "verdict", "said_by", "quote")
    readonly_fields = ("said_by", "quote")
    extra = 1
    can_delete = False  # a tag found by rule would come back with the next import: reject it instead

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        tags: QuerySet[Tag] = super().get_queryset(request)
        return tags.select_related("article", "violation", "editor").order_by("violation", "article", "pk")

    @admin.display(description=gettext_lazy("said by"))
    def said_by(self, tag: Tag) -> str:
        if tag.editor:
            return str(tag.editor)
        return _("the section above") if tag.inherited else tag.rule


class LinkInline(admin.TabularInline):
    model = Link
    fk_name = "section"
    fields = readonly_fields = ("kind", "target", "quote")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    fields = readonly_fields = ("document", "path", "lines", "words")
    list_display = ("label", "document", "level", "language", "tag_count")
    list_filter = ("document__report", "language", "level")
    list_select_related = ("document",)
    search_fields = ("number", "heading")
    inlines = (TagInline, LinkInline)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # made by the import

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        sections: QuerySet[Section] = super().get_queryset(request)
        return sections.annotate(tags_accepted=Count("tags", filter=Q(tags__rejected=False)))

    @admin.display(description=gettext_lazy("section"), ordering="order")
    def label(self, section: Section) -> str:
        return section.label

    @admin.display(description=gettext_lazy("tags"))
    def tag_count(self, section: Any) -> int:
        return int(section.tags_accepted)

    @admin.display(description=gettext_lazy("heading"))
    def path(self, section: Section) -> str:
        """The heading with those above it."""
        labels, here = [], section
        while here:
            labels.append(here.label)
            here = here.parent  # type: ignore[assignment]  # the root has none, which ends the loop
        return " › ".join(reversed(labels))

    @admin.display(description=gettext_lazy("lines of the file"))
    def lines(self, section: Section) -> str:
        return f"{section.line_start}–{section.line_end}"

    @admin.display(description=gettext_lazy("text"))
    def words(self, section: Section) -> str:
        return linebreaks(section.text, autoescape=True)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """A tag that was judged or added is the editor's word from now on."""
        judged = formset.save(commit=False)
        for tag in judged:
            tag.editor = None if _taken_back(formset, tag) else curator(request)
            tag.save()
        if judged:
            form.instance.document.changed_for_readers()


def _taken_back(formset: Any, tag: Tag) -> bool:
    """True where the editor leaves the tag to its rule again."""
    form = next(form for form in formset.forms if form.instance is tag)
    return bool(tag.rule) and form.cleaned_data["verdict"] == Verdict.NONE
