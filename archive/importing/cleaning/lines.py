"""The lines that the cleaning passes hand to each other."""

import re
from dataclasses import dataclass, replace

from archive.importing.draft import RawText, Style

_BEFORE_PUNCTUATION = re.compile(r"(?<=[\w%)»]) (?=[.,;:!?)»](?:\s|[.,;:!?)»]|$))|(?<=[(«]) (?=\w)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with letters or signs on it; `text` has no blanks at its ends.

    `indent` counts the blanks before the text, `trailing` those after it. `gap` is the number of
    source lines without text before this line, `signs` how many of those held blanks: where a PDF tool puts an empty
    line after every line, a line of one blank is the only trace of a paragraph. `ends` is set when a pass knows that
    the paragraph ends here. `style` is None in plain text.
    """

    number: int
    text: str
    indent: int = 0
    trailing: int = 0
    gap: int = 0
    signs: int = 0
    page: int | None = None
    ends: bool = False
    style: Style | None = None


def split_layout(raw: RawText) -> list[Line]:
    """Turn empty lines and blanks at line ends into the layout fields of the lines that hold text."""
    lines: list[Line] = []
    gap = signs = 0
    for source in raw.lines:
        text = source.text.strip()
        if not text:
            gap += 1
            signs += bool(source.text)
            continue
        body = source.text.expandtabs(4)
        indent = len(body) - len(body.lstrip())
        trailing = len(body) - len(body.rstrip())
        lines.append(Line(source.number, text, indent, trailing, gap, signs, source.page, style=source.style))
        gap = signs = 0
    return lines


def starts_upper(text: str) -> bool:
    """True when the first letter of a text, after quotation marks and brackets, is a capital."""
    return text.lstrip('«“"(')[:1].isupper()


def tidy_blanks(lines: list[Line]) -> list[Line]:
    """Leave one blank between words and none before punctuation, once their number has told what it can."""
    return [replace(line, text=_BEFORE_PUNCTUATION.sub("", " ".join(line.text.split()))) for line in lines]
