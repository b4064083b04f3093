"""What the index knows of a section, one prepare_ for each field."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from haystack import fields, indexes

from archive.models import Section, Tag
from search.fields import CodeField, CodesField
from search.pointing import only_points
from search.proper_names import codes_in


class SectionIndex(indexes.SearchIndex, indexes.Indexable):
    text = fields.CharField(document=True, model_attr="text")
    heading = fields.CharField()
    path = fields.CharField()
    title = fields.CharField(model_attr="document__report__title")
    document = CodeField(model_attr="document_id")
    language = CodeField(model_attr="document__language")
    words_language = CodeField(model_attr="language")
    report = CodeField(model_attr="document__report__slug")
    publisher = CodeField(model_attr="document__report__publisher__slug")
    year = CodesField()
    article = CodesField()
    violation = CodesField()
    name = CodesField()
    last_year = fields.IntegerField(model_attr="document__report__period_end")
    order = fields.IntegerField(model_attr="order")
    pointer = fields.IntegerField()

    def get_model(self) -> type[Section]:
        return Section

    def index_queryset(self, using: str | None = None) -> QuerySet[Section]:
        tags = Prefetch("tags", Tag.objects.accepted().select_related("article", "violation__parent"), "accepted_tags")
        sections = Section.objects.published().with_report().with_headings_above()
        return sections.prefetch_related(tags).order_by("document_id", "order")

    def prepare_heading(self, section: Section) -> str:
        return section.label if section.heading else ""

    def prepare_path(self, section: Section) -> str:
        """The headings above, which the section's readers have read before, and its own as printed, if renamed."""
        return "\n\n".join([*(above.heading for above in section.above), section.printed])

    def prepare_pointer(self, section: Section) -> int:
        """1 where the section only sends the reader elsewhere, else 0."""
        return int(only_points(section.text))

    def prepare_year(self, section: Section) -> list[str]:
        return [str(year) for year in section.document.report.years]

    def prepare_article(self, section: Section) -> list[str]:
        """Articles, and for a paragraph of an article the article as well."""
        codes = [tag.article.code for tag in self._tags(section) if tag.article]
        return sorted({*codes, *(code.partition("(")[0] for code in codes)})

    def prepare_violation(self, section: Section) -> list[str]:
        """Types of violation, and the groups they belong to."""
        found = [tag.violation for tag in self._tags(section) if tag.violation]
        return sorted({v.slug for v in found} | {v.parent.slug for v in found if v.parent})

    def prepare_name(self, section: Section) -> list[str]:
        """Names of persons, places and institutions in the text; see search.proper_names."""
        return codes_in(section.text, section.language)

    def _tags(self, section: Section) -> list[Any]:
        return list(getattr(section, "accepted_tags", None) or section.tags.accepted())
