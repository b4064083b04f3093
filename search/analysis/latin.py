"""Kazakh and Russian words in Latin letters: one key for all ways of writing a word.

The ways: the Kazakh alphabets of 2017 (apostrophes), 2018 (acutes) and 2021 (umlauts), and what people type without
any of them. They contradict each other (`y` is ы, й or и), so nothing is written back into Cyrillic: a word has a key
of plain sounds, and words of the archive with the same key are what may have been meant.
"""

from __future__ import annotations

import re
import unicodedata

from search.analysis.characters import LATIN_RANGE

CYRILLIC_SOUNDS = str.maketrans(
    dict(zip("аәбвгғдезийікқлмнңоөпрстуұүфхһыэ", "aabvggdeziiikklmnnooprstuuufhhie", strict=True))
    | {"ё": "e", "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "iu", "я": "ia"}
)
APOSTROPHES = {"s'": "sh", "c'": "ch", "y'": "u"}  # 2017; the apostrophe of other letters changes no sound kept here
MARKED = str.maketrans({"ý": "u", "ş": "sh", "ś": "sh", "š": "sh", "ç": "ch", "č": "ch", "ž": "zh", "ŋ": "n", "ı": "i"})
APOSTROPHE = re.compile("[scy]'")

# Letters that are one sound, longest first; the capitals are sounds of their own.
TOGETHER = {
    "tsch": "C",
    "shch": "S",
    "sch": "S",
    "tsh": "C",
    "dzh": "J",
    "sh": "S",
    "ch": "C",
    "zh": "J",
    "dj": "J",
    "kh": "h",
    "gh": "g",
    "ng": "n",
    "ts": "c",
    "tz": "c",
    "j": "J",
    "q": "k",
    "w": "u",
    "y": "i",
}
SOUND = re.compile("|".join(TOGETHER))
GLIDE = re.compile("i+e")  # Yerlan, Tokayev
YO = re.compile("(?<=[bdfhlmnprstvz])yo")  # ё after a consonant; the index has е
TWICE = re.compile(r"(.)\1+")
IN_LATIN = re.compile(f"[{LATIN_RANGE}][{LATIN_RANGE}'’‘ʼ`´-]*")


def is_latin(word: str) -> bool:
    """Whether a word has Latin letters only, apart from apostrophes and hyphens."""
    return IN_LATIN.fullmatch(word) is not None


def latin_keys(word: str) -> tuple[str, ...]:
    """The keys a word in Latin letters may have, the likeliest first.

    An apostrophe may make another letter (2017) or be a soft sign; x may be х or кс.
    """
    lower = unicodedata.normalize("NFC", word.lower()).translate(str.maketrans("’‘ʼ`´", "'''''"))
    with_signs = APOSTROPHE.sub(lambda match: APOSTROPHES[match[0]], lower)
    ways = [way.replace("x", x) for way in (with_signs, lower) for x in ("ks", "h")]
    return tuple(dict.fromkeys(sound_key(way) for way in ways))


def sound_key(word: str) -> str:
    """The sounds of a word in lower case and either alphabet, as far as all ways of writing it agree on them."""
    plain = unicodedata.normalize("NFD", word.translate(CYRILLIC_SOUNDS).translate(MARKED))
    letters = "".join(letter for letter in plain if letter.isalnum())
    sounds = SOUND.sub(lambda match: TOGETHER[match[0]], YO.sub("e", letters))
    return TWICE.sub(r"\1", GLIDE.sub("e", sounds))
