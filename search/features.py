"""What the sections in the index name: gathered from the index and the record, for each generation of the index.

Gathered anew when the thesaurus changes, too. The engine gives what each part of the index names and keeps it, so that
a commit costs what it changed. Only the newest is kept. A report that is withdrawn leaves the index, and with it these
features.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from archive.models import Link, LinkKind, Violation
from search import proper_names
from search.finding import backend
from search.latest import Latest
from search.similar import Features, Part, Parts, Thing, features
from search.thesaurus import LANGUAGES, concepts, revision

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from search.similar import Small
    from search.thesaurus import Stems, Term

CHUNK = 500  # rows read at once


@dataclass(frozen=True, slots=True)
class Known:
    """The features of the index, and how each name in them is printed."""

    features: Features
    printed: dict[str, str]


@dataclass(frozen=True, slots=True)
class Keyed:
    """A part of the index with names by their keys; `keys` has that of each thing of the part as it was, or ""."""

    part: Part
    keys: tuple[str, ...]


def current() -> Known:
    """The features of the index in use, or those of the moment before; see search.latest. Raises IndexUnfit."""
    return LATEST.get()


def _version() -> tuple[Hashable, str]:
    """The generation of the index and the state of the thesaurus."""
    return backend().generation(), revision()


def _gathered(version: tuple[Hashable, str]) -> Known:
    _, thesaurus = version
    parts = backend().named(_stems_by_name(thesaurus))
    keyed = [_keyed(part, thesaurus) for part, _ in parts]
    named = [(own.part, live) for own, (_, live) in zip(keyed, parts, strict=True)]
    # A group of violations says less than the violation that is in it, and would count it twice.
    groups = Violation.objects.filter(children__isnull=False).values_list("slug", flat=True)
    found = features([*named, *_laws(named)], {("violation", slug) for slug in groups})
    return Known(found, _printed(parts, keyed))


LATEST = Latest(_version, _gathered)


def concepts_by_name() -> dict[str, tuple[Term, ...]]:
    """The concepts of the thesaurus, each by its preferred terms; one of them alone may belong to two concepts.

    Concepts with the same preferred terms are one.
    """
    return _concepts_by_name(revision())


@lru_cache(maxsize=1)
def _concepts_by_name(thesaurus: str) -> dict[str, tuple[Term, ...]]:
    found: dict[str, tuple[Term, ...]] = {}
    for terms in dict.fromkeys(terms for several in concepts().values() for terms in several):
        name = " | ".join(preferred(terms, each) for each in LANGUAGES)
        found[name] = found.get(name, ()) + terms
    return found


@lru_cache(maxsize=1)
def _stems_by_name(thesaurus: str) -> dict[str, frozenset[Stems]]:
    return {name: frozenset(term.stems for term in terms) for name, terms in _concepts_by_name(thesaurus).items()}


def preferred(terms: tuple[Term, ...], language: str) -> str:
    """What a concept is called in a language ("kk", "ru" or "en"); "" where it has no term in it."""
    return next((term.text for term in terms if term.language == language), "")


def _laws(named: Parts) -> Parts:
    """Each law with the sections in the index that refer to it.

    The article of one edition of a law is not that of the next: a law is known by its row and the target together.
    """
    ids = np.unique(np.concatenate([np.empty(0, np.int64), *(part.ids[live] for part, live in named)]))
    places = {section: place for place, section in enumerate(ids.tolist())}
    found: dict[Thing, set[int]] = defaultdict(set)
    laws = Link.objects.filter(kind=LinkKind.LAW, to_law__isnull=False)
    for section, law, target in laws.values_list("section_id", "to_law_id", "target").iterator(CHUNK):
        if section in places:
            found["law", f"{law}/{target}"].add(places[section])
    part = Part.of(ids, ((law, sorted(sections)) for law, sections in found.items()))
    return [(part, np.ones(len(ids), np.bool_))]


@lru_cache(maxsize=1)
def _known_parts(thesaurus: str) -> WeakKeyDictionary[Part, Keyed]:
    """What was made of the parts by this thesaurus; a part goes when the engine has no use for it."""
    return WeakKeyDictionary()


def _keyed(part: Part, thesaurus: str) -> Keyed:
    known = _known_parts(thesaurus)
    if part not in known:
        known[part] = _with_keys(part, common_words())
    return known[part]


def _with_keys(part: Part, common: frozenset[str]) -> Keyed:
    """Several names of a section may have one key, and some none."""
    keys = tuple(proper_names.key(value, common) if kind == "name" else "" for kind, value in part.things)
    known: dict[Thing, int] = {}
    recoded = np.array(list(_recoded(part.things, keys, known)), np.int64)
    codes = recoded[part.codes] if len(recoded) else np.empty(0, np.int64)
    size = max(1, len(part.ids))
    pairs = np.unique(codes[codes >= 0] * size + part.numbers[codes >= 0])
    codes, numbers = np.divmod(pairs, size)
    return Keyed(Part(tuple(known), part.ids, _small(numbers), _small(codes)), keys)


def _recoded(things: tuple[Thing, ...], keys: tuple[str, ...], known: dict[Thing, int]) -> Iterator[int]:
    """The place of each thing among those `known`, which it joins; -1 for a name without a key."""
    for thing, key in zip(things, keys, strict=True):
        if thing[0] != "name":
            yield known.setdefault(thing, len(known))
        else:
            yield known.setdefault(("name", key), len(known)) if key else -1


def _small(numbers: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Small:
    return numbers.astype(np.int32)


def _printed(parts: Parts, keyed: list[Keyed]) -> dict[str, str]:
    """By its key the shortest form in which a name is printed in the index, which is most likely the nominative."""
    found: dict[str, str] = {}
    for (part, live), own in zip(parts, keyed, strict=True):
        standing = np.bincount(part.codes[live[part.numbers]], minlength=len(part.things)).tolist()
        for key, (_, code), sections in zip(own.keys, part.things, standing, strict=True):
            if key and sections:
                name = proper_names.printed(code)
                found[key] = min(found.get(key, name), name, key=lambda form: (len(form), form))
    return found


def common_words() -> frozenset[str]:
    """Stems of every word of the thesaurus."""
    return frozenset(word for stems in concepts() for word in stems)
