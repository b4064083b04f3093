"""Clauses and filters → OpenSearch's queries. What they find is exactly what search.engines.scoring matches."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from search.engines.opensearch.mapping import BETWEEN, EXACT, STEM
from search.engines.scoring import BODY, CONTEXT, NEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from search.analysis import Forms
    from search.engines.scoring import Weighed
    from search.plan import Clause, Weights

Query = dict[str, Any]
Words = tuple["Forms", ...]

EVERYTHING: Query = {"match_all": {}}
NOTHING: Query = {"match_none": {}}
OTHER_FORMS = 0.2  # another word that begins so adds about so much: 1.6 · 2 / (2 + 0.6) against 1
ROUNDING = 1 - 1e-6  # OpenSearch adds in single precision


def every(queries: Iterable[Query]) -> Query:
    found = list(queries)
    return {"bool": {"filter": found}} if found else EVERYTHING


def any_of(queries: Iterable[Query]) -> Query:
    found = list(queries)
    return {"bool": {"should": found, "minimum_should_match": 1}} if found else NOTHING


def excluding(query: Query, queries: Sequence[Query]) -> Query:
    return {"bool": {"filter": [query], "must_not": list(queries)}} if queries else query


def chosen(filters: Mapping[str, Sequence[str]]) -> dict[str, Query]:
    """For each facet in which something is chosen, the sections with any of the values."""
    return {name: {"terms": {name: list(values)}} for name, values in filters.items() if values}


class Writer:
    """Writes queries; `beginning` gives the words that a word with an asterisk stands for in a field."""

    def __init__(self, beginning: Callable[[str, str], Sequence[str]]) -> None:
        self.beginning = beginning

    def terms(self, name: str, word: Forms) -> list[str]:
        """What is looked up in a field for a word."""
        if word.is_prefix:
            return [EXACT + term for term in self.beginning(name, word.exact)]
        return [EXACT + word.exact, *(STEM + stem for stem in word.stems)]

    def having(self, clause: Clause) -> Query:
        """The sections that have the clause in its field, or anywhere."""
        fields = [clause.field] if clause.field else [BODY, *CONTEXT]
        return any_of(query for name in fields for query in self._ways(name, clause.ways))

    def _ways(self, name: str, ways: Iterable[Words]) -> Iterable[Query]:
        """Single words are looked up together: a query may not have too many parts."""
        several = list(ways)
        single = [term for words in several if len(words) == 1 for term in self.terms(name, words[0])]
        yield from [{"terms": {f"{name}_terms": single}}] if single else []
        yield from (self._phrase(name, words) for words in several if len(words) > 1)

    def standing(self, name: str, words: Words) -> Query:
        """The sections with a word in a field, or with the words one after the other."""
        if len(words) == 1:
            return {"terms": {f"{name}_terms": self.terms(name, words[0])}}
        return self._phrase(name, words)

    def _phrase(self, name: str, words: Words, boost: float = 1.0) -> Query:
        """Words one after the other: written as mapping.written writes the terms of a position, and cut alike."""
        places = [BETWEEN.join(self.terms(name, word)) for word in words]
        if not all(places):
            return NOTHING
        return {"match_phrase": {f"{name}_terms": {"query": " ".join(places), "boost": boost}}}

    def enough(self, wanted: Sequence[Weighed], missing: Sequence[Clause], weights: Weights) -> Query:
        """Sections with enough of the clauses that stand somewhere, and with every one that has a field."""
        anywhere = [each for each in wanted if not each.clause.field]
        standing = [each for each in anywhere if each.clause not in missing]
        in_fields = [self.having(each.clause) for each in wanted if each.clause.field]
        if not standing:
            return NOTHING if anywhere else every(in_fields)
        return every([self._weighing(standing, weights.enough), *in_fields])

    def _weighing(self, wanted: Sequence[Weighed], share: float) -> Query:
        if len(wanted) == 1:
            return self.having(wanted[0].clause)
        least = share * sum(each.rarity for each in wanted)
        parts = [constant(self.having(each.clause), each.rarity) for each in wanted]
        return {"function_score": {"query": any_of(parts), "min_score": least * ROUNDING}}

    # --- the order of candidates ------------------------------------------------------------------------------------
    def telling(self, matching: Query, wanted: Sequence[Weighed], weights: Weights) -> Query:
        """What is found, in an order near to that of scores: the best passage of each word is taken by itself."""
        telling = [query for each in wanted for query in self._worth(each, weights)]
        words = [each.clause for each in wanted if not (each.clause.is_phrase or each.clause.field)]
        near = [query for pair in pairwise(words) if (query := self._near(*pair))]
        heaviest = max((each.rarity for each in wanted), default=0.0)
        telling += [constant(query, weights.proximity * heaviest / 2) for query in near]
        pointing = {"filter": {"term": {"pointer": 1}}, "weight": weights.pointer}
        ordered = {"bool": {"filter": [matching], "should": telling}}
        return {"function_score": {"query": ordered, "functions": [pointing], "boost_mode": "multiply"}}

    def _worth(self, each: Weighed, weights: Weights) -> list[Query]:
        """What a clause earns where its best passage is the section's: context, or worth + context / 2 if more."""
        clause, rarity = each.clause, each.rarity
        context = self._context(clause, rarity, weights)
        if clause.field:
            return context
        worth = [query for words in clause.typed for query in self._in_text(words, rarity)]
        related = rarity * weights.related
        worth += [query for words in clause.others if len(words) == 1 for query in self._in_text(words, related)]
        if phrases := [self._phrase(BODY, words) for words in clause.others if len(words) > 1]:
            worth.append(constant(any_of(phrases), related))
        lessened = self._context(clause, rarity / 2, weights)
        return [highest([*context, {"bool": {"must": [highest(worth)], "should": lessened}}])]

    def _context(self, clause: Clause, rarity: float, weights: Weights) -> list[Query]:
        fields = zip(CONTEXT, (weights.heading, weights.path, weights.title), strict=True)
        earned = [
            constant(any_of(self._ways(name, ways)), rarity * share * weight)
            for name, weight in fields
            if clause.field in ("", name)
            for ways, share in ((clause.typed, 1.0), (clause.others, weights.related))
            if ways
        ]
        return [highest(earned)]

    def _in_text(self, words: Words, boost: float) -> list[Query]:
        if len(words) > 1:
            return [self._phrase(BODY, words, boost)]
        forms: list[Query] = [
            {"term": {"text_peaks": {"value": term, "boost": boost}}} for term in self.terms(BODY, words[0])
        ]
        return [highest(forms, OTHER_FORMS)] if words[0].is_prefix and forms else forms or [NOTHING]

    def _near(self, left: Clause, right: Clause) -> Query:
        """Sections with a word of each near each other; terms of several words are left out, they take too long."""
        places = [
            {term for words in clause.ways if len(words) == 1 for term in self.terms(BODY, words[0])}
            for clause in (left, right)
        ]
        if not all(places):
            return {}
        spans = [[{"span_term": {"text_terms": term}} for term in sorted(terms)] for terms in places]
        either: list[Query] = [{"span_or": {"clauses": each}} for each in spans]
        return {"span_near": {"clauses": either, "slop": NEAR - 1, "in_order": False}}


def constant(query: Query, boost: float) -> Query:
    return {"constant_score": {"filter": query, "boost": boost}}


def highest(queries: Sequence[Query], rest: float = 0.0) -> Query:
    """The best of several ways counts, and of the rest so much."""
    return queries[0] if len(queries) == 1 else {"dis_max": {"queries": list(queries), "tie_breaker": rest}}
