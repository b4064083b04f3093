"""List letters and Roman numbers at line starts, which take after their row: «I., II.», «b), c), d)», «а), ә), б)»."""

import re
from dataclasses import replace

from archive.importing.cleaning.letters import TO_CYRILLIC, TO_LATIN, Log
from archive.importing.cleaning.lines import Line
from archive.importing.draft import Repair

_ENUMERATOR = re.compile(r"([^\W\d_]{1,4})[.)](?=\s|$)")
_NUMBERED = re.compile(r"(\d{1,2}|[^\W\d_])[.)](?=\s)")
_ROMAN = re.compile(r"[IVX]{2,4}|V")
_ROMAN_TWINS = {"І": "I", "Х": "X"}
_FIRST_LETTERS = frozenset("аaә")
_MIN_ROMAN = 2  # Roman numbers of other shapes that make a lone Cyrillic «І.» one too, and no initial
_REACH = 2  # places in the row to look for a letter that shows the alphabet


def repair_enumerators(lines: list[Line], log: Log) -> list[Line]:
    """Write every list letter in the alphabet of its neighbours in the list, and Roman numbers in Latin letters."""
    lines = _letters_read_as_digits(lines, log)
    starts = {position: match[1] for position, line in enumerate(lines) if (match := _ENUMERATOR.match(line.text))}
    numerals = sum(bool(_ROMAN.fullmatch(start)) for start in starts.values()) >= _MIN_ROMAN
    row = [start for start in starts.values() if len(start) == 1]
    repaired, place = list(lines), 0
    for position, start in starts.items():
        new = start
        if numerals and start in _ROMAN_TWINS:
            new = _ROMAN_TWINS[start]
        elif len(start) == 1 and start.islower():
            new = _in_row(row, place)
        place += len(start) == 1
        if new != start:
            log.append(Repair("enumerator", lines[position].number, start, new))
            repaired[position] = replace(lines[position], text=new + lines[position].text[len(start) :])
    return repaired


def _letters_read_as_digits(lines: list[Line], log: Log) -> list[Line]:
    """«а. ә. 6. в.»: a reader of pictures takes «б» for a six. It is one after «а» or «ә», unless five came before."""
    found = [(position, match[1]) for position, line in enumerate(lines) if (match := _NUMBERED.match(line.text))]
    repaired, number = list(lines), ""
    for before, (position, start), after in zip(found, found[1:], [*found[2:], (0, "")], strict=False):
        number = before[1] if before[1].isdigit() else number
        if start == "6" and before[1] in _FIRST_LETTERS and (after[1] == "в" or number != "5"):
            log.append(Repair("enumerator", lines[position].number, start, "б"))
            repaired[position] = replace(lines[position], text="б" + lines[position].text[1:])
    return repaired


def _in_row(row: list[str], place: int) -> str:
    """The letter at a place of the row, in the alphabet of its nearest neighbour without a twin in the other one."""
    letter = row[place]
    for distance in range(1, _REACH + 1):
        for neighbour in row[place + distance : place + distance + 1] + row[max(0, place - distance) : place][:1]:
            if neighbour not in TO_CYRILLIC and neighbour not in TO_LATIN:
                twins = TO_LATIN if neighbour.isascii() else TO_CYRILLIC
                return twins.get(letter, letter)
    return letter
