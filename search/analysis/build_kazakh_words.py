"""Make data/kazakh_words.txt from the Hunspell dictionary of Kazakh (Debian package hunspell-kk, file kk_KZ.dic).

usage: python -m search.analysis.build_kazakh_words kk_KZ.dic > search/analysis/data/kazakh_words.txt

The dictionary marks verbal nouns (flags M…) and everything else (A…, B… or nothing), and holds thousands of inflected
forms as entries of their own. Kept are verb stems, made from the verbal nouns, and those other entries that are not
an inflected form of a kept one. Passive verbs are left out where their active verb is there: they share its stem.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from search.analysis.kazakh import Analysis, analyses, canonical
from search.analysis.kazakh_suffixes import NOUN, VOWELS
from search.analysis.kazakh_words import OWN_WORDS, VERBS_IN_Y

UNVOICED = {"б": "п", "г": "к", "ғ": "қ"}
MADE_VERB = re.compile("(?:[лдт][ае]|[лдт][ае]н|[лдт][ае]с|[дт][ыі]р|[^аеыіу][ыі]л|[ае]т|[аео]й)")
NOTICE = """\
# Kazakh stems: n noun or other word, v verb stem, nv both.
# Derived from the Kazakh dictionary for Hunspell, copyright 2009 Akmaral Mussayeva, Laszlo Nemeth, Rail Aliev,
# available under MPL-1.1 (or GPL-2+, LGPL-2.1+). This file is under the Mozilla Public License, see README.md.
"""


def read(path: Path) -> tuple[set[str], set[str]]:
    """Verbal nouns and other lower-case entries of a Hunspell dictionary."""
    infinitives: set[str] = set()
    others: set[str] = set()
    for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]:
        word, _, flags = line.strip().partition("/")
        if word.isalpha() and word.islower() and len(word) > 1:
            (infinitives if flags.startswith("M") else others).add(word)
    return infinitives, others


def verb_stem(infinitive: str, others: set[str]) -> str:
    """бару → бар, оқу → оқы, қою → қой, табу → тап."""
    base = infinitive[:-1]
    if infinitive.endswith("ю"):
        return base if base.endswith("и") else base + "й"
    full = [base + letter for letter in "ыі" if base + letter in VERBS_IN_Y.split()]
    if full or base[-1] in VOWELS | set("ую"):
        return full[0] if full else base
    if base[-1] in UNVOICED and base[-2:-1] in VOWELS:
        return base[:-1] + UNVOICED[base[-1]]
    full = [base + letter for letter in "ыі" if base + letter in others and base not in others and base[-1] != "л"]
    return full[0] if full else base


def is_passive(verb: str, verbs: set[str]) -> bool:
    if re.search("[^л][ыі]л$", verb):
        return verb[:-2] in verbs or verb[:-3] + UNVOICED.get(verb[-3], "-") in verbs
    return (bool(re.search("[ае]л$|л[ае]н$", verb)) and verb[:-1] in verbs) or (
        bool(re.search("л[ыі]н$", verb)) and verb[:-2] in verbs
    )


def is_inflected(word: str, words: dict[str, str]) -> bool:
    return any(_explains(reading, word, words) for reading in analyses(word))


def _explains(reading: Analysis, word: str, words: dict[str, str]) -> bool:
    stem = canonical(reading, words)
    part = "n" if reading.part == NOUN else "v"
    sure = bool(reading.suffixes) and not any(suffix.doubtful for suffix in reading.suffixes)
    return sure and len(stem) > 2 and stem != word and part in words.get(stem, "")


def build(infinitives: set[str], others: set[str]) -> dict[str, str]:
    """Stem → part of speech."""
    own = set(OWN_WORDS.split())
    every_verb = {verb_stem(word, others) for word in infinitives} | {"құр", "тан"}
    verbs = {verb for verb in every_verb if len(verb) > 1 and not is_passive(verb, every_verb)}
    nouns = {word for word in others if word not in every_verb or not (len(word) > 4 and MADE_VERB.search(word[2:]))}
    words = dict.fromkeys(nouns, "n") | {verb: "nv" if verb in nouns else "v" for verb in verbs}
    inflected = {word for word in nouns - own if is_inflected(word, words)}
    for word in inflected:
        words[word] = words[word].replace("n", "")
    return {word: part for word, part in words.items() if part} | dict.fromkeys(own - words.keys(), "n")


def main() -> None:
    words = build(*read(Path(sys.argv[1])))
    sys.stdout.write(NOTICE + "".join(f"{word}\t{part}\n" for word, part in sorted(words.items())))


if __name__ == "__main__":
    main()
