"""The values of the section stage: kinds of headings, a found heading, a spot in the text, a document's manners."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.importing.draft import Paragraph


class Kind(StrEnum):
    """What a heading is in the hierarchy. The rules say how it looks; the tree asks only for its kind."""

    ANNEX = "annex"
    PART = "part"  # Раздел 1, 1-бөлім, I., capitals
    CHAPTER = "chapter"  # a title that the page headers of a designed document repeat
    NUMBER = "number"
    LETTER = "letter"
    ARTICLE = "article"
    PROVISION = "provision"  # a paragraph or letter of an article
    ANSWER = "answer"  # a paragraph of concluding observations
    TITLE = "title"
    ADDRESSEE = "addressee"
    RUN_IN = "run-in"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as one rule reads it. `number` is its enumerator ("1", "1.2", "а"), `articles` the numbers it names.

    `level` is 1 to 6 where the file itself gives the heading a level, `size` the height of its letters where the file
    sets its headings apart (1.0: as running text), else 0.
    """

    kind: Kind
    rule: str
    text: str
    number: str = ""
    articles: tuple[str, ...] = ()
    level: int = 0
    size: float = 0.0

    @property
    def depth(self) -> int:
        """Numbers of several steps nest: 1.2 is one step below 1."""
        return self.number.strip(".").count(".") if self.kind is Kind.NUMBER else 0


@dataclass(frozen=True, slots=True)
class Pages:
    """Source lines (1-based) that stand alone.

    `chapters`: names of chapters; `headers`: page headers; `bylines`: authors; `labels`: titles that chapters repeat.
    """

    chapters: frozenset[int] = frozenset()
    headers: frozenset[int] = frozenset()
    bylines: frozenset[int] = frozenset()
    labels: frozenset[int] = frozenset()

    @property
    def alone(self) -> frozenset[int]:
        return self.chapters | self.headers | self.bylines | self.labels


@dataclass(frozen=True, slots=True)
class Manners:
    """The habits of one document, measured before its headings are read.

    `run_in`: paragraphs begin with their own title and a colon. `closed`: headings end with a full stop.
    `contents`: folded entries of its contents page. `pages`: what the design of its pages tells. `set_apart`: the file
    tells its headings from its text, by their style or by their letters.
    """

    run_in: bool = False
    closed: bool = False
    contents: frozenset[str] = frozenset()
    pages: Pages = field(default_factory=Pages)
    language: str = ""
    set_apart: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph between its neighbours (None at the ends of the text)."""

    paragraph: Paragraph
    before: Paragraph | None = None
    after: tuple[Paragraph, ...] = ()
    manners: Manners = field(default_factory=Manners)

    @property
    def text(self) -> str:
        return self.paragraph.text.strip()


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph with its heading, or a paragraph of running text."""

    paragraph: Paragraph
    heading: Heading | None = None
