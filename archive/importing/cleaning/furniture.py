"""Page furniture: page numbers, running headers, lists of addresses: they belong to the page and not to the text."""

import re
from dataclasses import replace
from itertools import pairwise

from archive.importing.cleaning.letters import Log
from archive.importing.cleaning.lines import Line, starts_upper
from archive.importing.draft import Repair, Role

_PAGE_NUMBER = re.compile(r"(?:[-–—|]\s*)?\d{1,4}(?:\s*[-–—|])?|(?:page|стр\.?|бет)\s*\d{1,4}", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://)?([\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/[^\s<>«»()]*[\w-])/?")
_BARRED = re.compile(r"\S.*\s[|¦]\s*(\d{1,4})|(\d{1,4})\s*[|¦]\s.*\S")  # «CAT/C/KAZ/3 | 2»
_MIN_REPEATS = 3
_MIN_AT_EDGE = 0.6  # share of the repeats that stand at a page edge; a repeated heading stands anywhere
_MAX_LENGTH = 80  # characters of a running header
_PAGE_GAP = 2  # empty lines that a page break leaves at least
_REACH = 2  # lines on each side of a page break that may be headers and footers
_MAX_MARKED = 0.05  # share of lines with one blank before them up to which that blank marks a new page


def remove_furniture(lines: list[Line], log: Log) -> list[Line]:
    """Drop page numbers, repeated addresses and running headers at page edges, keeping the first of each.

    Each is listed as a repair.
    """
    edges = _edges(lines)
    certain = _repeated_addresses(lines) | _counted(lines)
    headers = _headers(lines, edges)
    kept: list[Line] = []
    gap = signs = 0
    for position, line in enumerate(lines):
        shape = _shape(line.text)
        edge = position in edges and (_PAGE_NUMBER.fullmatch(line.text) or headers.get(shape, position) < position)
        if edge or position in certain:
            log.append(Repair("page-furniture", line.number, line.text, ""))
            gap, signs = gap + line.gap + 1, signs + line.signs
        else:
            kept.append(replace(line, gap=line.gap + gap, signs=line.signs + signs))
            gap = signs = 0
    return kept


def _counted(lines: list[Line]) -> set[int]:
    """Lines of one wording whose page number, beside a bar, goes up: «CAT/C/KAZ/3 | 2», wherever they stand."""
    places: dict[str, list[tuple[int, int]]] = {}
    for position, line in enumerate(lines):
        found = _BARRED.fullmatch(line.text) if len(line.text) <= _MAX_LENGTH else None
        if found:
            start, end = found.span(1) if found[1] else found.span(2)
            wording = line.text[:start] + line.text[end:]
            places.setdefault(wording, []).append((position, int(line.text[start:end])))
    rising = (row for row in places.values() if len(row) > 1 and all(a[1] < b[1] for a, b in pairwise(row)))
    return {position for row in rising for position, _ in row}


def _repeated_addresses(lines: list[Line]) -> set[int]:
    """Lines of nothing but a web address that stands in the text above: the list that some tools print below a page."""
    first: dict[str, int] = {}
    repeated: set[int] = set()
    for position, line in enumerate(lines):
        for word in line.text.split():
            match = _ADDRESS.match(word.lstrip("(«"))
            if match and first.setdefault(match[1], position) < position and match[0] == line.text:
                repeated.add(position)
    return {position for position in repeated if _ends_page(lines, position, repeated)}


def _ends_page(lines: list[Line], position: int, repeated: set[int]) -> bool:
    last = position + 1 == len(lines)
    return last or position + 1 in repeated or lines[position + 1].gap >= _PAGE_GAP


def drop_furniture(lines: list[Line], log: Log) -> list[Line]:
    """Drop the lines that the file's own geometry shows to be page furniture; each is listed as a repair."""
    kept = [line for line in lines if line.style is None or line.style.role is not Role.FURNITURE]
    dropped = (line for line in lines if line.style and line.style.role is Role.FURNITURE)
    log += [Repair("page-furniture", line.number, line.text, "") for line in dropped]
    return kept


def _headers(lines: list[Line], edges: set[int]) -> dict[str, int]:
    """The running headers, without their figures, and where each stands first."""
    places: dict[str, list[int]] = {}
    for position, line in enumerate(lines):
        if len(line.text) <= _MAX_LENGTH:
            places.setdefault(_shape(line.text), []).append(position)
    return {
        shape: positions[0]
        for shape, positions in places.items()
        if len(positions) >= _MIN_REPEATS and len(edges.intersection(positions)) >= len(positions) * _MIN_AT_EDGE
    }


def _edges(lines: list[Line]) -> set[int]:
    """Positions of lines that stand first or last on a page."""
    marked = sum(line.indent == 1 for line in lines) <= len(lines) * _MAX_MARKED
    edges: set[int] = set()
    for position, line in enumerate(lines):
        turned = (lines[position - 1].page if position else None) != line.page
        if turned or (marked and line.indent == 1 and line.gap == 0 and starts_upper(line.text)):
            edges.update(range(max(0, position - _REACH), position + _REACH))
    if lines and lines[-1].page is not None:
        edges.update(range(max(0, len(lines) - _REACH), len(lines)))
    return edges


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text)
