"""The screens on which admins keep the thesaurus."""

from search.admin import concepts

__all__ = ["concepts"]
