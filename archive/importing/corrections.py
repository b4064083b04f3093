"""What editors changed in the section tree, done again over a fresh reading of the file.

Sections stay in the order of the file: only levels change, so that the text can be read through. A correction says
where a section belongs, not by how much it moves; where better rules have put it there already, nothing happens.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from archive.importing.anchors import ADDED, find_heading, find_paragraph, paragraphs_of, printed_words
from archive.importing.draft import CorrectionKind, Mark, Paragraph, SectionDraft
from archive.importing.sections.cutting import cut, join, line_at
from archive.importing.sections.wording import clean_heading, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archive.importing.anchors import Spot
    from archive.importing.draft import Correction

EDITOR = "editor"  # the rule of a printed heading that an editor found
_RUN_IN = "run-in"  # the rule of headings that a colon parts from their text
_CLOSING = re.compile(r"[\s.:–—-]*")  # what parts a heading from the text behind it
_NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,3})+|(?:\d{1,3}|[IVXІХ]{1,6}|[^\W\d_])(?=[.)]))[.)]?\s+(?=\S)")

Tree = list[SectionDraft]


def apply_corrections(
    sections: Sequence[SectionDraft], corrections: Sequence[Correction]
) -> tuple[tuple[SectionDraft, ...], tuple[Correction, ...]]:
    """The corrected tree, and the corrections that found no place in it; they are done in the order they were made."""
    tree, unfit = list(sections), []
    for correction in corrections:
        changed = _CHANGES[correction.kind](tree, correction)
        if changed is None:
            unfit.append(correction)
        else:
            tree = changed
    return _with_parents(tree), tuple(unfit)


def find_quote(text: str, quote: str) -> range | None:
    """The characters of `text` that are the words of `quote`, whatever blanks are between them."""
    words = quote.split()
    found = re.search(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)", text) if words else None
    return range(*found.span()) if found else None


def number_and_heading(printed: str) -> tuple[str, str]:
    """`2.1. Пытки` is the heading «Пытки» with the number 2.1; a stop or colon at its end closes it."""
    found = _NUMBERED.match(printed)
    return (found[1], clean_heading(printed[found.end() :])) if found else ("", clean_heading(printed))


def may_contain(sections: Sequence[SectionDraft], above: int, section: int) -> bool:
    """Whether `section` can be under `above` without another place in the reading order."""
    between = (one.level for one in sections[above + 1 : section])
    is_headed = bool(printed_words(sections[above]))
    return is_headed and above < section and all(level > sections[above].level for level in between)


def _with_parents(tree: Tree) -> tuple[SectionDraft, ...]:
    """Parents follow from the levels: the nearest section before that stands higher."""
    opened: list[int] = []
    done: list[SectionDraft] = []
    for place, section in enumerate(tree):
        while opened and tree[opened[-1]].level >= section.level:
            opened.pop()
        done.append(replace(section, parent=opened[-1] if opened else None))
        opened.append(place)
    return tuple(done)


def _move(tree: Tree, correction: Correction) -> Tree | None:
    place = find_heading(tree, correction.anchor)
    if place is None:
        return None
    level = 1
    if correction.under is not None:
        above = find_heading(tree, correction.under)
        if above is None or not may_contain(tree, above, place):
            return None
        level = tree[above].level + 1
    if level > tree[place].level:
        return _shifted(tree, range(place, _end(tree, place)), level - tree[place].level)
    while tree[place].level > level:
        tree = _raised(tree, place)
    return tree


def _raised(tree: Tree, place: int) -> Tree:
    """One level up. What follows under the same parent comes along, or it would be swallowed by the section."""
    end = next((n for n in range(place + 1, len(tree)) if tree[n].level < tree[place].level), len(tree))
    return _shifted(tree, range(place, end), -1)


def _end(tree: Tree, place: int) -> int:
    """The place behind the last section below this one."""
    return next((n for n in range(place + 1, len(tree)) if tree[n].level <= tree[place].level), len(tree))


def _shifted(tree: Tree, places: range, by: int) -> Tree:
    moved = [replace(one, level=one.level + by) for one in tree[places.start : places.stop]]
    return [*tree[: places.start], *moved, *tree[places.stop :]]


def _merge(tree: Tree, correction: Correction) -> Tree | None:
    """A heading that is none becomes text of the section before it, as does its own text."""
    place = find_heading(tree, correction.anchor)
    if place is None:
        return None
    gone, text = tree[place], _as_text(tree[place])
    above = tree[place - 1] if place else _untitled(gone)
    joined = replace(above, paragraphs=above.paragraphs + text, line_end=max(above.line_end, gone.line_end))
    level = above.level if printed_words(above) else 0  # the untitled introduction contains nothing
    below = range(place + 1, _end(tree, place))
    tree = _shifted(tree, below, level - gone.level)
    return [*tree[: max(place - 1, 0)], joined, *tree[place + 1 :]]


def _untitled(section: SectionDraft) -> SectionDraft:
    """The untitled introduction, before there is text in it."""
    bare = replace(section, number="", heading="", printed="", rule="", paragraphs=())
    return replace(bare, level=1, line_start=1)


def _as_text(section: SectionDraft) -> tuple[Paragraph, ...]:
    """Its words without a heading; those of a heading that an editor added stand nowhere in the file."""
    if section.rule == ADDED:
        return section.paragraphs
    head = Paragraph(printed_words(section), (Mark(0, section.line_start),))
    if section.rule == _RUN_IN and section.paragraphs:
        first, *rest = section.paragraphs
        return (join([replace(head, text=f"{head.text}:"), first]), *rest)
    return (head, *section.paragraphs)


def _split(tree: Tree, correction: Correction) -> Tree | None:
    spot = _paragraph_meant(tree, correction)
    if spot is None or spot.paragraph is None:
        return _named_as_said(tree, correction)
    section = tree[spot.section]
    paragraph = section.paragraphs[spot.paragraph]
    quoted = find_quote(paragraph.text, correction.quote) or range(0)
    before, after = _parted(paragraph, quoted)
    line = line_at(paragraph, quoted.start)
    upper = _closed_at(section, (*section.paragraphs[: spot.paragraph], *before), line)
    lower = replace(
        section,
        line_start=line,
        rule=EDITOR if correction.quote else ADDED,
        paragraphs=(*after, *section.paragraphs[spot.paragraph + 1 :]),
    )
    parts = [_named(replace(lower, printed=correction.quote), correction)]
    if upper.paragraphs or printed_words(upper):
        parts.insert(0, upper)
    return [*tree[: spot.section], *parts, *tree[spot.section + 1 :]]


def _paragraph_meant(tree: Tree, correction: Correction) -> Spot | None:
    """The anchored paragraph; where paragraphs were cut otherwise since, the only one that holds the quotation."""
    found = find_paragraph(tree, correction.anchor)
    if not correction.quote or (found and find_quote(found.text, correction.quote)):
        return found
    holding = [spot for spot in paragraphs_of(tree) if find_quote(spot.text, correction.quote)]
    return holding[0] if len(holding) == 1 else None


def _named_as_said(tree: Tree, correction: Correction) -> Tree | None:
    """A rule finds the new heading by now: it keeps the rule and gets the editor's words."""
    words = fold(correction.quote)
    place = find_heading(tree, replace(correction.anchor, words=words)) if words else None
    if place is None or fold(printed_words(tree[place])) != words:
        return None
    return _with_name(tree, place, correction)


