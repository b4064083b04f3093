"""The one door to searching: a Request in, a ResultPage out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from haystack import connections

from archive.models import Report, Section
from search.analysis import query_words
from search.explaining import repairs_of
from search.falling_back import answered
from search.highlighting import mark
from search.labels import FACET_NAMES, labelled
from search.narrowing import settle
from search.passages import Span, cut
from search.plan import Repair
from search.query import LONGEST, Query, parse
from search.ranking import plan
from search.results import AlsoFound, Direct, Facet, FacetValue, Hit, Interpretation, Passage, ResultPage
from search.spelling import repair
from search.thesaurus import relate

if TYPE_CHECKING:
    from search.engines.contract import Engine
    from search.plan import Answer, Clause, Found, Plan, Repaired
    from search.request import Request
    from search.thesaurus import Related

PASSAGES = 3


def backend() -> Engine:
    found: Engine = connections["default"].get_backend()
    return found


def find(request: Request) -> ResultPage:
    """Search, and make what the page shows.

    Raises IndexUnfit where there is no index to search in.
    """
    typed = parse(request.q)
    request, notes = settle(request)
    query, related = read(request)
    query = replace(query, was_cut=typed.was_cut)
    asked = planned(request, query)
    answer = answered(asked, backend().search_plan)
    missing = tuple(clause for clause in answer.missing if clause.is_plain)
    wanted = query.wanted if request.literal else repair(query, missing, backend())
    if wanted != query.wanted:
        wanted, related = relate(wanted)
        query = replace(query, wanted=wanted)
        answer = answered(planned(request, query), backend().search_plan)
    pages = max(1, -(-answer.total // request.page_size))
    interpretation = _interpretation(query, answer, related)
    notes = (*notes, *repairs_of(typed), *_cut_prefixes(query))
    return ResultPage(
        request=request,
        hits=_hits(answer, query),
        facets=_facets(request, answer),
        total=answer.total,
        page=request.page,
        pages=pages,
        first=min(asked.start + 1, answer.total),
        last=asked.start + len(answer.hits),
        interpretation=replace(interpretation, messages=notes + interpretation.messages),
        direct=_direct(query),
    )


def read(request: Request) -> tuple[Query, tuple[Related, ...]]:
    """The query, with what else its words are called unless the reader wants them as typed."""
    query = parse(request.q)
    if request.literal:
        return query, ()
    wanted, related = relate(query.wanted)
    return replace(query, wanted=wanted), related


def planned(request: Request, query: Query) -> Plan:
    start = (request.page - 1) * request.page_size
    ready = plan(query, dict(request.filters))
    return replace(ready, sort=request.sort, start=start, size=request.page_size)


def clause_text(clause: Clause) -> str:
    return " | ".join(" ".join(f"{word.exact}*" if word.is_prefix else word.exact for word in w) for w in clause.typed)


def _cut_prefixes(query: Query) -> list[str]:
    words = [word for clause in query.wanted for typed in clause.typed for word in typed if word.is_prefix]
    return [
        gettext("Many words begin with “%s”; only the most frequent ones were looked for.") % word.exact
        for word in dict.fromkeys(words)
        if backend().has_more_forms(word.exact)
    ]


def _direct(query: Query) -> tuple[Direct, ...]:
    """Reports whose document symbol is among the words; a symbol may be typed in any case, and in Cyrillic twins."""
    symbols = {word.exact for word in query_words(query.text.upper()) if "/" in word.exact}
    if not symbols:
        return ()
    reports = Report.objects.published().exclude(symbol="")
    having = [report for report in reports if symbols & {word.exact for word in query_words(report.symbol)}]
    return tuple(Direct(report.get_absolute_url(), report.title, report.symbol) for report in having)


def _interpretation(query: Query, answer: Answer, related: tuple[Related, ...]) -> Interpretation:
    words = tuple(clause.repaired.typed if clause.repaired else clause_text(clause) for clause in query.wanted)
    return Interpretation(
        words, tuple(_messages(query, answer)), answer.complete == answer.total, tuple(_also(each) for each in related)
    )


def _also(related: Related) -> AlsoFound:
    return AlsoFound(related.typed, tuple(term.text for term in related.terms))


def _messages(query: Query, answer: Answer) -> list[str]:
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
    elif not answer.total and query.wanted and not answer.missing:
        messages.append(gettext("None of these words stands in what is chosen."))
    elif not answer.complete and answer.total:
        messages.append(gettext("No section has all these words; these have the most telling of them."))
    elif answer.complete < answer.total:
        both = {"complete": answer.complete, "total": answer.total}
        messages.append(gettext("%(complete)d of these %(total)d sections have all the words; the rest, some.") % both)
    if answer.missing:
        words = ", ".join(f"«{clause_text(clause)}»" for clause in answer.missing)
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


def _hits(answer: Answer, query: Query) -> tuple[Hit, ...]:
    ids = [found.id for found in answer.hits]
    rows = Section.objects.published().with_report().with_headings_above().in_bulk(ids)
    return tuple(_hit(rows[found.id], found, query.wanted) for found in answer.hits if found.id in rows)


def _hit(section: Section, found: Found, wanted: tuple[Clause, ...]) -> Hit:
    report = section.document.report
    first, last = report.period_start, report.period_end
    return Hit(
        id=section.pk,
        url=section.get_absolute_url(),
        report_slug=report.slug,
        report_title=section.document.title,
        publisher=report.publisher.name,
        years=str(first) if first == last else f"{first}–{last}",
        heading=section.label,
        heading_html=mark(section.label, section.language, [c for c in wanted if c.field in ("", "heading")]),
        path=tuple(above.label for above in section.above),
        language=section.language,
        score=found.score,
        passages=_passages(section, found, tuple(c for c in wanted if not c.field)),
    )


def _passages(section: Section, found: Found, wanted: tuple[Clause, ...]) -> tuple[Passage, ...]:
    """The best passages; where the words stand in the heading only, the section's beginning."""
    spans = cut(section.text)
    numbers = [number for number in found.passages if number < len(spans)] or list(range(min(1, len(spans))))
    return tuple(_passage(section, spans[number], wanted) for number in numbers[:PASSAGES])


def _passage(section: Section, span: Span, wanted: tuple[Clause, ...]) -> Passage:
    text = section.text[span.start : span.end]
    return Passage(text, mark(text, section.language, wanted), section.place_of(span.start, span.end))


def _facets(request: Request, answer: Answer) -> tuple[Facet, ...]:
    return tuple(_facet(request, name, answer.counts.get(name, {})) for name in FACET_NAMES)


def _facet(request: Request, name: str, counts: dict[str, int]) -> Facet:
    chosen = request.chosen(name)
    every = counts | {value: counts.get(value, 0) for value in chosen}
    values = tuple(
        FacetValue(value, label, every[value], value in chosen, request.switched(name, value).url)
        for value, label in labelled(name, every)
    )
    return Facet(name, str(FACET_NAMES[name]), values)
