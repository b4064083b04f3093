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
    """What is looked for beside words of the query: `typed` as it was typed, `terms` as the thesaurus has them."""

    typed: str
    terms: tuple[Term, ...]


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


def relate(clauses: tuple[Clause, ...]) -> tuple[tuple[Clause, ...], tuple[Related, ...]]:
    """The clauses with what else each may be called, and what was added, to be shown to the reader.

    A term of several words answers each of the words of the query that named it. Phrases in quotation marks and
    alternatives typed with OR are looked for as they stand.
    """
    others: dict[int, list[tuple[Forms, ...]]] = defaultdict(list)
    related = []
    for first, last in _runs(clauses):
        added = _added(clauses[first:last])
        if added:
            typed = " ".join(clause.words[0].exact for clause in clauses[first:last])
            related.append(Related(typed, tuple(added)))
        for place in range(first, last):
            others[place] += [term.words for term in added]
    wider = tuple(replace(c, others=tuple(dict.fromkeys([*c.others, *others[n]]))) for n, c in enumerate(clauses))
    return wider, tuple(related)


def _runs(clauses: tuple[Clause, ...]) -> Iterator[tuple[int, int]]:
    """Neighbouring words that may be one term, the longer runs first."""
    for length in range(min(LONGEST, len(clauses)), 0, -1):
        for first in range(len(clauses) - length + 1):
            if all(clause.is_plain for clause in clauses[first : first + length]):
                yield first, first + length


def _added(clauses: tuple[Clause, ...]) -> list[Term]:
    """The terms these words have a concept in common with, each once in whatever form."""
    known = concepts()
    stems = product(*(clause.words[0].stems for clause in clauses))
    named = {term.stems: term for each in stems for concept in known.get(each, ()) for term in reversed(concept)}
    return [term for term in named.values() if not _is_typed(term, clauses)]


def _is_typed(term: Term, clauses: tuple[Clause, ...]) -> bool:
    """Whether looking for the words as typed finds the term anyway."""
    if len(term.words) != len(clauses):
        return False
    return all(word.stems[0] in clause.words[0].stems for word, clause in zip(term.words, clauses, strict=True))
