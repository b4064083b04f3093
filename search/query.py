"""What was typed → a frozen Query: words, "phrases" and -words to leave out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.analysis import STOPWORDS, query_words
from search.plan import Clause

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 300  # characters; the rest is not read, and the reader is told
MOST_WORDS = 30
# A phrase in any quotation marks, or a run of letters; each may be preceded by a minus sign.
PART = re.compile(r"""(?P<minus>(?:(?<=\s)|^)[-−–])?(?:["«“„](?P<phrase>[^"»”“]*)(?:["»”“]|$)|(?P<word>[^\s"«“„]+))""")
EVERY_STOPWORD = frozenset().union(*STOPWORDS.values())


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is what was typed, as far as it was read; `common` are words too frequent to be asked for."""

    text: str
    wanted: tuple[Clause, ...] = ()
    without: tuple[Clause, ...] = ()
    common: tuple[str, ...] = ()
    was_cut: bool = False


def parse(typed: str) -> Query:
    """Read a query; every string is one, and what cannot be looked up is left out."""
    text = " ".join(typed.replace("\0", " ").split())
    parts = [part for match in PART.finditer(text[:LONGEST]) for part in _clauses(match)]
    wanted = [clause for minus, clause in parts if not minus][:MOST_WORDS]
    without = [clause for minus, clause in parts if minus][:MOST_WORDS]
    common = [clause for clause in wanted if _is_common(clause)]
    if len(common) < len(wanted):
        wanted = [clause for clause in wanted if clause not in common]
    else:  # nothing but common words: then these are what is looked for
        common = []
    return Query(
        text[:LONGEST],
        tuple(dict.fromkeys(wanted)),
        tuple(without),
        tuple(clause.words[0].exact for clause in common),
        len(text) > LONGEST,
    )


def _clauses(match: re.Match[str]) -> Iterator[tuple[bool, Clause]]:
    minus = match["minus"] is not None
    if match["phrase"] is not None:
        words = tuple(query_words(match["phrase"]))
        if words:
            yield minus, Clause(words)
        return
    for word in query_words(match["word"]):
        yield minus, Clause((word,))


def _is_common(clause: Clause) -> bool:
    return not clause.is_phrase and clause.words[0].exact in EVERY_STOPWORD
