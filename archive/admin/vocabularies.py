"""Publishers, instruments with their articles, types of violation and laws, with the words texts use for them."""
# Django's admin classes cannot be subscripted when the program runs.
# mypy: disable-error-code="type-arg"

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.forms import InstrumentForm, LawForm, ViolationForm
from archive.models import Article, Document, Instrument, Law, Publisher, Violation
from archive.resolving import resolve_article, resolve_law

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.admin.options import _FieldOpts
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from archive.models.vocabulary import Named

NAMES = ("name_kk", "name_ru", "name_en")
TERMS: tuple[_StrPromise, _FieldOpts] = (
    gettext_lazy("Words texts use for it (for the next imports)"),
    {"fields": ("terms_kk", "terms_ru", "terms_en")},
)


class VocabularyAdmin(admin.ModelAdmin):
    """An entry's code is part of addresses and of the index, so it is fixed once the entry is there."""

    code_field: ClassVar[str]
    search_fields: ClassVar[tuple[str, ...]] = NAMES

    @admin.display(description=gettext_lazy("title"))
    def named(self, entry: Named) -> str:
        return entry.name

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (self.code_field,) if obj else ()


class SubjectAdmin(VocabularyAdmin):
    """What sections are tagged with: where it moves or goes, they are found differently."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "parent" in form.changed_data:
            _tell_index(_tagged_with([obj]))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        documents = _tagged_with([obj])
        super().delete_model(request, obj)
        _tell_index(documents)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        documents = _tagged_with(queryset)
        super().delete_queryset(request, queryset)
        _tell_index(documents)


def _tagged_with(subjects: Iterable[Any]) -> list[Document]:
    found: dict[int, Document] = {}
    for subject in subjects:
        tagged = Document.objects.published().filter(sections__tags__in=subject.tags.all())
        found |= {document.pk: document for document in tagged}
    return list(found.values())


def _tell_index(documents: list[Document]) -> None:
    for document in documents:
        document.changed_for_readers()


@admin.register(Publisher)
class PublisherAdmin(VocabularyAdmin):
    code_field = "slug"
    list_display = ("named", "kind")
    list_filter = ("kind",)
    fields = ("slug", "kind", *NAMES)


@admin.register(Instrument)
class InstrumentAdmin(VocabularyAdmin):
    code_field = "code"
    form = InstrumentForm
    list_display = ("code", "named", "adopted")
    fieldsets = (
        (None, {"fields": ("code", "adopted", "order", *NAMES)}),
        (gettext_lazy("Short names"), {"fields": ("short_kk", "short_ru", "short_en")}),
        (gettext_lazy("Treaty bodies"), {"fields": ("body_kk", "body_ru", "body_en")}),
        TERMS,
    )


@admin.register(Article)
class ArticleAdmin(SubjectAdmin):
    code_field = "code"
    list_display = ("code", "named", "instrument")
    list_filter = ("instrument",)
    list_select_related = ("instrument",)
    search_fields = ("code", *NAMES)
    fields = ("code", "instrument", "number", "order", *NAMES)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        resolve_article(obj.code)


@admin.register(Violation)
class ViolationAdmin(SubjectAdmin):
    code_field = "slug"
    form = ViolationForm
    list_display = ("named", "slug", "parent")
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("parent",)
    search_fields = ("slug", *NAMES)
    fieldsets = ((None, {"fields": ("slug", "parent", "order", *NAMES)}), TERMS)


@admin.register(Law)
class LawAdmin(VocabularyAdmin):
    """Editions of national laws. References that name one lead to the edition in force in the years of their report."""

    code_field = "code"
    form = LawForm
    list_display = ("named", "code", "year", "adilet")
    search_fields = ("code", "adilet", *NAMES)
    fieldsets = ((None, {"fields": ("code", "year", "adilet", *NAMES)}), TERMS)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        resolve_law(obj.code)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        resolve_law(obj.code)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        codes = set(queryset.values_list("code", flat=True))
        super().delete_queryset(request, queryset)
        for code in codes:
            resolve_law(code)
