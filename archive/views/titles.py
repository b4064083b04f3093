"""In which language a title is written, so that a screen reader says it right."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.models import Document, Report


def title_language(report: Report, documents: Iterable[Document]) -> str:
    """The language of the version the report has its title from; "" where it has a title of its own."""
    return next((document.language for document in documents if document.title == report.title), "")
