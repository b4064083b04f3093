"""RawText as JSON and back: how the process that reads a file hands over what it read."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

from archive.importing.draft import PageReading, RawLine, RawText, Remark, Role, Style


def to_values(raw: RawText) -> dict[str, Any]:
    """`raw` as lists, numbers and strings. Styles are few and repeat, so lines name them by their place in a list."""
    styles: dict[Style, int] = {}
    lines = [
        (line.number, line.text, line.page, None if line.style is None else styles.setdefault(line.style, len(styles)))
        for line in raw.lines
    ]
    return {
        "lines": lines,
        "styles": [astuple(style) for style in styles],
        "encoding": raw.encoding,
        "format": raw.format,
        "pages": [astuple(page) for page in raw.pages],
        "remarks": [astuple(remark) for remark in raw.remarks],
    }


def from_values(values: dict[str, Any]) -> RawText:
    styles = [Style(Role(role), level, size, lead, starts) for role, level, size, lead, starts in values["styles"]]
    lines = tuple(
        RawLine(number, text, page, None if style is None else styles[style])
        for number, text, page, style in values["lines"]
    )
    pages = tuple(PageReading(number, reader, health, tuple(bad)) for number, reader, health, bad in values["pages"])
    remarks = tuple(Remark(*remark) for remark in values["remarks"])
    return RawText(lines, values["encoding"], values["format"], pages, remarks)
