"""The file a document was made from, byte for byte as it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from archive.views.finding import wanted_document

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def original(request: HttpRequest, slug: str, language: str) -> FileResponse:
    document = wanted_document(request, slug, language)
    try:
        file = document.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(file, as_attachment=True, filename=document.file_name)
