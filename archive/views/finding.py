"""Which document an address means to the person who opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from archive.models import Document

if TYPE_CHECKING:
    from django.http import HttpRequest


def wanted_document(request: HttpRequest, slug: str, language: str) -> Document:
    """The published document; an editor may also ask for another one with ?version=2.

    Raises Http404 where there is none this person may read.
    """
    documents = Document.objects.visible_to(request.user).filter(report__slug=slug, language=language)
    version = request.GET.get("version", "")
    if version.isdecimal():
        documents = documents.filter(version=int(version))
    document = documents.for_reading().first()
    if document is None:
        raise Http404
    return document


def preview_query(document: Document) -> str:
    """What keeps an editor's links inside the version they preview; nothing for readers."""
    return "" if document.is_published else f"?version={document.version}"
