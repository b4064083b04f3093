"""Letter-spaced lines: the last line of a justified paragraph, stretched until letters stand one blank apart."""

import re
from dataclasses import replace

from archive.importing.cleaning.letters import Log
from archive.importing.cleaning.lines import Line
from archive.importing.draft import Repair

_WORD_BREAK = re.compile(r" {2,}")
_MIN_SINGLE = 0.7  # share of pieces that are one character long
_MIN_PIECES = 4


def close_spaced_letters(lines: list[Line], log: Log) -> list[Line]:
    """Join the letters of letter-spaced lines; such a line also ends its paragraph."""
    return [_closed(line, log) if is_letter_spaced(line.text) else line for line in lines]


def is_letter_spaced(text: str) -> bool:
    """True when nearly every character stands alone, and most of them are letters (a row of figures is a table)."""
    pieces = text.split()
    single = [piece for piece in pieces if len(piece) == 1]
    if len(pieces) < _MIN_PIECES or len(single) < len(pieces) * _MIN_SINGLE:
        return False
    return sum(piece.isalpha() for piece in single) * 2 > len(single)


def _closed(line: Line, log: Log) -> Line:
    text = " ".join(word.replace(" ", "") for word in _WORD_BREAK.split(line.text))
    log.append(Repair("letter-spacing", line.number, line.text, text))
    return replace(line, text=text, ends=True)
