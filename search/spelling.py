"""Words that stand nowhere: what they were most likely meant to be is looked for in their place.

In this order: typed without Kazakh letters, in another keyboard layout, in Latin letters, as another spelling of a
name, misspelt. What is done is said; a word that stands anywhere is never touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from search.analysis import Forms, query_words, stem
from search.analysis.latin import is_latin, latin_keys
from search.analysis.layouts import other_layouts
from search.analysis.names import name_key
from search.plan import Clause, Repair, Repaired
from search.thesaurus import relate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.query import Query

SHORTEST = 4  # letters; shorter words are too like too many others
SHORTEST_RETYPED = 3  # the same for another layout or alphabet, where every letter must agree
LONG = 5  # letters from which on two may differ
MOST = 3  # other words looked for

SIGNS = ".,;:!?()[]"  # no part of a word in Latin letters; an apostrophe may be

# Kazakh letters and what people type for them on another keyboard.
PLAIN = str.maketrans("әғқңөұүһіёй", "агкноуухиеи")

Phrase = tuple[Forms, ...]
Found = tuple[Repair, tuple[Phrase, ...]]


def plain(word: str) -> str:
    """The word without the letters that not every keyboard has."""
    return word.translate(PLAIN)


class Words(Protocol):
    """What an engine knows of the words of the archive."""

    def stands(self, clause: Clause) -> bool:
        """Whether any section has the clause."""

    def typed_plainly(self, word: str) -> list[str]:
        """Words that `word` may be without the letters that not every keyboard has."""

    def sounding(self, key: str) -> list[str]:
        """Words and stems with this key of names (search.analysis.names), the most frequent first."""

    def similar(self, stem: str, letters: int) -> list[str]:
        """Stems that differ from `stem` in at most so many letters, the nearest first."""


def repair(query: Query, missing: tuple[Clause, ...], words: Words) -> tuple[Clause, ...]:
    """What to look for instead of what is wanted: each missing word that has like ones in the archive is replaced.

    A word typed in another layout may have been read as several (`b` and `h` of `hf,jnf`), so these are repaired as
    they were typed, between two blanks.
    """
    lacking = [clause.words[0] for clause in missing if not clause.is_phrase]
    repaired: dict[Phrase, Clause | None] = {}
    for typed in dict.fromkeys(query.text.split()) if lacking else ():
        pieces = query_words(typed)
        found = _retyped(typed, pieces, words) if _is_missing(pieces, lacking) else None
        if found:
            repaired |= {(piece,): None for piece in pieces}
            repaired[(pieces[0],)] = _instead(pieces[0].exact if len(pieces) == 1 else typed, found)
    for word in lacking:
        if (word,) not in repaired and (found := _like(word, words)):
            repaired[(word,)] = _instead(word.exact, found)
    instead = (repaired.get(clause.words, clause) if clause.is_plain else clause for clause in query.wanted)
    return tuple(clause for clause in instead if clause)


def _is_missing(pieces: list[Forms], lacking: list[Forms]) -> bool:
    """Whether what was typed stands nowhere, but for crumbs such as the numbers and letters of a cut word."""
    return any(piece in lacking for piece in pieces) and all(
        piece in lacking or len(piece.exact) < SHORTEST_RETYPED for piece in pieces
    )


def _instead(typed: str, found: Found) -> Clause:
    """The likeliest of what was found as if it had been typed, the rest at the weight of other words for the same."""
    kind, (likeliest, *others) = found
    texts = tuple(" ".join(word.exact for word in words) for words in found[1])
    return Clause(likeliest, tuple(others), Repaired(kind, typed, texts))


def _retyped(typed: str, pieces: list[Forms], words: Words) -> Found | None:
    """What was typed as if in another layout or in Latin letters; nothing where Kazakh letters are all that lacks."""
    if any(words.typed_plainly(piece.exact) for piece in pieces):
        return None
    for way in other_layouts(typed):
        meant = _standing(query_words(way), words)
        if meant:
            return Repair.LAYOUT, (meant,)
    latin = typed.strip(SIGNS)
    if len(latin) >= SHORTEST_RETYPED and is_latin(latin):
        written = [word for key in latin_keys(latin) for word in words.sounding(key) if not is_latin(word)]
        return (Repair.LATIN, _each(written)) if written else None
    return None


def _standing(meant: list[Forms], words: Words) -> Phrase:
    """These words, if they are words and all stand somewhere: themselves, or what else they are called.

    The Kazakh letters may lack here too.
    """
    if not all(word.exact.isalpha() and len(word.exact) >= SHORTEST_RETYPED for word in meant):
        return ()
    found = [word if _is_known(word, words) else _whole(word, words) for word in meant]
    return tuple(word for word in found if word) if all(found) else ()


def _is_known(word: Forms, words: Words) -> bool:
    clauses, _ = relate((Clause((word,)),))
    return any(words.stands(clause) for clause in clauses)


def _whole(word: Forms, words: Words) -> Forms | None:
    return next((_forms(exact) for exact in words.typed_plainly(word.exact)), None)


def _like(word: Forms, words: Words) -> Found | None:
    """The word with its Kazakh letters; or in another spelling; or words with a letter or two put right."""
    whole = words.typed_plainly(word.exact)
    if whole:
        return Repair.LETTERS, _each(whole)
    short = word.stems[0]
    if len(short) < SHORTEST or not short.isalpha():
        return None
    spelt = words.sounding(name_key(word.exact))
    if spelt:
        return Repair.NAME, _each(spelt)
    found = words.similar(short, 2 if len(short) >= LONG else 1)
    return (Repair.SPELLING, tuple((Forms(each, (each,)),) for each in found[:MOST])) if found else None


def _each(found: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple((_forms(word),) for word in list(dict.fromkeys(found))[:MOST])


def _forms(exact: str) -> Forms:
    """A word of the archive, or a stem of it, to be found in all its forms."""
    return Forms(exact, tuple(dict.fromkeys((exact, stem(exact, "kk"), stem(exact, "ru")))))
