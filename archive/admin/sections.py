"""Sections: the text as it was read, with the tags an editor may judge and add to."""
# Django's admin classes cannot be subscripted when the program runs.
# mypy: disable-error-code="type-arg"

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.forms import NewTagForm, TagVerdictForm
from archive.models import Link, Section, Tag
from archive.roles import curator
from archive.verdicts import pass_on

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class NewTagFormSet(BaseInlineFormSet):
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
    """The tags a section has, each with its proof, for an editor's verdict."""

    model = Tag
    form = TagVerdictForm
    fields = ("subject", "verdict", "said_by", "quote")
    readonly_fields = ("subject", "said_by", "quote")
    extra = 0
    can_delete = False  # a tag found by rule would come back with the next import: reject it instead

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        tags = super().get_queryset(request).select_related("article", "violation", "editor")
        return tags.order_by("article__code", "violation__order")

    @admin.display(description=gettext_lazy("subject"))
    def subject(self, tag: Tag) -> str:
        return f"{tag.article.code} {tag.article.name}" if tag.article else str(tag.violation)

    @admin.display(description=gettext_lazy("said by"))
    def said_by(self, tag: Tag) -> str:
        if tag.editor:
            return str(tag.editor)
        return _("the section above") if tag.inherited else tag.rule


class NewTagInline(admin.StackedInline):
    model = Tag
    form = NewTagForm
    formset = NewTagFormSet
    fields = ("article", "violation")
    extra = 1
    verbose_name = gettext_lazy("new tag")
    verbose_name_plural = gettext_lazy("new tags: an article or a type of violation each")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).none()


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
    fields = readonly_fields = ("document", "path", "place", "text")
    list_display = ("label", "document", "level", "language", "tag_count")
    list_filter = ("document__report", "language", "level")
    list_select_related = ("document",)
    search_fields = ("number", "heading")
    inlines = (TagInline, NewTagInline, LinkInline)

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

    @admin.display(description=gettext_lazy("place in the file"))
    def place(self, section: Section) -> str:
        return str(section.place)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """A tag that was judged or added is the editor's word from now on."""
        for each in formset.forms:
            if each.has_changed():
                each.say(curator(request))
        said = formset.save()
        for tag in said:
            pass_on(tag)
        if said:
            form.instance.document.changed_for_readers()
