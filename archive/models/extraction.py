"""How a file was read: the text as it was before any repair, page by page, and what an editor should know of it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.document import Document


class Extraction(models.Model):
    """`text` is the lines as extracted, so that every repair can be held against them.

    `pages` is a list of [number, reader, health, complaints], `remarks` of [code, page, details], `repairs` of
    {kind, line, before, after}, as in archive/importing/draft.py. Readers' pages never load this row: it is large.
    """

    document = models.OneToOneField(
        Document, on_delete=models.CASCADE, related_name="extraction", verbose_name=_("document")
    )
    text = models.TextField(_("text as read"), blank=True)
    pages: models.JSONField[Any, Any] = models.JSONField(_("pages"), default=list, blank=True)
    remarks: models.JSONField[Any, Any] = models.JSONField(_("remarks"), default=list, blank=True)
    repairs: models.JSONField[Any, Any] = models.JSONField(_("repairs"), default=list, blank=True)

    class Meta:
        verbose_name = _("text as read")
        verbose_name_plural = _("texts as read")

    def __str__(self) -> str:
        return str(self.document)
