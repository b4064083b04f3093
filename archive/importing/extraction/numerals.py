"""List numbers as they are printed: digits, letters of an alphabet, Roman numerals, bullets."""

from __future__ import annotations

import unicodedata
from string import ascii_lowercase

# Word leaves out ё, й, ъ and ь, as lists in Russian do (GOST R 7.0.97-2016 has the same habit).
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 4000  # Roman numerals end here
_LETTERS = {"lower-letter": ascii_lowercase, "lower-russian": _RUSSIAN}
BULLET = "•"


def numeral(value: int, form: str) -> str:
    """`value` as a reader sees it.

    `form` is decimal, decimal-zero, lower-letter, lower-roman, lower-russian or the same with upper; any other is
    printed in digits. After the last letter they are doubled (aa, бб), as Word does.
    """
    if form.startswith("upper-"):
        return numeral(value, f"lower-{form.removeprefix('upper-')}").upper()
    if form == "lower-roman" and 0 < value < _MOST:
        return _roman(value)
    if form in _LETTERS and 0 < value < _MOST:
        alphabet = _LETTERS[form]
        return alphabet[(value - 1) % len(alphabet)] * ((value - 1) // len(alphabet) + 1)
    return f"{value:02d}" if form == "decimal-zero" else str(value)


def bullet(sign: str) -> str:
    """The bullet of a list as plain text: dashes stay, whatever a symbol font or a letter draws is «•»."""
    sign = sign.strip()
    return sign if sign and all(unicodedata.category(letter) == "Pd" for letter in sign) else BULLET


def _roman(value: int) -> str:
    letters = ""
    for worth, sign in _ROMAN:
        letters += sign * (value // worth)
        value %= worth
    return letters
