"""Marking the words of a query in a text: by the same analyser that indexed it, escaped, in the original spelling."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from search.analysis import analyser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from django.utils.safestring import SafeString

    from search.analysis import Forms, Token
    from search.plan import Clause
    from search.thesaurus import Related


class Kind(Enum):
    """How the words that stand in a text relate to what was typed; the value is the class of their mark."""

    EXACT = "exact"
    FORM = "form"
    OTHER = "other"
    REPAIRED = "repaired"


@dataclass(frozen=True, slots=True)
class Way:
    """Words that will do for a clause, `typed` as the reader typed it. `kind` is never EXACT: the text decides that."""

    clause: Clause
    words: tuple[Forms, ...]
    typed: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Match:
    """Characters start..end of a text are one word, or one phrase, of the query."""

    start: int
    end: int
    kind: Kind
    way: Way


def clause_text(clause: Clause) -> str:
    return " | ".join(" ".join(f"{word.exact}*" if word.is_prefix else word.exact for word in w) for w in clause.typed)


def ways_of(clauses: Iterable[Clause], related: Iterable[Related] = ()) -> list[Way]:
    """Everything that will do for the clauses, what was typed first; `related` tells which words a term answers."""
    named = {
        (word, term.words): each.typed
        for each in reversed([*related])  # the longer runs of words come first, and are kept
        for term in each.terms
        for word in each.typed.split()
    }
    ways = []
    for clause in clauses:
        typed = clause.repaired.typed if clause.repaired else clause_text(clause)
        kind = Kind.REPAIRED if clause.repaired else Kind.FORM
        ways += [Way(clause, words, typed, kind) for words in clause.typed]
        for words in clause.others:
            answered = named.get((clause.words[0].exact, words), "")
            ways.append(Way(clause, words, typed if clause.repaired or not answered else answered, _other(clause)))
    return ways


def _other(clause: Clause) -> Kind:
    return Kind.REPAIRED if clause.repaired else Kind.OTHER


def mark(text: str, language: str, clauses: Iterable[Clause]) -> SafeString:
    """`text` as HTML, each match in <mark>; the words of a phrase are marked as one, and only where they follow."""
    return marked(text, matches(text, language, ways_of(clauses)))


def matches(text: str, language: str, ways: Iterable[Way]) -> list[Match]:
    """Where the words of a query stand in a text, in order; of two that overlap the earlier, then the longer."""
    ways = list(ways)
    if not ways:
        return []
    places = places_of(text, language)
    found = sorted(
        (match for way in ways for match in places.matches(way)),
        key=lambda match: (match.start, -match.end, ORDER[match.kind]),
    )
    kept: list[Match] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


ORDER = {kind: place for place, kind in enumerate(Kind)}


def marked(text: str, found: Iterable[Match]) -> SafeString:
    """`text` as HTML, each match in a plain <mark>."""
    return _marked(text, found, lambda match: "<mark>")


def told_apart(text: str, found: Iterable[Match]) -> SafeString:
    """`text` as HTML, each match in a <mark>; one that is not as typed has a class that says how it relates to it."""
    return _marked(text, found, _telling)


def _telling(match: Match) -> str:
    if match.kind is Kind.EXACT:
        return "<mark>"
    if match.kind is Kind.FORM:
        return '<mark class="form">'
    title = gettext("found for “%s”") % match.way.typed
    return f'<mark class="{match.kind.value}" title="{escape(title)}">'


def _marked(text: str, found: Iterable[Match], opening: Callable[[Match], str]) -> SafeString:
    """Whatever stands in the text, or was typed, is escaped."""
    parts: list[str] = []
    done = 0
    for match in found:
        parts += [escape(text[done : match.start]), opening(match), escape(text[match.start : match.end]), "</mark>"]
        done = match.end
    return mark_safe("".join([*parts, escape(text[done:])]))  # noqa: S308  (escaped above, part by part)


@lru_cache(maxsize=1024)  # passages and headings, some 10 MB; a page has about eighty, and others show them again
def places_of(text: str, language: str) -> Places:
    """The tokens of a text by their forms; nobody may change what is given."""
    return Places(analyser(language).tokens(text))


class Places:
    """The tokens of a text by their forms."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._forms = {form for token in tokens for form in (token.exact, token.stem)}

    def matches(self, way: Way) -> Iterator[Match]:
        """Where the words of a way follow each other."""
        first = self._of(way.words[0])  # most ways do not stand in a passage at all
        rest = [self._of(word) for word in way.words[1:]] if first else []
        for position, token in first.items():
            following = [places.get(position + step) for step, places in enumerate(rest, start=1)]
            tokens = [token, *(each for each in following if each)]
            if len(tokens) == len(way.words):
                yield Match(token.start, tokens[-1].end, _kind(way, tokens), way)

    def _of(self, word: Forms) -> dict[int, Token]:
        """The tokens that are a form of the word, by position; the whole of a hyphenated word before its part."""
        if not word.is_prefix and word.exact not in self._forms and self._forms.isdisjoint(word.stems):
            return {}
        exact, stems = word.exact, word.stems
        if word.is_prefix:
            found = [token for token in self._tokens if token.exact.startswith(exact) or token.stem in stems]
        else:
            found = [token for token in self._tokens if token.exact == exact or token.stem in stems]
        return {token.position: token for token in sorted(found, key=lambda token: token.end)}


def _kind(way: Way, tokens: list[Token]) -> Kind:
    """A word of the query that stands as it was typed is exact; so is one that begins as typed before an asterisk."""
    if way.kind is not Kind.FORM:
        return way.kind
    both = zip(way.words, tokens, strict=True)
    return Kind.EXACT if all(word.is_prefix or token.exact == word.exact for word, token in both) else Kind.FORM
