"""Headings by the names of their styles, in the languages of the programs that wrote them."""

from __future__ import annotations

import re

DEEPEST = 6
_HEADING = re.compile(r"(?:heading|заголовок|тақырып|такырып|тақырыптама)\s*([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|название|атауы)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|contents|оглавление|содержание|мазмұны)\s*\d$", re.IGNORECASE)


def level_named(style: str) -> int | None:
    """The heading level, 1 to 6, that the name of a style gives; 0 in a contents page, None where it says nothing."""
    heading = _HEADING.match(style)
    if heading:
        return min(int(heading[1]), DEEPEST)
    if is_of_contents(style):
        return 0
    return 1 if _TITLE.match(style) else None


def is_of_contents(style: str) -> bool:
    """Whether a style is that of an entry of a contents page."""
    return bool(_CONTENTS.match(style))
