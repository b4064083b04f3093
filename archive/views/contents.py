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


def counterpart_of(section: Section, own: Sequence[Section], other: Sequence[Section]) -> Section | None:
    """The section of a translation that says the same; see counterparts_of."""
    return counterparts_of(own, other).get(section.pk)


def counterparts_of(own: Sequence[Section], other: Sequence[Section]) -> dict[int, Section]:
    """For the id of each section, where it is known, the section of a translation that says the same.

    That is the only one of its number; for a section without a number the one in the same place, which means: as many
    headings beside it at every level, as many of them before it.
    """
    numbered: dict[tuple[str, int], list[Section]] = {}
    for section in other:
        numbered.setdefault((section.number, section.level), []).append(section)
    places = _places(other)
    placed = {places[section.pk]: section for section in reversed(other) if not section.number}
    own_places = _places(own)
    found: dict[int, Section] = {}
    for section in own:
        same = numbered.get((section.number, section.level), []) if section.number else []
        meant = same[0] if len(same) == 1 else None if section.number else placed.get(own_places[section.pk])
        if meant:
            found[section.pk] = meant
    return found


def _places(sections: Sequence[Section]) -> dict[int, tuple[tuple[int, int], ...]]:
    """For each section id, from the top: which heading of how many."""
    places: dict[int, tuple[tuple[int, int], ...]] = {}

    def note(entries: list[Entry], above: tuple[tuple[int, int], ...]) -> None:
        for number, entry in enumerate(entries):
            places[entry.section.pk] = (*above, (number, len(entries)))
            note(entry.below, places[entry.section.pk])

    note(contents_of(sections), ())
    return places
