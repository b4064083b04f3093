"""Cut a normalised text into words: wholes and parts of hyphenated words, numbers, UN symbols, letter-spaced words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from search.analysis.characters import CYRILLIC_RANGE, TO_LATIN
from search.analysis.endings import NOMINAL_ENDINGS, NUMBER_ENDINGS
from search.analysis.normalising import fold_look_alikes, fold_roman, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

UPPER = "A-ZА-ЯӘҒҚҢӨҰҮҺІ"
CAPITAL = "A-ZАВСЕНІКМОРТХУ"
BRACKETED = r"\([\w.-]+\)"
ELEMENT = rf"/[{CAPITAL}0-9](?:(?:[\w.-]|{BRACKETED})*(?:[{CAPITAL}a-z0-9]|{BRACKETED}))?"
SYMBOL = rf"(?<![\w/])[{CAPITAL}]{{1,8}}(?:{ELEMENT}){{2,}}(?![\w/])"
"""Document symbols of the United Nations (CERD/C/KAZ/CO/4-5, A/HRC/47/L.22); the capitals may be Cyrillic twins."""
SPACED = rf"(?<!\w)[{UPPER}](?: [{UPPER}]){{2,}}(?!\w)"
DIGITS = r"\d+(?:[.,]\d+)*"
NUMBER = rf"(?:\d{{1,3}}(?: \d{{3}})+|{DIGITS}(?:-{DIGITS})*)(?!\w)"
LETTERS = r"[^\W_]+(?:(?<=[A-Za-z])'(?=[A-Za-z])[^\W\d_]+)*"
HYPHEN = r"-(?:[ \t]*\n\s*(?=[a-zа-яәғқңөұүһі]))?"
PIECE = f"(?:{NUMBER}|{LETTERS})"
TOKEN = re.compile(f"(?P<symbol>{SYMBOL})|(?P<spaced>{SPACED})|(?P<compound>{PIECE}(?:{HYPHEN}{PIECE})*)")
PIECES = re.compile(PIECE)
RUNS = re.compile(f"[0-9]+|[{CYRILLIC_RANGE}][{CYRILLIC_RANGE}0-9]*|[^0-9{CYRILLIC_RANGE}][^{CYRILLIC_RANGE}]*")
YEAR = re.compile(r"(?:1[89]|20)\d\d")
THOUSANDS = re.compile(r"\d{1,3}(?:[ ,]\d{3})+")
CLOSING = "\"'%)-°"


class Word(NamedTuple):  # made for every word of the archive: a tuple is made four times as fast as a dataclass
    """A word of a text: `text` in normal form; `start` and `end` in the text as given; `step` 0 or 1 from the last."""

    start: int
    end: int
    text: str
    step: int = 1
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    text: str

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


def words(text: str) -> list[Word]:
    """The words of a text in order. Parts of a hyphenated word follow the whole, the first at its position."""
    normal = normalise(text)
    found = list(_words(normal.text))
    if isinstance(normal.starts, range):  # each letter was made from the one at its place
        return found
    return [word._replace(start=normal.starts[word.start], end=normal.ends[word.end - 1]) for word in found]


def _words(text: str) -> Iterator[Word]:
    for match in TOKEN.finditer(text):
        start, end = match.span()
        written = match[0]
        simple = _simple(written) if match.lastgroup == "compound" else ""
        if simple and not (simple in NUMBER_ENDINGS and start and text[start - 1] in CLOSING):
            yield Word(start, end, simple)
        elif match["symbol"] and any(letter.isdigit() for letter in written):
            yield Word(start, end, "".join(TO_LATIN.get(letter, letter) for letter in written).lower())
        elif match["spaced"]:
            yield Word(start, end, fold_look_alikes(written.replace(" ", "")).lower())
        else:
            yield from _compound(text, match)


@lru_cache(maxsize=2**16)
def _simple(written: str) -> str:
    """Letters of one script, as nearly every word is, in normal form; "" for anything else."""
    runs = _runs_of(written) if written.isalpha() else ()
    return runs[0].text if len(runs) == 1 else ""


def _compound(text: str, match: re.Match[str]) -> Iterator[Word]:
    pieces = [run for piece in PIECES.finditer(match[0]) for run in _runs(piece, match.start())]
    kept = pieces if "\n" in match[0] else _without_endings(pieces, text)
    if len(kept) > 1 and not kept[0].is_number and _one_script(kept):
        yield Word(kept[0].start, kept[-1].end, "".join(piece.text for piece in kept))
        yield Word(kept[0].start, kept[0].end, kept[0].text, step=0, whole=False)
        yield from (Word(piece.start, piece.end, piece.text, whole=False) for piece in kept[1:])
        return
    for piece in kept:
        yield from _number(piece) if piece.is_number else [Word(piece.start, piece.end, piece.text)]


def _runs(piece: re.Match[str], offset: int) -> list[_Piece]:
    start = offset + piece.start()
    return [_Piece(start + run.start, start + run.end, run.text) for run in _runs_of(piece[0])]


@lru_cache(maxsize=2**16)
def _runs_of(written: str) -> tuple[_Piece, ...]:
    """A piece in one normal form; a mixture of scripts, or of a number and a word (5бап), is cut where it changes."""
    text = fold_roman(fold_look_alikes(written)).lower()
    runs = list(RUNS.finditer(text))
    numbered = len(runs) == 2 and runs[0][0].isdigit() and len(runs[1][0]) == 1 and runs[1][0] not in NUMBER_ENDINGS
    if len(runs) == 1 or numbered or (text[0].isdigit() and text[-1].isdigit()) or len(text) != len(written):
        return (_Piece(0, len(written), text),)
    return tuple(_Piece(run.start(), run.end(), run[0]) for run in runs)


def _without_endings(pieces: list[_Piece], text: str) -> list[_Piece]:
    befores = [None, *pieces]
    return [
        piece
        for before, piece in zip(befores, pieces, strict=False)
        if not (_is_ending(piece, before) if before else _hangs(piece, text))
    ]


def _is_ending(piece: _Piece, before: _Piece) -> bool:
    return piece.text in (NUMBER_ENDINGS if before.is_number else NOMINAL_ENDINGS)


def _hangs(piece: _Piece, text: str) -> bool:
    """Whether a piece is an ending that directly follows a closing mark: «Отан»ның, 5%-ға, A/HRC/47-нің."""
    before = text[max(piece.start - 2, 0) : piece.start]
    attached = len(before) == 2 and before[1] in CLOSING and not before[0].isspace() and before[0] not in "(["
    return attached and piece.text in NUMBER_ENDINGS


def _one_script(pieces: list[_Piece]) -> bool:
    return len({piece.text[0] >= CYRILLIC_RANGE[0] for piece in pieces if not piece.is_number}) == 1


def _number(piece: _Piece) -> Iterator[Word]:
    """A number with its parts where they are numbers too: years of a date, ends of a range; 141-1 is not 141."""
    if THOUSANDS.fullmatch(piece.text):
        yield Word(piece.start, piece.end, re.sub("[ ,]", "", piece.text))
        return
    yield Word(piece.start, piece.end, piece.text.replace(",", "."))
    parts = [part for part in re.finditer(r"\d+", piece.text) if YEAR.fullmatch(part[0])]
    ends = re.fullmatch(r"(\d+)-(\d+)", piece.text)
    if ends and (parts or int(ends[1]) < int(ends[2])):
        parts = list(re.finditer(r"\d+", piece.text))
    for n, part in enumerate(parts if parts and parts[0][0] != piece.text else ()):
        start = piece.start + part.start()
        yield Word(start, start + len(part[0]), part[0], step=min(n, 1), whole=False)
