"""What a style says of the text set in it: heading level, list number, bold, size (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.importing.extraction.docx.package import W, child, number, switch, value
from archive.importing.extraction.look import Look

if TYPE_CHECKING:
    from lxml import etree

_HEADING_NAME = re.compile(r"(?:heading|заголовок|тақырып|такырып|тақырыптама)\s*([1-9])$", re.IGNORECASE)
_TITLE_NAME = re.compile(r"(?:title|название|атауы)$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|contents|оглавление|содержание|мазмұны)\s*\d$", re.IGNORECASE)
_DEEPEST = 6
_WORD_SIZE = 20.0  # half-points, where the file says nothing


@dataclass(frozen=True, slots=True)
class StyleSays:
    """`level`: 1 to 6 for a heading, 0 for text, None where nothing is said; `list_id` "" likewise, `depth` from 0."""

    level: int | None = None
    list_id: str = ""
    depth: int | None = None
    look: Look = field(default_factory=Look)
    contents: bool = False


def look_of(properties: etree._Element | None) -> Look:
    """What run properties say."""
    if properties is None:
        return Look()
    size = number(value(properties, "sz"), 0)
    position = value(properties, "vertAlign")
    return Look(
        switch(properties, "b"),
        float(size) if size > 0 else None,
        switch(properties, "vanish"),
        None if position is None else position == "superscript",
    )


def outline_level(properties: etree._Element | None) -> int | None:
    """The heading level that paragraph properties give: 1 to 6, 0 for body text (outline level 9)."""
    outline = value(properties, "outlineLvl")
    if outline is None:
        return None
    level = number(outline, 9)
    return min(level + 1, _DEEPEST) if 0 <= level < 9 else 0


class Styles:
    """Styles by their id, each with what it takes over from those it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.findall(f"{W}style") if root is not None else []
        self._elements = {style.get(f"{W}styleId", ""): style for style in found}
        self._known: dict[str, StyleSays] = {}
        self._default = next((name for name, style in self._elements.items() if _is_default(style)), "")
        defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self._base = look_of(defaults).over(Look(bold=False, size=_WORD_SIZE, hidden=False, raised=False))

    def paragraph(self, style: str | None) -> StyleSays:
        """What the style of a paragraph says, the defaults of the document included."""
        says = self.says(style or self._default)
        return StyleSays(says.level, says.list_id, says.depth, says.look.over(self._base), says.contents)

    def says(self, style: str) -> StyleSays:
        """What a style says by itself and by those it is based on."""
        if style not in self._known:
            self._known[style] = self._chain(style)
        return self._known[style]

    def _chain(self, style: str) -> StyleSays:
        says = StyleSays()
        seen: set[str] = set()
        while style in self._elements and style not in seen:
            seen.add(style)
            element = self._elements[style]
            says = _inherit(says, _own(element))
            style = value(element, "basedOn") or ""
        return says


def _own(style: etree._Element) -> StyleSays:
    name = (value(style, "name") or style.get(f"{W}styleId") or "").strip()
    paragraph = child(style, "pPr")
    level = outline_level(paragraph)
    heading = _HEADING_NAME.match(name)
    if heading and not level:
        level = min(int(heading[1]), _DEEPEST)
    elif _TITLE_NAME.match(name):
        level = 1
    contents = bool(_CONTENTS_NAME.match(name))
    depth = value(paragraph, "numPr", "ilvl")
    return StyleSays(
        0 if contents else level,
        value(paragraph, "numPr", "numId") or "",
        None if depth is None else number(depth, 0),
        look_of(child(style, "rPr")),
        contents,
    )


def _inherit(says: StyleSays, base: StyleSays) -> StyleSays:
    return StyleSays(
        base.level if says.level is None else says.level,
        says.list_id or base.list_id,
        base.depth if says.depth is None else says.depth,
        says.look.over(base.look),
        says.contents or base.contents,
    )


def _is_default(style: etree._Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true", "on"}
