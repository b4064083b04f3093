"""Names in a text: of persons, places, institutions. The index has them as printed; a key makes their forms alike."""

from __future__ import annotations

import re

from search.analysis import stem
from search.spelling import plain

CAPITAL, SMALL = "А-ЯЁӘҒҚҢӨҰҮҺІA-Z", "а-яёәғқңөұүһіa-z"
# Two or three capitalised words in a row inside a sentence: a person, a place, an institution.
NAME = re.compile(rf"(?<=[\w,] )[{CAPITAL}][{SMALL}]{{2,}}(?: [{CAPITAL}][{SMALL}]{{2,}}){{1,2}}")
LONGEST = 200  # letters; what is longer is a text that lost its blanks, and a cluster keeps no code of any length


def codes_in(text: str, language: str) -> list[str]:
    """The names in a text, each as the code the index has for it: the language of the text and the name as printed."""
    return [f"{language} {name}" for name in sorted(set(NAME.findall(text))) if len(name) <= LONGEST]


def printed(code: str) -> str:
    """The name of a code."""
    return code.partition(" ")[2]


def key(code: str, common: frozenset[str]) -> str:
    """What is alike for the cases of a name and for its Kazakh and Russian spelling; "" for no name.

    What has one of the `common` stems, those of the thesaurus, is the name of an institution or a law: those are known
    as concepts.
    """
    language, *words = code.split(" ")
    stems = [stem(word, language) for word in words]
    return " ".join(map(plain, stems)) if common.isdisjoint(stems) else ""
