"""Where words stand in the original file: in lines of a text, on pages of a PDF, in paragraphs of anything else."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _


class Unit(models.TextChoices):
    LINE = "line"
    PAGE = "page"
    PARAGRAPH = "paragraph"


ONE = {
    Unit.LINE: lambda: _("line %(first)s"),
    Unit.PAGE: lambda: _("page %(first)s"),
    Unit.PARAGRAPH: lambda: _("paragraph %(first)s"),
}
SEVERAL = {
    Unit.LINE: lambda: _("lines %(first)s–%(last)s"),
    Unit.PAGE: lambda: _("pages %(first)s–%(last)s"),
    Unit.PARAGRAPH: lambda: _("paragraphs %(first)s–%(last)s"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """`first` to `last` are 1-based and inclusive."""

    unit: Unit
    first: int
    last: int

    def __str__(self) -> str:
        """In the reader's language: "lines 3–5", "page 7"."""
        wording = ONE if self.first == self.last else SEVERAL
        return wording[self.unit]() % {"first": self.first, "last": self.last}

    @property
    def source(self) -> dict[str, int]:
        """As in the export and the API: line_start and line_end, page_start and page_end, …"""
        return {f"{self.unit.value}_start": self.first, f"{self.unit.value}_end": self.last}
