"""Endings that texts hang on numbers, abbreviations and quotations (БҰҰ-ның, 2012-ші, «Отан»ның, 5-ти): not words."""

from __future__ import annotations

from itertools import product

PLURAL = ("", "лар", "дар", "тар")
OWNER = ("", "ы", "сы", "ын", "сын", "ым", "м")
CASE = (
    *("", "ның", "дың", "тың", "ны", "ды", "ты", "на", "ға", "қа", "да", "та", "нда", "дан", "тан", "нан"),
    *("дағы", "тағы", "ндағы", "н"),
)
ORDINAL = ("ншы", "ыншы", "шы", "лық", "дық", "тық", "дай", "тай")
WITH = ("мен", "бен", "пен", "менен", "імен", "сімен", "ымен", "сымен")
RUSSIAN = "й го му м х я е ю ми ти ть ый ой ая ое ые ых ого ому ым ыми ей ий их"
ENGLISH = "s st nd rd th"


def _front(back: str) -> str:
    return back.translate(str.maketrans("аықғ", "еікг"))


def _kazakh() -> frozenset[str]:
    backs = {"".join(parts) for parts in product(PLURAL, OWNER, CASE)} | set(ORDINAL)
    return frozenset(backs | {_front(back) for back in backs} | set(WITH)) - {""}


NOMINAL_ENDINGS = _kazakh()
NUMBER_ENDINGS = NOMINAL_ENDINGS | frozenset(f"{RUSSIAN} {ENGLISH}".split())
