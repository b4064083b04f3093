"""Lists of a page: the numbers and bullets a browser prints before their items (WHATWG HTML, 15.3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.importing.extraction.numerals import BULLET, bullet, numeral

if TYPE_CHECKING:
    from lxml import etree

    from archive.importing.extraction.html.css import Declarations

LISTS = frozenset({"ol", "ul", "menu", "dir"})
_TYPES = {"a": "lower-letter", "A": "upper-letter", "i": "lower-roman", "I": "upper-roman"}
_STYLES = {
    "lower-alpha": "lower-letter",
    "lower-latin": "lower-letter",
    "upper-alpha": "upper-letter",
    "upper-latin": "upper-letter",
    "lower-roman": "lower-roman",
    "upper-roman": "upper-roman",
    "decimal-leading-zero": "decimal-zero",
    "decimal": "decimal",
}
_SIGNS = frozenset({"disc", "circle", "square"})


@dataclass(slots=True)
class Listing:
    """An open list: `form` as in `numeral`, "bullet" or "none"; `last` is the number printed last."""

    form: str
    last: int

    def label(self, item: etree._Element) -> str:
        """What is printed before the next item, with the blank after it."""
        if self.form == "none":
            return ""
        if self.form == "bullet":
            return f"{BULLET} "
        self.last = _whole(item.get("value"), self.last + 1)
        return f"{numeral(self.last, self.form)}. "


def listing(element: etree._Element, said: Declarations) -> Listing:
    """The list that begins with this element, of which the style sheet says `said`."""
    ordered = element.tag == "ol"
    form = _TYPES.get(element.get("type") or "", "decimal") if ordered else "bullet"
    for word in (said.get("list-style-type") or said.get("list-style") or "").split():
        if word == "none":
            form = "none"
        elif word in _SIGNS:
            form = "bullet"
        else:
            form = _STYLES.get(word, form)
    return Listing(form, _whole(element.get("start"), 1) - 1)


def word_label(text: str, family: str) -> str:
    """The number or bullet that Word exports as text, in a font (`family`) of symbols for bullets."""
    sign = text.replace("\u00a0", " ").strip()
    if not sign:
        return ""
    symbols = any(name in family for name in ("symbol", "wingdings", "courier"))
    return f"{bullet(sign) if len(sign) == 1 and (symbols or not sign.isalnum()) else sign} "


def _whole(text: str | None, default: int) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else default
