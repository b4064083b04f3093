"""Words that stand nowhere: what they were most likely meant to be is looked for in their place.

In this order: typed without Kazakh letters, in another keyboard layout, in Latin letters, joined by a hyphen, as
another spelling of a name, with a letter wrong, as another word of the same root, with two letters wrong. What is done
is said; a word that stands anywhere is never touched.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from search.analysis import Forms, is_word, part_words, query_words, stem
from search.analysis.latin import is_latin, latin_keys
from search.analysis.layouts import other_layouts
from search.analysis.names import name_key
from search.analysis.roots import LETTERS, share_root
from search.plan import Clause, Repair, Repaired
from search.thesaurus import relate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.query import Query

SHORTEST = 4  # letters; shorter words are too like too many others
SHORTEST_RETYPED = 3  # the same for another layout or alphabet, where every letter must agree
LONG = 7  # letters from which on two may differ
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

    def beginning(self, letters: str) -> list[str]:
        """Stems that begin so, the most frequent first."""

    def similar(self, stem: str, letters: int) -> list[str]:
        """Stems that differ from `stem` in at most so many letters, the nearest first."""


def repair(query: Query, missing: tuple[Clause, ...], words: Words) -> tuple[Clause, ...]:
    """What to look for instead of what is wanted: each missing word that has like ones in the archive is replaced.

    A word typed in another layout may have been read as several (`b` and `h` of `hf,jnf`), so these are repaired as
    they were typed, between two blanks.
    """
    lacking = [clause.words[0] for clause in missing if not clause.is_phrase]
    repaired: dict[Phrase, tuple[Clause, ...]] = {}
    for typed in dict.fromkeys(query.text.split()) if lacking else ():
        pieces = query_words(typed)
        if _is_missing(pieces, lacking) and (found := _in_place(typed, pieces, words)):
            repaired |= {(piece,): () for piece in pieces}
            repaired[(pieces[0],)] = found
    for word in lacking:
        if (word,) not in repaired and (like := _like(word, words)):
            repaired[(word,)] = (_instead(word.exact, like),)
    instead = (repaired.get(c.words, (c,)) if c.is_plain else (c,) for c in query.wanted)
    return tuple(clause for clauses in instead for clause in clauses)


def _in_place(typed: str, pieces: list[Forms], words: Words) -> tuple[Clause, ...]:
    """What was typed between two blanks as it was meant to be typed, or the parts of what a hyphen joins."""
    found = _retyped(typed, pieces, words)
    if found:
        return (_instead(pieces[0].exact if len(pieces) == 1 else typed, found),)
    parts = part_words(typed)
    if len(parts) == len(pieces) or not any(words.stands(Clause((part,))) for part in parts):
        return ()
    first, *rest = (Clause((part,)) for part in parts)
    said = Repaired(Repair.PARTS, typed.strip(SIGNS), tuple(part.exact for part in parts))
    return (replace(first, repaired=said), *rest)


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
    return next((forms_of(exact) for exact in words.typed_plainly(word.exact)), None)


def _like(word: Forms, words: Words) -> Found | None:
    """The word with its Kazakh letters; in another spelling; with a letter or two put right; or of the same root."""
    whole = words.typed_plainly(word.exact)
    if whole:
        return Repair.LETTERS, _each(whole)
    short = word.stems[0]
    if len(short) < SHORTEST or not short.isalpha():
        return None
    spelt = _sounding(word, words)
    if spelt:
        return Repair.NAME, _each(spelt)
    return _misspelt(word, 1, words) or _akin(short, words) or _misspelt(word, 2, words)


def _misspelt(word: Forms, letters: int, words: Words) -> Found | None:
    """Words that differ in so many letters; what the dictionary knows is no misspelling of another word."""
    if is_word(word.exact) or (letters > 1 and len(word.stems[0]) < LONG):
        return None
    found = next((found for short in word.stems if (found := words.similar(short, letters))), [])
    return (Repair.SPELLING, _stems(found)) if found else None


def _akin(short: str, words: Words) -> Found | None:
    akin = of_one_root(short, words)
    return (Repair.ROOT, _stems(akin)) if akin else None


def _sounding(word: Forms, words: Words) -> list[str]:
    """Words that sound like this one, or like it without its endings; one sound, however often, is no name."""
    keys = dict.fromkeys(name_key(form) for form in (word.exact, *word.stems))
    return next((found for key in keys if len(key) >= SHORTEST_RETYPED and (found := words.sounding(key))), [])


def of_one_root(short: str, words: Words) -> list[str]:
    """Other stems of the archive that may come of the same root as this one, the most frequent first."""
    if len(short) < LETTERS or not short.isalpha():
        return []
    return [other for other in words.beginning(short[:LETTERS]) if other != short and share_root(short, other)]


def _stems(found: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple((Forms(each, (each,)),) for each in list(found)[:MOST])


def _each(found: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple((forms_of(word),) for word in list(dict.fromkeys(found))[:MOST])


def forms_of(exact: str) -> Forms:
    """A word of the archive, or a stem of it, to be found in all its forms."""
    return Forms(exact, tuple(dict.fromkeys((exact, stem(exact, "kk"), stem(exact, "ru")))))
