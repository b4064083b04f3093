"""Letters that legacy fonts, keyboards and PDF tools have put in the place of others."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from archive.importing.cleaning.lines import Line
from archive.importing.draft import RawText, Repair

# Soft hyphen, zero-width signs, byte order mark, object replacement: nothing a reader sees.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc]")
_BLANK = re.compile("[\t\x0b\f\r\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_LEADING_BULLET = re.compile("^([ ]*)[\ufffd\ue000-\uf8ff]+")
_STRAY_BULLET = re.compile("[\ufffd\ue000-\uf8ff]+")

# Kazakh fonts of the 1990s drew ә and ө in the places of Abkhaz letters; none of these occurs in Kazakh or Russian.
_ABKHAZ = str.maketrans("ҽҼҿҾӛӚҧҦ", "әӘөӨөӨұҰ")

TO_CYRILLIC = dict(zip("aeocpxyiABEKMHOPCTXYIhH", "аеосрхуіАВЕКМНОРСТХУІһН", strict=True))
TO_LATIN = {cyrillic: latin for latin, cyrillic in TO_CYRILLIC.items()} | {"у": "y", "һ": "h"}
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_ROMAN = re.compile(r"\b(?=[IVXІХ]+\b)(?=[IVX]*[ІХ])[IVXІХ]{2,}\b")
_VALID_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_SYMBOL = re.compile(r"\b[АСЕ](?=/(?:[A-Z]|RES|C\.))")  # UN document symbols: A/HRC/…, C/…, E/C.12/…
_HARD_SIGN = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщБВГДЖЗКЛМНПРСТФХЦЧШЩ])['’ʼ`](?=[еёюяЕЁЮЯ])")

Log = list[Repair]


def normalise_signs(raw: RawText) -> RawText:
    """Compose letters, drop invisible signs, make every blank a space and every private-use bullet a «•»."""
    return replace(raw, lines=tuple(replace(line, text=_plain(line.text)) for line in raw.lines))


def _plain(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = _LEADING_BULLET.sub(r"\1• ", _BLANK.sub(" ", text))
    return _STRAY_BULLET.sub("", text)


def repair_letters(lines: list[Line], log: Log) -> list[Line]:
    """Give every word the letters of its alphabet back. Only letters are replaced, none is added or lost."""
    for kind, repair in _REPAIRS:
        lines = [_repaired(line, kind, repair, log) for line in lines]
    return lines


def _repaired(line: Line, kind: str, repair: Callable[[str], str], log: Log) -> Line:
    text = repair(line.text)
    if text == line.text:
        return line
    pairs = [(old, new) for old, new in zip(line.text.split(), text.split(), strict=True) if old != new]
    log.append(Repair(kind, line.number, " ".join(old for old, _ in pairs), " ".join(new for _, new in pairs)))
    return replace(line, text=text)


def _abkhaz(text: str) -> str:
    return text.translate(_ABKHAZ)


def _roman(text: str) -> str:
    return _ROMAN.sub(lambda match: _one_roman(match.group()), text)


def _one_roman(numeral: str) -> str:
    latin = numeral.replace("І", "I").replace("Х", "X")
    return latin if _VALID_ROMAN.fullmatch(latin) else numeral


def _look_alikes(text: str) -> str:
    text = _SYMBOL.sub(lambda match: TO_LATIN[match.group()], text)
    if not _LATIN.search(text):
        return text
    return _WORD.sub(lambda match: one_alphabet(match.group()), text)


def one_alphabet(word: str) -> str:
    """Write a word of mixed letters in the alphabet of the letters that have no twin; real mixtures stay."""
    latin = _LATIN.findall(word)
    cyrillic = _CYRILLIC.findall(word)
    if not latin or not cyrillic:
        return word
    latin_only = any(letter not in TO_CYRILLIC for letter in latin)
    cyrillic_only = any(letter not in TO_LATIN for letter in cyrillic)
    if latin_only and cyrillic_only:
        return word
    if latin_only or (not cyrillic_only and len(latin) > len(cyrillic)):
        return "".join(TO_LATIN.get(letter, letter) for letter in word)
    return "".join(TO_CYRILLIC.get(letter, letter) for letter in word)


def _hard_sign(text: str) -> str:
    return _HARD_SIGN.sub("ъ", text)


_REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("abkhaz-letter", _abkhaz),
    ("roman-numeral", _roman),
    ("look-alike", _look_alikes),
    ("hard-sign", _hard_sign),
)
