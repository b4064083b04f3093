"""Which sections have nearly the same text: a report often repeats what the last one of its kind said.

Texts are compared by their runs of three words (Broder 1997, "On the resemblance and containment of documents"), as
archive.importing.fingerprint compares whole reports; for the few hits of a page the runs themselves are cheap enough.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.models import Section

RUN = 3  # words
FEWEST = 8  # runs; shorter texts are alike by chance
# A paragraph of twenty words more or less in a section of a hundred, or every tenth word changed, is another text.
SAME = 0.7
WORD = re.compile(r"\w+")


@dataclass
class _Text:
    section: Section

    @cached_property
    def runs(self) -> frozenset[int]:
        """A number for each run, the same in this process for the same run."""
        words = WORD.findall(self.section.text.casefold().replace("ё", "е"))
        return frozenset(map(hash, zip(*(words[n:] for n in range(RUN)), strict=False)))

    def is_like(self, other: _Text) -> bool:
        mine, theirs = self.section, other.section
        length, others = len(mine.text), len(theirs.text)
        if length < SAME * others or others < SAME * length or mine.language != theirs.language:
            return False
        if min(len(self.runs), len(other.runs)) < FEWEST or self.runs.isdisjoint(other.runs):
            return False
        shared = len(self.runs & other.runs)
        return shared >= SAME * (len(self.runs) + len(other.runs) - shared)


def same_texts(sections: Iterable[Section]) -> dict[int, int]:
    """By the id of a section the id of an earlier one that has nearly the same text in the same language."""
    first: list[_Text] = []
    found: dict[int, int] = {}
    for text in map(_Text, sections):
        like = next((other for other in first if text.is_like(other)), None)
        if like:
            found[text.section.pk] = like.section.pk
        else:
            first.append(text)
    return found
