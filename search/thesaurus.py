"""Terms across languages: a word of the query also asks for what the same thing is called in the other languages.

The concepts are data (fixtures/thesaurus/*.json, described there): for each language the terms of one concept, the
preferred one first. A term is known by the stems of its words, so any form of it will do.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from search.analysis import Forms, analyser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.plan import Clause

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "thesaurus"
LONGEST = 4  # words of a term

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a concept as a phrase to look for."""

    text: str
    language: str
    words: tuple[Forms, ...]

    @property
    def stems(self) -> Stems:
        return tuple(word.stems[0] for word in self.words)


@dataclass(frozen=True, slots=True)
class Related:
    """What a concept adds to words of the query: `typed` as it was typed, `terms` as the thesaurus has them.

    `key` is the concept's preferred term: it names the concept in addresses, where a reader switches it off.
    """

    typed: str
    terms: tuple[Term, ...]
    key: str
    is_on: bool


@cache
def concepts() -> dict[Stems, tuple[tuple[Term, ...], ...]]:
    """By the stems of a term: the concepts it belongs to, each with all its terms."""
    found: dict[Stems, list[tuple[Term, ...]]] = defaultdict(list)
    for path in sorted(FOLDER.glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            terms = tuple(_term(text, language) for language in ("kk", "ru", "en") for text in row[language])
            for stems in {term.stems for term in terms}:
                found[stems].append(terms)
    return {stems: tuple(several) for stems, several in found.items()}


def _term(text: str, language: str) -> Term:
    """The term cut as a query is: the whole of a hyphenated word, not its parts."""
    tokens = {token.position: token for token in reversed(analyser(language).tokens(text))}
    words = tuple(Forms(tokens[n].exact, (tokens[n].stem,)) for n in sorted(tokens))
    return Term(text, language, words)


def relate(
    clauses: tuple[Clause, ...], off: frozenset[str] = frozenset()
) -> tuple[tuple[Clause, ...], tuple[Related, ...]]:
    """The clauses with what else each may be called, and what each concept adds, to be shown to the reader.

    A term of several words answers each of the words of the query that named it. Phrases in quotation marks and
    alternatives typed with OR are looked for as they stand. Concepts whose key is in `off` add nothing.
    """
    others: dict[int, list[tuple[Forms, ...]]] = defaultdict(list)
    related = []
    for first, last in _runs(clauses):
        typed = " ".join(clause.words[0].exact for clause in clauses[first:last])
        for key, added in _added(clauses[first:last]).items():
            related.append(Related(typed, tuple(added), key, key not in off))
            for place in range(first, last) if key not in off else ():
                others[place] += [term.words for term in added]
    wider = tuple(replace(c, others=tuple(dict.fromkeys([*c.others, *others[n]]))) for n, c in enumerate(clauses))
    return wider, tuple(related)


def _runs(clauses: tuple[Clause, ...]) -> Iterator[tuple[int, int]]:
    """Neighbouring words that may be one term, the longer runs first."""
    for length in range(min(LONGEST, len(clauses)), 0, -1):
        for first in range(len(clauses) - length + 1):
            if all(clause.is_plain for clause in clauses[first : first + length]):
                yield first, first + length


def _added(clauses: tuple[Clause, ...]) -> dict[str, list[Term]]:
    """For each concept that these words name, by its key, the terms they do not find anyway, each in one form."""
    known = concepts()
    named: dict[str, dict[Stems, Term]] = defaultdict(dict)
    for stems in product(*(clause.words[0].stems for clause in clauses)):
        for concept in known.get(stems, ()):
            for term in concept:
                named[concept[0].text].setdefault(term.stems, term)
    added = {key: [t for t in terms.values() if not _is_typed(t, clauses)] for key, terms in named.items()}
    return {key: terms for key, terms in added.items() if terms}


def _is_typed(term: Term, clauses: tuple[Clause, ...]) -> bool:
    """Whether looking for the words as typed finds the term anyway."""
    if len(term.words) != len(clauses):
        return False
    return all(word.stems[0] in clause.words[0].stems for word, clause in zip(term.words, clauses, strict=True))
