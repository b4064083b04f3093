"""The inflectional suffixes of Kazakh as data: how each is written, after which letters, after which other suffix.

Source of the rules: the standard grammar (plural, possession, case, person; negation, tense, participles, converbs).
Derivation (-лық, -шы, -сыз, -лы) is left out on purpose: such words are other words.
"""

from __future__ import annotations

from dataclasses import dataclass

VOWELS = frozenset("аәеоөұүыіэя")
LIQUIDS = frozenset("рйиую")
LATERAL = frozenset("л")
HISSING = frozenset("зж")
NASALS = frozenset("мнң")
VOICELESS = frozenset("пфкқтсшщчцхһбвгғд")
"""Voiced stops at the end of a loan word take the suffixes of the voiceless (клуб-тар, педагог-тер)."""

OPEN = VOWELS | LIQUIDS
VOICED = OPEN | LATERAL | HISSING | NASALS
CONSONANTS = LIQUIDS | LATERAL | HISSING | NASALS | VOICELESS
ANY = VOICED | VOICELESS
THIRD_ENDS = frozenset("ыі")

NOUN, VERB = "noun", "verb"
BASES = (NOUN, "participle", "infinitive", "abstract")
NOMINAL = (*BASES, "plural", "own", "mine", "attribute")
VERBAL = (VERB, "negation", "passive")
VOICE = (VERB, "passive")


@dataclass(frozen=True, slots=True)
class Suffix:
    """One written form of a suffix.

    `kind` is its slot; `after` the last letters it may follow; `follows` the slots (or noun, verb) it may follow;
    `restore` a last letter of the stem that it had swallowed; `doubt` how often it is rather a part of the stem or
    of another suffix (0 hardly ever, 1 as often as not, 2 mostly); `listed`: to be taken off only where that leaves a
    listed word.
    """

    text: str
    kind: str
    after: frozenset[str]
    follows: tuple[str, ...]
    restore: str = ""
    doubt: float = 0
    listed: bool = False


def _front(back: str) -> str:
    return back.translate(str.maketrans("аықғя", "еікгя"))


def _make(kind: str, after: frozenset[str], follows: tuple[str, ...], backs: str) -> list[Suffix]:
    """Suffixes from their back-vowel forms; before one `'` is 0.3, `~` 1 and `~~` 2 of doubt, `!` for listed stems."""
    made = []
    for back in backs.split():
        plain = back.lstrip("'~!")
        doubt = back.count("~") + 0.3 * back.count("'")
        for text in dict.fromkeys((plain, _front(plain))):
            made.append(Suffix(text, kind, after, follows, doubt=doubt, listed="!" in back))
    return made


def _fused(kind: str, follows: tuple[str, ...], backs: str) -> list[Suffix]:
    """Suffixes written in one letter with the end of the stem: и = ы + й, я = й + а, ю = й + у, у = ы + у."""
    made = []
    for suffix in _make(kind, ANY, follows, backs):
        for restore in ("й",) if suffix.text[0] in "яю" else ("ы", "і"):
            made.append(Suffix(suffix.text, kind, ANY, follows, restore, suffix.doubt, restore != "й"))
    return made


def _glued(start: str, ends: str) -> str:
    return " ".join("~" * end.count("~") + start + end.lstrip("~") for end in ends.split())


PERSONS = "~мын ~сың ~сыз ~мыз ~сыңдар ~сыздар"
PAST = "'ды дым 'дың дыңыз ~!дық дыңдар дыңыздар"

NUMBER_AND_OWNER = [
    *_make("plural", OPEN, (*BASES, "attribute"), "лар"),
    *_make("plural", LATERAL | HISSING | NASALS, (*BASES, "attribute"), "дар"),
    *_make("plural", VOICELESS, (*BASES, "attribute"), "тар"),
    *_make("third", VOWELS, (*BASES, "plural", "attribute"), "сы"),
    *_make("third", CONSONANTS, (*BASES, "plural", "attribute"), "~ы"),
    *_make("own", VOWELS, (*BASES, "plural"), "мыз ңыз"),
    *_make("mine", VOWELS, BASES, "~~м ~~ң"),
    *_make("own", CONSONANTS, (*BASES, "plural"), "~~ым ~~ың ымыз ыңыз"),
]

