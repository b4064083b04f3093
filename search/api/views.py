from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import api_view
from rest_framework.response import Response

from archive.models import Section
from search.alike import similar_to
from search.api.serializers import SearchSerializer, SimilarSerializer, SuggestionSerializer
from search.finding import find
from search.forms import read
from search.plan import FACETS, SORTS
from search.suggesting import suggest

if TYPE_CHECKING:
    from rest_framework.request import Request

FILTERS = [OpenApiParameter(name, str, many=True, description="repeatable; any of the values") for name in FACETS]
PARAMETERS = [
    OpenApiParameter("q", str, description="words, “phrases”, -words, OR, prefix*, fields: see docs/search.md"),
    *FILTERS,
    OpenApiParameter("literal", bool, description="1: only the words as typed, no terms of the thesaurus"),
    OpenApiParameter("off", str, many=True, description="repeatable; the key of an expansion that is not wanted"),
    OpenApiParameter("sort", str, enum=SORTS),
    OpenApiParameter("page", int, description="from 1"),
    OpenApiParameter("page_size", int, description="1 to 100, 20 if not given"),
]


@extend_schema(parameters=PARAMETERS, responses=SearchSerializer, operation_id="search")
@api_view(["GET"])
def search(request: Request) -> Response:
    """Search the published sections."""
    results = find(read(request.query_params))
    return Response(
        SearchSerializer(
            {
                "count": results.total,
                "results": results.hits,
                "facets": {facet.name: facet.values for facet in results.facets},
                "interpretation": results.interpretation,
            }
        ).data
    )


@extend_schema(responses=SimilarSerializer(many=True), operation_id="similar_sections")
@api_view(["GET"])
def similar(request: Request, pk: int) -> Response:
    """At most five sections of other reports that speak of the same as a published section, with what they share."""
    section = get_object_or_404(Section.objects.published().select_related("document"), pk=pk)
    return Response(SimilarSerializer(similar_to(section), many=True).data)


@extend_schema(
    parameters=[OpenApiParameter("q", str, description="the first letters; Kazakh letters may be missing")],
    responses=SuggestionSerializer(many=True),
    operation_id="suggest",
)
@api_view(["GET"])
def suggestions(request: Request) -> Response:
    """At most eight terms, names, headings and frequent words that begin as typed."""
    return Response(SuggestionSerializer(suggest(request.query_params.get("q", "")), many=True).data)