def _parted(paragraph: Paragraph, quoted: range) -> tuple[list[Paragraph], list[Paragraph]]:
    """What stands before the quotation and what behind it; without a quotation the whole stands behind."""
    if not quoted:
        return [], [paragraph]
    closing = _CLOSING.match(paragraph.text, quoted.stop)
    before, _ = cut(paragraph, quoted.start)
    _, after = cut(paragraph, closing.end() if closing else quoted.stop)
    return [one for one in [before] if one.text], [one for one in [after] if one.text]


def _closed_at(section: SectionDraft, paragraphs: tuple[Paragraph, ...], line: int) -> SectionDraft:
    """The part of a section before the new heading on source line `line`."""
    end = max((one.line_end for one in paragraphs), default=section.line_start)
    return replace(section, paragraphs=paragraphs, line_end=max(section.line_start, min(end, line)))


def _rename(tree: Tree, correction: Correction) -> Tree | None:
    place = find_heading(tree, correction.anchor)
    return None if place is None else _with_name(tree, place, correction)


def _with_name(tree: Tree, place: int, correction: Correction) -> Tree:
    section = tree[place]
    printed = "" if section.rule == ADDED else printed_words(section)
    return [*tree[:place], _named(replace(section, printed=printed), correction), *tree[place + 1 :]]


def _named(section: SectionDraft, correction: Correction) -> SectionDraft:
    """With the editor's words; `printed` is kept where they say something else."""
    named = replace(section, number=correction.number, heading=correction.heading)
    same = fold(f"{named.number}{named.heading}") == fold(named.printed)
    return replace(named, printed="") if same else named


_CHANGES: dict[CorrectionKind, Callable[[Tree, Correction], Tree | None]] = {
    CorrectionKind.PROMOTE: _move,
    CorrectionKind.DEMOTE: _move,
    CorrectionKind.MERGE: _merge,
    CorrectionKind.SPLIT: _split,
    CorrectionKind.RENAME: _rename,
}
