"""Sections whose whole text only points elsewhere («см. раздел 2», «… баяндамасын қараңыз») and says nothing.

A sentence points where it tells the reader to look (or that information is given) and names what: a section, a report,
an address. One that says something first and points after a comma, a dash or in brackets does not count: better to
miss a pointer than to lower a section that says something.
"""

from __future__ import annotations

import re

LONGEST = 80  # words
IN_BRACKETS = re.compile(r"\([^()]*\)")
ABBREVIATED = re.compile(r"\bсм\.", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[«“\"]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])|\n+")

LOOK = re.compile(
    r"""^(?:[^,;:–—]*\b)?(?:смотрите|смотри|қараңыз|қараңыздар|оқыңыз|оқыңыздар)\b
    |^(?:[^,;:–—]{0,30}\b)?(?:see|refer\ to|consult)\b
    |^for\b[^;:–—]*,\ (?:please\ )?see\b""",
    re.VERBOSE | re.IGNORECASE,
)
INFORMATION = re.compile(
    r"\b(?:сведени|информаци|данные|подробн|ответ|ақпарат|мәлімет|дерек|толығырақ|жауап|information|details?\b|data\b)",
    re.IGNORECASE,
)
GIVEN = re.compile(
    r"""\b(?:изложен|привед[её]н|представлен|содерж[аи]тся|содержатся|описан|дан[аоы]?\b|смотри
    |көрсетілген|келтірілген|берілген|баяндалған|жазылған|айтылған|қамтылған
    |(?:is|are|was|were|be)\ (?:set\ out|given|provided|described|contained|presented|available|found|included)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
# Not articles: what a law says is no pointer, and an article of a convention is named with the section about it.
REFERENCE = re.compile(
    r"""[A-Z]+/[A-Z0-9/.-]+|<address>
    |\b(?:раздел|глав[аеуы]|пункт|приложени|доклад|отч[её]т|документ|выводы
    |бөлім|тарау|тармақ|тармағ|қосымша|баяндама|есеп|есеб|құжат
    |(?:sub)?section|chapter|paragraph|annex|report|document)""",
    re.VERBOSE | re.IGNORECASE,
)


def only_points(text: str) -> bool:
    """Whether every sentence of a section's text sends the reader elsewhere; an empty text says nothing of that."""
    if not text or len(text.split()) > LONGEST:
        return False
    plain = ABBREVIATED.sub("смотри", ADDRESS.sub("<address>", IN_BRACKETS.sub("", text)))
    sentences = [sentence for sentence in SENTENCE_END.split(plain) if sentence.strip(" .•●-–")]
    return bool(sentences) and all(_points(sentence) for sentence in sentences)


def _points(sentence: str) -> bool:
    tells = LOOK.search(sentence) or (INFORMATION.search(sentence) and GIVEN.search(sentence))
    return bool(tells and REFERENCE.search(sentence))
