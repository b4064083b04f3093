"""Who publishes a report: named in an imprint, by the decree that approves it, or as a group that speaks in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.importing.draft import Suggestion
from archive.importing.metadata.opening import sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.importing.draft import DocumentDraft
    from archive.importing.metadata.opening import Line

_IMPRINT = re.compile(
    r"^(?:prepared by|published by|submitted by|подготовлено?|подготовил[аио]?|издатель|баспагер|дайындаған|әзірлеген|"
    r"шығарған)\s*[:–—]?\s+(?P<name>[«\"“A-ZА-ЯЁӘҒҚҢӨҰҮҺІ].{2,120})$",
    re.IGNORECASE,
)
# A decree says who decides: «… Республикасының Үкіметі ҚАУЛЫ ЕТЕДІ», «Правительство Республики … постановляет».
_NAME = r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі-]+"
_GOVERNMENT_KK = re.compile(
    rf"(?P<state>(?:{_NAME}\s)?{_NAME}\s+Республикасы)(?:ның)?\s+Үкіметі(?=нің\s.*(?i:қаулысы))"
)
_GOVERNMENT_RU = re.compile(
    rf"(?:Постановление(?:м)?\s+Правительства|Правительство)\s+(?P<state>Республики\s+{_NAME}|{_NAME}\s+Республики)"
    r"(?=\s.*(?:\sот\s|(?i:постановляет)))"
)
# Groups of citizens as their names are written; the short forms of their legal kinds are those of the registers.
_GROUP_KK = r"«[^»]{2,60}»\s+(?:қоғамдық\s+)?(?:қоры|бірлестігі|орталығы|коалициясы|ҚҚ|ҚБ)"
_GROUP_RU = r"(?:Центр|Фонд|Общественный фонд|Общественное объединение|Коалиция|ОФ|ОО)\s+«[^»]{2,60}»"
_GROUP_EN = r"The\s+(?:[A-Z]\w+\s+){1,5}(?:Foundation|Coalition|Committee|Center|Centre)"
_ALONE = re.compile(rf"^(?:{_GROUP_KK}|{_GROUP_RU})$")
_SPEAKING = re.compile(rf"^(?P<name>{_GROUP_KK}|{_GROUP_RU}|{_GROUP_EN})(?=\s)")
_SHORT_FORMS = (
    (r"ҚҚ$", "қоғамдық қоры"),
    (r"ҚБ$", "қоғамдық бірлестігі"),
    (r"^ОФ\b", "Общественный фонд"),
    (r"^ОО\b", "Общественное объединение"),
)
# Country reports of the Department of State send their readers to its other reports, and only they do so twice.
_STATE_DEPARTMENT = re.compile(
    r"(?:\bсм\.|\bқараңыз|\bsee\b).*"
    r"(?:Государственного департамента|Мемлекеттік департамент|Department of State|state\.gov)"
    r"|(?:state\.gov|Мемлекеттік департамент).*\bқараңыз|қараңыз:.*state\.gov",
    re.IGNORECASE,
)
_FEWEST_HINTS = 2


def publishers(lines: Sequence[Line], draft: DocumentDraft) -> Iterator[Suggestion]:
    """Names of publishers as they stand in the text, or in the nominative."""
    for line in lines:
        imprint = _IMPRINT.match(line.text) if line.is_title else None
        if imprint:
            yield Suggestion("publisher", imprint["name"].strip(), line.text, line.line)
    yield from _governments(lines)
    for line in lines:
        if _ALONE.match(line.text):
            yield Suggestion("publisher", _in_full(line.text), line.text, line.line)
    for line in lines:
        speaking = _SPEAKING.match(line.text)
        if speaking:
            name = _in_full(speaking["name"]).removeprefix("The ")
            yield Suggestion("publisher", name, line.sentences[0], line.line)
    yield from _state_department(draft)


def _governments(lines: Sequence[Line]) -> Iterator[Suggestion]:
    for line in lines:
        kazakh, russian = _GOVERNMENT_KK.search(line.text), _GOVERNMENT_RU.search(line.text)
        if kazakh:
            yield Suggestion("publisher", f"{kazakh['state']}ның Үкіметі", line.text, line.line)
        if russian:
            yield Suggestion("publisher", f"Правительство {russian['state']}", line.text, line.line)


def _in_full(name: str) -> str:
    for short, full in _SHORT_FORMS:
        name = re.sub(short, full, name)
    return name


def _state_department(draft: DocumentDraft) -> Iterator[Suggestion]:
    hints = [
        (sentence, paragraph.line_start)
        for section in draft.sections
        for paragraph in section.paragraphs
        for sentence in sentences_of(paragraph.text)
        if _STATE_DEPARTMENT.search(sentence)
    ]
    if len(hints) >= _FEWEST_HINTS:
        yield Suggestion("publisher", "U.S. Department of State", *hints[0])
