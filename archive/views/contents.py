"""Tables of contents: the tree of a document's headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archive.models import Section


@dataclass(slots=True)
class Entry:
    """One line of a table of contents."""

    section: Section
    below: list[Entry] = field(default_factory=list)


def contents_of(sections: Iterable[Section]) -> list[Entry]:
    """The whole tree, from sections in reading order."""
    entries: dict[int, Entry] = {}
    top: list[Entry] = []
    for section in sections:
        entry = entries[section.pk] = Entry(section)
        above = entries.get(section.parent_id or 0)
        (above.below if above else top).append(entry)
    return top


def opened_at(entries: Sequence[Entry], path: frozenset[int]) -> list[Entry]:
    """The same tree, opened only along the sections whose ids are in `path`."""
    return [Entry(entry.section, opened_at(entry.below, path) if entry.section.pk in path else []) for entry in entries]


def trail_to(section: Section, sections: Iterable[Section]) -> list[Section]:
    """The sections above this one, from the top."""
    by_id = {other.pk: other for other in sections}
    trail: list[Section] = []
    above = by_id.get(section.parent_id or 0)
    while above is not None:
        trail.insert(0, above)
        above = by_id.get(above.parent_id or 0)
    return trail
