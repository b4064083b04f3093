from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from archive.api.views import ReportViewSet, SectionViewSet

router = SimpleRouter()
router.register("reports", ReportViewSet)
router.register("sections", SectionViewSet)

urlpatterns = [
    path("", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
]
