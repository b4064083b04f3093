"""Blocks of a structured file (paragraph, heading, list item, table row, note) → numbered lines.

Whatever the format, blanks are collapsed, raised figures are kept from growing together with the number before them,
and sizes are given against the size of most running text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from archive.importing.draft import ImportProblem, RawLine, RawText, Role, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archive.importing.draft import Remark
    from archive.importing.extraction.limits import Limits

_BLANKS = re.compile(r"[ \t\n\v\f\r\u00a0]{2,}|[\t\n\v\f\r]")  # a no-break space alone stays
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad]")  # control characters, soft hyphen
_FIGURES = re.compile(r"[\[(]?(\d{1,3})[\])]?")
_UNIT = re.compile(r"(?:^|[\s\d])(?:к|д|с|м)?м$|(?:^|[\s\d])[kcdm]?m$")
_PROVISION = re.compile(
    r"(?:стат[ьею]\w*|ст\.|пункт\w*|подпункт\w*|п\.|част[ьи]\w*|глав[аыеу]\w*|бап\w*|тармақ\w*|тарау\w*|№)\s*\d+$",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"\d{1,4}|[ivxlc]{1,7}", re.IGNORECASE)
_LETTER = re.compile("[A-Za-z\u0400-\u052f]")


@dataclass(frozen=True, slots=True)
class Span:
    """Letters set alike. `size` is in any unit, the same for the whole file, 0 where unknown; `raised`: superscript.

    `mark` is True for the mark of a note, in the text and before the note.
    """

    text: str
    bold: bool = False
    size: float = 0.0
    raised: bool = False
    mark: bool = False


@dataclass(slots=True)
class Block:
    """What stands on a line of its own. `level` as in Style; `notes` are those its marks refer to."""

    spans: list[Span]
    role: Role = Role.TEXT
    level: int = 0
    notes: list[Block] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(len(span.text.split()) for span in self.spans)

    @property
    def blank(self) -> bool:
        return not any(span.text.strip() for span in self.spans)


@dataclass(frozen=True, slots=True)
class _Set:
    """A block as it is printed: its text, how many characters at its beginning are bold, the size of most of it."""

    text: str
    lead: int
    size: float
    role: Role
    level: int


def to_raw(name: str, blocks: Iterable[Block], remarks: tuple[Remark, ...], limits: Limits) -> RawText:
    """Number the blocks of a file in format `name`, notes after the blocks that refer to them.

    Raises ImportProblem: "empty", "no-words", "too-large" (what, size, limit).
    """
    printed = [line for line in map(_set, _with_notes(blocks)) if line.text]
    if not printed:
        raise ImportProblem("empty")
    if not any(_LETTER.search(line.text) for line in printed):
        raise ImportProblem("no-words")
    refuse_larger(len(printed), limits.max_lines, "lines")
    refuse_larger(max(len(line.text) for line in printed), limits.max_line_length, "characters")
    running = _running_size(printed)
    lines = (RawLine(number, line.text, style=_style(line, running)) for number, line in enumerate(printed, start=1))
    return RawText(tuple(lines), format=name, remarks=remarks)


def refuse_larger(size: int, limit: int, what: str) -> None:
    """Raise ImportProblem("too-large") where `size` exceeds `limit`, both in the unit that `what` names."""
    if size > limit:
        raise ImportProblem("too-large", what=what, size=size, limit=limit)


def without_page(spans: list[Span]) -> list[Span]:
    """An entry of a contents page without the page number after its last tab."""
    for place in range(len(spans) - 1, -1, -1):
        before, tab, after = spans[place].text.rpartition("\t")
        if tab:
            rest = after + "".join(span.text for span in spans[place + 1 :])
            is_number = not rest.strip() or _PAGE_NUMBER.fullmatch(rest.strip())
            return [*spans[:place], replace(spans[place], text=before)] if is_number else spans
    return spans


def _with_notes(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        for note in block.notes:
            note.role, note.level = Role.NOTE, 0
        yield from _with_notes(block.notes)


def _running_size(lines: list[_Set]) -> float:
    """The size of most letters in paragraphs; in a file of headings and tables only, of most letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        weight = 1_000 if line.role is Role.TEXT and not line.level else 1
        sizes[line.size] += weight * len(line.text)
    del sizes[0.0]
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _style(line: _Set, running: float) -> Style:
    size = round(line.size / running, 2) if line.size and running else 1.0
    return Style(line.role, line.level, size, line.lead)


def _set(block: Block) -> _Set:
    text, lead, bold_so_far = "", 0, True
    sizes: Counter[float] = Counter()
    spans = list(_merged(block.spans))
    for place, span in enumerate(spans):
        piece = _UNSEEN.sub("", span.text)
        if span.raised or span.mark:
            piece = _apart(text, replace(span, text=piece), "".join(later.text for later in spans[place + 1 :][:3]))
        piece = _BLANKS.sub(" ", piece)
        if not text or text.endswith(" "):
            piece = piece.lstrip()
        bold_so_far = bold_so_far and (span.bold or not piece.strip())
        text += piece
        lead = len(text.rstrip()) if bold_so_far and span.bold else lead
        sizes[span.size] += len(piece.strip())
    text = text.rstrip()
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    return _Set(text, min(lead, len(text)), size, block.role, block.level)


def _merged(spans: list[Span]) -> Iterator[Span]:
    """Spans set alike as one, so that a figure cut in two by its editor is one figure again."""
    last: Span | None = None
    for span in spans:
        if not span.text:
            continue
        if last is not None and replace(last, text="") == replace(span, text="") and not span.mark:
            last = replace(last, text=last.text + span.text)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _apart(before: str, span: Span, after: str) -> str:
    """A raised figure as plain text: the mark of a note in brackets, «347¹-бап» as 347-1, «м²» as м2.

    Kazakh and Russian laws number an article put between two others by a raised figure, printed as a hyphen and the
    figure where nothing can be raised.
    """
    figures = _FIGURES.fullmatch(span.text.strip())
    if not figures and not span.mark:
        return span.text
    value = figures[1] if figures else span.text.strip().strip("[]()")
    if not span.mark and _UNIT.search(before):
        return value
    if not span.mark and before[-1:].isdigit() and _between(before, after):
        return f"-{value}"
    return f"{' ' if before else ''}[{value}]{' ' if after[:1].isalnum() or not before else ''}"


def _between(before: str, after: str) -> bool:
    """Whether a raised figure between these belongs to the number of a provision."""
    enumerator = before.isdigit() and after[:1] in {")", "."}
    return enumerator or after[:1] in {"-", "–", "\u2011"} or bool(_PROVISION.search(before))
