"""A line to copy into a footnote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from archive.models import Section


def citation_of(section: Section, address: str) -> str:
    """Publisher, title, symbol, year, section, place in the original and its SHA-256, address."""
    document = section.document
    report = document.report
    title = f"{document.title} ({report.symbol})" if report.symbol else document.title
    place = _("%(file)s, lines %(first)s–%(last)s, SHA-256 %(sha256)s") % {
        "file": document.file_name,
        "first": section.line_start,
        "last": section.line_end,
        "sha256": document.sha256,
    }
    parts = [report.publisher.name, title, str(report.year_published), section.label, place]
    return ". ".join(part.rstrip(".") for part in parts) + f". {address}"
