"""Frozen values passed between the import stages. Pure: no Django, no input or output.

    bytes ─ extraction ─▶ RawText ─ cleaning ─▶ CleanText ─ sections ─▶ SectionDraft
          ─ references, tagging ─▶ DocumentDraft

Every value keeps its source place, so that a quotation can be checked against the file it came from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ImportProblem(Exception):
    """An input that cannot be imported.

    `code` names the kind of problem (the interface translates it); `details` are its figures, such as a line number.
    """

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


class Role(StrEnum):
    """What a line is on its page, where the file tells."""

    TEXT = ""
    ITEM = "item"  # of a list
    ROW = "row"  # of a table, its cells parted by CELL
    NOTE = "note"  # a footnote
    FURNITURE = "furniture"  # running header, page number


CELL = " | "


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is set in a file that tells (PDF, DOCX, ODT, HTML): evidence for paragraphs and headings.

    `level` is 1 to 6 where the file itself calls the line a heading (style, h1 to h6, bookmark), else 0. `size` is the
    height of its letters against that of running text (1.0). `lead` is how many characters at its beginning are bold,
    all of them in a bold line. `starts` is False for a line that goes on with the paragraph before it.
    """

    role: Role = Role.TEXT
    level: int = 0
    size: float = 1.0
    lead: int = 0
    starts: bool = True


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line as extracted. `number` is 1-based: the line of a text file, elsewhere the running number of the line.

    `page` is the 1-based page, if the file has pages; `style` is None in plain text.
    """

    number: int
    text: str
    page: int | None = None
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class PageReading:
    """How a page was read: by which `reader`, and with what `health` (0 to 1: how far the result looks like text).

    `complaints` name what is wrong with it, the worst first.
    """

    number: int
    reader: str
    health: float
    complaints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something an editor should know about a file that was read: `code` names it, `page` is 0 for the whole file."""

    code: str
    page: int = 0
    details: str = ""


@dataclass(frozen=True, slots=True)
class RawText:
    """Reads: bytes. Writes: the lines of the source and how they were read.

    `format` is text, pdf, docx, odt or html; `encoding` that of a text file.
    """

    lines: tuple[RawLine, ...]
    encoding: str = ""
    format: str = "text"
    pages: tuple[PageReading, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """One change made by cleaning: `kind` names the rule, `before` and `after` the words, `line` the source line."""

    kind: str
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Mark:
    """From character `offset` of a text on, the words stand on source line `line` (1-based)."""

    offset: int
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A cleaned paragraph. `marks` has one Mark for each source line that contributed, the first at offset 0.

    `indent` is the blanks before the first line, `gap` the empty source lines before it: evidence for headings, as is
    `style`, that of its first line, where the file tells how lines are set.
    """

    text: str
    marks: tuple[Mark, ...]
    indent: int = 0
    gap: int = 0
    style: Style | None = None

    @property
    def line_start(self) -> int:
        return self.marks[0].line

    @property
    def line_end(self) -> int:
        return self.marks[-1].line


@dataclass(frozen=True, slots=True)
class CleanText:
    paragraphs: tuple[Paragraph, ...]
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """One node of the section tree, in reading order; `parent` is an index into the same tuple of sections.

    `rule` names the rule that found the heading; "" only for the untitled introduction. `printed` holds number and
    heading as they stand in the file, where an editor's words replaced them.
    """

    parent: int | None
    level: int
    number: str
    heading: str
    line_start: int
    line_end: int
    rule: str
    language: str
    paragraphs: tuple[Paragraph, ...]
    printed: str = ""


class CorrectionKind(StrEnum):
    """What an editor may change in the section tree."""

    PROMOTE = "promote"
    DEMOTE = "demote"
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a heading or a paragraph stood: its source line (1-based), its first words and those around them.

    A text quote selector (W3C Web Annotation); the words are folded to letters and digits, so that a repaired blank or
    comma changes nothing.
    """

    line: int
    words: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A change an editor made in the section tree, at a heading; a split, at a paragraph.

    A promoted or demoted section belongs `under` the heading anchored there; None is the top. `number` and `heading`
    are the words of a renamed or a new heading. `quote` is the part of the paragraph that is the new heading; "" where
    the heading is not printed in the file.
    """

    kind: CorrectionKind
    anchor: Anchor
    under: Anchor | None = None
    number: str = ""
    heading: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that prove a tag or a link. `start` and `end` are offsets into the section's text.

    The section's text is its paragraphs joined by one empty line. Where the proof is the heading, start = end = 0.
    """

    rule: str
    quote: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class TagDraft:
    """Section number `section` is about `code`: an article code (CAT:11) or a violation slug (torture)."""

    section: int
    kind: str  # "article" or "violation"
    code: str
    evidence: Evidence
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """A reference found in section `section`.

    `kind`: treaty-article, national-law, un-document, report, section, annex or paragraph (of concluding observations).
    `target` is the normalised form: CAT:11, CERD/C/KAZ/CO/4-5, "2.a", "annex:17", "criminal-code:146",
    "periodic:CAT:2". `to_section` is the number of the section that is meant, where it is one of this document.
    """

    section: int
    kind: str
    target: str
    evidence: Evidence
    to_section: int | None = None


@dataclass(frozen=True, slots=True)
class InstrumentTerms:
    """How texts name an instrument. `articles` holds the article codes the vocabulary knows."""

    code: str
    mentions: dict[str, tuple[str, ...]]  # language → names, most specific first
    articles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ViolationTerms:
    slug: str
    terms: dict[str, tuple[str, ...]]  # language → search terms


@dataclass(frozen=True, slots=True)
class LawTerms:
    """How texts name a national law, whichever edition of it: abbreviations in their own capitals, the rest in small.

    What begins with «о», «об» or "on", or ends with «туралы», is a title; a text says «law» or «code» with it.
    """

    code: str
    mentions: dict[str, tuple[str, ...]]  # language → names


@dataclass(frozen=True, slots=True)
class Vocabulary:
    instruments: tuple[InstrumentTerms, ...] = ()
    violations: tuple[ViolationTerms, ...] = ()
    laws: tuple[LawTerms, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a document before its text is read. `language` is kk, ru, en or "" (unknown).

    `corrections` are what editors changed in its section tree, the oldest first.
    """

    language: str
    instrument: str = ""
    kind: str = ""
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """The result of all stages for one file. `unfit` are those of the `corrections` that found no place in it."""

    language: str
    raw: RawText
    sections: tuple[SectionDraft, ...]
    tags: tuple[TagDraft, ...]
    links: tuple[LinkDraft, ...]
    repairs: tuple[Repair, ...]
    corrections: tuple[Correction, ...] = ()
    unfit: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a text says about itself: `value` for `field`, with the words that support it and their source line.

    `field` is title, language, publisher, symbol, instrument, kind, period, year_published or country. `value` is text
    as it would be typed: kk, CAT, state-report, 2013, KZ; a period is one year or two, "2008-2012". `share` is the part
    of the text that speaks for the value, from 0 to 1, where that can be counted.
    """

    field: str
    value: str
    quote: str
    line: int
    share: float | None = None
