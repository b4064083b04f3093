"""What a text can be known again by: its words, its figures, and the tree of its sections.

Words tell whether two texts are the same, whatever the format and the encoding. Figures (numbers, dates, articles) and
the tree are the same in every language, so they tell whether two texts are one report. Both sets are kept as MinHash
signatures (Broder 1997) by rensa: the share of equal places is an estimate of the share of common members, with a
standard error of at most 0.045 at 128 places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from operator import eq
from typing import TYPE_CHECKING, Any

from rensa import RMinHash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archive.importing.draft import DocumentDraft

# Signatures made in another way cannot be compared: by another version of rensa's algorithm, or of ours.
ALGORITHM = f"1.{RMinHash.ALGORITHM_VERSION}"
# With every twentieth line changed a report keeps 0.85 of its shingles, with every fifth 0.6, as half of it 0.5; read
# from another format or encoding it keeps all. Different reports share 0.02, those of one government included.
NEAR_DUPLICATE = 0.5
# Translations of a report reach 0.9 and more, a summary in another language 0.5, different reports at most 0.15.
SAME_REPORT = 0.4

_PLACES, _SEED = 128, 42
_SHINGLE = 3  # words
_FEWEST_WORDS, _FEWEST_FIGURES = 50, 8  # below, chance has too large a part
_FIGURES_COUNT = 0.75  # the tree of two reports under one treaty is alike, their figures are not
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`text` and `figures` are signatures, empty where a text has too few of them; `shape` is one entry a section."""

    algorithm: str
    language: str
    text: tuple[int, ...]
    figures: tuple[int, ...]
    shape: tuple[str, ...]


def fingerprint(draft: DocumentDraft) -> Fingerprint:
    """The fingerprint of a text that was read."""
    passages = list(_passages(draft))
    words = [word for passage in passages for word in _WORD.findall(passage.casefold().replace("ё", "е"))]
    shingles = {" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1)}
    figures = {pair for passage in passages for pair in _pairs(passage)}
    return Fingerprint(
        ALGORITHM,
        draft.language,
        _signature(shingles, _FEWEST_WORDS),
        _signature(figures, _FEWEST_FIGURES),
        tuple(f"{section.level}:{'.'.join(_NUMBER.findall(section.number))}" for section in draft.sections),
    )


def from_values(values: Mapping[str, Any]) -> Fingerprint | None:
    """The fingerprint whose fields were kept as JSON; None where none was kept."""
    if not values:
        return None
    text, figures, shape = (tuple(values[name]) for name in ("text", "figures", "shape"))
    return Fingerprint(values["algorithm"], values["language"], text, figures, shape)


def same_text(one: Fingerprint, other: Fingerprint) -> float:
    """The share, from 0 to 1, of word sequences that two texts have in common."""
    return _alike(one, other, "text")


def same_report(one: Fingerprint, other: Fingerprint) -> float:
    """How far, from 0 to 1, figures and sections of two texts agree, whatever their languages."""
    figures = same_figures(one, other)
    return figures * _FIGURES_COUNT + same_shape(one, other) * (1 - _FIGURES_COUNT) if figures else 0.0


def same_figures(one: Fingerprint, other: Fingerprint) -> float:
    """The share, from 0 to 1, of neighbouring numbers that two texts have in common."""
    return _alike(one, other, "figures")


def same_shape(one: Fingerprint, other: Fingerprint) -> float:
    """The share, from 0 to 1, of sections that have the same level and number at the same place."""
    return SequenceMatcher(None, one.shape, other.shape, autojunk=False).ratio()


def _passages(draft: DocumentDraft) -> Iterator[str]:
    for section in draft.sections:
        yield f"{section.number} {section.heading}"
        yield from (paragraph.text for paragraph in section.paragraphs)


def _pairs(passage: str) -> Iterator[str]:
    """Neighbouring numbers of a paragraph, the smaller first: languages differ in «paragraph 1 of article 19».

    Of two single digits every report has all.
    """
    numbers = _NUMBER.findall(passage)
    for pair in pairwise(numbers):
        if max(map(len, pair)) > 1:
            yield " ".join(sorted(pair))


def _signature(members: Iterable[str], fewest: int) -> tuple[int, ...]:
    ordered = sorted(members)
    if len(ordered) < fewest:
        return ()
    signature = RMinHash(num_perm=_PLACES, seed=_SEED)
    signature.update(ordered)
    return tuple(signature.digest())


def _alike(one: Fingerprint, other: Fingerprint, name: str) -> float:
    mine, theirs = getattr(one, name), getattr(other, name)
    if one.algorithm != other.algorithm or not mine or not theirs:
        return 0.0
    equal: int = sum(map(eq, mine, theirs))
    return equal / _PLACES
