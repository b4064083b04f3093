"""Which encoding a text file is in, judged by its content.

UTF-8 and UTF-16 prove themselves. Among the single-byte encodings every file can be read in each, so the reading
that looks most like Kazakh or Russian wins: in the wrong one frequent letters turn into rare ones, and capitals
appear inside words, because KOI8-R and Windows-1251 keep capitals and small letters in opposite places.
"""

import codecs
import re

from archive.importing.draft import ImportProblem

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# KZ-1048 is Windows-1251 with Kazakh letters in the places of Serbian, Ukrainian and Belarusian ones (STRK 1048-2002).
_SINGLE_BYTE = ("cp1251", "koi8-r", "kz1048")
# The letters that make up nine tenths of running Russian and Kazakh text (Lyashevskaya & Sharov 2009; own count).
_FREQUENT = frozenset("оеаинтсрвлкмдпуыязьбгйіқң")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CYRILLIC_WORD = re.compile(r"[\u0400-\u052f]{2,}")
_SAMPLE = 200_000  # characters that are enough to tell encodings apart
_MAX_CONTROL = 0.002  # share of control characters above which content is no text
_MIN_LIKENESS = 0.55  # random Cyrillic letters reach 0.35, running text 0.85


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of `data` and the name of its encoding.

    Raises ImportProblem "binary" when the content is no text, "encoding" when no encoding fits.
    """
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return _checked(_strict(data, name), name)
    name = _unmarked_utf16(data)
    if name:
        return _checked(_strict(data, name), name)
    if b"\x00" in data:
        raise ImportProblem("binary", format="unknown")
    try:
        return _checked(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _single_byte(data)


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise ImportProblem("encoding", encoding=name, offset=error.start) from error


def _checked(text: str, name: str) -> tuple[str, str]:
    if len(_CONTROL.findall(text)) > max(1, len(text) * _MAX_CONTROL):
        raise ImportProblem("binary", format="unknown")
    return text, name


def _unmarked_utf16(data: bytes) -> str:
    """Cyrillic, Latin letters and blanks have a high byte of 04 or 00: nearly every second byte is one of the two."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return ""
    for name, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = sample[start::2]
        if high.count(0) and high.count(0) + high.count(4) > len(high) * 0.9:
            return name
    return ""


def _single_byte(data: bytes) -> tuple[str, str]:
    readings: list[tuple[float, int, str, str]] = []
    for name in _SINGLE_BYTE:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        readings.append((_likeness(text[:_SAMPLE]), -len(readings), text, name))
    if not readings:
        raise ImportProblem("encoding")
    likeness, _, text, name = max(readings)
    _checked(text, name)
    if likeness < _MIN_LIKENESS:
        raise ImportProblem("encoding")
    return text, name


def _likeness(text: str) -> float:
    """Share of frequent letters in Cyrillic words whose capitals stand where capitals belong."""
    words = _CYRILLIC_WORD.findall(text)
    letters = sum(map(len, words))
    if not letters:
        return 0.0
    well_formed = (word for word in words if word[1:].islower() or word.isupper())
    return sum(letter in _FREQUENT for word in well_formed for letter in word.lower()) / letters
