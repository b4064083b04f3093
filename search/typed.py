"""What was typed, cut into its parts: words, phrases, brackets, OR, and fields such as year:2012.

Nothing here looks at the archive. Whatever cannot be read as it stands is repaired, and a Remark says how.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from search.analysis import Forms, query_words
from search.plan import FACETS

Words = tuple[Forms, ...]

SHORTEST_PREFIX = 2  # letters before an asterisk; one letter begins half of all words
TEXT_FIELDS = ("heading", "title")
FIELDS = {
    "heading": ("heading", "тақырып", "заголовок"),
    "title": ("title", "атау", "название"),
    "language": ("lang", "language", "тіл", "язык"),
    "report": ("report", "есеп", "доклад"),
    "publisher": ("publisher", "жариялаушы", "издатель"),
    "year": ("year", "жыл", "год"),
    "article": ("article", "бап", "статья"),
    "violation": ("violation", "құқықбұзу", "нарушение"),
}
FIELD_OF = {name: field for field, names in FIELDS.items() for name in names}
ALTERNATIVE = frozenset(["OR", "НЕМЕСЕ", "ИЛИ"])
TOKEN = re.compile(
    rf"""(?P<minus>(?:(?<=[\s(|])|^)[-−–])?
    (?:(?P<field>{"|".join(FIELD_OF)}):(?=[^\s)|]))?
    (?:(?P<open>\()|(?P<close>\))|(?P<bar>\|+)
    |["«“„](?P<phrase>[^"»”“]*)(?P<end>["»”“]?)
    |(?P<word>[^\s"«“„()|]+(?:\([^\s"«“„()|]*\)[^\s"«“„()|]*)*))""",
    re.VERBOSE | re.IGNORECASE,
)
UNKNOWN_FIELD = re.compile(r"[^\W\d_]+:[^\s/]")


class Remark(Enum):
    """What was repaired; search.explaining has the sentences."""

    BRACKET = auto()
    DEEP = auto()
    QUOTE = auto()
    LONE_OR = auto()
    MIXED_OR = auto()
    ASTERISK = auto()
    FIELD = auto()
    EMPTY_FIELD = auto()
    UNWANTED_FILTER = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """Words of which any alternative will do; each alternative is a row of words and phrases.

    `field` is one of TEXT_FIELDS, or empty where the words may stand anywhere.
    """

    minus: bool
    field: str
    alternatives: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """`filters` are facets and values as typed, known or not; `rest` is the text without them."""

    parts: tuple[Part, ...]
    filters: tuple[tuple[str, str], ...]
    remarks: tuple[Remark, ...]
    rest: str


def take_apart(text: str) -> Typed:
    """The parts of a query in order; every string has some, if only none."""
    reading = _Reading()
    for token in TOKEN.finditer(text):
        reading.take(token)
    reading.end()
    kept = "".join(letter for place, letter in enumerate(text) if place not in reading.taken)
    rest = " ".join(kept.split()) if reading.parts else ""
    return Typed(
        tuple(reading.parts), tuple(reading.filters), tuple(reading.remarks), rest if reading.filters else text
    )


class _Level:
    """The row of parts outside the brackets, or inside them. `last` is what stands before: "part", "filter" or ""."""

    def __init__(self, minus: bool = False, field: str = "") -> None:
        self.minus = minus
        self.field = field
        self.last = ""
        self.joins = False
        self.alternatives: list[tuple[Words, ...]] = []


class _Reading:
    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.filters: list[tuple[str, str]] = []
        self.remarks: dict[Remark, None] = {}
        self.taken: set[int] = set()  # places of letters that belong to filters
        self.outside = _Level()
        self.inside: _Level | None = None
        self.deeper = 0

    def take(self, token: re.Match[str]) -> None:
        if token["open"]:
            self._open(token)
        elif token["close"]:
            self._close()
        elif token["bar"] or (token["word"] in ALTERNATIVE and not token["minus"] and not token["field"]):
            self._or()
        elif token["field"] and FIELD_OF[token["field"].lower()] in FACETS:
            self._filter(token)
        else:
            self._words(token)

    def end(self) -> None:
        if self.inside or self.deeper:
            self._remark(Remark.BRACKET)
            self.deeper = 0
            self._close()
        if self.outside.joins:
            self._remark(Remark.LONE_OR)

    def _remark(self, remark: Remark) -> None:
        self.remarks[remark] = None

    def _open(self, token: re.Match[str]) -> None:
        if self.inside:
            self.deeper += 1
            self._remark(Remark.DEEP)
        else:
            self.inside = _Level(token["minus"] is not None, self._field(token))

    def _close(self) -> None:
        if self.deeper:
            self.deeper -= 1
            return
        if self.inside is None:
            self._remark(Remark.BRACKET)
            return
        level, self.inside = self.inside, None
        if level.joins:
            self._remark(Remark.LONE_OR)
        if level.alternatives:
            self._add(Part(level.minus, level.field, tuple(level.alternatives)))

    def _or(self) -> None:
        level = self.inside or self.outside
        if level.last and not level.joins:
            level.joins = True
        else:
            self._remark(Remark.LONE_OR)

    def _filter(self, token: re.Match[str]) -> None:
        level = self.inside or self.outside
        if level.joins and level.last != "filter":
            self._remark(Remark.MIXED_OR)
        level.joins, level.last = False, "filter"
        self.taken.update(range(*token.span()))
        if token["minus"]:
            self._remark(Remark.UNWANTED_FILTER)
        elif token["open"] is None:
            value = token["word"] if token["phrase"] is None else token["phrase"]
            self.filters.append((self._field(token), value.strip()))

    def _words(self, token: re.Match[str]) -> None:
        pieces = self._phrase(token) if token["phrase"] is not None else self._pieces(token["word"])
        if not pieces:
            return
        part = Part(token["minus"] is not None, self._field(token), (pieces,))
        if self.inside is None:
            self._add(part)
        elif part.minus or part.field:
            self._apart(self.inside, part)
        else:
            self._add_inside(self.inside, pieces)

    def _apart(self, level: _Level, part: Part) -> None:
        """Inside brackets, what differs from its neighbours counts by itself."""
        if level.joins:
            self._remark(Remark.MIXED_OR)
            level.joins = False
        self.parts.append(part)

    def _add_inside(self, level: _Level, pieces: tuple[Words, ...]) -> None:
        if level.joins and level.last == "filter":
            self._remark(Remark.MIXED_OR)
        if level.alternatives and not level.joins:
            level.alternatives[-1] += pieces
        else:
            level.alternatives.append(pieces)
        level.joins, level.last = False, "part"

    def _add(self, part: Part) -> None:
        """Another part outside the brackets, joined to the one before where OR stands between them."""
        level = self.outside
        before = self.parts[-1] if self.parts and level.last == "part" else None
        if level.joins and before and (before.minus, before.field) == (part.minus, part.field):
            self.parts[-1] = Part(part.minus, part.field, before.alternatives + part.alternatives)
        else:
            if level.joins:
                self._remark(Remark.MIXED_OR)
            self.parts.append(part)
        level.joins, level.last = False, "part"

    def _field(self, token: re.Match[str]) -> str:
        return FIELD_OF[token["field"].lower()] if token["field"] else ""

    def _phrase(self, token: re.Match[str]) -> tuple[Words, ...]:
        if not token["end"]:
            self._remark(Remark.QUOTE)
        words = tuple(query_words(token["phrase"]))
        return (words,) if words else ()

    def _pieces(self, word: str) -> tuple[Words, ...]:
        """The words of a run of letters; before an asterisk at its end the last is the beginning of many words."""
        if word.endswith(":") and word[:-1].lower() in FIELD_OF:
            self._remark(Remark.EMPTY_FIELD)
        elif UNKNOWN_FIELD.match(word):
            self._remark(Remark.FIELD)
        words = query_words(word)
        if "*" in word:
            if words and word.find("*") == len(word) - 1 and len(words[-1].exact) >= SHORTEST_PREFIX:
                words[-1] = Forms(words[-1].exact, (), is_prefix=True)
            else:
                self._remark(Remark.ASTERISK)
        return tuple((each,) for each in words)
