"""When no search can be answered, say so in words instead of failing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.shortcuts import render

from search.engines.contract import CannotSearch, OutOfReach

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


REFUSAL = "huqyq.refusal"  # where a request has what kept its page from being made: asking again would take as long


class IndexUnfitMiddleware:
    """Answers 503 where a page needs the index and there is none that fits, or none that answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = request.META.get(REFUSAL)
        return _refused(request, refusal) if refusal else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return _refused(request, exception) if isinstance(exception, CannotSearch) else None


def _refused(request: HttpRequest, refusal: CannotSearch) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": str(refusal)}, status=503)
    said = str(refusal) if isinstance(refusal, OutOfReach) else ""
    return render(request, "search/unavailable.html", {"said": said}, status=503)
