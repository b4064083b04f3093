"""What was typed → a frozen Query: words, "phrases", alternatives, filters, and -words to leave out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search.analysis import EVERY_STOPWORD
from search.numerals import spelt
from search.plan import Clause
from search.typed import take_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.typed import Part, Remark

LONGEST = 300  # characters; the rest is not read, and the reader is told
MOST_WORDS = 30
GROUPED = re.compile(r"(?<!\S)\d{1,3}(?: \d{3})+(?!\S)")  # 13 617 is one number, not two words


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is what was typed, as far as it was read; `common` are words too frequent to be asked for.

    `filters` are facets and values as typed, whether the archive knows them or not; `rest` is the text without them.
    """

    text: str
    wanted: tuple[Clause, ...] = ()
    without: tuple[Clause, ...] = ()
    common: tuple[str, ...] = ()
    was_cut: bool = False
    filters: tuple[tuple[str, str], ...] = ()
    rest: str = ""
    remarks: tuple[Remark, ...] = ()


def parse(typed: str) -> Query:
    """Read a query; every string is one, and what cannot be looked up is left out."""
    text = " ".join(typed.replace("\0", " ").split())
    parts = take_apart(GROUPED.sub(lambda match: match[0].replace(" ", ""), text[:LONGEST]))
    clauses = [(part.minus, clause) for part in parts.parts for clause in _clauses(part)]
    wanted = list(spelt(clause for minus, clause in clauses if not minus))[:MOST_WORDS]
    without = [clause for minus, clause in clauses if minus][:MOST_WORDS]
    common = [clause for clause in wanted if _is_common(clause)]
    if len(common) < len(wanted):
        wanted = [clause for clause in wanted if clause not in common]
    else:  # nothing but common words: then these are what is looked for
        common = []
    query = Query(text[:LONGEST], tuple(dict.fromkeys(wanted)), tuple(without))
    common_words = tuple(clause.words[0].exact for clause in common)
    query = replace(query, common=common_words, was_cut=len(text) > LONGEST)
    return replace(query, filters=parts.filters, rest=parts.rest, remarks=parts.remarks)


def _clauses(part: Part) -> Iterator[Clause]:
    """One clause for each word of a row; of alternatives one for them all, several words being a phrase."""
    if len(part.alternatives) == 1:
        for words in part.alternatives[0]:
            yield Clause(words, field=part.field)
        return
    ways = dict.fromkeys(tuple(word for words in row for word in words) for row in part.alternatives)
    first, *equals = ways
    yield Clause(first, equals=tuple(equals), field=part.field)


def _is_common(clause: Clause) -> bool:
    return clause.is_plain and clause.words[0].exact in EVERY_STOPWORD
