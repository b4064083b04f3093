"""Letters that stand for other letters: tables used by the normaliser.

Sources: look-alikes as met in Kazakh reports made from legacy fonts and recognised scans; NFKC from Unicode Annex 15.
"""

from __future__ import annotations

KAZAKH_LETTERS = frozenset("әғқңөұүһі")

ALWAYS = str.maketrans(
    {
        "ҽ": "ә",  # Abkhaz letters of legacy Kazakh fonts
        "Ҽ": "Ә",
        "ҿ": "ө",
        "Ҿ": "Ө",
        "ӛ": "ө",
        "Ӛ": "Ө",
        "ҧ": "ұ",
        "Ҧ": "Ұ",
        "ə": "ә",  # Latin schwa and barred o
        "Ə": "Ә",
        "ɵ": "ө",
        "Ɵ": "Ө",
        "ё": "е",
        "Ё": "Е",
        "№": " ",  # NFKC would make letters of it
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "‹": '"',
        "›": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "−": "-",
    }
)
"""Replaced one for one wherever they stand; no Kazakh, Russian or English word needs the left side."""

INVISIBLE = frozenset("\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
"""Soft hyphen, zero-width characters and direction marks: part of no word."""

TO_CYRILLIC = dict(zip("aeopcxyikhABCEHIKMOPTXY", "аеорсхуікһАВСЕНІКМОРТХУ", strict=True))
TO_LATIN = {cyrillic: latin for latin, cyrillic in TO_CYRILLIC.items()}

CYRILLIC_RANGE = "\u0400-\u052f"
LATIN_RANGE = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
