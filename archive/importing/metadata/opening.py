"""The opening of a report: the headings and paragraphs of its first pages, without the page of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.importing.draft import DocumentDraft

_LONGEST = 8_000  # characters: a decree, a title page and an introduction
_MOST_WORDS = 60  # of a title; those of treaty reports are the longest
_CONTENTS = "contents page"
_SENTENCE_END = re.compile(r"(?<=[.!?…])(?<!\b[сc][мт]\.)\s+(?=[«\"“(]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ0-9])")
# «Настоящий доклад», «Осы баяндама»: a report that speaks of itself. «Баяндама»/«есеп» and «доклад»/«отчёт» are equal.
REPORT = r"(?:баяндама|есеп|есеб|доклад|отч[её]т|report)"
_SELF = re.compile(
    rf"(?:осы|бұл|аталған|настоящ\w+|этот|данн\w+|представленн\w+|this|the present)\s+(?:[\w-]+\s+){{0,4}}{REPORT}"
    rf"|{REPORT}\w*\s+(?:охватывает|подготовлен|представлен|қамтиды|covers)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A heading or a paragraph of the opening, with the source line it begins on."""

    text: str
    line: int
    is_heading: bool
    is_numbered: bool

    @property
    def is_title(self) -> bool:
        """Whether it stands alone as titles do: short, and without the stop of a sentence."""
        short = len(self.text.split()) <= _MOST_WORDS
        return short and not self.is_numbered and not self.text.endswith((".", ",", ";", ":"))

    @property
    def sentences(self) -> list[str]:
        return sentences_of(self.text)

    @property
    def own_sentences(self) -> list[str]:
        """The sentences in which a report speaks of itself."""
        return [sentence for sentence in self.sentences if _SELF.search(sentence)]


def sentences_of(text: str) -> list[str]:
    """A text cut where a stop, a blank and a capital follow each other, but not after «см.» and «ст.»."""
    return _SENTENCE_END.split(text)


def opening(draft: DocumentDraft) -> tuple[Line, ...]:
    """Headings and paragraphs in reading order, as far as the opening goes."""
    lines: list[Line] = []
    length = 0
    for line in _lines(draft):
        lines.append(line)
        length += len(line.text)
        if length > _LONGEST:
            break
    return tuple(lines)


def _lines(draft: DocumentDraft) -> Iterator[Line]:
    for section in draft.sections:
        if section.rule == _CONTENTS:
            continue
        if section.heading.strip():
            yield Line(section.heading.strip(), section.line_start, True, bool(section.number))
        for paragraph in section.paragraphs:
            if paragraph.text.strip():
                yield Line(paragraph.text.strip(), paragraph.line_start, False, False)
