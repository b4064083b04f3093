"""Page furniture: page numbers and running headers, which belong to the page and not to the text."""

import re
from collections import Counter
from dataclasses import replace

from archive.importing.cleaning.letters import Log
from archive.importing.cleaning.lines import Line
from archive.importing.draft import Repair

_PAGE_NUMBER = re.compile(r"(?:[-–—|]\s*)?\d{1,4}(?:\s*[-–—|])?|(?:page|стр\.?|бет)\s*\d{1,4}", re.IGNORECASE)
_MIN_REPEATS = 3
_MAX_LENGTH = 120  # characters of a running header
_PAGE_GAP = 2  # empty lines that part a header or footer from the text


def remove_furniture(lines: list[Line], log: Log) -> list[Line]:
    """Drop page numbers and repeated headers that stand at a page break; each is kept as a repair."""
    edges = _edges(lines)
    repeats = Counter(_shape(lines[position].text) for position in edges)
    kept: list[Line] = []
    gap = signs = 0
    for position, line in enumerate(lines):
        if position in edges and _is_furniture(line.text, repeats):
            log.append(Repair("page-furniture", line.number, line.text, ""))
            gap += line.gap + 1
            signs += line.signs
        else:
            kept.append(replace(line, gap=line.gap + gap, signs=line.signs + signs))
            gap = signs = 0
    return kept


def _edges(lines: list[Line]) -> set[int]:
    """Positions of lines that stand first or last on a page."""
    edges = set()
    for position, line in enumerate(lines):
        previous = lines[position - 1] if position else None
        if previous is not None and previous.page != line.page:
            edges |= {position - 1, position}
    return edges


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _is_furniture(text: str, repeats: Counter[str]) -> bool:
    if _PAGE_NUMBER.fullmatch(text):
        return True
    return len(text) <= _MAX_LENGTH and repeats[_shape(text)] >= _MIN_REPEATS
