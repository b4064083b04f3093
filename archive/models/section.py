"""A section: a node of a document's tree, the unit of reading and of search."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.document import Document, Language, State

if TYPE_CHECKING:
    from archive.models.place import Place


LEVELS = 4  # of headings above a section


class SectionQuerySet(models.QuerySet["Section"]):
    def published(self) -> SectionQuerySet:
        return self.filter(document__state=State.PUBLISHED)

    def outline(self) -> SectionQuerySet:
        """Headings without the texts: enough for a table of contents."""
        return self.defer("text", "marks")

    def with_report(self) -> SectionQuerySet:
        return self.select_related("document__report__publisher", "document__report__instrument")

    def with_headings_above(self) -> SectionQuerySet:
        """With the sections above and their headings, for as many levels as reports have."""
        above = ["__".join(["parent"] * levels) for levels in range(1, LEVELS + 1)]
        return self.select_related(above[-1]).defer(
            *(f"{each}__{name}" for each in above for name in ("text", "marks"))
        )


class Section(models.Model):
    """`text` is the section's own words, its paragraphs joined by one empty line, without the heading.

    `marks` is a list of [offset, line]: from that character of `text` on, the words stand on that line of the
    original file. `key` names the section in addresses and is unique within the document. `printed` is number and
    heading as they stand in the file, where an editor's words replaced them.
    """

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="sections", verbose_name=_("document")
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children", verbose_name=_("parent")
    )
    key = models.CharField(_("name in addresses"), max_length=160)
    order = models.PositiveIntegerField(_("order"))
    level = models.PositiveSmallIntegerField(_("level"))
    number = models.CharField(_("number"), max_length=40, blank=True)
    heading = models.TextField(_("heading"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    text = models.TextField(_("text"), blank=True)
    marks: models.JSONField[Any, Any] = models.JSONField(_("source lines"), default=list, blank=True)
    line_start = models.PositiveIntegerField(_("first line in the file"))
    line_end = models.PositiveIntegerField(_("last line in the file"))
    rule = models.CharField(_("rule that found the heading"), max_length=40, blank=True)
    printed = models.TextField(_("heading as printed"), blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "order"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="one_section_per_key")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("section", args=[self.document.report.slug, self.document.language, self.key])

    @property
    def label(self) -> str:
        """Number and heading as printed together; the untitled introduction has its document's title."""
        return " ".join(filter(None, [self.printed_number, self.title])) or self.document.title

    @property
    def title(self) -> str:
        """The heading without the stop that some reports close it with: on a page its place closes it."""
        return self.heading.removesuffix(".")

    @property
    def printed_number(self) -> str:
        """The number to print before the heading; none where the heading begins with it: «Пункт 8», «8-тармақ»."""
        return "" if self.number.lower() in re.findall(r"\w+", self.heading.lower())[:2] else self.number

    @property
    def as_printed(self) -> str:
        """Number and heading as they stand in the file."""
        return self.printed or " ".join(filter(None, [self.number, self.heading]))

    @property
    def above(self) -> list[Section]:
        """The sections above this one, from the top."""
        found: list[Section] = []
        parent = self.parent
        while parent:
            found.insert(0, parent)
            parent = parent.parent
        return found

    @property
    def place(self) -> Place:
        return self.document.place(self.line_start, self.line_end)

    def place_of(self, start: int, end: int) -> Place:
        """Where the characters start..end of `text` stand in the original file."""
        inside = [line for offset, line in self.marks if offset < end]
        before = [line for offset, line in self.marks if offset <= start]
        first = before[-1] if before else self.line_start
        return self.document.place(first, max(inside[-1] if inside else first, first))


class FormerKey(models.Model):
    """An address a section had before a re-import; it still leads to where those words stand now."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="former_keys")
    key = models.CharField(max_length=160)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="former_keys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="one_former_key")]

    def __str__(self) -> str:
        return self.key
