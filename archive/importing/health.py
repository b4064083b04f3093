"""How far a text looks like Kazakh, Russian or English, judged by its letters alone.

Real pages of reports, damaged ones included, reach 0.8 and more; a text read with the wrong letters (another encoding,
glyph numbers for letters, a shifted alphabet) stays below 0.5. Between the two stand pages that are partly broken.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

HEALTHY = 0.6  # a page below this is read in another way

# Pairs of letters that make up about 0.87 of the pairs inside words (own count over reports and the sample texts,
# first letter:second letters). In a text whose letters are shifted or shuffled they make up 0.1 to 0.4.
_KAZAKH = (
    "а:бдзйлмнпрстуғқң б:аелоыіұ г:еі д:аеыі е:гдйклмнпрстуң ж:аеоыүә з:аді и:кня й:дты к:аеотіө л:агдеимтуыіғ "
    "м:адеилыіә н:адеиотшыі о:йлнрстқ п:ату р:агделмнтуыіғ с:аеоптыіқ т:аеикотуыіұ у:бдлршығ х:а ц:и ш:аеыі "
    "ы:злмнпрсғқң і:гзклмнрсң ғ:аы қ:аостыұ ү:рш ұ:лрсқ ә:нрс ө:з "
)
_RUSSIAN = (
    "а:бвдезклмнпрстхцщя б:елоры в:аеилноы г:аиор д:аеилносу е:вгджзйклмнрст ж:аде з:ан и:вдезийклмнрстхцчюя "
    "к:аилорт л:аеиоуьюя м:аеио н:аеиностуы о:бвгдежзйклмнопрстц п:аеор р:агеиосуы с:авеиклмопстуя "
    "т:авеинорсуыь у:дпрсч ц:еи ч:аеит ш:еи щ:еи ы:емтх ь:нс я:т "
)
_ENGLISH = (
    "a:bcdgiklmnrstyz b:elu c:aehklot d:aeios e:acdeilmnprstvx f:ior g:ehi h:aeiot i:cglmnorstv k:aeh "
    "l:adeiloy m:aeimop n:acdegiost o:cflmnprstuw p:aelory q:u r:acdeikostuy s:aehiopstu t:aehiorsty u:elnrst "
    "v:e w:ehio x:t y:s z:a "
)
_PAIRS = frozenset(
    first + second
    for group in f"{_KAZAKH}{_RUSSIAN}{_ENGLISH}".split()
    for first, _, seconds in [group.partition(":")]
    for second in seconds
)
_ALPHABETS = frozenset("abcdefghijklmnopqrstuvwxyzабвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі")
_KAZAKH_LETTERS = frozenset("әғқңөұүһіiҽҿӛҧ")
_RUSSIAN_WORDS = frozenset(
    ["и", "в", "на", "не", "что", "с", "по", "к", "от", "за", "из", "о", "у", "для", "как", "его", "при", "или"]
)
# What cleaning puts right anyway: look-alikes inside Cyrillic words, letters of old Kazakh fonts.
_LATIN, _LIKE_LATIN = "aeiocpxyhk", "аеіосрхуһк"
_LOOK_ALIKE = str.maketrans(_LATIN, _LIKE_LATIN)
_OLD_LETTERS = str.maketrans("ҽҿӛҧё", "әөәұе")

_WORD = re.compile(r"[^\W\d_]+")
_MIXED = re.compile(r"[a-z]*(?:[a-z][\u0400-\u052f]|[\u0400-\u052f][a-z])[a-z\u0400-\u052f]*")
_SPACED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_] ){4,}[^\W\d_](?![^\W\d_])")
_LEADERS = re.compile(r"([.·…_–—*=-])(?:\s*\1){2,}")
_GLYPH_NUMBER = re.compile(r"\(cid:\d+\)|/g\d{1,5}\b|/uni[0-9A-F]{4}")
_BULLETS = re.compile(r"^\s*[\ue000-\uf8ff\ufffd]", re.MULTILINE)
_COMMON_SIGNS = frozenset(".,:;!?()«»\"“”„'’–—-№%/[]•·*§&+=|<>…_@#")
_FEW = 30  # pairs of letters that are too few to judge words by
_MANY = 400  # letters from which a Kazakh text must show Kazakh ones


class _Finding(NamedTuple):
    """`keeps` is the share of the score that is left, 1.0 for a sound text."""

    keeps: float
    complaint: str


def health(text: str, language_hint: str = "") -> tuple[float, tuple[str, ...]]:
    """Return how far `text` looks like a text, 0 to 1, and what is wrong with it, the worst first.

    `language_hint` is kk, ru, en or "": a text expected in Kazakh should have Kazakh letters. Complaints are:
    "no-text" (neither letters nor digits), "replacement-signs" (U+FFFD, private-use and control characters, glyph
    numbers), "wrong-encoding" (letters of no alphabet of ours, or signs in place of letters), "unknown-words" (letters
    follow each other as in no word), "look-alikes" (Latin letters in Cyrillic words), "spaced-letters", and
    "letters-missing" (no Kazakh letter in a Kazakh text).
    """
    text = _LEADERS.sub(" ", unicodedata.normalize("NFC", text))
    if not any(sign.isalnum() for sign in text):
        return 0.0, ("no-text",)
    lower = text.lower().translate(_OLD_LETTERS)
    findings = [_bad_signs(text), _foreign(lower), _unlikely(lower), _look_alikes(lower), _spaced(lower)]
    if language_hint == "kk":
        findings.append(_letters_missing(lower))
    score = 1.0
    for finding in findings:
        score *= finding.keeps
    wrong = sorted(finding for finding in findings if finding.complaint)
    return round(score, 3), tuple(finding.complaint for finding in wrong)


def _finding(share: float, cost: float, most: float, complaint: str) -> _Finding:
    """`share` of the text is wrong, each part of it costs `cost` parts of the score; a complaint from `most` on."""
    return _Finding(max(0.0, 1 - share * cost), complaint if share > most else "")


def _bad_signs(text: str) -> _Finding:
    glyphs = sum(len(found) for found in _GLYPH_NUMBER.findall(text))
    signs = [sign for sign in _BULLETS.sub("", text) if not sign.isspace()]
    bad = sum(unicodedata.category(sign) in {"Cc", "Cn", "Co", "Cs"} or sign == "\ufffd" for sign in signs)
    return _finding((bad + glyphs) / max(1, len(signs)), 8, 0.005, "replacement-signs")


def _foreign(lower: str) -> _Finding:
    """Letters of other alphabets, and signs that are neither letters nor usual punctuation."""
    signs = [sign for sign in lower if not sign.isspace() and not sign.isdigit()]
    odd = sum(sign not in _ALPHABETS if sign.isalpha() else sign not in _COMMON_SIGNS for sign in signs)
    letters = sum(map(str.isalpha, signs))
    crowd = max(0, len(signs) - letters * 2)  # punctuation in place of letters
    return _finding((odd + crowd) / max(1, len(signs)), 1.5, 0.1, "wrong-encoding")


def _unlikely(lower: str) -> _Finding:
    pairs: Counter[str] = Counter()
    for word in _WORD.findall(_MIXED.sub(lambda found: found[0].translate(_LOOK_ALIKE), lower)):
        pairs.update(word[n : n + 2] for n in range(len(word) - 1))
    total = pairs.total()
    if total < _FEW:
        return _Finding(1.0, "")
    known = sum(count for pair, count in pairs.items() if pair in _PAIRS) / total
    return _Finding(min(1.0, max(0.0, (known - 0.35) / 0.35)), "unknown-words" if known < 0.6 else "")


def _look_alikes(lower: str) -> _Finding:
    words = _WORD.findall(lower)
    mixed = sum(_MIXED.fullmatch(word) is not None for word in words)
    return _finding(mixed / max(1, len(words)), 0.4, 0.02, "look-alikes")


def _spaced(lower: str) -> _Finding:
    letters = sum(map(str.isalpha, lower))
    spaced = sum(len(found) // 2 + 1 for found in _SPACED.findall(lower))
    return _finding(spaced / max(1, letters), 0.5, 0.03, "spaced-letters")


def _letters_missing(lower: str) -> _Finding:
    """Old fonts draw Kazakh letters in place of other signs, which a file then names instead."""
    letters = sum("\u0400" <= sign <= "\u052f" for sign in lower)
    kazakh = sum(sign in _KAZAKH_LETTERS for sign in lower)
    words = _WORD.findall(lower)
    russian = sum(word in _RUSSIAN_WORDS for word in words) > 0.08 * len(words)
    missing = letters >= _MANY and kazakh < letters * 0.005 and not russian
    return _Finding(0.7, "letters-missing") if missing else _Finding(1.0, "")
