"""What every engine is given and what it answers: the same for all, so that times can be compared."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bench.search.questions import FACETS
from search.indexing import passage_terms
from search.search_indexes import SectionIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archive.models import Section
    from bench.search.questions import Query
    from search.indexing import Terms

PAGE = 20
GAP = "gap0"  # a term no text has, between passages: no phrase reaches across it
FIELDS = ("text", "heading", "path", "title")
SHOWN = 220  # letters of a text that are shown
ODD = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class Row:
    """A section with its terms as the archive's analyser makes them, in order and parted by blanks."""

    id: int
    text: str
    stems: str
    exact: str
    facets: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    total: int
    ids: list[int]
    counts: dict[str, dict[str, int]]
    marked: list[str] = field(default_factory=list)


class Engine(Protocol):
    name: str

    def build(self) -> None:
        """Index all sections of the archive."""
        ...

    def ask(self, query: Query, marks: bool) -> Answer:
        """The page of twenty, with counts of the five facets; with `marks`, also the texts with the words marked."""
        ...

    def size(self) -> int:
        """Bytes on disk."""
        ...

    def close(self) -> None: ...


def sections() -> Iterator[Section]:
    return SectionIndex().index_queryset().iterator(chunk_size=500)


def rows() -> Iterator[Row]:
    """Every section, prepared and analysed as for the archive's own index."""
    index = SectionIndex()
    for section in sections():
        prepared = index.full_prepare(section)
        terms = [passage_terms(prepared[name] or "", prepared["words_language"]) for name in FIELDS]
        exact, stems = (f" {GAP} ".join(_in_order(both[n]) for both in terms) for n in (0, 1))
        facets = {name: _codes(prepared[name]) for name in FACETS}
        yield Row(section.pk, section.text, stems, exact, facets)


def _codes(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _in_order(terms: Terms) -> str:
    """One term for each position (of a hyphenated word its parts), with gaps where positions are left out."""
    at = {position: term for term, position in terms}
    words: list[str] = []
    last = -1
    for position, term in at.items():
        if position > last + 1:
            words.append(GAP)
        words.append(ODD.sub(lambda sign: f"x{ord(sign[0]):x}", term))
        last = position
    return " ".join(words)


def marked(texts: Iterable[str], query: Query) -> list[str]:
    """The beginning of each text or what stands around the first match, with every word that begins so marked."""
    if not query.words:
        return [html.escape(text[:SHOWN]) for text in texts]
    # A stem may differ from its word in the last letters: what both begin with is looked for.
    starts = [_common(word, stem) for word, stem in zip(query.words, query.stems, strict=True)]
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, starts))})\w*", re.IGNORECASE)
    return [_marked(text, pattern) for text in texts]


def _common(word: str, stem: str) -> str:
    length = next((n for n, (a, b) in enumerate(zip(word, stem, strict=False)) if a != b), min(len(word), len(stem)))
    return word[: max(3, length)]


def _marked(text: str, pattern: re.Pattern[str]) -> str:
    found = pattern.search(text)
    start = max(0, found.start() - 60) if found else 0
    return pattern.sub(lambda match: f"<mark>{match[0]}</mark>", html.escape(text[start : start + SHOWN]))
