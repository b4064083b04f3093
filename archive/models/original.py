"""Originals: the files as they came, known by the SHA-256 of their bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from django.core.files.base import File


class Kept(Protocol):
    """A row that keeps an original."""

    sha256: str


def original_path(kept: Kept, name: str) -> str:
    """Where an original is kept: under its own hash, so the same bytes are kept once and never overwritten."""
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
    return f"originals/{kept.sha256[:2]}/{kept.sha256}{suffix[:10]}"


def hash_of(file: File[Any]) -> str:
    """SHA-256 of a file in hexadecimal; the file is left at its beginning."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
