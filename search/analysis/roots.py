"""Words of one root: журналист and журналистика, азапта and азаптаушы, without a table of derivations.

Cutting words to their first letters finds such words but finds chance ones as well; asking that most of both words is
the same keeps these away.
"""

from __future__ import annotations

from itertools import takewhile

LETTERS = 5  # that a root has at least
SHARE = 0.6  # of the longer word that both must have in common


def share_root(word: str, other: str) -> bool:
    """Whether two stems may come of one root. Measured on judged questions; shorter beginnings found more chance."""
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return common >= LETTERS and common >= SHARE * max(len(word), len(other))
