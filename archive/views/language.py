"""The language of the pages, as a reader chooses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views import i18n
from django.views.decorators.csrf import csrf_exempt

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


@csrf_exempt
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Django's own view, open to forms without a token: somebody else's form could change a language at most.

    With a token on every page each reader would be given a cookie, and no two readers could be given the same page.
    """
    return i18n.set_language(request)
