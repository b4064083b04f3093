"""Pages of hits are made once: the same for every reader who asks the same, until what they show has changed.

A browser that has the page asks whether it is still the same and is told so without getting it again; another reader
gets the copy this process keeps. A page is known by everything it was made of: its address and language, the edition
of the record, the generation of the index, and this process, which has one version of the program. It is kept in the
memory of the process alone, and nothing of who asked for it.
"""

from __future__ import annotations

import uuid
from functools import cache
from hashlib import blake2b
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache as pages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language_from_request

from search.engines.contract import CannotSearch
from search.finding import backend
from search.middleware import REFUSAL
from search.record import edition

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    Answering = Callable[[HttpRequest], HttpResponse]

PROGRAM = uuid.uuid4().hex  # another process may run another version of the program


class KeptPagesMiddleware:
    """Answers for the search where it can; outside of whatever else a page costs, but for what guards it."""

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _may_be_kept(request):
            return self.get_response(request)
        try:
            name = _name(request)
        except CannotSearch as refusal:  # said in words where the reader's language is known
            request.META[REFUSAL] = refusal
            return self.get_response(request)
        unchanged = get_conditional_response(request, etag=f'"{name}"')
        response = unchanged if isinstance(unchanged, HttpResponse) else self._page(request, name)
        if response.status_code in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
            response.headers["ETag"] = f'"{name}"'
            response.headers["Cache-Control"] = "private, no-cache"  # kept by the browser, and asked for each time
        return response

    def _page(self, request: HttpRequest, name: str) -> HttpResponse:
        known = pages.get(name)
        if known:
            body, headers = known
            return HttpResponse(body, headers=headers)
        response = self.get_response(request)
        if response.status_code == HTTPStatus.OK:
            pages.set(name, (response.content, dict(response.headers)))
        return response


def _may_be_kept(request: HttpRequest) -> bool:
    """Whether the page depends on nothing but its address, the language, the record and the index.

    That of a curator says who she is, others than those of hits depend on more, and so does one under development.
    """
    asks = request.method in ("GET", "HEAD") and request.path in _addresses()
    return asks and not settings.DEBUG and settings.SESSION_COOKIE_NAME not in request.COOKIES


@cache
def _addresses() -> frozenset[str]:
    """The search page and its twin for programs."""
    return frozenset(map(reverse, ("search", "api-search")))


def _name(request: HttpRequest) -> str:
    """Raises IndexUnfit and OutOfReach."""
    language = get_language_from_request(request)
    parts = (PROGRAM, request.get_full_path(), language, edition(), backend().generation())
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()
