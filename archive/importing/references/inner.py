"""References inside a report: annexes, other sections, and the committee's paragraphs that it answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.importing.draft import LinkDraft, SectionDraft
    from archive.importing.references.places import Passage

_ANNEX_LIST = r"\d{1,3}(?:(?:\s?-)?\s?(?:,|және|мен|и|and)\s?\d{1,3}){0,20}"
_ANNEX = re.compile(
    rf"(?P<kk>{_ANNEX_LIST})\s?-?\s?қосымша|(?:приложени\w+|annex(?:es)?)\s+(?:№\s?)?(?P<other>{_ANNEX_LIST})",
    re.IGNORECASE,
)
_NUMBERED_SECTION = re.compile(
    r"\b(?:раздел\w*|section[s]?)\s+(?P<list>\d{1,2}(?:\.\s?\w{1,2}\b)?(?:\s?(?:,|и|and)\s?\d{1,2}(?:\.\s?\w{1,2}\b)?)*)"
    r"|(?P<kk>\d{1,2})-(?:бөлім|тарау)\w*",
    re.IGNORECASE,
)
_POINTED = re.compile(
    r"(?:[«\"“](?P<name>[^«»\"“”]{4,120})[»\"”])\s+(?:атты\s+|деген\s+)?(?:тара[ув]|бөлім)\w*", re.IGNORECASE
)
_ARTICLE_SECTION = re.compile(r"(?P<number>\d{1,3})-баб\w*\s+қатысты\s+(?:тара[ув]|тарма[ғқ]|бөлім)\w*", re.IGNORECASE)
_SEE = re.compile(r"(?:см\.|смотри|see|қараңыз:?)\s+[«\"“](?P<name>[^«»\"“”]{4,120})[»\"”]", re.IGNORECASE)
_ANSWERED = re.compile(
    r"комитет\w*\s+(\d{1,2})-(?:ұсыным|тармақ)|пункт\w*\s+(\d{1,2})\s+заключительных\s+замечаний", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,3}")
_PREFIX = 4  # letters of a word that must agree between a pointer and the heading that it means
_AGREEMENT = 0.6


def annexes(passage: Passage) -> Iterator[LinkDraft]:
    for found in _ANNEX.finditer(passage.text):
        if not passage.is_heading:
            for number in _NUMBER.findall(found["kk"] or found["other"]):
                yield passage.link("annex", f"annex:{number}", found.span(), "annex")


def paragraphs(passage: Passage) -> Iterator[LinkDraft]:
    """Paragraphs of concluding observations: the headings of answers, and mentions in the text."""
    if passage.rule == "answer":
        for number in _NUMBER.findall(passage.text):
            yield passage.link("paragraph", number, (0, len(passage.text)), "answer")
    for found in _ANSWERED.finditer(passage.text):
        yield passage.link("paragraph", found[1] or found[2], found.span(), "paragraph of observations")


def other_sections(passage: Passage, sections: Sequence[SectionDraft]) -> Iterator[LinkDraft]:
    """Sections by number («2.e») or by words of their heading; the target of the latter is the heading as printed."""
    if passage.is_heading:
        return
    for found in _NUMBERED_SECTION.finditer(passage.text):
        for number in re.findall(r"\d{1,2}(?:\.\s?\w{1,2}\b)?", found["list"] or found["kk"]):
            target = re.sub(r"\s", "", number)
            if _has_number(target, sections):
                yield passage.link("section", target, found.span(), "numbered section")
    for pattern in (_POINTED, _SEE, _ARTICLE_SECTION):
        for found in pattern.finditer(passage.text):
            heading = (
                _by_article(found["number"], sections)
                if pattern is _ARTICLE_SECTION
                else _by_words(found["name"], sections)
            )
            if heading:
                yield passage.link("section", heading, found.span(), "named section")


def _has_number(target: str, sections: Sequence[SectionDraft]) -> bool:
    return any(section.number and path_number(section, sections) == target for section in sections)


def path_number(section: SectionDraft, sections: Sequence[SectionDraft]) -> str:
    """The numbers of a section and of the sections around it: "2.e"."""
    above = "" if section.parent is None else path_number(sections[section.parent], sections)
    return f"{above}.{section.number}" if above and section.number else section.number or above


def _by_words(name: str, sections: Sequence[SectionDraft]) -> str:
    """The heading that shares most words with `name`; words agree in their first letters, endings may differ."""
    wanted = _stems(name)
    best, heading = _AGREEMENT, ""
    for section in sections:
        known = _stems(section.heading)
        share = len(wanted & known) / max(len(wanted | known), 1)
        if share >= best:
            best, heading = share, section.heading
    return heading


def _by_article(number: str, sections: Sequence[SectionDraft]) -> str:
    pattern = re.compile(rf"(?<![\d-]){number}\s?-\s?ба[пб]")
    named = (
        one.heading for one in sections if one.rule in {"article", "treaty article"} and pattern.search(one.heading)
    )
    return next(named, "")


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        word[:_PREFIX] for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 3 and word != "туралы"
    )
