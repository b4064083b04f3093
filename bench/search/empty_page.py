"""The site with one page more, which sends what is kept for it: what the server costs when there is nothing to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

BODIES: dict[str, bytes] = {}


def kept(request: HttpRequest, number: str) -> HttpResponse:
    return HttpResponse(BODIES[number])


urlpatterns = [path("bench-empty/<number>/", kept), path("", include("archive.urls"))]
