from __future__ import annotations

from typing import Any

from rest_framework import serializers

from archive.models import Document, Report, Section


class DocumentSerializer(serializers.ModelSerializer[Document]):
    class Meta:
        model = Document
        fields = ["language", "version", "title", "file_name", "sha256", "first_seen"]


class ReportSerializer(serializers.ModelSerializer[Report]):
    url = serializers.CharField(source="get_absolute_url")
    publisher = serializers.CharField(source="publisher.slug")
    instrument = serializers.CharField(source="instrument.code", default=None)
    documents = DocumentSerializer(many=True, source="published_documents")

    class Meta:
        model = Report
        fields = [
            "slug",
            "url",
            "title",
            "symbol",
            "publisher",
            "kind",
            "instrument",
            "country",
            "year_published",
            "period_start",
            "period_end",
            "documents",
        ]


class SectionSerializer(serializers.ModelSerializer[Section]):
    url = serializers.CharField(source="get_absolute_url")
    report = serializers.CharField(source="document.report.slug")
    articles = serializers.SerializerMethodField()
    violations = serializers.SerializerMethodField()
    source = serializers.DictField(  # type: ignore[assignment]  # the contract's name for the place
        source="place.source",
        child=serializers.IntegerField(),
        help_text="line_start and line_end of a text file, page_start and page_end of a PDF, else paragraph_start …",
    )

    class Meta:
        model = Section
        fields = [
            "id",
            "url",
            "report",
            "key",
            "parent",
            "order",
            "level",
            "number",
            "heading",
            "language",
            "text",
            "source",
            "articles",
            "violations",
        ]

    def get_articles(self, section: Section) -> list[str]:
        return sorted(tag.article.code for tag in self._tags(section) if tag.article)

    def get_violations(self, section: Section) -> list[str]:
        return sorted(tag.violation.slug for tag in self._tags(section) if tag.violation)

    def _tags(self, section: Section) -> list[Any]:
        return [tag for tag in section.tags.all() if not tag.rejected]
