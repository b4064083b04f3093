"""Where references stand: the text of a section, and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.importing.draft import Evidence, LinkDraft

if TYPE_CHECKING:
    from archive.importing.draft import SectionDraft

PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Passage:
    """The heading of section number `section`, or its text: the paragraphs joined by an empty line."""

    section: int
    text: str
    is_heading: bool = False
    rule: str = ""  # the rule that found the heading

    def link(self, kind: str, target: str, span: tuple[int, int], rule: str) -> LinkDraft:
        """A reference with the words in `span` (characters of the text) as its proof; a heading has no offsets."""
        start, end = span
        quote = self.text[start:end]
        evidence = Evidence(rule, quote) if self.is_heading else Evidence(rule, quote, start, end)
        return LinkDraft(self.section, kind, target, evidence)


def text_of(section: SectionDraft) -> str:
    return PARAGRAPH_BREAK.join(paragraph.text for paragraph in section.paragraphs)


def passages(section: SectionDraft, index: int) -> list[Passage]:
    """The heading and the text of a section, as far as it has them."""
    found = [Passage(index, section.heading, is_heading=True, rule=section.rule)] if section.heading else []
    text = text_of(section)
    return [*found, Passage(index, text)] if text else found


def sentence_start(text: str, place: int) -> int:
    """Where the sentence (or the paragraph) around character `place` begins."""
    ends = [(text.rfind(mark, 0, place), mark) for mark in (". ", "! ", "? ", PARAGRAPH_BREAK)]
    return max((end + len(mark) for end, mark in ends if end >= 0), default=0)
