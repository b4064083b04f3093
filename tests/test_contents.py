"""Tables of contents, and the same section in a translation."""

from __future__ import annotations

import pytest

from archive.models import Section
from archive.views.contents import Entry, contents_of, counterpart_of, opened_at, trail_to

Row = tuple[int, int | None, str, str]  # id, id of the section above, number, heading

KAZAKH: list[Row] = [
    (1, None, "", "Кіріспе"),
    (2, None, "I", "Бірінші бөлім"),
    (3, 2, "", "Тұрғын үй"),
    (4, 2, "", "Денсаулық"),
    (5, None, "II", "Екінші бөлім"),
]
RUSSIAN: list[Row] = [
    (11, None, "", "Введение"),
    (12, None, "I", "Часть первая"),
    (13, 12, "", "Жильё"),
    (14, 12, "", "Здоровье"),
    (15, None, "II", "Часть вторая"),
]


def outline(rows: list[Row]) -> list[Section]:
    levels: dict[int | None, int] = {None: 0}
    sections = []
    for pk, parent, number, heading in rows:
        levels[pk] = levels[parent] + 1
        sections.append(Section(pk=pk, parent_id=parent, number=number, heading=heading, level=levels[pk]))
    return sections


def shape(entries: list[Entry]) -> list[object]:
    return [[entry.section.pk, *shape(entry.below)] for entry in entries]


def test_it_nests_headings() -> None:
    assert shape(contents_of(outline(KAZAKH))) == [[1], [2, [3], [4]], [5]]


def test_it_opens_only_where_the_reader_is() -> None:
    tree = contents_of(outline(KAZAKH))
    assert shape(opened_at(tree, frozenset({5}))) == [[1], [2], [5]]
    assert shape(opened_at(tree, frozenset({2, 4}))) == [[1], [2, [3], [4]], [5]]


def test_it_names_the_sections_above() -> None:
    sections = outline(KAZAKH)
    assert [above.pk for above in trail_to(sections[3], sections)] == [2]
    assert trail_to(sections[0], sections) == []


@pytest.mark.parametrize("place", range(5))
def test_it_pairs_sections_of_a_translation(place: int) -> None:
    own, other = outline(KAZAKH), outline(RUSSIAN)
    assert counterpart_of(own[place], own, other) == other[place]


def test_it_pairs_by_number_where_the_order_differs() -> None:
    own, other = outline(KAZAKH), outline([(15, None, "II", "Часть вторая"), (12, None, "I", "Часть первая")])
    assert counterpart_of(own[1], own, other) == other[1]


def test_it_does_not_guess_where_the_headings_differ() -> None:
    own = outline(KAZAKH)
    longer = outline([*RUSSIAN, (16, None, "", "Приложение")])
    twice = outline([(21, None, "I", "Раз"), (22, None, "I", "Два")])
    assert counterpart_of(own[0], own, longer) is None
    assert counterpart_of(own[1], own, twice) is None
