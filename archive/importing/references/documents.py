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
_SYMBOL = re.compile(
    r"\b(?:A|E|S|ST|HRI|CCPR|CERD|CAT|CEDAW|CRC|CMW|CED|CRPD|INT|SPT)/(?:\s?[A-Z0-9][A-Z0-9.\-]*(?:\([A-Z0-9.]+\))?/?)+"
    r"(?=[\s,.;:)»\"”\]]|$|-?[а-яәғқңөұүһі])"
)
_LOOKALIKES = str.maketrans("АВСЕНКМОРТХ", "ABCEHKMOPTX")
_RESOLUTION = re.compile(
    r"(?<![\d/])(\d{2})/(\d{1,3})\s+(?:қарар|резолюци|resolution)|(?:резолюци\w+|resolution)\s+(\d{2})/(\d{1,3})", re.I
)


def un_documents(passage: Passage) -> Iterator[LinkDraft]:
    """Symbols such as A/HRC/47/L.22 and CERD/C/KAZ/CO/4-5; «47/111 қарары» is A/RES/47/111."""
    plain = passage.text.translate(_LOOKALIKES)
    for found in _SYMBOL.finditer(plain):
        symbol = re.sub(r"\s", "", found[0]).rstrip("./-")
        if symbol.count("/") > 1 and any(sign.isdigit() for sign in symbol):
            yield passage.link(KIND, symbol, found.span(), "symbol")
    for found in _RESOLUTION.finditer(passage.text):
        session, number = found[1] or found[3], found[2] or found[4]
        yield passage.link(KIND, f"A/RES/{session}/{number}", found.span(), "resolution")
