"""Letter-spaced lines: the last line of a justified paragraph, stretched until letters stand one blank apart."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from archive.importing.cleaning.letters import Log
from archive.importing.cleaning.lines import Line
from archive.importing.draft import Repair, Role

_WORD_BREAK = re.compile(r" {2,}")
_GAP = re.compile(r"( {2,})")
_WORD_GAP = 2  # blanks between two words of a letter-spaced line; a wider gap is the hole of a link
_EMPTY = re.compile(r"(?<=[(«])(?=[)»])")
_LETTERS = re.compile(r"[^\W\d_]+")
_TORN = re.compile(r"[^\W\d_]?(?:[^\W\d_] [іІ]|[іІ] [^\W\d_])[^\W\d_]?")
_LOOSE = re.compile(r" +(?=[.,;:!?)»])|(?<=\d) +(?=-[^\W\d_])")  # blanks that stretching put before punctuation
_PUNCTUATION = '.,;:!?()«»“”"'
_MIN_SINGLE = 0.7  # share of pieces that are one character long
_MIN_PIECES = 4
_MIN_WIDE = 2  # wide gaps on a line whose words are parted by them
_STEM = 6  # letters by which other forms of a word are known
_CUT = "…"  # after a stem, to tell it from a whole word
_MIN_WORD = 4  # letters; what is shorter and stands nowhere else is a fragment


def close_spaced_letters(lines: list[Line], log: Log) -> list[Line]:
    """Join the letters of letter-spaced lines; such a line also ends its paragraph."""
    return [_closed(line, log) if is_letter_spaced(line.text) and not _is_row(line) else line for line in lines]


def _is_row(line: Line) -> bool:
    return line.style is not None and line.style.role is Role.ROW


def is_letter_spaced(text: str) -> bool:
    """True when nearly every character stands alone, and most of them are letters (a row of figures is a table)."""
    pieces = text.split()
    single = [piece for piece in pieces if len(piece) == 1]
    if len(pieces) < _MIN_PIECES or len(single) < len(pieces) * _MIN_SINGLE:
        return False
    return sum(piece.isalpha() for piece in single) * 2 > len(single)


def _closed(line: Line, log: Log) -> Line:
    pieces = _GAP.split(line.text)  # words and gaps in turn
    text = "".join(piece[_WORD_GAP - 1 :] if piece.isspace() else piece.replace(" ", "") for piece in pieces)
    text = _EMPTY.sub(" ", text)
    log.append(Repair("letter-spacing", line.number, line.text, text))
    return replace(line, text=text, ends=True)


def join_torn_words(lines: list[Line], log: Log) -> list[Line]:
    """Join words torn at an «і», which old Kazakh fonts took from another font («енг і з ілген»).

    On a stretched line two blanks show the true word gaps; there the whole need not occur elsewhere in the text.
    """
    known = Counter(word for line in lines for word in _LETTERS.findall(line.text.lower()))
    known.update({word[:_STEM] + _CUT: count for word, count in known.items() if len(word) > _STEM})
    return [_rejoined(line, known, log) for line in lines]


def _rejoined(line: Line, known: Counter[str], log: Log) -> Line:
    if not _TORN.search(line.text):
        return line
    wide = len(_WORD_BREAK.findall(line.text)) >= _MIN_WIDE
    source = _LOOSE.sub("", line.text) if wide else line.text
    if wide:
        text = "  ".join(_whole_word(chunk, known) for chunk in _WORD_BREAK.split(source))
    else:
        text = " ".join(_whole_words(source.split(" "), known))
    if len(text.split()) == len(source.split()):
        return line
    log.append(Repair("torn-word", line.number, line.text, text))
    return replace(line, text=text)


def _whole_word(chunk: str, known: Counter[str]) -> str:
    """Join what stands between two wide gaps, if it is one word."""
    word, pieces = chunk.replace(" ", ""), chunk.split(" ")
    if len(pieces) == 1 or not _bare(word).isalpha():
        return chunk
    at_i = all(_TORN.fullmatch(left[-2:] + " " + right[:2]) for left, right in pairwise(pieces))
    fragment = any(len(piece) == 1 or (len(piece) < _MIN_WORD and known[_bare(piece)] <= 1) for piece in pieces)
    return word if known[_bare(word)] or (at_i and fragment) else chunk


def _whole_words(pieces: list[str], known: Counter[str]) -> list[str]:
    """Join neighbours that are torn at an «і», if both are unknown and the whole is not."""
    words = pieces[:1]
    for piece in pieces[1:]:
        left, right, word = known[_bare(words[-1])], known[_bare(piece)], _bare(words[-1] + piece)
        fragment = len(_bare(words[-1])) < _MIN_WORD  # then another form of the word is proof enough
        whole = known[word] or (fragment and known[word[:_STEM] + _CUT])
        if whole and max(left, right) <= 1 and _TORN.fullmatch(words[-1][-2:] + " " + piece[:2]):
            words[-1] += piece
        else:
            words.append(piece)
    return words


def _bare(word: str) -> str:
    return word.lower().strip(_PUNCTUATION)
