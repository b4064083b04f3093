"""The curators' site: Django's admin under the archive's name, with its lists in the order of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

# Each group with the lists in it, by the names of their models.
GROUPS = (
    (_("Reports"), ("Report", "Upload", "Document", "Import", "Section")),
    (_("Vocabularies"), ("Publisher", "Instrument", "Article", "Violation", "Law", "Concept")),
    (_("People and what they did"), ("User", "Group", "LogEntry")),
)


class CuratorsSite(AdminSite):
    site_header = site_title = "Huqyq"
    index_title = _("Work on the archive")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        return apps if app_label else [*_grouped(apps)]


def _grouped(apps: list[Any]) -> Iterator[dict[str, Any]]:
    """The groups in which this person has a list to open."""
    models = {model["object_name"]: (app, model) for app in apps for model in app["models"]}
    for name, lists in GROUPS:
        found = [models[each] for each in lists if each in models]
        if found:
            yield {**found[0][0], "name": name, "models": [model for _, model in found]}


class ScreensConfig(AdminConfig):
    default_site = "archive.screens.CuratorsSite"
