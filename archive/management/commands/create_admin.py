"""Make the first administrator of a new archive."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from archive.management.terminal import TerminalCommand

if TYPE_CHECKING:
    from pathlib import Path

NAME = "admin"


class Command(TerminalCommand):
    help = "Make the account “admin” unless there is an administrator; its password is kept in DATA_DIR/admin-password."

    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model()._default_manager
        path = settings.DATA_DIR / "admin-password"
        there = users.filter(is_superuser=True, is_active=True).first()
        if there:
            self.stdout.write(_("There is an administrator already: %(name)s") % {"name": there.get_username()})
        elif users.filter(username=NAME).exists():
            raise CommandError(_("The account “%(name)s” is there, but is no active administrator.") % {"name": NAME})
        else:
            _create(path)
            made = _("Administrator: %(name)s, password in %(path)s. Delete that file once you have changed it.")
            self.stdout.write(made % {"name": NAME, "path": path})


@transaction.atomic
def _create(path: Path) -> None:
    """The account and the file with its password: both or none."""
    password = secrets.token_urlsafe(12)
    get_user_model().objects.create_superuser(NAME, password=password)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(password + "\n")
