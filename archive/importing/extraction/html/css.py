"""As much of style sheets as tells bold, size, raised and hidden text: inline styles and rules for tags and classes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.importing.extraction.look import Look

if TYPE_CHECKING:
    from lxml import etree

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")  # other media, fonts
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,6})?|\.\d{1,6})\s*(pt|px|em|rem|%)")
_POINTS = {"pt": 1.0, "px": 0.75}
_RELATIVE = {"em": 1.0, "rem": 1.0, "%": 0.01}
_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_LONGEST_SHEET = 500_000  # characters
NORMAL = 12.0  # points: 16 px, what browsers begin with

Declarations = dict[str, str]


class Sheet:
    """The simple rules of a page: `tag`, `.class` and `tag.class`; later ones win."""

    def __init__(self, root: etree._Element) -> None:
        self._rules: dict[tuple[str, str], Declarations] = {}
        for style in root.iter("style"):
            if (style.get("media") or "all").strip().lower() in {"all", "screen"}:
                self._add((style.text or "")[:_LONGEST_SHEET])

    def of(self, element: etree._Element) -> Declarations:
        """What is declared for an element, by the sheet and by its own style."""
        tag, names, own = str(element.tag), element.get("class"), element.get("style")
        found = self._rules.get((tag, ""))
        if not names and not own:
            return found or {}
        merged = dict(found or {})
        for name in (names or "").split():
            merged |= self._rules.get(("", name), {}) | self._rules.get((tag, name), {})
        return merged | declarations(own or "")

    def _add(self, text: str) -> None:
        text = _AT_RULE.sub("", _COMMENT.sub("", text))
        for selectors, body in _RULE.findall(text):
            said = declarations(body)
            for selector in selectors.split(","):
                match = _SELECTOR.fullmatch(selector.strip())
                if match and said and selector.strip():
                    key = ((match[1] or "").lower(), match[2] or "")
                    self._rules[key] = self._rules.get(key, {}) | said


def declarations(text: str) -> Declarations:
    """`name: value; …` as a dictionary, in lower case."""
    pairs = (part.partition(":") for part in text.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, colon, value in pairs if colon}


def look_of(said: Declarations, around: Look) -> Look:
    """How letters are set that are declared so, within others."""
    weight = said.get("font-weight")
    align = said.get("vertical-align")
    return Look(
        None if weight is None or weight == "inherit" else weight in _BOLD,
        _size(said.get("font-size", ""), around.size or NORMAL),
        None,
        None if align is None else align == "super",
    )


def is_hidden(said: Declarations) -> bool:
    return (
        said.get("display") == "none"
        or said.get("visibility") in {"hidden", "collapse"}
        or said.get("mso-hide") in {"all", "screen"}
    )


def _size(text: str, around: float) -> float | None:
    match = _LENGTH.fullmatch(text)
    if not match or not float(match[1]):
        return None
    value, unit = float(match[1]), match[2]
    if unit in _POINTS:
        return value * _POINTS[unit]
    return value * _RELATIVE[unit] * (NORMAL if unit == "rem" else around)
