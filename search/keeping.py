"""Pages that are made once: the same page for every reader who asks the same, until what it shows has changed.

A browser that has the page asks whether it is still the same and is told so without getting it again; another reader
gets the copy this process keeps. A page is known by everything it was made of: its address and language, the edition
of the record, the generation of the index, and this process, which has one version of the program. It is kept in the
memory of the process alone, and nothing of who asked for it.
"""

from __future__ import annotations

import uuid
from functools import wraps
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from search.finding import backend
from search.record import edition

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

PROGRAM = uuid.uuid4().hex  # another process may run another version of the program


def kept(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A view whose page depends on its address, the language, the record and the index alone, but for curators.

    Raises IndexUnfit and OutOfReach, as the view does.
    """

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:  # a curator, whose pages say so
            return view(request)
        name = _name(request)
        unchanged = get_conditional_response(request, etag=f'"{name}"')
        response = unchanged if isinstance(unchanged, HttpResponse) else _page(name, request, view)
        response.headers["ETag"] = f'"{name}"'
        response.headers["Cache-Control"] = "private, no-cache"  # kept by the browser, and asked for each time
        response.headers["Vary"] = "Accept-Language, Cookie"
        return response

    return answer


def _name(request: HttpRequest) -> str:
    parts = (PROGRAM, request.get_full_path(), get_language(), edition(), backend().generation())
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _page(name: str, request: HttpRequest, view: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    body = cache.get(name)
    if body is not None:
        return HttpResponse(body)
    response = view(request)
    if response.status_code == 200:
        cache.set(name, response.content)
    return response
