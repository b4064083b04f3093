"""The JSON of a search: stable, people script against it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from search.results import Hit, Passage


class SourceSerializer(serializers.Serializer[Any]):
    line_start = serializers.IntegerField(help_text="First line in the original file, 1-based")
    line_end = serializers.IntegerField(help_text="Last line in the original file")


class PassageSerializer(serializers.Serializer[Passage]):
    text = serializers.CharField(help_text="A quotation of at most 150 words")
    html = serializers.CharField(help_text="The same, escaped, with matches in <mark>")
    source = SourceSerializer(source="*")  # type: ignore[assignment]  # the contract's name for the place


class FoundInSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(source="report_slug")
    title = serializers.CharField(source="report_title")


class HitSerializer(serializers.Serializer[Hit]):
    id = serializers.IntegerField()
    url = serializers.CharField()
    report = FoundInSerializer(source="*")
    heading = serializers.CharField()
    path = serializers.ListField(child=serializers.CharField(), help_text="Headings above, from the top")
    language = serializers.CharField()
    score = serializers.FloatField()
    passages = PassageSerializer(many=True)


class FacetValueSerializer(serializers.Serializer[Any]):
    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the contract's name
    count = serializers.IntegerField(help_text="Exactly how many sections open with this choice")
    selected = serializers.BooleanField()


class AlsoFoundSerializer(serializers.Serializer[Any]):
    typed = serializers.CharField()
    terms = serializers.ListField(child=serializers.CharField(), help_text="What was looked for as well")


class InterpretationSerializer(serializers.Serializer[Any]):
    words = serializers.ListField(child=serializers.CharField())
    messages = serializers.ListField(child=serializers.CharField())
    all_words = serializers.BooleanField()
    also = AlsoFoundSerializer(many=True)


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
