"""The list of concepts and the page of one, with how a search knows its terms."""
# Django's admin classes cannot be subscripted when the program runs.
# mypy: disable-error-code="type-arg"

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.vocabularies import VocabularyAdmin
from archive.models import Language
from archive.models.vocabulary import LANGUAGES
from search.admin.exchange import ExchangeScreens
from search.admin.forms import TERMS, ConceptForm
from search.concepts.keeping import entry_of, put_terms
from search.models import Concept, Thesaurus
from search.thesaurus import slugs_with, term_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from search.concepts.entry import Entry
    from search.models import ConceptQuerySet
    from search.thesaurus import Stems

SHOWN = 3  # terms of a language in the list


class LacksFilter(admin.SimpleListFilter):
    title = gettext_lazy("language without a term")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Language.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Concept]:
        language = self.value()
        concepts: ConceptQuerySet = queryset
        return concepts.lacking(language) if language else concepts


@admin.register(Concept)
class ConceptAdmin(ExchangeScreens, VocabularyAdmin):
    code_field = "slug"
    form = ConceptForm
    list_display = ("slug", "in_kazakh", "in_russian", "in_english")
    list_filter = (LacksFilter,)
    search_fields = ("slug", "terms__text")
    fieldsets = (
        (None, {"fields": ("slug", *TERMS, "note")}),
        (gettext_lazy("How a search knows the terms"), {"fields": ("stems",)}),
    )

    def get_queryset(self, request: HttpRequest) -> ConceptQuerySet:
        return Concept.objects.with_terms()

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        typed = " ".join(search_term.split())
        return (queryset.having(typed) if typed else queryset), False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fieldsets if obj else self.fieldsets[:1]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "stems")

    @admin.display(description=Language.KAZAKH.label)
    def in_kazakh(self, concept: Concept) -> str:
        return _listed(concept.in_language("kk"))

    @admin.display(description=Language.RUSSIAN.label)
    def in_russian(self, concept: Concept) -> str:
        return _listed(concept.in_language("ru"))

    @admin.display(description=Language.ENGLISH.label)
    def in_english(self, concept: Concept) -> str:
        return _listed(concept.in_language("en"))

    @admin.display(description=gettext_lazy("stems"))
    def stems(self, concept: Concept) -> str:
        """Each term with the stems it is known by, and the other concepts that a search takes it for as well."""
        rows = (
            (known.language, known.text, " ".join(known.stems), _links(known.others))
            for known in _known(entry_of(concept))
        )
        lines = format_html_join("", '<li><span lang="{}">{}</span> → <code>{}</code>{}</li>', rows)
        return format_html('<ul class="stems">{}</ul>', lines)

    def save_model(self, request: HttpRequest, obj: Concept, form: ConceptForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and set(TERMS).isdisjoint(form.changed_data):
            return
        put_terms(obj, form.entry())
        obj.refresh_from_db()
        for known in _known(form.entry()):
            if known.others:
                messages.warning(request, _also(known))

    def delete_model(self, request: HttpRequest, obj: Concept) -> None:
        super().delete_model(request, obj)
        Thesaurus.objects.changed()

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Concept]) -> None:
        super().delete_queryset(request, queryset)
        Thesaurus.objects.changed()


@dataclass(frozen=True, slots=True)
class _Known:
    """A term as a search knows it: by its stems, which may be those of a term of `others` too."""

    language: str
    text: str
    stems: Stems
    others: tuple[Concept, ...]


def _known(entry: Entry) -> list[_Known]:
    terms = [term_of(text, language) for language in LANGUAGES for text in entry.terms(language)]
    slugs = {term: [slug for slug in slugs_with(term.telling) if slug != entry.slug] for term in terms}
    wanted = {slug for found in slugs.values() for slug in found}
    others = Concept.objects.with_terms().in_bulk(wanted, field_name="slug")
    return [
        _Known(term.language, term.text, term.stems, tuple(others[slug] for slug in slugs[term] if slug in others))
        for term in terms
    ]


def _also(known: _Known) -> str:
    names = ", ".join(f"{concept} ({concept.slug})" for concept in known.others)
    pattern = _("“%(term)s” is also a term of: %(concepts)s. A search for it asks for the terms of all these.")
    return pattern % {"term": known.text, "concepts": names}


def _links(concepts: tuple[Concept, ...]) -> str:
    if not concepts:
        return ""
    rows = ((reverse("admin:search_concept_change", args=[concept.pk]), concept) for concept in concepts)
    return format_html(" · {} {}", _("also in:"), format_html_join(", ", '<a href="{}">{}</a>', rows))


def _listed(terms: list[str]) -> str:
    more = len(terms) - SHOWN
    return ", ".join(terms[:SHOWN]) + (f" +{more}" if more > 0 else "")
