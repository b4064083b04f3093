"""What a reader may be about to type: terms, names, headings and frequent words that begin as the letters do.

Letters that not every keyboard has may be missing (казак suggests қазақ). The list is made once for each generation of
the index and of the thesaurus; only the newest is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from archive.models import Article, Report, Section, Violation
from archive.models.vocabulary import LANGUAGES
from search.analysis.characters import KAZAKH_LETTERS
from search.finding import backend
from search.spelling import plain
from search.thesaurus import concepts, revision

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 8
SHORTEST = 2  # letters
LONGEST = 60  # letters read
FREQUENT = 3  # sections a word stands in before it is suggested
KINDS = ("violation", "concept", "article", "report", "heading", "word")  # the most useful first


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`kind` is one of KINDS, `text` what to search for."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """`lower` is what is compared with Kazakh letters typed, `folded` with none."""

    suggestion: Suggestion
    lower: str
    folded: str


def suggest(typed: str) -> list[Suggestion]:
    """At most eight suggestions, those that begin with what was typed before those with a later word that does.

    Raises IndexUnfit where there is no index.
    """
    wanted = " ".join(typed[:LONGEST].lower().split())
    if len(wanted) < SHORTEST:
        return []
    is_kazakh = not KAZAKH_LETTERS.isdisjoint(wanted)
    wanted = wanted if is_kazakh else plain(wanted)
    found: dict[str, tuple[tuple[bool, int, int, str], Suggestion]] = {}
    for entry in _entries(backend().snapshot().generation, revision()):
        text = entry.lower if is_kazakh else entry.folded
        if text.startswith(wanted) or f" {wanted}" in text:
            one = entry.suggestion
            place = (not text.startswith(wanted), KINDS.index(one.kind), len(text), text)
            found[entry.lower] = min(found.get(entry.lower, (place, one)), (place, one), key=lambda each: each[0])
    return [one for _, one in sorted(found.values(), key=lambda each: each[0])[:MOST]]


def suggest_instead(typed: str) -> list[Suggestion]:
    """For words that found nothing: suggestions for the longest beginning that has any, at least half of it."""
    wanted = typed[:LONGEST].strip()
    for length in range(len(wanted), max(SHORTEST, len(wanted) // 2), -1):
        if found := suggest(wanted[:length]):
            return [one for one in found if one.text.lower() != wanted.lower()]
    return []


@lru_cache(maxsize=1)
def _entries(generation: tuple[str, int], thesaurus: str) -> list[_Entry]:
    every = dict.fromkeys(Suggestion(kind, text) for kind, text in (*_of_record(), *_of_index()) if text)
    return [_Entry(one, one.text.lower(), plain(one.text.lower())) for one in every]


def _of_record() -> Iterator[tuple[str, str]]:
    names = [f"name_{language}" for language in LANGUAGES]
    for kind, rows in (("violation", Violation.objects.all()), ("article", Article.objects.all())):
        yield from ((kind, name) for row in rows.values_list(*names) for name in row)
    yield from (("report", title) for title in Report.objects.published().values_list("title", flat=True))
    headings = Section.objects.published().values_list("heading", flat=True).order_by()
    yield from (("heading", heading) for heading in headings.distinct())


def _of_index() -> Iterator[tuple[str, str]]:
    terms = {term.text for several in concepts().values() for concept in several for term in concept}
    yield from (("concept", text) for text in sorted(terms))
    for word, info in backend().snapshot().reader.iter_field("text_exact"):
        if info.doc_frequency() >= FREQUENT and word.decode().isalpha():
            yield "word", word.decode()
