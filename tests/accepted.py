"""The last accepted figures of the search, and which of today's fell below them."""

from __future__ import annotations

import json
from pathlib import Path

JUDGED = Path(__file__).resolve().parent.parent / "fixtures" / "judged"

Figures = dict[str, float]


def accepted(part: str) -> dict[str, Figures]:
    """The figures of each group of a part of the file: "questions", "similar sections", "real reports"."""
    found: dict[str, Figures] = json.loads((JUDGED / "accepted.json").read_text(encoding="utf-8"))[part]
    return found


def worse(now: dict[str, Figures], part: str) -> dict[str, set[str]]:
    """The groups that fell, each with its fallen figures; of questions without a hit, more is worse."""
    fallen = {
        group: {name for name in least if (now[group][name] - least[name]) * (-1 if name == "no hit" else 1) < 0}
        for group, least in accepted(part).items()
    }
    return {group: names for group, names in fallen.items() if names}
