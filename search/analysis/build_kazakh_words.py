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

from search.analysis.kazakh import UNVOICED, Analysis, analyses, canonical, unvoiced
from search.analysis.kazakh_additions import NOT_WORDS, OWN_VERBS, OWN_WORDS, PLACES, SHORT_WORDS, VERBS_IN_Y
from search.analysis.kazakh_suffixes import NOUN, VOWELS
from search.analysis.kazakh_words import ELIDED

MADE_VERB = re.compile("(?:[лдт][ае][нт]?|[дт][ыі]р)$")
FORMS = ("ған", "ген", "қан", "кен", "ты", "ті", "ды", "ді", "ып", "іп")
OWNED = ("ын", "ін")
NEGATED = re.compile("[аеоөұүыійрул]м[ае]$|[зжмнң]б[ае]$|[пкқтсшчцхбвгғд]п[ае]$")
CAUSATIVE = "т тыр тір дыр дір"
DERIVED = "сыз сіз шы ші шыл шіл лық лік дық дік тық тік"
PERSONAL = re.compile("[аейия]?(?:м[ыі]н|с[ыі]ң|с[ыі]з|м[ыі]з)")
SHORTEST, LEAST = 4, 4  # letters of a stem the dictionary lacks, and of the suffixes that show it
CONVERBS = frozenset({"а", "е", "й", "п", "ды", "ді", "сын", "сін", "и"})
WORD = re.compile("[а-яәғқңөұүһі]{2,}")
NOTICE = """\
# Kazakh stems: n noun or other word, v verb stem, nv both.
# Derived from the Kazakh dictionary for Hunspell, copyright 2009 Akmaral Mussayeva, Laszlo Nemeth, Rail Aliev,
# available under MPL-1.1 (or GPL-2+, LGPL-2.1+). This file is under the Mozilla Public License, see README.md.
"""


def read(path: Path) -> tuple[set[str], set[str]]:
    """Verbal nouns and other entries of a Hunspell dictionary, in lower case."""
    infinitives: set[str] = set()
    others: set[str] = set()
    for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]:
        word, _, flags = line.strip().lower().partition("/")
        if WORD.fullmatch(word) and (len(word) > 2 or word in SHORT_WORDS.split() or flags.startswith("m")):
            (infinitives if line.partition("/")[2].startswith("M") else others).add(word)
    return infinitives, others


def verb_stem(infinitive: str, others: set[str]) -> str:
    """бару → бар, оқу → оқы, қою → қой, табу → тап."""
    base = infinitive[:-1]
    if infinitive.endswith("ю"):
        return base if base.endswith("и") else base + "й"
    full = [base + letter for letter in "ыі" if base + letter in VERBS_IN_Y.split()]
    if full or base[-1] in VOWELS | set("ую"):
        return full[0] if full else base
    if base in ELIDED or unvoiced(base) != base:
        return ELIDED.get(base, unvoiced(base))
    full = [base + letter for letter in "ыі" if base + letter in others and base not in others and base[-1] != "л"]
    return full[0] if full else base


def is_passive(verb: str, verbs: set[str]) -> bool:
    if re.search("..[^л][ыі]л$|.[^л][ыі]л$", verb):
        return verb[:-2] in verbs or verb[:-3] + UNVOICED.get(verb[-3], "-") in verbs
    if re.search("[ае]л$|л[ае]н$", verb):
        return verb[:-1] in verbs
    return bool(re.search("л[ыі]н$", verb)) and verb[:-2] in verbs


def is_inflected(word: str, words: dict[str, str]) -> bool:
    return any(_explains(reading, word, words) or _is_plain(reading, word) for reading in analyses(word))


def _is_plain(reading: Analysis, word: str) -> bool:
    """Whether a word is a form even of a stem that the dictionary lacks: сығандардың, компаниялардың."""
    kinds = [suffix.kind for suffix in reading.suffixes]
    sure = all(suffix.doubt < 0.5 for suffix in reading.suffixes)
    return sure and len(kinds) > 1 and "plural" in kinds and SHORTEST <= len(reading.stem) <= len(word) - LEAST


def _explains(reading: Analysis, word: str, words: dict[str, str]) -> bool:
    stem = canonical(reading, words)
    part = "n" if reading.part == NOUN else "v"
    if not reading.suffixes or stem == word or part not in words.get(stem, ""):
        return False
    kinds = [suffix.kind for suffix in reading.suffixes]
    sure = [suffix for suffix in reading.suffixes if suffix.doubt < 0.5]
    if len(sure) == len(kinds) or (sure and kinds[:2] != ["case", "own"]):
        return True
    if kinds == ["finite"] and (PERSONAL.fullmatch(reading.suffixes[0].text) or stem[-1] in "ыі"):
        return True
    if kinds == ["finite"] and reading.suffixes[0].text in CONVERBS:
        return len(stem) > 3 or reading.suffixes[0].text in {"сын", "сін"}
    if kinds in (["third", "infinitive"], ["finite", "passive"]):
        return reading.suffixes[0].text not in {"а", "е"}
    return kinds == ["case", "third"] or (kinds == ["third"] and not _is_equipped(reading.stem, words))


def _has_derived(word: str, others: set[str]) -> bool:
    """Whether other words are derived from a word, which makes it a stem: қауіп, for there is қауіп-сіз."""
    endings = DERIVED.split()[: 2 if word.endswith(OWNED) else None]
    return not word.endswith(FORMS) and any(word + ending in others for ending in endings)


def _is_equipped(base: str, words: dict[str, str]) -> bool:
    """Whether a word in -ы, -і is rather one in -лы, -лі (көлеңке-лі, "shady") than one with a possessive."""
    return base.endswith("л") and "n" in words.get(base[:-1], "")


def build(infinitives: set[str], others: set[str]) -> dict[str, str]:
    """Stem → part of speech, from the verbal nouns and the other entries of the dictionary."""
    own = set(f"{OWN_WORDS} {PLACES}".split())
    every_verb = all_verbs(infinitives, others)
    active = every_verb | {verb + ending for verb in every_verb for ending in CAUSATIVE.split()}
    passives = {word for word in every_verb | others if is_passive(word, active)} - set(OWN_VERBS.split())
    verbs = every_verb - passives
    candidates = others - passives - set(NOT_WORDS.split())
    nouns = {word for word in candidates if word not in verbs or not _is_made(word)} | own
    words = dict.fromkeys(nouns, "n") | {verb: "nv" if verb in nouns else "v" for verb in verbs}
    inflected = {word for word in nouns - own if not _has_derived(word, others) and is_inflected(word, words)}
    for word in inflected:
        words[word] = words[word].replace("n", "")
    return {word: part for word, part in words.items() if part}


def all_verbs(infinitives: set[str], others: set[str]) -> set[str]:
    """Verb stems, passives among them, without negative ones."""
    verbs = {verb_stem(word, others) for word in infinitives} | set(OWN_VERBS.split())
    verbs |= {word for word in others if len(word) > 4 and word.endswith(("ла", "ле")) and word[:-2] in others}
    verbs = {verb for verb in verbs if len(verb) > 2 or verb in SHORT_WORDS.split()}
    return verbs - {verb for verb in verbs if NEGATED.search(verb) and len(verb) > 4 and verb[:-2] in verbs}


def _is_made(verb: str) -> bool:
    return len(verb) > 4 and MADE_VERB.search(verb[2:]) is not None


def main() -> None:
    words = build(*read(Path(sys.argv[1])))
    sys.stdout.write(NOTICE + "".join(f"{word}\t{part}\n" for word, part in sorted(words.items())))


if __name__ == "__main__":
    main()
