"""The commands that make a new archive ready: `load_vocabulary` and `create_admin`."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User

from archive.models import Article, Instrument, Violation
from tests.manifests import command

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_it_loads_instruments_articles_and_violations() -> None:
    assert command("load_vocabulary").code == 0
    assert Article.objects.filter(code="CAT:11", instrument__code="CAT").exists()
    assert Violation.objects.filter(slug="torture", parent__isnull=False).exists()


def test_it_leaves_what_editors_changed_when_it_loads_again() -> None:
    command("load_vocabulary")
    Instrument.objects.filter(code="CAT").update(name_en="Torture convention")
    assert command("load_vocabulary").out == "Vocabulary: 0 new entries\n"
    assert Instrument.objects.get(code="CAT").name_en == "Torture convention"


def test_it_makes_an_administrator_with_a_private_password(folder: Path) -> None:
    said = command("create_admin")
    kept = folder / "admin-password"
    password = kept.read_text().strip()
    assert said.out.startswith(f"Administrator: admin, password in {kept}")
    assert password not in said.out
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    user = authenticate(username="admin", password=password)
    assert isinstance(user, User)
    assert user.is_superuser


def test_it_makes_one_administrator_only(folder: Path) -> None:
    command("create_admin")
    password = (folder / "admin-password").read_text()
    assert command("create_admin").out == "There is an administrator already: admin\n"
    assert (folder / "admin-password").read_text() == password
    assert User.objects.count() == 1


def test_it_gives_nobody_the_password_of_an_account_that_is_there() -> None:
    User.objects.create_user("admin", password="mine")
    said = command("create_admin")
    assert said.code == 1
    assert "“admin” is there, but is no active administrator" in said.err
    assert authenticate(username="admin", password="mine")
