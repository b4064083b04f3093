"""The symbol a UN document bears itself, and the treaty a report answers to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.importing.draft import Suggestion
from archive.importing.metadata.opening import REPORT
from archive.importing.references.instruments import find_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.importing.draft import Vocabulary
    from archive.importing.metadata.opening import Line

# https://research.un.org/en/docs/symbols: the series of the treaty bodies, and the treaty each watches over.
_BODIES = {
    "CAT/C": "CAT",
    "CCPR/C": "ICCPR",
    "CED/C": "CED",
    "CEDAW/C": "CEDAW",
    "CERD/C": "CERD",
    "CMW/C": "CMW",
    "CRC/C": "CRC",
    "CRPD/C": "CRPD",
    "E/C.12": "ICESCR",
}
_SYMBOL = rf"(?:A/HRC|A|{'|'.join(map(re.escape, _BODIES))})/[A-Z0-9][A-Z0-9./()-]*[A-Z0-9)]"
# A symbol that stands alone, or after the name of the United Nations, is the document's own; in a sentence it is cited.
_OWN = re.compile(
    rf"^(?:United Nations|Организация Объедин[её]нных Наций|Біріккен Ұлттар Ұйымы|БҰҰ|ООН)?\s*({_SYMBOL})$"
)
_CITED = re.compile(rf"\b({'|'.join(map(re.escape, _BODIES))})/[A-Z]{{3}}/")
_LOOKALIKES = str.maketrans("АВСЕНКМОРТХ", "ABCEHKMOPTX")
_HAS_TREATY = {"state-report", "alternative-report", "concluding-observations", "list-of-issues"}
_REPORT = re.compile(REPORT, re.IGNORECASE)


def symbols(lines: Sequence[Line]) -> Iterator[Suggestion]:
    """Symbols that stand alone on a line of the title page."""
    for line in lines:
        found = _OWN.match(line.text.translate(_LOOKALIKES))
        if found and any(sign.isdigit() for sign in found[1]):
            yield Suggestion("symbol", found[1], line.text, line.line)


def instruments(lines: Sequence[Line], vocabulary: Vocabulary, kind: str) -> Iterator[Suggestion]:
    """The treaties the title names and that of the symbol; else those of sentences in which it speaks of itself.

    Other sentences about reports count, with the symbols they cite, only in a report of a `kind` that answers to a
    treaty, and where nothing better is found: they may speak of another report.
    """
    on_title = [
        one
        for line in lines
        if line.is_title and _REPORT.search(line.text)
        for one in _named(line.text, line, vocabulary)
    ]
    found = [*on_title, *_of_symbols(lines)]
    found = found or [one for line in lines for each in line.own_sentences for one in _said(each, line, vocabulary)]
    if not found and kind in _HAS_TREATY:
        found = [one for line in lines for each in line.sentences for one in _said(each, line, vocabulary)]
    yield from found


def _of_symbols(lines: Sequence[Line]) -> Iterator[Suggestion]:
    for symbol in symbols(lines):
        body = "/".join(symbol.value.split("/")[:2])
        if body in _BODIES:
            yield Suggestion("instrument", _BODIES[body], symbol.quote, symbol.line)


def _said(sentence: str, line: Line, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    if _REPORT.search(sentence):
        yield from _named(sentence, line, vocabulary)
        for cited in _CITED.finditer(sentence):
            yield Suggestion("instrument", _BODIES[cited[1]], sentence, line.line)


def _named(text: str, line: Line, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    for treaty in find_named(text, vocabulary, ""):
        if treaty.code:
            yield Suggestion("instrument", treaty.code, text, line.line)
