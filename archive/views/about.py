"""Pages that explain the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "archive/about.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "archive/privacy.html")
