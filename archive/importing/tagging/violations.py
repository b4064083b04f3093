"""Violation tags: sections whose heading names a violation, or whose text keeps coming back to it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archive.importing.draft import Evidence, TagDraft
from archive.importing.references import text_of
from archive.importing.references.places import PARAGRAPH_BREAK, sentence_start
from archive.importing.tagging.terms import Hit, TermIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.importing.draft import Context, SectionDraft

# Measured on two labelled reports, a Kazakh state report and a Russian country report: a passing mention stays below.
LEAST_HITS = 2
LEAST_DENSITY = 6.0  # weighted hits per 1000 words
SHARE_OF_BEST = 0.3  # of the density of the section's first violation
SINGLE_DENSITY = 20.0  # from which a single hit is enough, because the section is short
MOST_TAGS = 3
HEADED_HITS = 5  # where a heading has said already what a section is about
HEADED_DENSITY = 15.0
LISTED = 6  # violations in one sentence that make it a list of problems
TREATY_HITS = 2  # of what the treaty is about, in a report made under it
TABLE_SHARE = 0.4  # of figures among the words of a section that is a table: its column heads say nothing
# What a report is about as a whole says the treaty under which it is made.
SUBJECTS = {
    "CAT": "torture",
    "OPCAT": "torture",
    "CERD": "racial-discrimination",
    "CEDAW": "women",
    "CRC": "children",
    "CRPD": "disability",
    "CMW": "migrants",
    "CED": "disappearance",
}
_RUN_IN, _STANDARD = "run-in", "standard title"  # the rules that find such headings
_CONTENTS_PAGE = "contents page"  # the rule that names it; its entries are about other sections
# Names of treaties and committees hold the names of violations without being about them.
_BODY_NAMES = re.compile(
    r"(?:\S{1,40}\s+){0,14}?(?:қарсы|туралы|жөніндегі)\s+(?:халықаралық\s+)?(?:конвенция|комитет|кіші комитет)\w*"
    r"|(?:конвенци|комитет|подкомитет|протокол)\w*\s+(?:ООН\s+)?(?:против|по|о)\s+\S+(?:\s+\S+)?"
    r"|(?:convention|committee)\s+(?:against|on)\s+(?:the\s+)?\S+(?:\s+\S+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Score:
    slug: str
    hits: tuple[Hit, ...]
    density: float


def violation_tags(sections: Sequence[SectionDraft], context: Context) -> Iterator[TagDraft]:
    """Tags by the terms of `context.vocabulary`, with the sentence that proves them.

    A run-in heading is about what the heading above it is about; conclusions and recommendations are about what the
    chapter above them is about, in its heading or in its text.
    """
    indexes = {language: TermIndex(context.vocabulary, language) for language in ("kk", "ru", "en")}
    headed: dict[int, list[TagDraft]] = {}
    said: dict[int, list[TagDraft]] = {}
    for index, section in enumerate(sections):
        terms = indexes[section.language]
        own = _heading_tags(section, index, terms)
        if section.parent is not None and section.rule in {_RUN_IN, _STANDARD}:
            above = headed[section.parent] + (said[section.parent] if section.rule == _STANDARD else [])
            own += _handed_down(above, index, own)
        headed[index], said[index] = own, []
        if section.rule == _CONTENTS_PAGE:
            continue
        known = {one.code for one in own}
        said[index] = [one for one in _body_tags(section, index, terms, bool(own)) if one.code not in known]
        known |= {one.code for one in said[index]}
        yield from (*own, *said[index])
        yield from (one for one in _treaty_tags(section, index, terms, context.instrument) if one.code not in known)


def _handed_down(above: list[TagDraft], index: int, own: list[TagDraft]) -> list[TagDraft]:
    known = {one.code for one in own}
    return [replace(tag, section=index, inherited=True) for tag in above if tag.code not in known]


def _find(text: str, terms: TermIndex) -> dict[str, list[Hit]]:
    names = [found.span() for found in _BODY_NAMES.finditer(text)]
    hits = terms.find(text)
    spans = {(hit.start, hit.end) for found in hits.values() for hit in found}
    kept = {
        slug: [
            hit
            for hit in found
            if not _inside(hit, spans) and not any(start <= hit.start < end for start, end in names)
        ]
        for slug, found in hits.items()
    }
    return {slug: found for slug, found in kept.items() if found}


def _inside(hit: Hit, spans: set[tuple[int, int]]) -> bool:
    """Whether a longer term of another violation covers it: «child labour» is not about children at large."""
    return any(start <= hit.start and hit.end <= end and end - start > hit.end - hit.start for start, end in spans)


def _heading_tags(section: SectionDraft, index: int, terms: TermIndex) -> list[TagDraft]:
    hits = _find(section.heading, terms)
    return [TagDraft(index, "violation", slug, Evidence("term in heading", section.heading)) for slug in hits]


def _body_tags(section: SectionDraft, index: int, terms: TermIndex, is_headed: bool) -> list[TagDraft]:
    text = text_of(section)
    hits = {} if _is_table(text) else _find(text, terms)
    listed = [TagDraft(index, "violation", slug, evidence) for slug, evidence in _listed(text, hits).items()]
    strong = [
        TagDraft(index, "violation", one.slug, _evidence(text, one.hits)) for one in _strong(text, hits, is_headed)
    ]
    return [*listed, *(tag for tag in strong if tag.code not in {one.code for one in listed})]


def _treaty_tags(section: SectionDraft, index: int, terms: TermIndex, instrument: str) -> Iterator[TagDraft]:
    """What the whole report is about needs fewer words to be meant again."""
    text, slug = text_of(section), SUBJECTS.get(instrument, "")
    hits = {} if not slug or _is_table(text) else _find(text, terms)
    if len(hits.get(slug, [])) >= TREATY_HITS:
        yield TagDraft(index, "violation", slug, _evidence(text, tuple(hits[slug])))


def _is_table(text: str) -> bool:
    words = text.split()
    return sum(any(sign.isdigit() for sign in word) for word in words) > TABLE_SHARE * len(words)


def _strong(text: str, hits: dict[str, list[Hit]], is_headed: bool) -> list[_Score]:
    """The violations that the text comes back to, the densest first."""
    words = max(len(text.split()), 1)
    scores = [
        _Score(slug, tuple(found), 1000 * sum(hit.weight for hit in found) / words) for slug, found in hits.items()
    ]
    count, density = (HEADED_HITS, HEADED_DENSITY) if is_headed else (LEAST_HITS, LEAST_DENSITY)
    strong = [
        one
        for one in scores
        if (len(one.hits) >= count and one.density >= density) or (one.density >= SINGLE_DENSITY and not is_headed)
    ]
    strong.sort(key=lambda one: -one.density)
    return [one for one in strong[:MOST_TAGS] if one.density >= SHARE_OF_BEST * strong[0].density]


def _listed(text: str, hits: dict[str, list[Hit]]) -> dict[str, Evidence]:
    """The violations of a sentence that enumerates many of them: the summary of a report."""
    together: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for slug, found in hits.items():
        for hit in found:
            together[sentence_start(text, hit.start)].setdefault(slug)
    return {
        slug: _sentence(text, start, "list of problems")
        for start, slugs in together.items()
        if len(slugs) >= LISTED
        for slug in slugs
    }


def _evidence(text: str, hits: tuple[Hit, ...]) -> Evidence:
    """The sentence that holds most of the hits, the first of them where several do."""
    starts = Counter(sentence_start(text, hit.start) for hit in hits)
    return _sentence(text, starts.most_common(1)[0][0], "terms in text")


def _sentence(text: str, start: int, rule: str) -> Evidence:
    ends = [place + 1 for mark in (". ", "! ", "? ") if (place := text.find(mark, start)) >= 0]
    ends += [place for place in (text.find(PARAGRAPH_BREAK, start),) if place >= 0]
    end = min([*ends, len(text)])
    return Evidence(rule, text[start:end], start, end)
