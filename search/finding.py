"""The one door to searching: a Request in, a ResultPage out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from haystack import connections

from archive.models import Report
from search.analysis import query_words
from search.asking import ask
from search.explaining import repairs_of
from search.highlighting import clause_text
from search.hits import hits_of
from search.labels import FACET_NAMES, labelled
from search.narrowing import settle
from search.plan import Repair
from search.query import LONGEST, Query, parse
from search.record import record
from search.results import AlsoFound, Direct, Expansion, Facet, FacetValue, Interpretation, ResultPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.asking import Asked
    from search.engines.contract import Engine
    from search.plan import Answer, Clause, Repaired
    from search.record import Record
    from search.request import Request
    from search.thesaurus import Related


def backend() -> Engine:
    found: Engine = connections["default"].get_backend()
    return found


def find(request: Request) -> ResultPage:
    """Search, and make what the page shows.

    Raises IndexUnfit where there is no index to search in.
    """
    typed = parse(request.q)
    request, notes = settle(replace(request, q=typed.text) if typed.was_cut else request)
    known = record()
    asked = ask(request, backend())
    asked = replace(asked, query=replace(asked.query, was_cut=typed.was_cut))
    request = replace(request, off=_understood(request, asked))
    answer, direct = asked.answer, _direct(asked.query)
    notes = (*notes, *repairs_of(typed), *_cut_prefixes(asked.query))
    interpretation = _interpretation(request, asked, direct)
    return ResultPage(
        request=request,
        hits=hits_of(answer, asked.ways, known),
        facets=_facets(request, answer, known),
        total=answer.total,
        page=request.page,
        pages=max(1, -(-answer.total // request.page_size)),
        first=min(asked.plan.start + 1, answer.total),
        last=asked.plan.start + len(answer.hits),
        interpretation=replace(interpretation, messages=notes + interpretation.messages),
        direct=direct,
    )


def _understood(request: Request, asked: Asked) -> tuple[str, ...]:
    """The keys switched off that mean something for these words; with the words as typed, all are kept for later."""
    known = {each.key for each in asked.related} | {each.typed for each in asked.repairs}
    return request.off if request.literal else tuple(key for key in request.off if key in known)


def _cut_prefixes(query: Query) -> list[str]:
    words = [word for clause in query.wanted for typed in clause.typed for word in typed if word.is_prefix]
    return [
        gettext("Many words begin with “%s”; only the most frequent ones were looked for.") % word.exact
        for word in dict.fromkeys(words)
        if backend().has_more_forms(word.exact)
    ]


def _direct(query: Query) -> tuple[Direct, ...]:
    """Reports whose document symbol is among the words; a symbol may be typed in any case, and in Cyrillic twins."""
    symbols = _symbols(query.text.upper())
    if not symbols:
        return ()
    reports = Report.objects.published().exclude(symbol="")
    having = [report for report in reports if symbols & _symbols(report.symbol)]
    return tuple(Direct(report.get_absolute_url(), report.title, report.symbol) for report in having)


def _symbols(text: str) -> set[str]:
    return {word.exact for word in query_words(text) if "/" in word.exact}


def _interpretation(request: Request, asked: Asked, direct: tuple[Direct, ...]) -> Interpretation:
    query, answer = asked.query, asked.answer
    words = tuple(clause.repaired.typed if clause.repaired else clause_text(clause) for clause in query.wanted)
    known = set().union(*(_symbols(report.symbol) for report in direct))
    missing = tuple(clause for clause in answer.missing if known.isdisjoint(word.exact for word in clause.words))
    return Interpretation(
        words,
        tuple(_messages(query, answer, missing)),
        answer.complete == answer.total,
        tuple(AlsoFound(each.typed, _texts(each)) for each in asked.related if each.is_on),
        tuple(_expansions(request, asked)),
    )


def _expansions(request: Request, asked: Asked) -> Iterator[Expansion]:
    for repaired in asked.repairs:
        is_on, url = repaired.typed not in request.off, request.expanded(repaired.typed).url
        yield Expansion(repaired.kind.name.lower(), repaired.typed, repaired.typed, repaired.found, is_on, url)
    for related in asked.related:
        url = request.expanded(related.key).url
        yield Expansion(related.kind, related.key, related.typed, _texts(related), related.is_on, url)


def _texts(related: Related) -> tuple[str, ...]:
    """The terms, the first of each language before the second of any."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for term in related.terms:
        by_language[term.language].append(term.text)
    return tuple(filter(None, chain.from_iterable(zip_longest(*by_language.values()))))


def _messages(query: Query, answer: Answer, missing: tuple[Clause, ...]) -> list[str]:
    messages = []
    if query.was_cut:
        messages.append(gettext("Only the first %d characters of the query were read.") % LONGEST)
    if query.text and not (query.wanted or query.without):
        messages.append(gettext("There is no word to look for in “%s”.") % query.text)
    if query.common:
        words = ", ".join(f"«{word}»" for word in query.common)
        messages.append(gettext("Words too general to look for were left out: %s.") % words)
    messages += [_repaired(clause.repaired) for clause in query.wanted if clause.repaired]
    if answer.any_word:
        messages.append(gettext("In what is chosen no section has the most telling words; these have others of them."))
    elif not answer.total and len(answer.missing) < len(query.wanted):
        messages.append(gettext("None of these words stands in what is chosen."))
    elif not answer.complete and answer.total:
        messages.append(gettext("No section has all these words; these have the most telling of them."))
    elif answer.complete < answer.total:
        both = {"complete": answer.complete, "total": answer.total}
        messages.append(gettext("%(complete)d of these %(total)d sections have all the words; the rest, some.") % both)
    if missing:
        words = ", ".join(f"«{clause_text(clause)}»" for clause in missing)
        messages.append(gettext("Not found anywhere: %s.") % words)
    return messages


def _repaired(repaired: Repaired) -> str:
    found = ", ".join(f"«{words}»" for words in repaired.found)
    return _taken_for(repaired.kind) % {"typed": repaired.typed, "found": found}


def _taken_for(kind: Repair) -> str:
    if kind is Repair.LAYOUT:
        return gettext("“%(typed)s” stands nowhere; as if typed in another keyboard layout, %(found)s was looked for.")
    if kind is Repair.LATIN:
        return gettext("“%(typed)s” stands nowhere; as if typed in Latin letters, %(found)s was looked for.")
    if kind is Repair.NAME:
        return gettext("“%(typed)s” stands nowhere; %(found)s, another spelling, was looked for.")
    if kind is Repair.PARTS:
        return gettext("“%(typed)s” stands nowhere as one word; its parts were looked for: %(found)s.")
    if kind is Repair.ROOT:
        return gettext("“%(typed)s” stands nowhere; %(found)s, of the same root, was looked for.")
    return gettext("“%(typed)s” stands nowhere; %(found)s was looked for in its place.")


def _facets(request: Request, answer: Answer, known: Record) -> tuple[Facet, ...]:
    return tuple(_facet(request, name, answer.counts.get(name, {}), known) for name in FACET_NAMES)


def _facet(request: Request, name: str, counts: dict[str, int], known: Record) -> Facet:
    chosen = request.chosen(name)
    every = counts | {value: counts.get(value, 0) for value in chosen}
    urls = request.switching(name, every)
    values = tuple(
        FacetValue(value, label, every[value], value in chosen, urls[value])
        for value, label in labelled(name, every, known)
    )
    return Facet(name, str(FACET_NAMES[name]), values)
