"""Deleting a report or a document with all that hangs on it: thousands of rows are counted, not listed."""
# Django's admin classes cannot be subscripted when the program runs.
# mypy: disable-error-code="type-arg"

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext as _

from archive.models import Correction, Document, Import, Link, Section, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model
    from django.http import HttpRequest

    from archive.models.document import DocumentQuerySet


class DeletesWhole(admin.ModelAdmin):
    @abstractmethod
    def documents_of(self, objects: Iterable[Any]) -> DocumentQuerySet:
        """The documents that go with the rows; each screen says which."""

    def get_deleted_objects(
        self, objs: Iterable[Any], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What goes, how much of it, no missing permissions (asked before), and what stands in the way.

        What readers still see is withdrawn first.
        """
        objects = list(objs)
        documents = self.documents_of(objects)
        published = [
            _("%(document)s (published: withdraw it first)") % {"document": each} for each in documents.published()
        ]
        return [str(each) for each in objects], _counts(documents), set(), published


def _counts(documents: DocumentQuerySet) -> dict[str, int]:
    of_documents: tuple[tuple[type[Model], str], ...] = (
        (Document, "pk"),
        (Import, "document"),
        (Section, "document"),
        (Correction, "document"),
        (Tag, "section__document"),
        (Link, "section__document"),
    )
    return {
        str(model._meta.verbose_name_plural): model._default_manager.filter(**{f"{path}__in": documents}).count()
        for model, path in of_documents
    }
