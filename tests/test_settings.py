"""Starting the archive with good and bad settings, each in a process of its own."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = {"SITE_URL": "https://archive.example.org", "SECRET_KEY": "a long and random one " * 3}


def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Python with only the given variables set, so that nothing of the developer's own comes in."""
    settings = {"DJANGO_SETTINGS_MODULE": "archive.settings", "DATA_DIR": str(folder), "PATH": os.environ["PATH"]}
    empty = dict.fromkeys(["SITE_URL", "SECRET_KEY", "DATABASE_URL", "REDIS_URL", "BEHIND_PROXY", "DEBUG"], "")
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=empty | settings | variables, capture_output=True, text=True
    )


def value(folder: Path, expression: str, **variables: str) -> str:
    """What an expression over the settings gives, printed."""
    done = run(folder, "-c", f"from archive import settings; print({expression})", **variables)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def complaint(folder: Path, **variables: str) -> str:
    """The last line of a start that fails."""
    done = run(folder, "-c", "import archive.settings", **variables)
    assert done.returncode == 1, done.stdout
    return done.stderr.strip().splitlines()[-1]


def test_it_starts_without_any_variable(tmp_path: Path) -> None:
    shown = value(tmp_path, "settings.SITE_URL, settings.DATABASES['default']['ENGINE'], settings.DEBUG")
    assert shown == "http://127.0.0.1:8000 django.db.backends.sqlite3 False"


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"UPLOAD_LIMIT": "20 MB"}, "UPLOAD_LIMIT must be a whole number, not '20 MB'"),
        ({"DEBUG": "maybe"}, "DEBUG must be 1 or 0, not 'maybe'"),
        ({"BEHIND_PROXY": "2"}, "BEHIND_PROXY must be 1 or 0, not '2'"),
        ({"SITE_URL": "https://archive.example.org"}, "SECRET_KEY must be set for a public site"),
    ],
    ids=lambda given: next(iter(given)) if isinstance(given, dict) else "",
)
def test_it_names_the_variable_that_is_wrong(tmp_path: Path, variables: dict[str, str], message: str) -> None:
    assert message in complaint(tmp_path, **variables)


def test_it_makes_one_private_secret_and_keeps_it(tmp_path: Path) -> None:
    first, second = (value(tmp_path, "settings.SECRET_KEY") for _ in range(2))
    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_it_takes_the_secret_it_is_given(tmp_path: Path) -> None:
    assert value(tmp_path, "settings.SECRET_KEY", SECRET_KEY="given") == "given"
    assert not (tmp_path / "secret-key").exists()


def test_it_makes_its_folder_private(tmp_path: Path) -> None:
    value(tmp_path / "data", "settings.DATA_DIR")
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_it_keeps_the_index_away_from_uploaded_files(tmp_path: Path) -> None:
    """Index files run code when they are read: no upload may ever land among them."""
    index = Path(value(tmp_path, "settings.HAYSTACK_CONNECTIONS['default']['PATH']"))
    media = Path(value(tmp_path, "settings.MEDIA_ROOT"))
    assert not index.is_relative_to(media)
    assert not media.is_relative_to(index)


@pytest.mark.parametrize("folder", ["Менің мұрағатым", "100% #1?"])
def test_it_keeps_its_database_in_a_folder_of_any_name(tmp_path: Path, folder: str) -> None:
    name = value(tmp_path / folder, "settings.DATABASES['default']['NAME']")
    assert name == str(tmp_path / folder / "huqyq.sqlite3")


def test_it_answers_a_public_site_by_its_own_name_only(tmp_path: Path) -> None:
    assert value(tmp_path, "settings.ALLOWED_HOSTS", **PUBLIC) == "['archive.example.org']"
    assert "'localhost'" in value(tmp_path, "settings.ALLOWED_HOSTS")


def test_it_trusts_the_proxy_only_when_told(tmp_path: Path) -> None:
    assert value(tmp_path, "settings.SECURE_PROXY_SSL_HEADER", **PUBLIC) == "None"
    behind = value(tmp_path, "settings.SECURE_PROXY_SSL_HEADER", BEHIND_PROXY="1", **PUBLIC)
    assert behind == "('HTTP_X_FORWARDED_PROTO', 'https')"


def test_it_passes_the_checks_for_a_public_site(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", BEHIND_PROXY="1", **PUBLIC)
    assert done.returncode == 0, done.stderr
