"""How the text of an element is set: block or not, heading or not, bold, large, raised."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.importing.draft import Role
from archive.importing.extraction.html.css import NORMAL, look_of
from archive.importing.extraction.look import Look

if TYPE_CHECKING:
    from lxml import etree

    from archive.importing.extraction.html.css import Declarations

_BLOCKS = frozenset(
    {
        "html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "menu", "dir", "dl", "dt",
        "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "blockquote", "pre", "section",
        "article", "main", "header", "footer", "aside", "nav", "figure", "figcaption", "address", "fieldset",
        "legend", "hr", "form", "center", "details", "summary", "hgroup", "listing", "xmp",
    }
)  # fmt: skip
_SHOWN_AS_BLOCK = frozenset({"block", "flex", "grid", "list-item", "table"})
_LINES = frozenset({"pre", "listing", "xmp"})
# What browsers do where a page says nothing (WHATWG HTML, 15.3).
_HEADING_SIZES = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h4": 1.0, "h5": 0.83, "h6": 0.67}
_BOLD = frozenset({"b", "strong", "th"})
_FONT_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_HEADING = re.compile("h([1-6])")
_WORD_HEADING = re.compile(r"(?:^|\s)(?:mso(?:heading|title)|title(?=\s|$))\s*([1-6])?", re.IGNORECASE)
_WORD_CONTENTS = re.compile(r"(?:^|\s)msotoc", re.IGNORECASE)
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Setting:
    """`lines`: an empty line ends a paragraph, as in preformatted text."""

    look: Look
    level: int = 0
    role: Role = Role.TEXT
    block: bool = False
    lines: bool = False


def setting_of(element: etree._Element, said: Declarations, around: Setting) -> Setting:
    """The setting of an element within another, of which the style sheet says `said`."""
    tag = str(element.tag)
    block = tag in _BLOCKS or said.get("display") in _SHOWN_AS_BLOCK
    look = _tag_look(element, tag, around.look)
    if said:
        look = look_of(said, around.look).over(look)
    if not block:
        return Setting(look, around.level, around.role, lines=around.lines)
    level = _level(element, tag, said)
    role = Role.ITEM if "mso-list" in said and said["mso-list"] != "none" else around.role
    return Setting(look, around.level if level is None else level, role, True, around.lines or tag in _LINES)


def _tag_look(element: etree._Element, tag: str, around: Look) -> Look:
    if tag in _HEADING_SIZES:
        return Look(bold=True, size=_HEADING_SIZES[tag] * NORMAL).over(around)
    if tag in _BOLD:
        return Look(bold=True).over(around)
    if tag == "sup":
        return Look(raised=True).over(around)
    if tag == "font":
        return Look(size=_FONT_SIZES.get(element.get("size") or "")).over(around)
    return around


def _level(element: etree._Element, tag: str, said: Declarations) -> int | None:
    """The heading level an element gives its text; None where it says nothing."""
    names = element.get("class") or ""
    if _WORD_CONTENTS.search(names):
        return 0
    heading = _HEADING.fullmatch(tag)
    if heading:
        return int(heading[1])
    outline = said.get("mso-outline-level", "") or (
        element.get("aria-level") if element.get("role") == "heading" else ""
    )
    if outline and outline.isascii() and outline.isdigit():
        return min(max(int(outline[:2]), 1), _DEEPEST)
    titled = _WORD_HEADING.search(names) if tag == "p" else None
    return int(titled[1] or 1) if titled else None
