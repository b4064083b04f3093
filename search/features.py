"""What the sections in the index name: gathered once for each generation of the index, from the index and the record.

Only the generation in use is kept. A report that is withdrawn leaves the index, and with it these features.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from archive.models import Link, LinkKind, Section
from search.analysis import stem
from search.engines.whoosh.scoring import own_words
from search.engines.whoosh.snapshot import members
from search.finding import backend
from search.similar import Features, Thing, features
from search.spelling import plain
from search.thesaurus import concepts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.whoosh.snapshot import Snapshot
    from search.thesaurus import Term

Named = dict[Thing, set[int]]

SHORTEST_FIGURE = 3  # digits; smaller numbers are everywhere
CHUNK = 500  # rows read at once
CAPITAL, SMALL = "А-ЯЁӘҒҚҢӨҰҮҺІA-Z", "а-яёәғқңөұүһіa-z"
# Two or three capitalised words in a row inside a sentence: a person, a place, an institution.
NAME = re.compile(rf"(?<=[\w,] )[{CAPITAL}][{SMALL}]{{2,}}(?: [{CAPITAL}][{SMALL}]{{2,}}){{1,2}}")


def current() -> Features:
    """The features of the index in use. Raises IndexUnfit where there is none."""
    return _of_generation(backend().snapshot().generation)


@lru_cache(maxsize=1)
def _of_generation(generation: tuple[str, int]) -> Features:
    snapshot = backend().snapshot()
    ids = snapshot.columns.ids
    named: Named = {thing: {ids[n] for n in members(bits)} for thing, bits in _in_index(snapshot)}
    for thing, section in _in_record(frozenset(ids.values())):
        named.setdefault(thing, set()).add(section)
    return features(named, len(ids))


def _in_index(snapshot: Snapshot) -> Iterator[tuple[Thing, int]]:
    """Each thing the index knows, with the set of sections that name it."""
    for kind in ("article", "violation"):
        yield from (((kind, value), bits) for value, bits in snapshot.columns.facets[kind].items())
    known = {term.decode() for term in snapshot.reader.lexicon("text_stem")}
    for name, terms in concepts_by_name().items():
        found = 0
        for stems in {term.stems for term in terms if known.issuperset(term.stems)}:
            found |= own_words(snapshot, stems)
        yield ("concept", name), found
    for word in (term.decode() for term in snapshot.reader.lexicon("text_exact")):
        if word.isdecimal() and len(word) >= SHORTEST_FIGURE:
            yield ("figure", word), snapshot.sections("text_exact", word) & snapshot.columns.live


@cache
def concepts_by_name() -> dict[str, tuple[Term, ...]]:
    """The concepts of the thesaurus, each by its preferred terms; one of them alone may belong to two concepts."""
    every = {terms for several in concepts().values() for terms in several}
    return {" | ".join(preferred(terms, each) for each in ("kk", "ru", "en")): terms for terms in every}


def preferred(terms: tuple[Term, ...], language: str) -> str:
    """What a concept is called in a language ("kk", "ru" or "en"); "" where it has no term in it."""
    return next((term.text for term in terms if term.language == language), "")


def _in_record(known: frozenset[int]) -> Iterator[tuple[Thing, int]]:
    """Each law and name with a section in the index that has it.

    The article of one edition of a law is not that of the next: a law is known by its row and the target together.
    """
    laws = Link.objects.filter(kind=LinkKind.LAW, to_law__isnull=False)
    for section, law, target in laws.values_list("section_id", "to_law_id", "target").iterator(CHUNK):
        if section in known:
            yield ("law", f"{law}/{target}"), section
    texts = Section.objects.published().values_list("pk", "language", "text")
    for section, language, text in texts.order_by().iterator(CHUNK):
        if section in known:
            yield from ((("name", name), section) for name in names(text, language))


def names(text: str, language: str) -> set[str]:
    """The names in a text, in a form that is alike for their cases and for Kazakh and Russian spelling.

    What has a word of the thesaurus is the name of an institution or a law: those are known as concepts.
    """
    found = (tuple(stem(word, language) for word in match.group().split()) for match in NAME.finditer(text))
    return {" ".join(map(plain, words)) for words in found if common_words().isdisjoint(words)}


@cache
def common_words() -> frozenset[str]:
    """Stems of every word of the thesaurus."""
    return frozenset(word for stems in concepts() for word in stems)
