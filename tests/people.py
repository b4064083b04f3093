"""The people of the tests: a reader with an account, an editor, an admin; and a visitor nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, User

from archive.roles import ADMIN, EDITOR

if TYPE_CHECKING:
    from django.test import Client

AIGUL, BOLAT, SAULE, VISITOR = "Айгүл", "Болат", "Сәуле", "nobody"
ROLES = {BOLAT: EDITOR, SAULE: ADMIN}
PASSWORD = "қырық-екі-терек"


def person(name: str) -> User:
    """Айгүл reads, Болат edits, Сәуле decides."""
    there = User.objects.filter(username=name).first()
    if there:
        return there
    made = User.objects.create_user(name, password=PASSWORD, is_staff=name in ROLES)
    if name in ROLES:
        made.groups.add(Group.objects.get(name=ROLES[name]))
    return made


def sign_in(client: Client, name: str) -> Client:
    """The client as this person sees the site, in English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    if name != VISITOR:
        client.force_login(person(name))
    return client


def text(response: Any) -> str:
    """The page a person is shown."""
    return str(response.content.decode())
