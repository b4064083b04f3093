"""The country a report is about: the one its symbol or title names, or of which the text speaks nearly alone."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from archive.importing.draft import Suggestion
from archive.importing.metadata.opening import sentences_of
from archive.importing.metadata.treaties import symbols

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.importing.draft import DocumentDraft
    from archive.importing.metadata.opening import Line

# Countries of which the archive's region writes: ISO 3166-1 codes of two and three letters, stems in kk, ru and en.
_COUNTRIES = (
    ("KZ", "KAZ", "қазақстан", "казахстан", "kazakhstan"),
    ("KG", "KGZ", "қырғызстан", "кыргызстан", "kyrgyzstan"),
    ("UZ", "UZB", "өзбекстан", "узбекистан", "uzbekistan"),
    ("TJ", "TJK", "тәжікстан", "таджикистан", "tajikistan"),
    ("TM", "TKM", "түрікменстан", "туркменистан", "turkmenistan"),
    ("RU", "RUS", "ресей", "росси[яиюей]", "russia"),
    ("BY", "BLR", "беларус", "беларус", "belarus"),
    ("UA", "UKR", "украина", "украин", "ukraine"),
    ("AZ", "AZE", "әзірбайжан", "азербайджан", "azerbaijan"),
    ("CN", "CHN", "қытай", "кита[йяею]", "china"),
)
_STEMS = {two: re.compile(rf"\b(?:{'|'.join(stems)})\w*", re.IGNORECASE) for two, _, *stems in _COUNTRIES}
_FEWEST_MENTIONS, _SMALLEST_SHARE = 10, 0.8


def countries(lines: Sequence[Line], draft: DocumentDraft) -> Iterator[Suggestion]:
    """The country of the symbol, those of titles, then the one that has four fifths of all mentions of countries."""
    for symbol in symbols(lines):
        for two, three, *_ in _COUNTRIES:
            if f"/{three}/" in symbol.value:
                yield Suggestion("country", two, symbol.quote, symbol.line)
    for line in lines:
        if line.is_title:
            for country, stem in _STEMS.items():
                if stem.search(line.text):
                    yield Suggestion("country", country, line.text, line.line)
    yield from _most_named(draft)


def _most_named(draft: DocumentDraft) -> Iterator[Suggestion]:
    mentions: Counter[str] = Counter()
    first: dict[str, tuple[str, int]] = {}
    for section in draft.sections:
        for paragraph in section.paragraphs:
            for country, stem in _STEMS.items():
                count = len(stem.findall(paragraph.text))
                mentions[country] += count
                if count:
                    first.setdefault(country, (paragraph.text, paragraph.line_start))
    for country, count in mentions.most_common(1):
        share = count / max(mentions.total(), 1)
        if count >= _FEWEST_MENTIONS and share >= _SMALLEST_SHARE:
            text, line = first[country]
            sentence = next(each for each in sentences_of(text) if _STEMS[country].search(each))
            yield Suggestion("country", country, sentence, line, share)
