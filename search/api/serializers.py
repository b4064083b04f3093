"""The JSON of a search: stable, people script against it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from search.plan import Repair
from search.results import Hit, Passage
from search.similar import WORTH
from search.suggesting import KINDS


class SourceSerializer(serializers.Serializer[Any]):
    line_start = serializers.IntegerField(required=False, help_text="First line of a text file, 1-based")
    line_end = serializers.IntegerField(required=False)
    page_start = serializers.IntegerField(required=False, help_text="First page of a PDF, 1-based")
    page_end = serializers.IntegerField(required=False)
    paragraph_start = serializers.IntegerField(required=False, help_text="First paragraph of DOCX, ODT, HTML, 1-based")
    paragraph_end = serializers.IntegerField(required=False)

    def to_representation(self, instance: Passage) -> dict[str, int]:
        return instance.place.source


class PassageSerializer(serializers.Serializer[Passage]):
    text = serializers.CharField(help_text="A quotation of at most 150 words")
    html = serializers.CharField(help_text="The same, escaped, with matches in <mark>")
    source = SourceSerializer(source="*")  # type: ignore[assignment]  # the contract's name for the place


class FoundInSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(source="report_slug")
    title = serializers.CharField(source="report_title")


class FoundBySerializer(serializers.Serializer[Any]):
    typed = serializers.CharField()
    found = serializers.CharField(help_text="As printed in the section")


class VersionSerializer(serializers.Serializer[Any]):
    url = serializers.CharField()
    language = serializers.CharField()


class HitSerializer(serializers.Serializer[Hit]):
    id = serializers.IntegerField()
    url = serializers.CharField()
    report = FoundInSerializer(source="*")
    heading = serializers.CharField()
    path = serializers.ListField(child=serializers.CharField(), help_text="Headings above, from the top")
    language = serializers.CharField()
    score = serializers.FloatField()
    passages = PassageSerializer(many=True)
    found_by = FoundBySerializer(many=True, help_text="Words of the query that stand here only in other words")
    translations = VersionSerializer(many=True, help_text="The same section in other languages")
    same_text_as = serializers.IntegerField(
        allow_null=True, help_text="The id of a better hit of this page that has nearly the same text"
    )


class FacetValueSerializer(serializers.Serializer[Any]):
    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the contract's name
    count = serializers.IntegerField(help_text="Exactly how many sections open with this choice")
    selected = serializers.BooleanField()


class AlsoFoundSerializer(serializers.Serializer[Any]):
    typed = serializers.CharField()
    terms = serializers.ListField(child=serializers.CharField(), help_text="What was looked for as well")


class ExpansionSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="off=key switches it off")
    kind = serializers.ChoiceField(choices=["concept", *(kind.name.lower() for kind in Repair)])
    typed = serializers.CharField()
    terms = serializers.ListField(child=serializers.CharField(), help_text="Looked for as well, or in its place")
    on = serializers.BooleanField(source="is_on")


class InterpretationSerializer(serializers.Serializer[Any]):
    words = serializers.ListField(child=serializers.CharField())
    messages = serializers.ListField(child=serializers.CharField())
    all_words = serializers.BooleanField()
    also = AlsoFoundSerializer(many=True)
    expansions = ExpansionSerializer(many=True, help_text="All that can be switched off, and what is switched off")


class FacetsSerializer(serializers.Serializer[Any]):
    year = FacetValueSerializer(many=True)
    article = FacetValueSerializer(many=True)
    violation = FacetValueSerializer(many=True)
    language = FacetValueSerializer(many=True)
    report = FacetValueSerializer(many=True)
    publisher = FacetValueSerializer(many=True)


class SearchSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    results = HitSerializer(many=True)
    facets = FacetsSerializer()
    interpretation = InterpretationSerializer()


class SharedSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=list(WORTH))
    label = serializers.CharField(help_text="In the language of the request")  # type: ignore[assignment]  # the contract's name


class OfReportSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(source="document.report.slug")
    title = serializers.CharField(source="document.title")
    period = serializers.CharField(source="document.report.period", help_text="The years of the events")


class SimilarSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="section.pk")
    url = serializers.CharField(source="section.get_absolute_url")
    report = OfReportSerializer(source="section")
    heading = serializers.CharField(source="section.label")
    language = serializers.CharField(source="section.language")
    score = serializers.FloatField(help_text="From 0 to 1")
    shared = SharedSerializer(many=True, help_text="What both sections name, the most telling first")


class SuggestionSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=KINDS)
    text = serializers.CharField()
