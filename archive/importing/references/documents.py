"""Documents of the United Nations by their symbols, and resolutions by their numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.importing.draft import LinkDraft
    from archive.importing.references.places import Passage

KIND = "un-document"
# Series symbols of principal organs and treaty bodies; https://research.un.org/en/docs/symbols
_SERIES = r"(?:A|E|S|ST|HRI|CCPR|CERD|CAT|CEDAW|CRC|CMW|CED|CRPD|INT|SPT)"
_SYMBOL = re.compile(
    rf"\b{_SERIES}(?:\s?/\s?(?:Add|Rev|Corr|Amend|[A-Z0-9])[A-Z0-9.\-]*(?:\([A-Z0-9.]+\))?)+(?:\s\(\d{{4}}\))?(?![A-Z0-9])"
)
_LOOKALIKES = str.maketrans("АВСЕНКМОРТХ", "ABCEHKMOPTX")
_WORD = r"(?:қарар|резолюци|resolution)\w*"
_RESOLUTION = re.compile(
    rf"(?<![\d/])(\d{{2}})/(\d{{1,3}})\s+{_WORD}|{_WORD}\s+(?:№\s?)?(\d{{2}})/(\d{{1,3}})(?![\d/])", re.IGNORECASE
)
# Resolutions of the Security Council are numbered through and carry their year.
_COUNCIL = re.compile(
    rf"(?<![\d/])(\d{{3,4}})\s\((\d{{4}})\)\s+{_WORD}|{_WORD}\s+(\d{{3,4}})\s\((\d{{4}})\)", re.IGNORECASE
)
_HUMAN_RIGHTS = re.compile(
    r"адам құқықтары (?:жөніндегі )?кеңес|совет\w* по правам человека|human rights council|СПЧ", re.IGNORECASE
)
_NEAR = 80  # characters around a resolution in which the body that adopted it is named


def un_documents(passage: Passage) -> Iterator[LinkDraft]:
    """Symbols such as A/HRC/47/L.22 and CERD/C/KAZ/CO/4-5; «47/111 қарары» is A/RES/47/111."""
    for found in _SYMBOL.finditer(passage.text.translate(_LOOKALIKES)):
        symbol = re.sub(r"\s", "", found[0]).rstrip("./-")
        if symbol.count("/") > 1 and any(sign.isdigit() for sign in symbol):
            yield passage.link(KIND, symbol, found.span(), "symbol")
    for found in _RESOLUTION.finditer(passage.text):
        near = passage.text[max(found.start() - _NEAR, 0) : found.end() + _NEAR]
        series = "A/HRC/RES" if _HUMAN_RIGHTS.search(near) else "A/RES"
        session, number = found[1] or found[3], found[2] or found[4]
        yield passage.link(KIND, f"{series}/{session}/{number}", found.span(), "resolution")
    for found in _COUNCIL.finditer(passage.text):
        target = f"S/RES/{found[1] or found[3]}({found[2] or found[4]})"
        yield passage.link(KIND, target, found.span(), "resolution")
