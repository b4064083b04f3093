"""The lines that the cleaning passes hand to each other."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from archive.importing.draft import RawLine, RawText, Role, Style

_STOPS = '.!?:;…»”")'
_LISTED = re.compile(r"\s*[^\W\d_][.)]\s")
_FEWEST_PAIRS = 20
_TORN_SHARE = 0.25  # in texts wrapped at a line's end about half of the lines begin in lower case
_FULL = 0.97  # of the width that all but the longest lines have
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


def join_torn_lines(raw: RawText) -> RawText:
    """Make paragraphs again in a file that has one for every line, as those have that were pasted from a PDF.

    There the next paragraph often begins in lower case inside a sentence, which in a sound file it hardly ever does.
    A line goes on with the one before that ends inside a sentence, as it may do for want of room.
    """
    pairs = [(before, after) for before, after in pairwise(raw.lines) if _are_text(before, after)]
    torn = sum(_ends_inside(before.text, after.text) for before, after in pairs)
    if len(pairs) < _FEWEST_PAIRS or torn <= len(pairs) * _TORN_SHARE:
        return raw
    lengths = sorted(len(line.text) for line in raw.lines)
    width = lengths[len(lengths) * 9 // 10] * _FULL
    joined = {after.number for before, after in pairs if _goes_on(before.text, after.text, width)}
    lines = (
        replace(line, style=replace(line.style, starts=False)) if line.style and line.number in joined else line
        for line in raw.lines
    )
    return replace(raw, lines=tuple(lines))


def _are_text(before: RawLine, after: RawLine) -> bool:
    both = (before, after)
    return all(one.text.strip() and one.style and one.style.role is Role.TEXT and one.style.starts for one in both)


def _ends_inside(before: str, after: str) -> bool:
    inside = after.lstrip()[0].islower() and not _LISTED.match(after)
    return inside and before.rstrip()[-1] not in _STOPS


def _goes_on(before: str, after: str, width: float) -> bool:
    """A short line of its own below a full one is a heading, not the end of a sentence."""
    full = len(before) + len(after.split()[0]) >= width and before.rstrip()[-1] not in _STOPS
    ends = len(after) * 2 >= width or after.rstrip()[-1] in _STOPS
    return (full and ends) or _ends_inside(before, after)


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
