"""Lines → paragraphs: which line ends are wraps and which end a paragraph."""

import re
from dataclasses import replace

from archive.importing.cleaning.joining import seam
from archive.importing.cleaning.layout import Layout, Pair, has_objects, pair_lines
from archive.importing.cleaning.lines import Line, starts_upper
from archive.importing.draft import Mark, Paragraph, Role, Style

_LIST_ITEM = re.compile(
    r"(?:[-–—•*·▪]|(?:\d{1,3}(?:\.\d{1,3})*|[a-zа-яәғқңөұүһі]|[IVX]+)[.)])\s+(?=[^\W\d_]|[«“\"(])", re.IGNORECASE
)
_HANGING = re.compile(r"[.,;:!?)»”%]")
_OPENING = re.compile(r"[(«“]$")
_FIGURE = re.compile(r"[-–]?\d(?:[\d.,]*\d)?%?")
_LABEL = re.compile(r"\d-?(?:қосымша|кесте)$|^(?:приложение|таблица|annex|table) №? ?\d+$", re.IGNORECASE)
_MIN_FIGURES = 3
_INDENT = 3
_BREAK_SHARE = 0.7
_JOIN_SHARE = 0.25
_PAGE_GAP = 3  # empty lines that a page break leaves


def form_paragraphs(lines: list[Line]) -> tuple[Paragraph, ...]:
    """Join wrapped lines. A heading stays a paragraph of its own; a paragraph keeps the indent and gap before it."""
    pairs = pair_lines(lines)
    layout = Layout(pairs)
    breaks = [is_break(pair, layout.break_share(pair, position)) for position, pair in enumerate(pairs)]
    if has_objects(pairs):
        breaks = [starts or _is_next_object(pair) for starts, pair in zip(breaks, pairs, strict=True)]
    breaks = _free_headings(pairs, breaks)
    groups: list[list[Line]] = []
    for line, starts in zip(lines, [True, *breaks], strict=False):
        if starts:
            groups.append([])
        groups[-1].append(line)
    return tuple(_paragraph(group) for group in groups)


def gather_paragraphs(lines: list[Line]) -> tuple[Paragraph, ...]:
    """The paragraphs of lines that know whether they begin one.

    A paragraph that a page break divides goes on behind the footnotes of the first page: it is joined, and the notes
    follow it. Paragraphs are one empty line apart, as in a plain text.
    """
    groups: list[list[Line]] = []
    for line in lines:
        style = line.style or Style()
        same = (group for group in reversed(groups) if _is_note(group[0]) == (style.role is Role.NOTE))
        above = next(same, None)
        if style.starts or above is None:
            groups.append([line])
        else:
            above.append(line)
    return tuple(replace(_paragraph(group), gap=1, style=_style(group)) for group in groups)


def _is_note(line: Line) -> bool:
    return line.style is not None and line.style.role is Role.NOTE


def _style(lines: list[Line]) -> Style:
    """That of the first line, bold for as long as lines are bold."""
    first = lines[0].style or Style()
    lead = 0
    for line in lines:
        bold = line.style.lead if line.style else 0
        lead += bold + (lead > 0)
        if bold < len(line.text):
            break
    return replace(first, lead=lead)


def is_break(pair: Pair, share: float) -> bool:
    """Judge one pair by the text of its lines, and by the habit of its layout (`share`, 0 to 1) where that is open."""
    certain = _certain(pair)
    if certain is not None:
        return certain
    if pair.after.gap >= _PAGE_GAP and not pair.after.signs:
        return pair.finished or pair.after.indent >= _INDENT or pair.room
    if share >= _BREAK_SHARE:
        return True
    return share > _JOIN_SHARE and (pair.finished or pair.room)


def _certain(pair: Pair) -> bool | None:
    """What the words of a pair prove, whatever the layout; None when they leave it open."""
    before, after = pair.before, pair.after
    if _is_row(before.text) or _is_row(after.text):
        return True
    if _HANGING.match(after.text) or _OPENING.search(before.text):
        return False
    if pair.belongs and not _LIST_ITEM.match(after.text):
        return False
    if after.gap == 0 and _in_one_title(pair):
        return False
    if _LABEL.search(before.text) and starts_upper(after.text):
        return True
    if before.ends or (_LIST_ITEM.match(after.text) and (pair.terminated or pair.room)):
        return True
    return None


def _is_next_object(pair: Pair) -> bool:
    """True where no blank at the line end says that the text object goes on, and a sentence ends or begins there."""
    joined = pair.before.trailing or not seam(pair.before.text, pair.after.text)
    return not joined and (pair.terminated or starts_upper(pair.after.text)) and not _HANGING.match(pair.after.text)


def _is_row(text: str) -> bool:
    """True for a row of a table: more figures than words."""
    cells = text.split()
    figures = sum(bool(_FIGURE.fullmatch(cell)) for cell in cells)
    return figures >= _MIN_FIGURES and figures * 2 > len(cells)


def _in_one_title(pair: Pair) -> bool:
    """True for lines of one title: all in capitals, or letter-spaced on several lines without an end."""
    spaced = pair.before.ends and pair.after.ends and pair.after.indent < _INDENT
    return not pair.terminated and (spaced or (pair.before.text.isupper() and pair.after.text.isupper()))


def _free_headings(pairs: list[Pair], breaks: list[bool]) -> list[bool]:
    """Part a heading from the paragraph before it: a short last line that starts a sentence but does not end one."""
    freed = list(breaks)
    for position in range(len(pairs) - 1):
        pair, following = pairs[position], pairs[position + 1]
        if pair.finished and breaks[position + 1] and following.room and not following.terminated:
            freed[position] = True
    return freed


def _paragraph(lines: list[Line]) -> Paragraph:
    text = ""
    marks: list[Mark] = []
    for line in lines:
        text += seam(text, line.text)
        if not marks or marks[-1].line != line.number:
            marks.append(Mark(len(text), line.number))
        text += line.text
    return Paragraph(text, tuple(marks), lines[0].indent, lines[0].gap)
