"""A Request asked of an engine: its words widened and repaired, but for what the reader switched off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search.analysis import query_words
from search.falling_back import answered
from search.highlighting import Way, ways_of
from search.names import capitalised, spelt_otherwise
from search.query import Query, parse
from search.ranking import plan
from search.spelling import repair
from search.thesaurus import relate

if TYPE_CHECKING:
    from search.engines.contract import Engine
    from search.plan import Answer, Clause, Plan, Repaired
    from search.request import Request
    from search.thesaurus import Related


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for at last, and the answer. `related` and `repairs` have also what is switched off."""

    query: Query
    plan: Plan
    answer: Answer
    related: tuple[Related, ...] = ()
    repairs: tuple[Repaired, ...] = ()

    @property
    def ways(self) -> list[Way]:
        return ways_of(self.query.wanted, [each for each in self.related if each.is_on])


def ask(request: Request, engine: Engine) -> Asked:
    """Search for the words of a request, and once more where some stand nowhere but can be repaired."""
    query = parse(request.q)
    if request.literal:
        return _asked(request, query, engine)
    off = frozenset(request.off)
    wanted, related = _widened(query, off, engine)
    asked = _asked(request, replace(query, wanted=wanted), engine)
    wanted, repairs = _repaired(asked, off, engine)
    if wanted != asked.query.wanted:
        wanted, again = _widened(replace(query, wanted=wanted), off, engine)
        asked = _asked(request, replace(query, wanted=wanted), engine)
        related = again + tuple(each for each in related if not each.is_on and each not in again)
    return replace(asked, related=related, repairs=repairs)


def _widened(query: Query, off: frozenset[str], engine: Engine) -> tuple[tuple[Clause, ...], tuple[Related, ...]]:
    """The clauses of a query with other words for the same and other spellings of names."""
    clauses, related = relate(query.wanted, off)
    clauses, names = spelt_otherwise(clauses, off, engine, capitalised(query.text))
    return clauses, related + names


def planned(request: Request, query: Query) -> Plan:
    """The plan for the page that a request asks for."""
    start = (request.page - 1) * request.page_size
    ready = plan(query, dict(request.filters))
    return replace(ready, sort=request.sort, start=start, size=request.page_size)


def _asked(request: Request, query: Query, engine: Engine) -> Asked:
    ready = planned(request, query)
    return Asked(query, ready, answered(ready, engine.search_plan))


def _repaired(asked: Asked, off: frozenset[str], engine: Engine) -> tuple[tuple[Clause, ...], tuple[Repaired, ...]]:
    """What to look for instead, and every repair there is, whether the reader wants it or not."""
    missing = tuple(clause for clause in asked.answer.missing if clause.is_plain)
    wanted = repair(asked.query, missing, engine)
    repairs = tuple(clause.repaired for clause in wanted if clause.repaired)
    refused = {word.exact for each in repairs if each.typed in off for word in query_words(each.typed)}
    if refused:
        kept = tuple(clause for clause in missing if clause.words[0].exact not in refused)
        wanted = repair(asked.query, kept, engine)
    return wanted, repairs
