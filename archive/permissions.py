"""Who may read what is not published."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser, AnonymousUser


def may_preview(user: AbstractUser | AnonymousUser) -> bool:
    """Editors read documents before readers do."""
    return user.is_active and user.is_staff and user.has_perm("archive.view_document")
