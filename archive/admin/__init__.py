"""The curators' screens."""

from archive.admin import documents, imports, people, reports, sections, trail, uploads, vocabularies

__all__ = ["documents", "imports", "people", "reports", "sections", "trail", "uploads", "vocabularies"]
