"""A line to copy into a footnote."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.models import Section


def citation_of(section: Section, address: str) -> str:
    """Publisher, title, symbol, year, section, place in the original and its SHA-256, address."""
    document = section.document
    report = document.report
    title = f"{document.title} ({report.symbol})" if report.symbol else document.title
    proof = f"{document.file_name}, {section.place}, SHA-256 {document.sha256}"
    parts = [report.publisher.name, title, str(report.year_published), section.label, proof]
    return ". ".join(part.rstrip(".") for part in parts) + f". {address}"
