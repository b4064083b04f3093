"""Footnotes of a page, known by what all of them have, whoever wrote them: two short links that lead to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_BLOCKS = frozenset(
    {"p", "li", "div", "td", "dd", "blockquote", "section", "aside", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_MARK = re.compile(r"[\[(]?(?:\d{1,4}|[ivxlc]{1,6}|[a-zа-я]|\*{1,5}|[†‡§])[\])]?", re.IGNORECASE)
_NOTE_ID = re.compile(r"_?(?:sd)?(?:(?:foot|end)note|[fe]d?tn)[-_:]?\d+", re.IGNORECASE)  # LibreOffice, Word
_NEAR = 8  # elements between a link and the block it stands in


@dataclass(slots=True)
class Notes:
    """`marks`: link in the text → mark and note; `bodies`: the notes; `returns`: links in notes that lead back."""

    marks: dict[etree._Element, tuple[str, etree._Element]] = field(default_factory=dict)
    bodies: list[etree._Element] = field(default_factory=list)
    returns: set[etree._Element] = field(default_factory=set)


def find_notes(root: etree._Element) -> Notes:
    """The notes of a page, in the order of their marks."""
    targets = _targets(root)
    links = [link for link in root.iter("a") if (link.get("href") or "").startswith("#")]
    backward: dict[etree._Element, list[etree._Element]] = {}
    for link in links:
        for around in _around(link):
            backward.setdefault(around, []).append(link)
    notes = Notes()
    known: set[etree._Element] = set()
    for link in links:
        body = _note(link, targets)
        if body is None or link in notes.returns:
            continue
        mark = "".join(link.itertext()).strip()
        back = next((other for other in backward.get(body, []) if _leads_to(other, link, targets)), None)
        if back is None or not _MARK.fullmatch(mark) or body in _around(link):
            continue
        notes.returns.add(back)
        notes.marks[link] = (mark.strip("[]()"), body)
        if body not in known:
            known.add(body)
            notes.bodies.append(body)
    return notes


def _targets(root: etree._Element) -> dict[str, etree._Element]:
    found: dict[str, etree._Element] = {}
    for element in root.iter():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                found.setdefault(name, element)
    return found


def _note(link: etree._Element, targets: dict[str, etree._Element]) -> etree._Element | None:
    """The block a link leads to; the whole of it where a note of several paragraphs has a name of its own."""
    target = targets.get((link.get("href") or "")[1:])
    if target is None:
        return None
    block = next((around for around in _around(target) if around.tag in _BLOCKS), None)
    if block is None or str(block.tag).startswith("h"):
        return None
    parent = block.getparent()
    whole = parent is not None and parent.tag == "div" and _NOTE_ID.fullmatch(parent.get("id") or "")
    return parent if whole else block


def _leads_to(back: etree._Element, link: etree._Element, targets: dict[str, etree._Element]) -> bool:
    """Whether a link leads to another, or to something around it or in it that is no more than a mark."""
    target = targets.get((back.get("href") or "")[1:])
    if target is None or back is link:
        return False
    if target in _around(link):
        return True
    return target.getparent() is link.getparent() and not "".join(target.itertext()).strip()


def _around(element: etree._Element) -> Iterator[etree._Element]:
    """An element and those it stands in, as far as a note may reach."""
    yield element
    for place, above in enumerate(element.iterancestors()):
        if place >= _NEAR or above.tag in {"body", "html"}:
            return
        yield above
