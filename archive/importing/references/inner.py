"""References inside a report: annexes, other sections, and the committee's paragraphs that it answers.

An annex or section that is one of this document is resolved here, where the tree is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.importing.draft import LinkDraft, SectionDraft
    from archive.importing.references.places import Passage

_ANNEX_LIST = r"\d{1,3}(?:(?:\s?-)?\s?(?:,|және|мен|и|and)\s?\d{1,3}){0,20}"
_ANNEX = re.compile(
    rf"(?P<kk>{_ANNEX_LIST})\s?-?\s?қосымша(?!\w*\s(?:бет|ақпарат))"
    rf"|(?:приложени\w+|annex(?:es)?)\s+(?:№\s?)?(?P<other>{_ANNEX_LIST})",
    re.IGNORECASE,
)
_PATH = r"\d{1,2}(?:[.-]\s?[a-zа-яәғқңөұүһі]\b|(?:\.\s?\d{1,2})+\b)?"
_NUMBERED_SECTION = re.compile(
    rf"\b(?:раздел|глав|section|chapter)\w*\s+(?P<list>{_PATH}(?:\s?(?:,|и|and)\s?{_PATH})*)"
    rf"|(?<![\d-])(?P<kk>{_PATH})\s?-\s?(?:бөлім|тарау)\w*",
    re.IGNORECASE,
)
# «Chapter 52 of the Code» is none of the report: the Kazakh words for a chapter need a word that points.
_POINTS = r"[^.;«»]{0,40}?\b(?:қара|келтіріл|баяндал|көрсетіл|сипаттал|айтыл|берілген|ұсыныл|қамтыл)"
_POINTING = re.compile(_POINTS, re.IGNORECASE)
_OF_LAW = re.compile(
    r"(?:заң|кодекс|конвенция|деген|закон|конституци)\w*[»\"”]?\s*$|^\S*\s+(?:закона|кодекса)", re.IGNORECASE
)
_NAME = r"[«\"“](?P<{}>[^«»\"“”]{{4,120}})[»\"”]"
_POINTED = re.compile(
    rf"{_NAME.format('kk')}\s+(?:атты\s+|деген\s+)?(?:тара[ув]|бөлім|тарма[ғқ])\w*"
    rf"|{_NAME.format('near')}\s+(?:ниже|выше|below|above)\b"
    rf"|(?:раздел|глав|section|chapter)\w*\s+{_NAME.format('ru')}"
    rf"|(?:см\.|смотри\w*|see|қараңыз:?)\s+{_NAME.format('see')}",
    re.IGNORECASE,
)
_ARTICLE_SECTION = re.compile(r"(?P<number>\d{1,3})-баб\w*\s+қатысты\s+(?:тара[ув]|тарма[ғқ]|бөлім)\w*", re.IGNORECASE)
_ABOUT_SECTION = re.compile(
    rf"(?P<name>(?:[^\W\d_]+\s+){{1,4}})(?:қатысты|туралы|жөніндегі)\s+(?:тара[ув]|бөлім|тарма[ғқ])\w*(?={_POINTS})",
    re.IGNORECASE,
)
_SYMBOL = r"(?P<symbol>(?:CCPR|CERD|CAT|CEDAW|CRC|CMW|CED|CRPD|E)/C(?:\.12)?/[A-Z]{3}/CO/\d+(?:-\d+)*)"
_OBSERVATIONS = (
    r"(?:(?:своих|предыдущих|its|the)\s+)?(?:заключительных\s+замечаний|(?:of\s+the\s+)?concluding\s+observations)"
)
_PARAGRAPHS = r"\d{1,2}(?:\s?(?:,|-|және|мен|и|and)\s?\d{1,2}){0,10}"
_ANSWERED = re.compile(
    rf"комитет\w*\s+(?P<kk>{_PARAGRAPHS})\s?-\s?(?:ұсыным|тармақ)"
    rf"|қорытынды\s+(?:ескерт(?:у|пе)|байқау)\w*\s+(?P<kk2>{_PARAGRAPHS})\s?-\s?тарма[қғ]"
    rf"|(?:пункт\w*|пп?\.|paragraphs?)\s+(?P<other>{_PARAGRAPHS})\s+{_OBSERVATIONS}"
    rf"|{_SYMBOL},?\s+(?:пункт\w*|пп?\.|para(?:graph)?s?\.?)\s+(?P<after>{_PARAGRAPHS})"
    rf"|{_SYMBOL.replace('symbol', 'kazakh')},?\s+(?P<before>{_PARAGRAPHS})\s?-\s?тарма[қғ]",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,3}")
_PREFIX = 4  # letters of a word that must agree between a pointer and the heading that it means
_AGREEMENT = 0.6
_NEAR = 60  # characters around a chapter's number in which its law would stand


@dataclass(frozen=True)
class Tree:
    """The sections of a document, to be found by what a text calls them."""

    sections: Sequence[SectionDraft]

    @cached_property
    def annexes(self) -> dict[str, int]:
        """The section of each annex, by its number."""
        there = [(_annex_number(one), index) for index, one in enumerate(self.sections) if one.rule == "annex"]
        return {number: index for number, index in reversed(there) if number}

    @cached_property
    def paths(self) -> dict[str, int]:
        """Sections by their numbers and those above them: "2.e"."""
        numbered = [(path_number(one, self.sections), n) for n, one in enumerate(self.sections) if one.number]
        return {path.lower(): index for path, index in reversed(numbered)}

    @cached_property
    def headings(self) -> list[frozenset[str]]:
        return [_stems(section.heading) for section in self.sections]

    def by_words(self, name: str) -> int | None:
        """The heading that shares most words with `name`; words agree in their first letters, endings may differ."""
        wanted = _stems(name)
        best, place = 0.0, None
        for index, known in enumerate(self.headings):
            share = len(wanted & known) / max(len(wanted | known), 1)
            if share >= _AGREEMENT and share > best:
                best, place = share, index
        return place

    def by_article(self, number: str) -> int | None:
        pattern = re.compile(rf"(?<![\d-]){number}\s?-\s?ба[пб]")
        rules = {"article", "treaty article"}
        named = (n for n, one in enumerate(self.sections) if one.rule in rules and pattern.search(one.heading))
        return next(named, None)


def annexes(passage: Passage, tree: Tree) -> Iterator[LinkDraft]:
    """Annexes the text points to, each with its section where the document has it."""
    if passage.is_heading:
        return
    for found in _ANNEX.finditer(passage.text):
        for number in _NUMBER.findall(found["kk"] or found["other"]):
            link = passage.link("annex", f"annex:{number}", found.span(), "annex")
            yield replace(link, to_section=tree.annexes.get(number))


def _annex_number(section: SectionDraft) -> str:
    found = _NUMBER.search(section.number or section.heading)
    return found[0] if found else ""


def paragraphs(passage: Passage) -> Iterator[LinkDraft]:
    """Paragraphs of concluding observations: the headings of answers, and mentions in the text.

    The target is the number, with the symbol of the observations where it is printed: CAT/C/KAZ/CO/2:12.
    """
    if passage.rule == "answer":
        for number in _NUMBER.findall(passage.text):
            yield passage.link("paragraph", number, (0, len(passage.text)), "answer")
    for found in _ANSWERED.finditer(passage.text):
        named = found.groupdict()
        document = named["symbol"] or named["kazakh"]
        numbers = next(named[name] for name in ("kk", "kk2", "other", "after", "before") if named[name])
        for number in _NUMBER.findall(numbers):
            target = f"{document}:{number}" if document else number
            yield passage.link("paragraph", target, found.span(), "paragraph of observations")


def other_sections(passage: Passage, tree: Tree) -> Iterator[LinkDraft]:
    """Sections by number («2.e») or by words of their heading; the target of the latter is the heading as printed."""
    if not passage.is_heading:
        yield from _numbered(passage, tree)
        yield from _named(passage, tree)


def _numbered(passage: Passage, tree: Tree) -> Iterator[LinkDraft]:
    for found in _NUMBERED_SECTION.finditer(passage.text):
        before = passage.text[max(found.start() - _NEAR, 0) : found.start()]
        after = passage.text[found.end() : found.end() + _NEAR]
        if _OF_LAW.search(before) or _OF_LAW.search(after) or (found["kk"] and not _POINTING.match(after)):
            continue
        for number in re.findall(_PATH, found["list"] or found["kk"]):
            target = re.sub(r"\s", "", number).replace("-", ".")
            if target.lower() in tree.paths:
                link = passage.link("section", target, found.span(), "numbered section")
                yield replace(link, to_section=tree.paths[target.lower()])


def path_number(section: SectionDraft, sections: Sequence[SectionDraft]) -> str:
    """The numbers of a section and of the sections around it: "2.e"."""
    above = "" if section.parent is None else path_number(sections[section.parent], sections)
    own = section.number.strip(".)")
    if own.startswith(f"{above}."):
        return own
    return f"{above}.{own}" if above and own else own or above


def _named(passage: Passage, tree: Tree) -> Iterator[LinkDraft]:
    for pattern in (_POINTED, _ARTICLE_SECTION, _ABOUT_SECTION):
        for found in pattern.finditer(passage.text):
            index = _meant(found, tree)
            if index is not None and index != passage.section:
                link = passage.link("section", tree.sections[index].heading, found.span(), "named section")
                yield replace(link, to_section=index)


def _meant(found: re.Match[str], tree: Tree) -> int | None:
    if found.re is _ARTICLE_SECTION:
        return tree.by_article(found["number"])
    if found.re is _POINTED:
        return tree.by_words(next(name for name in found.groups() if name))
    words = found["name"].split()
    tails = (" ".join(words[start:]) for start in range(len(words)))
    return next((index for tail in tails if (index := tree.by_words(tail)) is not None), None)


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        word[:_PREFIX] for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 3 and word != "туралы"
    )
