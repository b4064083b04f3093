"""What the styles of an OpenDocument text say: bold, size, hidden, and the list a paragraph belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.importing.extraction.container import local
from archive.importing.extraction.look import Look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT = f"{_ODF}text:1.0}}"
STYLE = f"{_ODF}style:1.0}}"
_FO = f"{_ODF}xsl-fo-compatible:1.0}}"
_SIZE = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)\s*(pt|in|cm|mm|pc|px|%)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0, "px": 0.75}
_TITLE = re.compile(r"(?:title|название|атауы)$", re.IGNORECASE)
_WRITER_SIZE = 12.0  # points, where the file says nothing
_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})


@dataclass(frozen=True, slots=True)
class OdfStyle:
    """`look` with sizes in points; `lists` is the list style of its paragraphs, None where nothing is said."""

    look: Look = field(default_factory=Look)
    lists: str | None = None
    title: bool = False


class OdfStyles:
    """Styles by family and name, each with what it takes over from its parents."""

    def __init__(self, roots: list[etree._Element]) -> None:
        """`roots`: of the styles of the document and of its content, which wins."""
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self.lists: dict[str, dict[int, etree._Element]] = {}
        self.outline: dict[int, etree._Element] = {}
        self._known: dict[tuple[str, str], OdfStyle] = {}
        self._base = Look(bold=False, size=_WRITER_SIZE, hidden=False, raised=False)
        for element in _style_elements(roots):
            self._add(element)

    def paragraph(self, name: str) -> OdfStyle:
        """What the style of a paragraph says, the defaults of the document included."""
        style = self.says("paragraph", name)
        return OdfStyle(_over(style.look, self._base), style.lists, style.title)

    def span(self, name: str, around: Look) -> Look:
        """How a stretch of a paragraph is set."""
        return _over(self.says("text", name).look, around)

    def says(self, family: str, name: str) -> OdfStyle:
        """What a style says by itself and by its parents. Relative sizes are kept below zero until they are known."""
        key = (family, name)
        if key not in self._known:
            self._known[key] = OdfStyle()  # where a style is its own ancestor
            element = self._elements.get(key)
            if element is not None:
                parent = self.says(family, element.get(f"{STYLE}parent-style-name", ""))
                lists = element.get(f"{STYLE}list-style-name")
                self._known[key] = OdfStyle(
                    _over(_own_look(element), parent.look),
                    parent.lists if lists is None else lists,
                    parent.title or _is_title(element),
                )
        return self._known[key]

    def _add(self, element: etree._Element) -> None:
        kind, name = local(element), element.get(f"{STYLE}name", "")
        if kind == "style":
            self._elements[element.get(f"{STYLE}family", ""), name] = element
        elif kind == "default-style" and element.get(f"{STYLE}family") == "paragraph":
            self._base = _over(_own_look(element), self._base)
        elif kind == "list-style":
            self.lists[name] = _levels(element)
        elif kind == "outline-style":
            self.outline = _levels(element)


def _style_elements(roots: list[etree._Element]) -> Iterator[etree._Element]:
    for root in roots:
        for group in root:
            if local(group) in {"styles", "automatic-styles"}:
                yield from group


def _levels(element: etree._Element) -> dict[int, etree._Element]:
    levels = ((level.get(f"{TEXT}level", ""), level) for level in element)
    return {int(depth): level for depth, level in levels if depth.isascii() and depth.isdigit() and len(depth) < 3}


def _is_title(element: etree._Element) -> bool:
    names = (element.get(f"{STYLE}name", ""), element.get(f"{STYLE}display-name", ""))
    return any(_TITLE.match(name) for name in names)


def _own_look(element: etree._Element) -> Look:
    properties = element.find(f"{STYLE}text-properties")
    if properties is None:
        return Look()
    weight = properties.get(f"{_FO}font-weight")
    display = properties.get(f"{TEXT}display")
    position = properties.get(f"{STYLE}text-position")
    return Look(
        None if weight is None else weight in _BOLD,
        _size(properties.get(f"{_FO}font-size", "")),
        None if display is None else display == "none",
        None if position is None else _is_raised(position),
    )


def _is_raised(position: str) -> bool:
    first = position.split()[0] if position.split() else ""
    return first == "super" or (first.endswith("%") and not first.startswith(("-", "0")))


def _size(text: str) -> float | None:
    """A size in points; a share of the size around it as a number below zero."""
    match = _SIZE.fullmatch(text)
    if not match or not float(match[1]):
        return None
    return -float(match[1]) / 100 if match[2] == "%" else float(match[1]) * _POINTS[match[2]]


def _over(look: Look, base: Look) -> Look:
    merged = look.over(base)
    if look.size is not None and look.size < 0 and base.size is not None:
        return Look(merged.bold, -look.size * base.size, merged.hidden, merged.raised)
    return merged
