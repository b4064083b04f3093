"""The stamp beside an index: which schema and which analyser made it. Another stamp means: rebuild."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from search.analysis import ANALYSER_VERSION

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA_VERSION = 5  # raise when a field of the index is added, removed or filled or written in another way
NAME = "stamp.json"


def current() -> dict[str, int]:
    return {"schema": SCHEMA_VERSION, "analyser": ANALYSER_VERSION}


def write(folder: Path) -> None:
    (folder / NAME).write_text(json.dumps(current()))


def fits(folder: Path) -> bool:
    """Whether the index in `folder` was made by this schema and this analyser."""
    try:
        stamp = json.loads((folder / NAME).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return False
    return bool(stamp == current())