CASES = [
    *_make("case", VOWELS | NASALS, NOMINAL, "ның"),
    *_make("case", LIQUIDS | LATERAL | HISSING, NOMINAL, "дың"),
    *_make("case", VOICELESS, NOMINAL, "тың"),
    *_make("case", VOWELS, NOMINAL, "ны"),
    *_make("case", VOICED - VOWELS, NOMINAL, "ды"),
    *_make("case", VOICELESS, NOMINAL, "ты"),
    *_make("case", VOICED, NOMINAL, "ға да"),
    *_make("case", VOICELESS, NOMINAL, "қа та тан"),
    *_make("case", OPEN | LATERAL | HISSING, NOMINAL, "дан"),
    *_make("case", NASALS, NOMINAL, "нан"),
    *(Suffix(text, "case", OPEN | LATERAL | NASALS, (*NOMINAL, "third")) for text in ("мен", "менен")),
    *(Suffix(text, "case", HISSING, NOMINAL) for text in ("бен", "бенен")),
    *(Suffix(text, "case", VOICELESS, NOMINAL) for text in ("пен", "пенен")),
    *_make("case", THIRD_ENDS, ("third",), "н на нда нан ның нша ндай"),
    *_make("case", THIRD_ENDS, (NOUN,), "~!н ~!на ~!нда ~!нан ~!ндағы"),
    *_make("case", frozenset("мң"), ("own",), "~а"),
    *_make("case", frozenset("мң"), ("mine",), "~~а"),
    *_make("attribute", VOICED, NOMINAL, "дағы"),
    *_make("attribute", VOICELESS, NOMINAL, "тағы"),
    *_make("attribute", THIRD_ENDS, ("third",), "ндағы"),
]

TENSES = [
    *_make("finite", VOICED, VERBAL, PAST),
    *_make("finite", VOICELESS, VERBAL, PAST.replace("ды", "ты")),
    *_make("finite", CONSONANTS, VERBAL, "~~а ~~ам " + _glued("а", PERSONS + " ды")),
    *_make("finite", VOWELS, VERBAL, "~й " + _glued("й", PERSONS + " ды")),
    *_fused("finite", VERBAL, "~и ~я ям " + _glued("и", PERSONS + " ды") + " " + _glued("я", PERSONS + " ды")),
    *_make("finite", VOWELS, VERBAL, "~п пты ппын"),
    *_make("finite", CONSONANTS, VERBAL, "ып ~~ыпты ~ыппын"),
    *_make("finite", ANY, VERBAL, "са сам саң саңыз сақ саңдар саңыздар"),
    *_make("finite", ANY, VOICE, "~сын"),
    *_make("finite", frozenset("ае"), ("negation",), "~~сын"),
    *_make("finite", VOWELS, VERBAL, "ңыз ңдар ңыздар йын йық йынша"),
    *_make("finite", CONSONANTS, VERBAL, "!ыңыз ыңдар ыңыздар айын айық"),
    *_make("finite", VOICED, VERBAL, "ғанша ғалы"),
    *_make("finite", VOICELESS, VERBAL, "қанша қалы"),
    *_make("finite", OPEN | LATERAL, VERBAL, "~!мақ !мақшы ~!ма"),
    *_make("finite", HISSING | NASALS, VERBAL, "~!бақ !бақшы ~!ба"),
    *_make("finite", VOICELESS, VERBAL, "~!пақ !пақшы ~!па"),
    *_make("finite", VOICED, VERBAL, "!ғым !ғың !ғысы !ғымыз"),
    *_make("finite", VOICELESS, VERBAL, "!қым !қың !қысы !қымыз"),
    *_make("finite", NASALS | frozenset("рс"), ("participle",), PERSONS.replace("~", "") + " быз пыз дай ша"),
]

PARTICIPLES = [
    *_make("participle", VOICED, VERBAL, "ған"),
    *_make("participle", VOICELESS, VERBAL, "қан"),
    *_make("participle", CONSONANTS, VERBAL, "атын"),
    *_make("participle", VOWELS, VERBAL, "йтын"),
    *_fused("participle", VERBAL, "итын ятын"),
    *_make("participle", CONSONANTS, VOICE, "!~~ар"),
    *_make("participle", VOWELS, VOICE, "!~~р"),
    *_make("participle", OPEN | LATERAL, VOICE, "~!мас"),
    *_make("participle", HISSING | NASALS, VOICE, "~!бас"),
    *_make("participle", VOICELESS, VOICE, "~!пас"),
    *_make("abstract", NASALS, ("participle",), "~дық"),
    *_make("infinitive", ANY, VERBAL, "'у"),
    *_fused("infinitive", VERBAL, "'ю 'у"),
]

STEM_SIDE = [
    *_make("negation", OPEN | LATERAL, VOICE, "ма"),
    *_make("negation", HISSING | NASALS, VOICE, "ба"),
    *_make("negation", VOICELESS, VOICE, "па"),
    *_make("passive", CONSONANTS - LATERAL, (VERB,), "'!ыл"),
    *_make("passive", VOWELS, (VERB,), "'!л"),
    *_make("passive", LATERAL, (VERB,), "'!ын"),
    Suffix("н", "passive", frozenset("ае"), (VERB,), doubt=0.3, listed=True),
]

SUFFIXES: tuple[Suffix, ...] = tuple(dict.fromkeys([*NUMBER_AND_OWNER, *CASES, *TENSES, *PARTICIPLES, *STEM_SIDE]))
FINAL = ("plural", "third", "own", "mine", "case", "attribute", "finite", "participle", "infinitive", "abstract")
