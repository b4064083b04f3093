"""Who may do what: two groups of people who work on the archive. Readers need no account.

The groups are made again after every migration, so that what a role may do is read here and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.apps import AppConfig
    from django.contrib.auth.models import User
    from django.http import HttpRequest

EDITOR, ADMIN = "editor", "admin"
ROLES = (EDITOR, ADMIN)

EDITS = {
    "archive": (
        "report: add change view",
        "relation: add change delete view",
        "document: add change view",
        "import: add view",
        "section: change view",
        "tag: add change view",
        "publisher: add change view",
        "instrument: view",
        "article: view",
        "violation: view",
        "law: view",
    ),
    "search": ("concept: view",),
}
DECIDES = {
    "archive": (
        "report: delete",
        "document: delete publish",
        "publisher: delete",
        "instrument: add change delete",
        "article: add change delete",
        "violation: add change delete",
        "law: add change delete",
    ),
    "search": ("concept: add change delete",),
    "auth": ("user: add change delete view", "group: add change delete view"),
    "admin": ("logentry: view",),
}


def make_roles(sender: AppConfig, **options: Any) -> None:
    """Make both groups with just the permissions of this file."""
    editor = _permissions(EDITS)
    _set(EDITOR, editor)
    _set(ADMIN, editor + _permissions(DECIDES))


def has_role(user: User) -> bool:
    """True for people who work on the archive: they alone may open the curators' screens."""
    return user.is_superuser or user.groups.filter(name__in=ROLES).exists()


def curator(request: HttpRequest) -> User:
    """Who works on a curators' screen: nobody else gets that far."""
    return cast("User", request.user)


def _set(name: str, permissions: list[Permission]) -> None:
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.set(permissions)


def _permissions(rights: Mapping[str, tuple[str, ...]]) -> list[Permission]:
    return [permission for app, lines in rights.items() for permission in _of_app(app, lines)]


def _of_app(app: str, lines: tuple[str, ...]) -> list[Permission]:
    """The rows of an app's permissions, made first where Django has not come to that app yet."""
    create_permissions(apps.get_app_config(app), verbosity=0)
    wanted = {
        f"{verb}_{model}" for model, _, verbs in (line.partition(":") for line in lines) for verb in verbs.split()
    }
    found = list(Permission.objects.filter(content_type__app_label=app, codename__in=wanted))
    missing = wanted - {permission.codename for permission in found}
    if missing:
        raise LookupError(f"No such permissions: {sorted(missing)}")
    return found
