"""Names in other spellings: Жәнібек, Джанибек and Zhanibek are one man, whichever of them is typed.

The key of sounds makes қыз and киз one, so a word of the dictionary is taken for a name only where it is typed with a
capital letter, and no word of the dictionary for another spelling of it unless both are long (the dictionary of Kazakh
has names too). What stands nowhere as typed is left to search.spelling, which knows more ways of getting a word wrong.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from search.analysis import is_word, query_words
from search.analysis.characters import KAZAKH_LETTERS
from search.analysis.latin import is_latin
from search.analysis.names import name_key
from search.plan import Clause
from search.spelling import forms_of
from search.thesaurus import Related, Term

if TYPE_CHECKING:
    from search.analysis import Forms
    from search.spelling import Words

SHORTEST, SHORTEST_WORD = 4, 6  # sounds of a name, and of one that is a word as well; shorter ones agree by chance
MOST = 3  # spellings looked for
MARKS = "\"'«»“”()-"


def capitalised(typed: str) -> frozenset[str]:
    """The words of a query that begin with a capital letter, in normal form."""
    pieces = (piece.strip(MARKS) for piece in typed.split())
    return frozenset(word.exact for piece in pieces if piece[:1].isupper() for word in query_words(piece))


def spelt_otherwise(
    clauses: tuple[Clause, ...], off: frozenset[str], words: Words, capitals: frozenset[str]
) -> tuple[tuple[Clause, ...], tuple[Related, ...]]:
    """The clauses with what else each name is spelt like in the archive, and what was added, to be shown.

    `off` has the spellings that the reader does not want, by the first of them; `capitals` the words typed with a
    capital letter.
    """
    wider, related = [], []
    for clause in clauses:
        spellings = _spellings(clause, words, capitals) if clause.is_plain and not clause.repaired else ()
        if spellings:
            key = spellings[0].exact
            terms = tuple(Term(each.exact, _language(each.exact), (each,), ()) for each in spellings)
            related.append(Related(clause.words[0].exact, terms, key, key not in off, "name"))
        added = [(each,) for each in spellings if spellings[0].exact not in off]
        wider.append(replace(clause, others=tuple(dict.fromkeys([*clause.others, *added]))))
    return tuple(wider), tuple(related)


def _spellings(clause: Clause, words: Words, capitals: frozenset[str]) -> tuple[Forms, ...]:
    """Words of the archive that sound like this one or its stem, but are no forms of it; the most frequent ones.

    None for a word that stands nowhere.
    """
    word = clause.words[0]
    if not word.exact.isalpha() or (is_word(word.exact) and word.exact not in capitals):
        return ()
    keys = dict.fromkeys(key for form in (word.exact, *word.stems) if len(key := name_key(form)) >= SHORTEST)
    alike = [forms_of(each) for key in keys for each in words.sounding(key) if _is_name(each, key, word.exact)]
    others: dict[str, Forms] = {}
    for each in alike:
        if not {word.exact, *word.stems} & {each.exact, *each.stems}:
            others.setdefault(each.stems[-1], each)
    return tuple(others.values())[:MOST] if others and words.stands(Clause((word,))) else ()


def _is_name(found: str, key: str, typed: str) -> bool:
    """Whether a word of the archive is more than by chance another spelling: International is not интернат."""
    if not is_word(found):
        return True
    return len(key) >= SHORTEST_WORD and not (is_latin(typed) and KAZAKH_LETTERS.isdisjoint(found))


def _language(word: str) -> str:
    if is_latin(word):
        return "en"
    return "ru" if KAZAKH_LETTERS.isdisjoint(word) else "kk"
