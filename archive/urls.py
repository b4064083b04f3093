"""Addresses of the site."""

from django.contrib import admin
from django.urls import include, path

from archive.views.language import set_language

urlpatterns = [
    path("", include("search.urls")),
    path("", include("archive.views.urls")),
    path("api/v1/", include("archive.api.urls")),
    path("api/v1/", include("search.api.urls")),
    path("admin/", admin.site.urls),
    path("i18n/setlang/", set_language, name="set_language"),
]
