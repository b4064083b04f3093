"""Terms across languages: a word of the query also asks for what the same thing is called in the other languages.

The concepts are rows that admins edit (search.models); each process keeps them in memory and asks for their revision,
one small query, to know whether they changed. A term is known by the stems of its words, so any form of it will do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from django.apps import apps

from search.analysis import EVERY_STOPWORD, Forms, analyser, query_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.plan import Clause

LANGUAGES = ("kk", "ru", "en")
LONGEST = 4  # words of a term

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a concept as a phrase to look for."""

    text: str
    language: str
    words: tuple[Forms, ...]
    telling: Stems  # what a query names it by

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
    kind: str = "concept"  # or "name": another spelling of it


@dataclass(frozen=True, slots=True)
class _Known:
    """By the telling stems of a term: the concepts it belongs to, each with all its terms, and their identifiers."""

    concepts: dict[Stems, tuple[tuple[Term, ...], ...]]
    slugs: dict[Stems, tuple[str, ...]]


def revision() -> str:
    """The name of the thesaurus as it stands, another one after every change of a term. One small query."""
    return str(_model("Thesaurus").objects.revision())


def _model(name: str) -> Any:
    """A model by its name: an engine imports this module in processes that have no models, and asks nothing there."""
    return apps.get_model("search", name)


def concepts() -> dict[Stems, tuple[tuple[Term, ...], ...]]:
    """By the stems of a term: the concepts it belongs to, each with all its terms. Asks for the revision."""
    return _known(revision()).concepts


def slugs_with(stems: Stems) -> tuple[str, ...]:
    """The identifiers of the concepts that have a term with these telling stems."""
    return _known(revision()).slugs.get(stems, ())


@lru_cache(maxsize=1)
def _known(revision: str) -> _Known:
    """Made anew where the revision is another; who read while an admin saved does so at the next question."""
    by_stems: dict[Stems, list[tuple[Term, ...]]] = defaultdict(list)
    slugs: dict[Stems, list[str]] = defaultdict(list)
    for slug, terms in _rows().items() if revision else ():
        for stems in {term.telling for term in terms}:
            by_stems[stems].append(terms)
            slugs[stems].append(slug)
    return _Known({s: tuple(found) for s, found in by_stems.items()}, {s: tuple(found) for s, found in slugs.items()})


def _rows() -> dict[str, tuple[Term, ...]]:
    """The terms of each concept, those in Kazakh first."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = _model("Term").objects.order_by("concept_id", "order").values_list("concept__slug", "language", "text")
    for slug, language, text in rows:
        found[slug].append((language, text))
    for terms in found.values():
        terms.sort(key=lambda term: LANGUAGES.index(term[0]))
    return {slug: tuple(term_of(text, language) for language, text in terms) for slug, terms in found.items()}


@lru_cache(maxsize=2**15)  # after an edit only the words that are new are analysed
def term_of(text: str, language: str) -> Term:
    """The term as it stands in the index, and as a query names it.

    In the index a hyphenated word and its first part share a place, and its other parts follow; in a query it is one
    word, and words that are left out of queries (және, of) count for nothing.
    """
    analyse = analyser(language)
    tokens = {token.position: token for token in reversed(analyse.tokens(text))}
    words = tuple(Forms(tokens[n].exact, (tokens[n].stem,)) for n in sorted(tokens))
    whole = [word.exact for word in query_words(text)]
    telling = [word for word in whole if word not in EVERY_STOPWORD] or whole
    return Term(text, language, words, tuple(analyse.stem(word) for word in telling))


def relate(
    clauses: tuple[Clause, ...], off: frozenset[str] = frozenset()
) -> tuple[tuple[Clause, ...], tuple[Related, ...]]:
    """The clauses with what else each may be called, and what each concept adds, to be shown to the reader.

    A term of several words answers each of the words of the query that named it. Phrases in quotation marks and
    alternatives typed with OR are looked for as they stand. Concepts whose key is in `off` add nothing.
    """
    others: dict[int, list[tuple[Forms, ...]]] = defaultdict(list)
    related = []
    runs = list(_runs(clauses))
    known = concepts() if runs else {}
    for first, last in runs:
        typed = " ".join(clause.words[0].exact for clause in clauses[first:last])
        for key, added in _added(clauses[first:last], known).items():
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


def _added(clauses: tuple[Clause, ...], known: dict[Stems, tuple[tuple[Term, ...], ...]]) -> dict[str, list[Term]]:
    """For each concept that these words name, by its key, the terms they do not find anyway, each in one form."""
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
