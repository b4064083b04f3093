"""The numbers Word prints before list items and headings, which the text itself does not hold (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archive.importing.extraction.docx.package import W, child, number, switch, value
from archive.importing.extraction.numerals import bullet, numeral

if TYPE_CHECKING:
    from lxml import etree

    from archive.importing.extraction.docx.styles import Styles

FORMS = {
    "decimalZero": "decimal-zero",
    "lowerLetter": "lower-letter",
    "upperLetter": "upper-letter",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
    "russianLower": "lower-russian",
    "russianUpper": "upper-russian",
}
_PLACE = re.compile("%([1-9])")
_DEEPEST = 8
_AFTER = {"nothing": "", "space": " "}  # else a tab


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `restart` is the level (from 1) after which it begins again, 0 for never."""

    form: str
    pattern: str
    start: int = 1
    restart: int | None = None
    digits: bool = False  # all numbers in digits, whatever their own form
    after: str = " "


@dataclass(frozen=True, slots=True)
class _List:
    counter: str  # lists of the same counter count on
    levels: dict[int, Level]
    fresh: frozenset[int]  # levels that begin anew when the list is first used


class Numbering:
    """Counts through a document; ask in reading order, once for each paragraph."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = _by_id(root, "abstractNum", "abstractNumId")
        self._instances = _by_id(root, "num", "numId")
        self._lists: dict[str, _List | None] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()

    def label(self, list_id: str, depth: int) -> str | None:
        """The printed number of the next item at `depth` (from 0), with the blank after it; None outside of lists."""
        found = self._list(list_id)
        if found is None:
            return None
        depth = max(0, min(depth, _DEEPEST))
        self._count(list_id, found, depth)
        level = found.levels.get(depth)
        return "" if level is None else self._printed(found, level)

    def depth_of(self, list_id: str, style: str) -> int:
        """The level of a list that is bound to a style, else the first."""
        element = self._abstract_of(list_id)
        bound = element.findall(f"{W}lvl") if element is not None else []
        return next((number(level.get(f"{W}ilvl"), 0) for level in bound if value(level, "pStyle") == style), 0)

    def _count(self, list_id: str, found: _List, depth: int) -> None:
        counts = self._counts[found.counter]
        if list_id not in self._begun:
            self._begun.add(list_id)
            for level in found.fresh:
                counts.pop(level, None)
        start = found.levels[depth].start if depth in found.levels else 1
        counts[depth] = counts[depth] + 1 if depth in counts else start
        for deeper in [level for level in counts if level > depth]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or (restart and depth < restart):
                del counts[deeper]

    def _printed(self, found: _List, level: Level) -> str:
        if level.form == "bullet":
            return bullet(level.pattern) + " "
        counts = self._counts[found.counter]

        def one(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other = found.levels.get(place, level)
            count = counts.setdefault(place, other.start)
            return "" if other.form == "none" else numeral(count, "decimal" if level.digits else other.form)

        text = _PLACE.sub(one, level.pattern)
        return text + level.after if text.strip() else ""

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._read(list_id)
        return self._lists[list_id]

    def _read(self, list_id: str) -> _List | None:
        instance, abstract = self._instances.get(list_id), self._abstract_of(list_id)
        if instance is None or abstract is None:
            return None
        levels = {number(level.get(f"{W}ilvl"), 0): _level(level) for level in abstract.findall(f"{W}lvl")}
        fresh: set[int] = set()
        for override in instance.findall(f"{W}lvlOverride"):
            depth = number(override.get(f"{W}ilvl"), 0)
            own = child(override, "lvl")
            levels[depth] = _level(own) if own is not None else levels.get(depth, Level("decimal", ""))
            start = value(override, "startOverride")
            if start is not None:
                levels[depth] = replace(levels[depth], start=number(start, 1))
                fresh.add(depth)
        return _List(abstract.get(f"{W}abstractNumId", ""), levels, frozenset(fresh))

    def _abstract_of(self, list_id: str) -> etree._Element | None:
        """The definition of a list; a list style stands between some lists and theirs (17.9.21)."""
        abstract = self._abstract.get(value(self._instances.get(list_id), "abstractNumId") or "")
        link = value(abstract, "numStyleLink")
        if link is None:
            return abstract
        linked = self._styles.says(link).list_id
        return self._abstract.get(value(self._instances.get(linked), "abstractNumId") or "")


def _level(element: etree._Element) -> Level:
    form = value(element, "numFmt") or "decimal"
    restart = value(element, "lvlRestart")
    return Level(
        FORMS.get(form, form),
        value(element, "lvlText") or "",
        number(value(element, "start"), 1),
        None if restart is None else number(restart, 0),
        bool(switch(element, "isLgl")),
        _AFTER.get(value(element, "suff") or "tab", " "),
    )


def _by_id(root: etree._Element | None, name: str, key: str) -> dict[str, etree._Element]:
    return {element.get(W + key, ""): element for element in (root.findall(W + name) if root is not None else [])}
