"""The sections found, as a page or a script gets them: passages with marks, and why a section is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.models import Section
from search.highlighting import Kind, matches, places_of, told_apart
from search.passages import cut
from search.results import FoundBy, Hit, Passage
from search.sameness import same_texts
from search.versions import translations_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.highlighting import Match, Way
    from search.plan import Answer, Clause, Found
    from search.record import Record

PASSAGES = 3
MOST_FOUND_BY = 3  # words named on a hit
BEGINNING = 3  # letters that the forms of a word share nearly always


def hits_of(answer: Answer, ways: list[Way], record: Record) -> tuple[Hit, ...]:
    """The hits of the page in the order of the answer; a section deleted since it was indexed is left out."""
    rows = _rows([found.id for found in answer.hits], record)
    found = [(rows[each.id], each) for each in answer.hits if each.id in rows]
    sections = [section for section, _ in found]
    same, translations = same_texts(sections), translations_of(sections, record)
    hits = [_hit(section, each, ways) for section, each in found]
    return tuple(
        replace(hit, translations=tuple(translations.get(hit.id, ())), same_text_as=same.get(hit.id)) for hit in hits
    )


def _rows(ids: list[int], record: Record) -> dict[int, Section]:
    """The published ones of these sections, each with its document and the headings above."""
    rows = Section.objects.published().with_headings_above().order_by().in_bulk(ids)
    found = {pk: row for pk, row in rows.items() if row.document_id in record.documents}
    for row in found.values():
        for each in (row, *row.above):
            each.document = record.documents[row.document_id]
    return found


def _hit(section: Section, found: Found, ways: list[Way]) -> Hit:
    report = section.document.report
    first, last = report.period_start, report.period_end
    heading = matches(section.label, section.language, [w for w in ways if w.clause.field in ("", "heading")])
    passages = list(_passages(section, found, [way for way in ways if not way.clause.field]))
    above = " › ".join(each.heading for each in section.above)
    inside = [(section.label, heading), *((passage.text, places) for passage, places in passages)]
    inside.append((above, matches(above, section.language, [way for way in ways if not way.clause.field])))
    return Hit(
        id=section.pk,
        url=section.get_absolute_url(),
        report_slug=report.slug,
        report_title=section.document.title,
        publisher=report.publisher.name,
        years=str(first) if first == last else f"{first}–{last}",
        heading=section.label,
        heading_html=told_apart(section.label, heading),
        path=tuple(above.label for above in section.above),
        language=section.language,
        score=found.score,
        passages=tuple(passage for passage, _ in passages),
        found_by=tuple(_found_by(section, ways, inside))[:MOST_FOUND_BY],
    )


def _passages(section: Section, found: Found, ways: list[Way]) -> Iterator[tuple[Passage, list[Match]]]:
    """The best passages with their matches; where the words stand in the heading only, the section's beginning."""
    spans = cut(section.text)
    numbers = [number for number in found.passages if number < len(spans)] or list(range(min(1, len(spans))))
    for number in numbers[:PASSAGES]:
        span = spans[number]
        text = section.text[span.start : span.end]
        places = matches(text, section.language, ways)
        yield Passage(text, tuple(places), section.place_of(span.start, span.end)), places


def _found_by(section: Section, ways: list[Way], inside: list[tuple[str, list[Match]]]) -> list[FoundBy]:
    """What words that do not stand in the section were found by, as it is printed there, each once."""
    typed = {match.way.clause for _, places in inside for match in places if match.kind in {Kind.EXACT, Kind.FORM}}
    found: dict[str, tuple[Clause, str]] = {}
    for text, places in inside:
        for match in places:
            if match.kind in {Kind.OTHER, Kind.REPAIRED} and match.way.clause not in typed:
                found.setdefault(match.way.typed, (match.way.clause, text[match.start : match.end]))
    standing = {
        clause
        for clause in {clause for clause, _ in found.values()}
        if _stands(section, [way for way in ways if way.clause == clause])
    }
    lacking = {words: there for words, (clause, there) in found.items() if clause not in standing}
    return [FoundBy(words, there) for words, there in lacking.items() if not _is_said(words, lacking)]


def _is_said(words: str, lacking: Iterable[str]) -> bool:
    """Whether a longer run of words of the query, which has these, is named as well."""
    return any(words != other and f" {words} " in f" {other} " for other in lacking)


def _stands(section: Section, ways: list[Way]) -> bool:
    """Whether the words of a clause stand anywhere in the section as typed; `ways` has all that will do for it.

    To cut and stem a long text costs more than the search itself, so only passages are that have the beginning of a
    word in them.
    """
    ways = [way for way in ways if way.kind is Kind.FORM]
    beginnings = {form[:BEGINNING] for way in ways for form in (way.words[0].exact, *way.words[0].stems)}
    for text in _texts(section):
        plain = text.lower().replace("ё", "е")
        if any(beginning in plain for beginning in beginnings):
            places = places_of(text, section.language)
            if any(True for way in ways for _ in places.matches(way)):
                return True
    return False


def _texts(section: Section) -> Iterator[str]:
    """Everything the engine looks in: the title, the headings, the passages."""
    yield from (section.document.report.title, section.label, section.printed)
    yield from (above.heading for above in section.above)
    yield from (section.text[span.start : span.end] for span in cut(section.text))
