"""Names of national laws in a text, in whatever case they stand, and what a bare «the Law» means there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from archive.importing.references.instruments import any_ending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.importing.draft import LawTerms, Vocabulary

UNKNOWN = "law:"
_TITLE = re.compile(r"(?:об?|on)\s.+|.+\sтуралы")
_COUNTRY = r"(?:қазақстан\s+республикасы(?:ның|ндағы|нда)?|қр)\s+"
# «Заңды», «заңнама», «заңсыз» are other words than the law.
_KAZAKH_WORD = r"(?<!\w)(?:(?:конституциялық\s+)?заң(?!н?ама|сыз|ды|гер|нан\s+тыс)\w*|кодекс\w*)"
_RUSSIAN_WORD = r"(?<!\w)(?:(?:конституционн\w+\s+)?закон(?:а|у|ом|е|ы)?(?!\w)|законодательств\w+|кодекс\w*)"
_ENGLISH_WORD = r"(?<!\w)(?:(?:constitutional\s+)?law|act|code)(?!\w)"
_MONTH = r"(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)\w*"
_BETWEEN = (  # words that may stand between the title of a law and the word «law»
    rf"(?:\s+(?:ҚР|ҚРЗ|Қазақстан|Республика\w*|\d{{1,4}}|жыл\w*|{_MONTH}|№\s?[\w-]+|жаңа|атты|деген|осы|конституциялық)"
    r"(?!\w))*"
)
_BETWEEN_RUSSIAN = r"(?:\s+(?:РК|ЗРК|Республики|Казахстан\w*|от|\d{1,4}|[а-я]+(?:ря|ля|та|ая|ня)|года|г\.|№\s?[\w-]+))*"
_BETWEEN_ENGLISH = r"(?:\s+of\s+(?:the\s+)?(?:Republic\s+of\s+)?Kazakhstan|,)?"
_QUOTED = re.compile(r"(?<!\w)[«\"“]\s?(?P<name>[^«»\"“”]{3,400}?)\s?[»\"”](?!\w)")
_AFTER = re.compile(rf"{_BETWEEN}\s+{_KAZAKH_WORD}", re.IGNORECASE)
_BEFORE = re.compile(rf"(?:{_RUSSIAN_WORD}{_BETWEEN_RUSSIAN}|{_ENGLISH_WORD}{_BETWEEN_ENGLISH})\s+$", re.IGNORECASE)
_ABOUT = re.compile(rf"туралы(?P<end>){_BETWEEN}\s+{_KAZAKH_WORD}", re.IGNORECASE)
_OF = re.compile(
    rf"(?:{_RUSSIAN_WORD}{_BETWEEN_RUSSIAN}|{_ENGLISH_WORD}{_BETWEEN_ENGLISH})\s+(?=об?\s|on\s)", re.IGNORECASE
)
_INNER_WORD = re.compile(rf"\s+{_KAZAKH_WORD}$", re.IGNORECASE)
_LONGEST_DATE = 90  # characters between the title of a law and the word «law»
_LONGEST_NAME = 150  # characters of a title kept in a target
_BARE = re.compile(rf"{_KAZAKH_WORD}|{_RUSSIAN_WORD}|{_ENGLISH_WORD}", re.IGNORECASE)
_NEAR = 40  # characters before a law in which its country stands
_COUNTRIES = r"(?:РФ|Росси|Ресей|Кыргыз|Қырғыз|Узбек|Өзбек|Беларус|Украин|АҚШ|США|Russia|Kyrgyz|Uzbek|German)"
_FOREIGN = re.compile(rf"\s+(?:of\s+(?:the\s+)?)?{_COUNTRIES}", re.IGNORECASE)
_FOREIGN_BEFORE = re.compile(rf"{_COUNTRIES}\w*\s+(?:Федерация\w*\s+|Республика\w*\s+)?$", re.IGNORECASE)
_NO_ADJECTIVE = r"(?!\w+(?:лық|лығы|лылы\w*|онн\w+|onal\w*)(?!\w))"  # «constitutional» is not the Constitution
_EXPLAINED = re.compile(r"\s*\((?:бұдан\s+әрі|далее|hereinafter)?[^()]{0,20}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Law:
    """A law named in characters `start` to `end`; `code` is "law:<title>" for one that the vocabulary does not know.

    `is_bare`: the text only says «the Law» there, and means the one named before.
    """

    start: int
    end: int
    code: str
    is_bare: bool = False
    is_code: bool = False


def find_laws(text: str, vocabulary: Vocabulary) -> list[Law]:
    """All laws that a text names, in order. A bare «the Law» is the law, a bare «the Code» the code last named."""
    names = [_names_of(law) for law in vocabulary.laws]
    quoted = list(_quoted(text, names))
    known = [one for one in quoted if not one.code.startswith(UNKNOWN)]
    named = _longest([*known, *_direct(text, names), *_unquoted(text, names)])
    named += [one for one in quoted if one.code.startswith(UNKNOWN)]
    taken = {place for one in named for place in range(one.start, one.end)}
    bare = [Law(hit.start(), hit.end(), "", is_bare=True, is_code=_is_code(hit[0])) for hit in _BARE.finditer(text)]
    found: list[Law] = []
    last: dict[bool, str] = {}
    for one in sorted([*named, *(one for one in bare if one.start not in taken)], key=lambda law: law.start):
        if found and _is_explained(found[-1], one, text):
            found[-1] = replace(found[-1], end=one.end)
        elif not one.is_bare:
            found.append(one)
            last[one.is_code] = one.code
        elif one.is_code in last:
            found.append(replace(one, code=last[one.is_code]))
    return found


def _is_code(words: str) -> bool:
    return "кодекс" in words.lower() or "code" in words.lower()


def _is_explained(before: Law, one: Law, text: str) -> bool:
    """«The Criminal Code (hereinafter CC)» is one name."""
    same = one.is_bare or one.code == before.code
    return same and bool(_EXPLAINED.fullmatch(text[before.end : one.start])) and not before.is_bare


def _longest(hits: list[Law]) -> list[Law]:
    """The longest names where names overlap: «criminal procedure code» is no «procedure code»."""
    kept: list[Law] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=lambda one: one.start - one.end):
        if hit.start not in taken and hit.end - 1 not in taken:
            kept.append(hit)
            taken.update(range(hit.start, hit.end))
    return kept


def _quoted(text: str, names: list[_Names]) -> Iterator[Law]:
    """«Title» with the word «law» near it, or a title that the vocabulary knows."""
    for hit in _QUOTED.finditer(text):
        name = _INNER_WORD.sub("", hit["name"])
        code = next((law.code for law in names if law.title.fullmatch(name)), "")
        after = _AFTER.match(text, hit.end(), hit.end() + _LONGEST_DATE)
        before = _BEFORE.search(text, max(hit.start() - _LONGEST_DATE, 0), hit.start())
        if not code and (after or before) and _TITLE.fullmatch(name.lower()):
            code = UNKNOWN + " ".join(name.split()).lower()[:_LONGEST_NAME]
        if code:
            words = after[0] if after else before[0] if before else hit["name"]
            start = before.start() if before else hit.start()
            yield Law(start, after.end() if after else hit.end(), code, is_code=_is_code(words))


def _direct(text: str, names: list[_Names]) -> Iterator[Law]:
    """Codes and the Constitution, by name or abbreviation."""
    for law in names:
        for hit in law.name.finditer(text) if law.name else ():
            if not _FOREIGN_BEFORE.search(text, max(hit.start() - _NEAR, 0), hit.start()) and not _FOREIGN.match(
                text, hit.end()
            ):
                yield Law(hit.start(), hit.end(), law.code, is_code=law.code.endswith("code"))


def _unquoted(text: str, names: list[_Names]) -> Iterator[Law]:
    """Titles without quotation marks: «туралы заң» after one, «закон о» before it."""
    for about in _ABOUT.finditer(text):
        first, end = max(about.start() - _LONGEST_NAME, 0), about.start("end")
        for law in names:
            if hit := law.kazakh.search(text, first, end):
                yield Law(hit.start(), about.end(), law.code, is_code=_is_code(about[0]))
    for word in _OF.finditer(text):
        for law in names:
            if hit := law.others.match(text, word.end()):
                yield Law(word.start(), hit.end(), law.code, is_code=_is_code(word[0]))


@dataclass(frozen=True, slots=True)
class _Names:
    """Patterns for a law: its name, its whole title, the end of a Kazakh title, a Russian or English title."""

    code: str
    name: re.Pattern[str] | None
    title: re.Pattern[str]
    kazakh: re.Pattern[str]
    others: re.Pattern[str]


def _names_of(law: LawTerms) -> _Names:
    return _compiled(law.code, tuple(name for names in law.mentions.values() for name in names))


@lru_cache(maxsize=512)
def _compiled(code: str, names: tuple[str, ...]) -> _Names:
    ordered = sorted(names, key=len, reverse=True)
    capitals = [name for name in ordered if name != name.lower()]
    titles = [name for name in ordered if name not in capitals and _TITLE.fullmatch(name)]
    plain = [name for name in ordered if name not in capitals and name not in titles]
    kazakh = [name for name in titles if name.endswith("туралы")]
    abbreviated = "|".join(re.escape(name) for name in capitals) or r"(?!)"
    name = rf"(?<![\w-])(?:(?i:{_any_of(plain)})(?!\w)|(?:{abbreviated})(?:-\w+)?(?![\w/-]))"
    return _Names(
        code,
        re.compile(name) if plain or capitals else None,
        re.compile(rf"(?:{_COUNTRY})?(?:{_any_of(titles)})", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{_any_of(kazakh)})$", re.IGNORECASE),
        re.compile(rf"(?:{_any_of([one for one in titles if one not in kazakh])})(?!\w)", re.IGNORECASE),
    )


def _any_of(names: list[str]) -> str:
    return "|".join(_phrase(name.split()) for name in names) or r"(?!)"


def _phrase(words: list[str]) -> str:
    """The words in any case. A hyphen ends a word: «уголовно-процессуальный» is no case of «уголовный»."""
    forms = [any_ending(word.strip("()")).replace(r"[\w-]*", r"\w*") for word in words]
    forms[-1] += r"\w*" if forms[-1].isalpha() else ""  # «негізгі заң», whose last word is too short for a stem
    phrase = r"[\s()]+".join(forms)
    return phrase if len(words) > 1 else _NO_ADJECTIVE + phrase
