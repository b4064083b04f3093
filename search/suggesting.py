"""What a reader may be about to type: terms, names, headings and frequent words that begin as the letters do.

Letters that not every keyboard has may be missing (казак suggests қазақ). The list is made once for each generation of
the index and of the thesaurus; only the newest is kept.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
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
    from collections.abc import Hashable, Iterable, Iterator

MOST = 8
SHORTEST = 2  # letters
LONGEST = 60  # letters read
FREQUENT = 3  # sections a word stands in before it is suggested
BLANK = re.compile(" ")
LAST = chr(sys.maxunicode)  # after every letter
KINDS = ("violation", "concept", "article", "report", "heading", "word")  # the most useful first


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`kind` is one of KINDS, `text` what to search for."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Entries:
    """Suggestions by what is typed for them: the rest of each from any of its words on, in order, and its number.

    `lower` is what is compared with Kazakh letters typed, `folded` with none.
    """

    suggestions: list[Suggestion]
    lower: list[tuple[str, int]]
    folded: list[tuple[str, int]]


def suggest(typed: str) -> list[Suggestion]:
    """At most eight suggestions, those that begin with what was typed before those with a later word that does.

    Raises IndexUnfit where there is no index.
    """
    wanted = " ".join(typed[:LONGEST].lower().split())
    if len(wanted) < SHORTEST:
        return []
    is_kazakh = not KAZAKH_LETTERS.isdisjoint(wanted)
    wanted = wanted if is_kazakh else plain(wanted)
    every = _entries(backend().generation(), revision())
    found: dict[str, tuple[tuple[bool, int, int, str], Suggestion]] = {}
    for number in _beginning(every.lower if is_kazakh else every.folded, wanted):
        one = every.suggestions[number]
        lower = one.text.lower()
        text = lower if is_kazakh else plain(lower)
        place = (not text.startswith(wanted), KINDS.index(one.kind), len(text), text)
        found[lower] = min(found.get(lower, (place, one)), (place, one), key=lambda each: each[0])
    return [one for _, one in sorted(found.values(), key=lambda each: each[0])[:MOST]]


def _beginning(places: list[tuple[str, int]], wanted: str) -> list[int]:
    """The numbers of the suggestions with a word from which on they begin so."""
    first = bisect_left(places, (wanted,))
    last = bisect_left(places, (wanted + LAST,))
    return sorted({number for _, number in places[first:last]})


def suggest_instead(typed: str) -> list[Suggestion]:
    """For words that found nothing: suggestions for the longest beginning that has any, at least half of it."""
    wanted = typed[:LONGEST].strip()
    for length in range(len(wanted), max(SHORTEST, len(wanted) // 2), -1):
        if found := suggest(wanted[:length]):
            return [one for one in found if one.text.lower() != wanted.lower()]
    return []


@lru_cache(maxsize=1)
def _entries(generation: Hashable, thesaurus: str) -> _Entries:
    pairs = dict.fromkeys((kind, text) for kind, text in (*_of_record(), *_of_index()) if text)
    every = [Suggestion(kind, text) for kind, text in pairs]
    lower = [one.text.lower() for one in every]
    return _Entries(every, _from_each_word(lower), _from_each_word(map(plain, lower)))


def _from_each_word(texts: Iterable[str]) -> list[tuple[str, int]]:
    places = []
    for number, text in enumerate(texts):
        starts = [0, *(match.end() for match in BLANK.finditer(text))]
        places += [(text[start:], number) for start in starts]
    return sorted(places)


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
    for word, sections in backend().words().items():
        if sections >= FREQUENT and word.isalpha():
            yield "word", word
