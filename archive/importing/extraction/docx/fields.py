"""Fields of a document: what Word computes and prints between two signs (ECMA-376, 17.16)."""

from __future__ import annotations

from dataclasses import dataclass

_PAGE_NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_TO_PAGE = "PAGEREF"
_CONTENTS = "TOC"


@dataclass(slots=True)
class _Field:
    code: str = ""
    shown: bool = False  # past the sign that parts the instruction from the result

    @property
    def name(self) -> str:
        return next(iter(self.code.split()), "").upper()


class Fields:
    """The fields that are open at a place of the text, the outermost first."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def sign(self, kind: str) -> None:
        """A sign of a field was met: begin, separate or end."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shown = True
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, text: str) -> None:
        """A piece of the instruction, which may come in many."""
        if self._open and not self._open[-1].shown:
            self._open[-1].code += text

    def begin(self, instruction: str) -> None:
        """A field that comes in one piece begins with its result."""
        self._open.append(_Field(instruction, shown=True))

    def end_paragraph(self) -> None:
        """Give up fields that should have ended, lest a damaged one swallow the rest of the document."""
        self._open = [field for field in self._open if field.shown and not _is_page(field, in_contents=True)]

    @property
    def in_contents(self) -> bool:
        return any(field.name == _CONTENTS for field in self._open)

    @property
    def printed(self) -> bool:
        """Whether text at this place is text: no instruction, no page number."""
        return not self._open or all(field.shown and not _is_page(field, self.in_contents) for field in self._open)


def _is_page(field: _Field, in_contents: bool) -> bool:
    return field.name in _PAGE_NUMBERS or (in_contents and field.name == _TO_PAGE)
