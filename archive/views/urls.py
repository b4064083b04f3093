"""Addresses of the pages that show the record."""

from django.urls import path, register_converter

from archive.views import about, browsing, originals, reading
from archive.views.converters import LanguageConverter

register_converter(LanguageConverter, "language")

urlpatterns = [
    path("about/", about.about, name="about"),
    path("privacy/", about.privacy, name="privacy"),
    path("reports/", browsing.report_list, name="report-list"),
    path("reports/<slug:slug>/", reading.report, name="report"),
    path("reports/<slug:slug>/<language:language>/", reading.document, name="document"),
    # Before the sections: no section has this key (archive.keys.RESERVED).
    path("reports/<slug:slug>/<language:language>/original/", originals.original, name="original"),
    path("reports/<slug:slug>/<language:language>/<path:key>/", reading.section, name="section"),
]
