"""The title of a report: a line of its title page, or what the decree that approves the report calls it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from archive.importing.draft import Role, Suggestion
from archive.importing.metadata.opening import REPORT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.importing.draft import DocumentDraft
    from archive.importing.metadata.opening import Line

# A title says what the report is about: «… туралы … баяндама», «Доклад о …», "Report on …".
_SPEAKING = re.compile(
    r"\b(?:туралы|жөніндегі|бойынша|орындауы|қатысты)\s(?:.*\s)?(?:баяндама|есеп|есеб)\w*$"
    r"|\b(?:доклад|отч[её]т)\b(?!\s+для\s+Комитета)(?:\s.*)?\s(?:об?|по)\s"
    r"|\breports?\s(?:of|on)\s|\bhuman rights report\b",
    re.IGNORECASE,
)
# «Арнайы есеп, 2023 жыл»: this says only what kind of report it is, the title is beside it.
_SUBTITLE = re.compile(rf"^(?:[\w-]+\s+){{0,6}}{REPORT}", re.IGNORECASE)
_LONGEST_SUBTITLE, _FEWEST_WORDS, _MOST_WORDS = 12, 3, 20  # words
# «… баяндаманы бекіту туралы» is the title of the decree; in the nominative it is that of the report.
_APPROVED_KK = re.compile(r"^(.+\b)(баяндаманы|баяндамасын|есепті|есебін)\s+бекіту\s+туралы$", re.IGNORECASE)
_NOMINATIVE_KK = {"баяндаманы": "баяндама", "баяндамасын": "баяндамасы", "есепті": "есеп", "есебін": "есебі"}
_APPROVED_RU = re.compile(r"^Об утверждении\s+((?:\w+(?:ого|его)\s+)*)(доклада|отч[её]та)(\s.+)$", re.IGNORECASE)
# Ordinals and adjectives before the noun (Zaliznyak 1977, adjectives of types 1, 3 and 4, stress on the ending apart).
_NOMINATIVE_RU = (
    (r"(втор|шест|седьм|восьм)ого\b", r"\1ой"),
    (r"([кгх])ого\b", r"\1ий"),
    (r"ого\b", "ый"),
    (r"(?:ь?его)\b", "ий"),
)
_CAPITALS = re.compile(r"\b(?![IVX]+\b)[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]+(?:-[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]+)*\b")
_INSIDE = re.compile(r"(?<=[\w,;»] )[^\W\d_]+(?:-[^\W\d_]+)*")  # a word that begins no sentence
_MANY_CAPITALS = 3  # words
_LONGEST_ABBREVIATION = 5  # letters
_LARGE, _SAME_SIZE = 1.2, 0.03  # of running text
_FRONT_LINES, _LONGEST_TITLE = 15, 40  # lines before the title, words of it
_TITLE_PAGE = 8  # lines, where a name without «report» in it may be a title


def titles(lines: Sequence[Line], draft: DocumentDraft) -> Iterator[Suggestion]:
    """Titles on the title page, then that of a decree, a name beside «special report», the largest letters."""
    for line in lines:
        title = line.text if line.is_title and _SPEAKING.search(line.text) else ""
        if title and not _approved(title):
            yield Suggestion("title", _in_small_letters(title, draft), line.text, line.line)
    for line in lines:
        title = _approved(line.text) if line.is_title else ""
        if title:
            yield Suggestion("title", title, line.text, line.line)
    yield from _beside_subtitles(lines, draft)
    yield from _in_largest_letters(draft)


def _in_largest_letters(draft: DocumentDraft) -> Iterator[Suggestion]:
    """What the file sets larger than all else, if that is one phrase near its beginning: a title page has one title."""
    set_lines = [line for line in draft.raw.lines if line.style and line.style.role is Role.TEXT and line.text.strip()]
    size = max((line.style.size for line in set_lines if line.style), default=0.0)
    places = [n for n, line in enumerate(set_lines) if line.style and line.style.size > size - _SAME_SIZE]
    title = " ".join(set_lines[place].text.strip() for place in places)
    together = bool(places) and places[-1] - places[0] + 1 == len(places) and places[0] < _FRONT_LINES
    if size >= _LARGE and together and _FEWEST_WORDS <= len(title.split()) <= _LONGEST_TITLE:
        yield Suggestion("title", _in_small_letters(title, draft), title, set_lines[places[0]].number)


def _approved(decree: str) -> str:
    """The title of the report that a decree approves, "" where it approves none."""
    kazakh = _APPROVED_KK.match(decree)
    if kazakh:
        return kazakh[1] + _NOMINATIVE_KK[kazakh[2].lower()]
    russian = _APPROVED_RU.match(decree)
    if not russian:
        return ""
    adjectives = russian[1]
    for pattern, ending in _NOMINATIVE_RU:
        adjectives = re.sub(pattern, ending, adjectives)
    title = adjectives + russian[2].removesuffix("а") + russian[3]
    return title[0].upper() + title[1:]


def _beside_subtitles(lines: Sequence[Line], draft: DocumentDraft) -> Iterator[Suggestion]:
    for line in lines[:_TITLE_PAGE]:
        if line.is_title and not _SPEAKING.search(line.text) and _is_subtitle(line.text):
            name = _neighbour(lines, line)
            if name:
                title = f"{_in_small_letters(name.text, draft)}. {_without_year(line.text)}"
                yield Suggestion("title", title, f"{name.text} / {line.text}", min(name.line, line.line))
            return


def _is_subtitle(text: str) -> bool:
    return bool(_SUBTITLE.match(text)) and len(text.split()) <= _LONGEST_SUBTITLE


def _neighbour(lines: Sequence[Line], subtitle: Line) -> Line | None:
    """The line before, else the one after, if it stands alone too."""
    place = lines.index(subtitle)
    near = [*lines[max(place - 1, 0) : place], *lines[place + 1 : place + 2]]
    return next((one for one in near if one.is_title and _FEWEST_WORDS <= len(one.text.split()) <= _MOST_WORDS), None)


def _without_year(text: str) -> str:
    return re.sub(r",\s*\d{4}(?:\s+(?:жыл|год|г\.))?$", "", text)


def _in_small_letters(title: str, draft: DocumentDraft) -> str:
    """A title in capitals as it would stand in a sentence: each word in the form the text itself mostly uses."""
    if len(_CAPITALS.findall(title)) < _MANY_CAPITALS:
        return title
    forms = _forms(draft)
    lower = _CAPITALS.sub(lambda word: _usual(word[0], forms), title)
    return lower[0].upper() + lower[1:]


def _usual(word: str, forms: dict[str, Counter[str]]) -> str:
    known = forms.get(word.lower())
    return known.most_common(1)[0][0] if known else word.lower()


def _forms(draft: DocumentDraft) -> dict[str, Counter[str]]:
    forms: dict[str, Counter[str]] = {}
    for section in draft.sections:
        for paragraph in section.paragraphs:
            if not paragraph.text.isupper():
                for word in _INSIDE.findall(paragraph.text):
                    if not word.isupper() or len(word) <= _LONGEST_ABBREVIATION:
                        forms.setdefault(word.lower(), Counter())[word] += 1
    return forms
