"""Typed readers of environment variables: a bad value stops the start and names the variable."""

import os
import re
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

HOST = r"[\w.-]+(?::\d+)?"
SERVERS = re.compile(rf"https?://(?:[^/@\s]*@)?{HOST}(?:,{HOST})*(?:/[a-z][a-z0-9_]*)?/?")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str) -> bool:
    value = text(name, "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")
    return value in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from None


def servers(name: str) -> str:
    """The address of one server or several, http(s)://user:password@host:port,host:port/name, or nothing."""
    value = text(name)
    if value and not SERVERS.fullmatch(value):
        raise ImproperlyConfigured(f"{name} must be like http://host:9200/huqyq, not what it is")
    return value


def folder(name: str, default: Path) -> Path:
    """The folder named by the variable, made private to this user if it is not there yet."""
    path = Path(text(name, str(default))).expanduser().resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def secret(name: str, keep_in: Path, required: bool) -> str:
    """The secret in the variable; where none is required, one made at the first start and kept in a private file.

    Raises ImproperlyConfigured where the variable is missing and required: hosts of one site must share the secret.
    """
    value = text(name)
    if value:
        return value
    if required:
        raise ImproperlyConfigured(f"{name} must be set for a public site (SITE_URL starts with https://)")
    if not keep_in.exists():
        _write_secret(keep_in)
    return keep_in.read_text()


def _write_secret(path: Path) -> None:
    """Several processes may start at once: whoever makes the file first wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(50))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
