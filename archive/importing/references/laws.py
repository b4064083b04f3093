"""Articles of national laws with their parts: `ҚК-нің 347-1-бабы`, `часть 2 статьи 141 УК`, and laws as a whole."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from archive.importing.references.instruments import find_named
from archive.importing.references.lawnames import find_laws
from archive.importing.references.parts import KAZAKH, PATTERNS, Cited, cited, said_article
from archive.importing.references.places import PARAGRAPH_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.importing.draft import Context, LinkDraft
    from archive.importing.references.instruments import Named
    from archive.importing.references.lawnames import Law
    from archive.importing.references.places import Passage

KIND = "national-law"
_QUOTED = r"[«\"“][^«»\"“”]{1,160}[»\"”]"
_AFTER_KAZAKH = re.compile(
    rf"(?:\s+қолданыстағы)?(?:\s*\([^()]{{1,80}}\))?(?:[\s)]*{_QUOTED}(?:\s+(?:деген|атты))?)?[\s)»\"”,:–—-]*[(«\"“]?"
)
_BEFORE_RUSSIAN = re.compile(
    r"\s*(?:\([^()]{1,80}\)\s*)?(?:(?:of|the|new|нового|действующего|настоящего|указанного|данного|этого|казахстанск\w+"
    r"|\d{4}|РК|Республики\s+Казахстан|Kazakhstan's|Kazakhstani)\s+)*",
    re.IGNORECASE,
)
_AFTER_RUSSIAN = re.compile(r"(?:\s+(?:РК|Республики\s+Казахстан))?[\s,]*[(]?")
_LISTED = re.compile(r"\s*(?:,|;|и|а\s+также|and|as\s+well\s+as)\s+(?:по\s+|of\s+|under\s+)?", re.IGNORECASE)
_LONGEST_LIST = 20  # articles
_TREATY_NEAR = 40  # characters behind a Russian article within which its treaty stands


def national_laws(passage: Passage, context: Context, treaties: Sequence[LinkDraft]) -> Iterator[LinkDraft]:
    """Laws that the passage names and articles of them. Targets are `criminal-code:141-1(2)`, or `law:<title>:12`.

    `treaties` are the treaty articles found in the passage: these are of no law.
    """
    laws = find_laws(passage.text, context.vocabulary)
    if not laws:
        return
    spans = [range(link.evidence.start, link.evidence.end) for link in treaties]
    taken = frozenset(place for span in spans for place in span)
    named = find_named(passage.text, context.vocabulary, context.instrument)
    paragraphs = [0, *(hit.end() for hit in re.finditer(PARAGRAPH_BREAK, passage.text))]
    reading = _Reading(passage.text, laws, named, taken, paragraphs)
    found = list(reading.articles())
    for law, one in found:
        for number in one.numbers:
            span = (min(law.start, one.start), max(law.end, one.end)) if reading.touches(law, one) else one.span
            yield passage.link(KIND, f"{law.code}:{number}", span, "article of a law")
    with_article = {law for law, one in found if reading.touches(law, one)}
    for law in laws:
        if not law.is_bare and law not in with_article:
            yield passage.link(KIND, law.code, (law.start, law.end), "law")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text with the laws and treaties that it names.

    `taken` are the characters of treaty articles, `paragraphs` the places at which paragraphs begin.
    """

    text: str
    laws: list[Law]
    treaties: list[Named]
    taken: frozenset[int]
    paragraphs: list[int]

    def articles(self) -> Iterator[tuple[Law, Cited]]:
        """Every article with its law. An article the section named before with its law may stand without one."""
        known: dict[str, Law] = {}
        owned: list[tuple[Law, Cited]] = []
        cited = self._cited()
        for place, one in enumerate(cited):
            law = self._beside_next(cited[place : place + _LONGEST_LIST])
            if law is None and not self._is_of_treaty(one):
                law = self._named_before(one) or known.get(one.articles[0])
            if law is not None:
                known |= dict.fromkeys(one.articles, law)
                owned.append((law, one))
        yield from owned
        yield from self._said_again([(law, one) for law, one in owned if len(one.articles) == 1])

    def _beside_next(self, cited: list[Cited]) -> Law | None:
        """«Article 5 and article 7 of the Code»: the law behind the last article of a list is that of all."""
        for one, following in zip_longest(cited, cited[1:]):
            beside = self._beside(one)
            is_last = following is None or not _LISTED.fullmatch(self.text, one.end, following.start)
            if beside or is_last or one.pattern is KAZAKH:
                return beside
        return None

    def _cited(self) -> list[Cited]:
        found = [cited(hit) for pattern in PATTERNS for hit in pattern.finditer(self.text)]
        free = [one for one in found if one.start not in self.taken and one.end - 1 not in self.taken]
        return sorted(free, key=lambda one: one.start)

    def _said_again(self, owned: list[tuple[Law, Cited]]) -> Iterator[tuple[Law, Cited]]:
        """«Part 2 of the said article» is of the article last named in the same paragraph."""
        for start, end, parts in said_article(self.text):
            before = ((law, one) for law, one in reversed(owned) if one.end <= start)
            law, one = next(before, (None, None))
            if law and one and PARAGRAPH_BREAK not in self.text[one.end : start]:
                articles = one.articles
                yield law, Cited(start, end, articles, tuple(f"{articles[0]}({part})" for part in parts))

    def touches(self, law: Law, one: Cited) -> bool:
        """Whether law and article stand side by side, as in «the Code's article 5»."""
        if law.end <= one.start:
            gap = _AFTER_KAZAKH if one.pattern is KAZAKH else _AFTER_RUSSIAN
            return bool(gap.fullmatch(self.text, law.end, one.start))
        return (
            one.pattern is not KAZAKH
            and one.end <= law.start
            and bool(_BEFORE_RUSSIAN.fullmatch(self.text, one.end, law.start))
        )

    def _beside(self, one: Cited) -> Law | None:
        place = bisect_left(self.laws, one.start, key=lambda law: law.start)
        beside = [law for law in self.laws[max(place - 1, 0) : place + 1] if self.touches(law, one)]
        return beside[-1] if beside else None

    def _named_before(self, one: Cited) -> Law | None:
        """The law named last before an article in its paragraph."""
        place = bisect_left(self.laws, one.start, key=lambda law: law.start)
        before = self.laws[place - 1] if place else None
        is_here = before is not None and self._paragraph(one) <= before.start and before.end <= one.start
        return before if is_here else None

    def _is_of_treaty(self, one: Cited) -> bool:
        """Whether a treaty is named last before an article in its paragraph, or behind a Russian or English one."""
        place = bisect_left(self.treaties, one.start, key=lambda named: named.start)
        near = range(one.end, one.end + _TREATY_NEAR)
        if one.pattern is not KAZAKH and any(named.start in near for named in self.treaties[place : place + 1]):
            return True
        law = self._named_before(one)
        first = law.start if law else self._paragraph(one)
        return place > 0 and self.treaties[place - 1].start >= first

    def _paragraph(self, one: Cited) -> int:
        return self.paragraphs[bisect_right(self.paragraphs, one.start) - 1]
