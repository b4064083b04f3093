"""What the sections in the index name: gathered from the index and the record, once for each generation of the index.

Gathered anew when the thesaurus changes. Only the generation in use is kept. A report that is withdrawn leaves the
index, and with it these features.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from archive.models import Link, LinkKind, Section, Violation
from search.analysis import stem
from search.finding import backend
from search.similar import Features, Thing, features
from search.spelling import plain
from search.thesaurus import concepts, revision

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from search.thesaurus import Term

Named = dict[Thing, set[int]]

CHUNK = 500  # rows read at once
CAPITAL, SMALL = "А-ЯЁӘҒҚҢӨҰҮҺІA-Z", "а-яёәғқңөұүһіa-z"
# Two or three capitalised words in a row inside a sentence: a person, a place, an institution.
NAME = re.compile(rf"(?<=[\w,] )[{CAPITAL}][{SMALL}]{{2,}}(?: [{CAPITAL}][{SMALL}]{{2,}}){{1,2}}")


@dataclass(frozen=True, slots=True)
class Known:
    """The features of the index, and how each name in them is printed."""

    features: Features
    printed: dict[str, str]


def current() -> Known:
    """The features of the index in use. Raises IndexUnfit where there is none."""
    return _of_generation(backend().generation(), revision())


@lru_cache(maxsize=1)
def _of_generation(generation: Hashable, thesaurus: str) -> Known:
    terms = {name: {term.stems for term in several} for name, several in _concepts_by_name(thesaurus).items()}
    parents = Violation.objects.filter(children__isnull=False).values_list("slug", flat=True)
    groups = {("violation", slug) for slug in parents}
    # A group of violations says less than the violation that is in it, and would count it twice.
    named: Named = {thing: ids for thing, ids in backend().named(terms) if thing not in groups}
    known = frozenset(backend().ids())
    for thing, section in _laws(known):
        named.setdefault(thing, set()).add(section)
    printed: dict[str, str] = {}
    for section, found in _names(known):
        for key, name in found.items():
            named.setdefault(("name", key), set()).add(section)
            printed[key] = min(printed.get(key, name), name, key=len)  # most likely the nominative
    return Known(features(named, len(known)), printed)


def concepts_by_name() -> dict[str, tuple[Term, ...]]:
    """The concepts of the thesaurus, each by its preferred terms; one of them alone may belong to two concepts."""
    return _concepts_by_name(revision())


@lru_cache(maxsize=1)
def _concepts_by_name(thesaurus: str) -> dict[str, tuple[Term, ...]]:
    every = {terms for several in concepts().values() for terms in several}
    return {" | ".join(preferred(terms, each) for each in ("kk", "ru", "en")): terms for terms in every}


def preferred(terms: tuple[Term, ...], language: str) -> str:
    """What a concept is called in a language ("kk", "ru" or "en"); "" where it has no term in it."""
    return next((term.text for term in terms if term.language == language), "")


def _laws(known: frozenset[int]) -> Iterator[tuple[Thing, int]]:
    """Each law with a section in the index that refers to it.

    The article of one edition of a law is not that of the next: a law is known by its row and the target together.
    """
    laws = Link.objects.filter(kind=LinkKind.LAW, to_law__isnull=False)
    for section, law, target in laws.values_list("section_id", "to_law_id", "target").iterator(CHUNK):
        if section in known:
            yield ("law", f"{law}/{target}"), section


def _names(known: frozenset[int]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each section in the index with the names in its text."""
    common = common_words()
    texts = Section.objects.published().values_list("pk", "language", "text")
    for section, language, text in texts.order_by().iterator(CHUNK):
        if section in known:
            yield section, names(text, language, common)


def names(text: str, language: str, common: frozenset[str]) -> dict[str, str]:
    """The names in a text as printed, by a form that is alike for their cases and for Kazakh and Russian spelling.

    What has one of the `common` stems, those of the thesaurus, is the name of an institution or a law: those are known
    as concepts.
    """
    found = {}
    for printed in NAME.findall(text):
        words = [stem(word, language) for word in printed.split()]
        if common.isdisjoint(words):
            found[" ".join(map(plain, words))] = printed
    return found


def common_words() -> frozenset[str]:
    """Stems of every word of the thesaurus."""
    return frozenset(word for stems in concepts() for word in stems)
