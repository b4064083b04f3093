"""Which sections speak of the same: a comparison of what they name, whatever language they name it in.

A section is a set of things (concepts of the thesaurus, types of violation, articles, laws, names, figures). Two
sections are alike by the cosine of these sets, each thing weighing by its rarity: what stands in every section tells
nothing, and a long section that names everything is like none in particular.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from search.engines.postings import Floats, Ints, Mask

Thing = tuple[str, str]  # its kind and what it is within the kind
Small = NDArray[np.int32]  # there are some twenty pairs of section and thing for each section

# What a thing of a kind tells beside its rarity; figures also agree by chance.
WORTH = {"concept": 1.0, "violation": 1.0, "article": 1.0, "law": 1.5, "name": 1.5, "figure": 0.5}
CHANCE = frozenset({"figure"})  # kinds that never make two sections alike by themselves
FEWEST = 2  # things in common
LEAST = 0.14  # cosine, from 0 to 1
COMMON = 0.2  # what more of the sections name tells nothing, as "court" and "police" do not ...
FEW = 10  # ... but in a small archive a thing may be in every section and still tell
DIGITS = 9  # of a score; those behind depend on the order of adding


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Part:
    """What some sections of the index name; it never changes.

    The section with the row id `ids[numbers[n]]` names the thing `things[codes[n]]`, each pair once.
    """

    things: tuple[Thing, ...]
    ids: Ints
    numbers: Small
    codes: Small

    @classmethod
    def of(cls, ids: Ints, named: Iterable[tuple[Thing, Sequence[int] | Ints]]) -> Part:
        """From each thing with the places in `ids` of the sections that name it; what none names is left out."""
        things, places = [], []
        for thing, numbers in named:
            if len(numbers):
                things.append(thing)
                places.append(np.asarray(numbers, np.int32))
        codes = np.repeat(np.arange(len(things), dtype=np.int32), [len(numbers) for numbers in places])
        return cls(tuple(things), ids, np.concatenate([np.empty(0, np.int32), *places]), codes)


Parts = list[tuple[Part, "Mask"]]  # each with which of its `ids` are in the index still


@dataclass(frozen=True, slots=True)
class Likeness:
    """`section` is the other section's id, `score` from 0 to 1, `shared` what both name, the most telling first."""

    section: int
    score: float
    shared: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Features:
    """What each section names: the section `ids[numbers[n]]` names `things[codes[n]]`. The `ids` are ascending.

    Each thing has its weight, each section its length.
    """

    ids: Ints
    things: tuple[Thing, ...]
    weights: Floats
    lengths: Floats
    numbers: Small
    codes: Small


def features(parts: Parts, without: Collection[Thing] = ()) -> Features:
    """The features of an archive from its parts. Things that are in `without` are left out.

    What one section alone names is left out, for nobody shares it, and so is what very many name. Measured on judged
    pairs, leaving that out took precision from .76 to .83 and recall from .61 to .62.
    """
    ids = np.unique(np.concatenate([np.empty(0, np.int64), *(part.ids[live] for part, live in parts)]))
    things, numbers, codes = _together(parts, ids)
    counts = np.bincount(codes, minlength=len(things))
    telling = (counts > 1) & (counts <= max(FEW, COMMON * len(ids)))
    telling &= np.array([thing not in without for thing in things], np.bool_)
    worth = np.array([WORTH[kind] for kind, _ in things])
    weights = np.where(telling, worth * np.log(max(len(ids), 1) / np.maximum(counts, 1)), 0)
    kept = telling[codes]
    numbers, codes = numbers[kept], codes[kept]
    lengths = np.sqrt(np.bincount(numbers, weights[codes] ** 2, minlength=len(ids)))
    return Features(ids, things, weights, lengths, numbers, codes)


def _together(parts: Parts, ids: Ints) -> tuple[tuple[Thing, ...], Small, Small]:
    """The things of all parts, and each pair of section and thing by their places in `ids` and among the things."""
    known: dict[Thing, int] = {}
    numbers: list[Small] = [np.empty(0, np.int32)]
    codes: list[Small] = [np.empty(0, np.int32)]
    for part, live in parts:
        places = np.searchsorted(ids, part.ids).astype(np.int32)
        recoded = np.array([known.setdefault(thing, len(known)) for thing in part.things], np.int32)
        standing = live[part.numbers]
        numbers.append(places[part.numbers[standing]])
        codes.append(recoded[part.codes[standing]])
    return tuple(known), np.concatenate(numbers), np.concatenate(codes)


def alike(section: int, known: Features, most: int) -> list[Likeness]:
    """The sections enough like this one, at most so many, the most alike first; none for a section nobody knows."""
    number = int(np.searchsorted(known.ids, section))
    if number == len(known.ids) or known.ids[number] != section:
        return []
    own = np.zeros(len(known.things), np.bool_)
    own[known.codes[known.numbers == number]] = True
    shared = own[known.codes]
    numbers, codes = known.numbers[shared], known.codes[shared]
    scores = _scores(number, known, numbers, codes)
    scores[number] = 0
    enough = np.flatnonzero(_is_enough(known, numbers, codes) & (scores >= LEAST))
    best = enough[np.lexsort((enough, -scores[enough]))][:most]
    return [_likeness(other, float(scores[other]), known, codes[numbers == other]) for other in best.tolist()]


def _scores(number: int, known: Features, numbers: Small, codes: Small) -> Floats:
    """The cosine of each section with that of this number, from the things they share with it."""
    products = np.bincount(numbers, known.weights[codes] ** 2, minlength=len(known.ids))
    lengths = known.lengths * known.lengths[number]
    scores: Floats = np.round(np.divide(products, lengths, out=np.zeros_like(lengths), where=lengths > 0), DIGITS)
    return scores


def _is_enough(known: Features, numbers: Small, codes: Small) -> Mask:
    chance = np.array([kind in CHANCE for kind, _ in known.things], np.bool_)[codes]
    several = np.bincount(numbers, minlength=len(known.ids)) >= FEWEST
    enough: Mask = several & (np.bincount(numbers[~chance], minlength=len(known.ids)) > 0)
    return enough


def _likeness(other: int, score: float, known: Features, shared: Small) -> Likeness:
    telling = sorted(shared.tolist(), key=lambda code: (-known.weights[code], known.things[code]))
    return Likeness(int(known.ids[other]), score, tuple(known.things[code] for code in telling))
