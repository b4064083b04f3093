"""Consistency of enumerators: a number or letter makes a heading only in a series that begins at its beginning."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.importing.sections.enumerated import roman_value
from archive.importing.sections.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.importing.sections.model import Heading, Piece

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_LOOKALIKES = str.maketrans("aceopx", "асеорх")


def consistent(pieces: Sequence[Piece]) -> list[Piece]:
    """Take the heading from every piece whose enumerator follows no other; its words stay as text."""
    found = [piece.heading for piece in pieces if piece.heading is not None]
    numbers = {heading.number for heading in found if heading.kind is Kind.NUMBER}
    letters = {heading.number for heading in found if heading.kind is Kind.LETTER}
    romans = {roman_value(heading.number) for heading in found if heading.rule == "roman"}

    def fits(heading: Heading | None) -> bool:
        if heading is None or heading.level or heading.size:
            return True
        if heading.rule == "roman":
            value = roman_value(heading.number)
            return value is not None and len(romans) > 1 and (value == 1 or value - 1 in romans)
        if heading.kind is Kind.NUMBER:
            return number_follows(heading.number, numbers)
        return heading.kind is not Kind.LETTER or letter_follows(heading.number, letters)

    return [piece if fits(piece.heading) else replace(piece, heading=None) for piece in pieces]


def number_follows(number: str, known: set[str]) -> bool:
    """1 is followed by 2 (or 1.1 by 1.2), every other number by the one before it."""
    *parents, last = number.split(".")
    if last in {"0", "1"}:
        return _sibling(parents, int(last) + 1) in known
    return _sibling(parents, int(last) - 1) in known


def letter_follows(letter: str, known: set[str]) -> bool:
    """As with numbers, in the order of any of the alphabets; Latin and Cyrillic letters of one shape are one."""
    same = letter.lower().translate(_LOOKALIKES)
    others = {one.lower().translate(_LOOKALIKES) for one in known if one.isupper() == letter.isupper()}
    for alphabet in (_LATIN, _RUSSIAN, _KAZAKH):
        order = alphabet.translate(_LOOKALIKES)
        place = order.find(same)
        if place > 0 and order[place - 1] in others:
            return True
        if place == 0 and not others.isdisjoint(order[1:3]):
            return True
    return False


def restarting(headings: Sequence[Heading]) -> bool:
    """Whether the first number occurs again: then numbers belong to the title above them."""
    return sum(heading.number == "1" for heading in headings if heading.kind is Kind.NUMBER) > 1


def _sibling(parents: list[str], last: int) -> str:
    return ".".join([*parents, str(last)])
