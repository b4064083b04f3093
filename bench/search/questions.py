"""The sixty queries every engine is asked: nine classes, from the first sections of the archive, always the same.

Words are taken whose stem is the same whether read as Kazakh or as Russian, so that one term means the same sections in
every engine.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from archive.models import Section
from search.analysis import STOPWORDS, analyser, query_words
from search.search_indexes import SectionIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.analysis import Token

SAMPLE = 1000  # sections
KINDS = ("frequent", "rare", "or", "and", "phrase", "prefix", "filter", "browse", "page 10")
NARROW = (
    ("year",),
    ("violation",),
    ("article",),
    ("language",),
    ("violation", "year"),
    ("publisher",),
    ("language", "article"),
)
FACETS = ("year", "article", "violation", "language", "publisher")
EVERY_STOPWORD = frozenset().union(*STOPWORDS.values())


@dataclass(frozen=True, slots=True)
class Query:
    """`op` is and, or, phrase, prefix (of one word) or all; `filters` has one value for each facet."""

    kind: str
    op: str
    words: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    filters: dict[str, str] = field(default_factory=dict)
    page: int = 1


class Words:
    """The words of some sections by frequency, and which of them stand together."""

    def __init__(self, sections: Iterable[Section], rnd: random.Random) -> None:
        self.rnd = rnd
        self.rows = [analyser(each.language).tokens(each.text) for each in sections]
        self.having = Counter(stem for row in self.rows for stem in {token.stem for token in row})
        self.plain = {token.exact: token.stem for row in self.rows for token in _alone(row) if _is_plain(token)}

    def between(self, low: float, high: float) -> list[str]:
        """Words in so large a share of the sections; any words where there are none."""
        least, most = low * len(self.rows), high * len(self.rows)
        found = sorted(word for word, stem in self.plain.items() if least <= self.having[stem] <= most)
        return found or sorted(self.plain)

    def together(self, pool: set[str], count: int) -> tuple[str, ...]:
        """Words of one section, so that all of them stand somewhere."""
        while True:
            words = sorted({token.exact for token in self.rnd.choice(self.rows)} & pool)
            if len({self.plain[word] for word in words}) >= count:
                return tuple(self.rnd.sample(words, count))

    def phrase(self, count: int) -> tuple[str, ...]:
        while True:
            row = self.rnd.choice(self.rows)
            start = self.rnd.randrange(max(1, len(row) - count))
            part = row[start : start + count]
            follows = all(b.position == a.position + 1 for a, b in pairwise(part))
            if len(part) == count and follows and all(token.exact in self.plain for token in part):
                return tuple(token.exact for token in part)


def _alone(row: list[Token]) -> list[Token]:
    """Without hyphenated words and their first parts, which share a position; the others are given a part only."""
    at = Counter(token.position for token in row)
    return [token for token in row if at[token.position] == 1]


def _is_plain(token: Token) -> bool:
    word = token.exact
    if len(word) < 5 or not word.isalpha() or word in EVERY_STOPWORD:
        return False
    forms = query_words(word)
    return len(forms) == 1 and forms[0].stems == (token.stem,)


def queries() -> list[Query]:
    """Eight frequent words, six rare, six OR, eight AND, six phrases, six prefixes, eight filters, four of browsing,
    eight tenth pages.
    """
    rnd = random.Random(7)  # noqa: S311 (no secret)
    words = Words(Section.objects.order_by("pk")[:SAMPLE], rnd)
    common = words.between(0.2, 0.6)  # at least ten pages of a thousand sections
    frequent, middle, rare = words.between(0.08, 0.4), words.between(0.01, 0.06), words.between(0, 0.003)
    pool = set(frequent) | set(middle)

    def made(kind: str, op: str, asked: tuple[str, ...], **more: Any) -> Query:
        return Query(kind, op, asked, tuple(words.plain.get(word, word) for word in asked), **more)

    def two() -> tuple[str, ...]:
        return (rnd.choice(frequent), *rnd.sample(middle, rnd.choice((1, 2))))

    narrow = _filters()
    return [
        *(made("frequent", "and", (rnd.choice(frequent),)) for _ in range(8)),
        *(made("rare", "and", (rnd.choice(rare),)) for _ in range(6)),
        *(made("or", "or", two()) for _ in range(6)),
        *(made("and", "and", words.together(pool, 2 + n % 2)) for n in range(8)),
        *(made("phrase", "phrase", words.phrase(2 + n % 2)) for n in range(6)),
        *(made("prefix", "prefix", (rnd.choice(frequent)[:5],)) for _ in range(6)),
        *(made("filter", "and", (rnd.choice(frequent),), filters=narrow[n % len(narrow)]) for n in range(8)),
        *(made("browse", "all", (), filters=filters) for filters in ({}, {}, narrow[1], narrow[6])),
        *(made("page 10", "and", (rnd.choice(common),), page=10) for _ in range(4)),
        *(made("page 10", "or", (rnd.choice(common), rnd.choice(middle)), page=10) for _ in range(2)),
        *(made("page 10", "all", (), page=10, filters=filters) for filters in ({}, narrow[3])),
    ]


def _filters() -> list[dict[str, str]]:
    """Choices among the values the first sections have: the first, the second, … most frequent."""
    index = SectionIndex()
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for section in index.index_queryset().order_by("pk")[:SAMPLE]:
        prepared = index.full_prepare(section)
        for name in FACETS:
            value = prepared[name]
            counts[name].update(value if isinstance(value, list) else [str(value)])
    ranked = {name: sorted(each, key=lambda value: (-each[value], value)) for name, each in counts.items()}
    return [{name: ranked[name][n % len(ranked[name])] for name in names} for n, names in enumerate(NARROW)]
