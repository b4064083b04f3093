from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch
from rest_framework.pagination import PageNumberPagination
from rest_framework.viewsets import ReadOnlyModelViewSet

from archive.api.serializers import ReportSerializer, SectionSerializer
from archive.models import Document, Report, Section

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class ReportViewSet(ReadOnlyModelViewSet[Report]):
    """Published reports, the latest events first."""

    serializer_class = ReportSerializer
    pagination_class = Pages
    lookup_field = "slug"
    queryset = (
        Report.objects.published()
        .with_names()
        .prefetch_related(Prefetch("documents", Document.objects.published(), "published_documents"))
    )


class SectionViewSet(ReadOnlyModelViewSet[Section]):
    """Sections of published documents in reading order; `?report=SLUG` and `?language=kk` narrow the list."""

    serializer_class = SectionSerializer
    pagination_class = Pages
    queryset = (
        Section.objects.published()
        .with_report()
        .prefetch_related("tags__article", "tags__violation")
        .order_by("document_id", "order")
    )

    def get_queryset(self) -> QuerySet[Section]:
        wanted = {"report": "document__report__slug", "language": "document__language"}
        given = {field: self.request.query_params.get(name) for name, field in wanted.items()}
        return self.queryset.filter(**{field: value for field, value in given.items() if value})
