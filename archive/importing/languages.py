"""Which language a passage is written in: Kazakh, Russian or English."""

import re

_WORD = re.compile(r"[^\W\d_]+")
_KAZAKH_LETTERS = frozenset("әіңғүұқөһ")
# The most frequent function words of each language that are no word of the others.
_KAZAKH_WORDS = frozenset(
    re.findall(
        r"\w+",
        "және мен да де осы деп сол ол олар оның бар емес туралы бойынша болып болды еді керек кейін дейін немесе "
        "жылы арналған басқа бас бап баптары сот адам мемлекет заңы",
    )
)
_RUSSIAN_WORDS = frozenset(
    re.findall(
        r"\w+",
        "и в во не на с со что по для из от к как за о об при или его их также это был была было были лиц которые "
        "которая который года году г до после статья статьи раздел права суд все под между а но бы же",
    )
)
_RUSSIAN_ENDINGS = ("ого", "его", "ых", "ыми", "ами", "ция", "ции", "ться", "ение", "ения", "ость", "ости", "ский")
_SAMPLE = 20_000  # characters


def detect(text: str) -> str:
    """Return "kk", "ru" or "en" for a passage of any length.

    Latin letters in the majority mean English; among Cyrillic texts a Kazakh letter is proof for its word, and short
    function words decide the rest. A passage without letters, or one that could be either, counts as Russian only
    when nothing speaks for Kazakh.
    """
    words = _WORD.findall(text[:_SAMPLE].lower())
    latin = sum(len(word) for word in words if word.isascii())
    if latin * 2 > sum(map(len, words)):
        return "en"
    return "kk" if _kazakh(words) >= _russian(words) and _kazakh(words) else "ru"


def _kazakh(words: list[str]) -> float:
    return sum(1.0 for word in words if word in _KAZAKH_WORDS or not _KAZAKH_LETTERS.isdisjoint(word))


def _russian(words: list[str]) -> float:
    return sum(1.0 for word in words if word in _RUSSIAN_WORDS or word.endswith(_RUSSIAN_ENDINGS))
