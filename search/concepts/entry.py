"""A concept as a value, what may stand in one, and what is wrong with a file of them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from archive.models.vocabulary import LANGUAGES
from search.analysis import analyser
from search.models import LONGEST_SLUG, LONGEST_TERM, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SEPARATOR = "|"  # stands between terms in a table, so it cannot stand in one
MOST_SHOWN = 20  # problems of one file: whoever has more has another kind of file
Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept with its terms, the preferred one of a language first. Without a word on its note, `note` is None."""

    slug: str
    kk: Terms = ()
    ru: Terms = ()
    en: Terms = ()
    note: str | None = None

    def terms(self, language: str) -> Terms:
        """The terms in a language ("kk", "ru" or "en")."""
        return {"kk": self.kk, "ru": self.ru, "en": self.en}[language]

    @property
    def digest(self) -> str:
        """A short name for these very terms."""
        return digest_of(self.terms(language) for language in LANGUAGES)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. `left_out` names what the thesaurus has no place for, as the file calls it."""

    entries: tuple[Entry, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in the reader's language; `line` is the 1-based line of the file, 0 where it is the whole file."""

    text: str
    line: int = 0

    def __str__(self) -> str:
        return (_("Line %(line)s: ") % {"line": self.line} if self.line else "") + self.text


class UnreadableFile(Exception):
    """A file from which nothing was taken, with everything that is wrong with it, by its lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        every = sorted(problems, key=lambda problem: problem.line)
        self.problems = every[:MOST_SHOWN]
        if len(every) > MOST_SHOWN:
            self.problems.append(Problem(_("Problems not shown here: %(count)s.") % {"count": len(every) - MOST_SHOWN}))
        super().__init__(self.problems)


def tidy(texts: Iterable[str]) -> Terms:
    """Terms as they are kept: letters composed (NFC), one blank between words, each term once, no empty ones."""
    lines = (" ".join(unicodedata.normalize("NFC", text).split()) for text in texts)
    return tuple(dict.fromkeys(filter(None, lines)))


def tidy_note(note: str) -> str:
    """A note with line ends of one kind: a browser changes them."""
    return "\n".join(note.strip().splitlines())


def problems_of(entry: Entry) -> Iterator[str]:
    """What keeps an entry out of the thesaurus, in the reader's language."""
    if not re.fullmatch(rf"[A-Za-z0-9_-]{{1,{LONGEST_SLUG}}}", entry.slug):
        yield _("“%(slug)s” is no identifier: use Latin letters, digits and hyphens.") % {"slug": entry.slug}
    terms = [(text, language) for language in LANGUAGES for text in entry.terms(language)]
    if not terms:
        yield _("The concept has no term.")
    for text, language in terms:
        yield from problems_of_term(text, language)


def problems_of_term(text: str, language: str) -> Iterator[str]:
    """What is wrong with one term of a language ("kk", "ru" or "en"), in the reader's language."""
    if len(text) > LONGEST_TERM:
        size = {"term": text[:30], "size": len(text), "limit": LONGEST_TERM}
        yield _("“%(term)s…” is too long for a term: %(size)s characters, at most %(limit)s.") % size
    elif not analyser(language).tokens(text):
        yield _("“%(term)s” has no word in it.") % {"term": text}
    elif SEPARATOR in text or not text.isprintable():
        yield _("“%(term)s” has a sign that no term can have.") % {"term": text}
