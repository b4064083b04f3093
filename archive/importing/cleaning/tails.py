"""Tails: the link texts that follow at the end of the line they were taken out of."""

import re
from dataclasses import dataclass

from archive.importing.cleaning.words import Words

_ARTICLE_PART = re.compile(r"(?:бөліг|бөлім|тармағ|тармақ|абзац|част|пункт|подпункт|абзац)")
_CLOSING = tuple(".,;:!?»”)")  # with a word after them they are proof wherever they stand
_MIN_KNOWN = 4  # letters of each half of two words run together (fewer may be an ending), and times both occur

# Where a word and a link text run together: the first group is the line's, the second the link's.
_SEAMS = (
    re.compile(r"(.*(?:[^\W\d_]{3}|[^\w\s.,;:!?])[.,;:!?»”\")]+|[.,;:!?»”)]+)(-?\w.*)"),
    re.compile(r"(.*[a-zа-яёәіңғүұқөһ]{2})([A-ZА-ЯЁӘІҢҒҮҰҚӨҺ].*)"),
    re.compile(r"(.*[a-zа-яёәіңғүұқөһ]{2})(\d.*)"),
)
_OPENED = re.compile(r"([(«\"“]+)(\w[^)»\"”]*)")
_LETTERS = re.compile(r"[^\W\d_]+")
_PART_OF_ARTICLE = re.compile(r"(\d{1,3}-)(\d+.*-[^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of a line: `text` was printed, `words` may be link texts. `sure` when the two had run together."""

    text: str
    words: tuple[str, ...]
    sure: bool


def split_tail(text: str, following: str, words: Words, reach: int) -> Tail:
    """Find where the link texts start in what follows the last hole of a line.

    `following` is the next line; the seam is looked for in the last `reach` words.
    """
    pieces = text.split()
    places = range(len(pieces) - 1, max(-1, len(pieces) - 1 - reach), -1)
    for position in [0, *places] if text[:1] in _CLOSING else places:
        last = position == len(pieces) - 1
        seam = _seam(pieces[position], position == 0, words) or _seam_before(pieces[position], last, following)
        if seam:
            before = " ".join([*pieces[:position], seam[0]])
            return Tail(before, (seam[1], *pieces[position + 1 :]), sure=True)
    return Tail(text, (), sure=False)


def _seam_before(word: str, last: bool, following: str) -> tuple[str, str] | None:
    """A seam that shows only by how the next line goes on."""
    match = _OPENED.fullmatch(word) if last or following[:1] in tuple("»”)") else None
    if last and not match and _ARTICLE_PART.match(following):
        match = _PART_OF_ARTICLE.fullmatch(word)
    return (match[1], match[2]) if match else None


def _seam(word: str, first: bool, words: Words) -> tuple[str, str] | None:
    if not word or "/" in word or "www" in word:
        return None
    for pattern in _SEAMS:
        match = pattern.fullmatch(word)
        if match and match[2][-1].isalnum() and (match[1].strip('.,;:!?»”")') or first):
            return match[1], match[2]
    return _known_halves(word, words)


def _known_halves(word: str, words: Words) -> tuple[str, str] | None:
    """Cut a word that occurs nowhere else into two that do."""
    if words.count(word) or not word[-1].isalpha():
        return None
    start = len(word) - len(_LETTERS.findall(word)[-1])
    cuts = range(start + _MIN_KNOWN, len(word) - _MIN_KNOWN + 1)
    counts = [(words.count(word[:cut]), words.count(word[cut:]), cut) for cut in cuts]
    known = [(min(left, right), left + right, cut) for left, right, cut in counts if left and right]
    _, total, cut = max(known, default=(0, 0, 0))
    return (word[:cut], word[cut:]) if total > _MIN_KNOWN else None
