"""What the same keys would have typed in another keyboard layout: `gsnrb` is «пытки», `ещкегку` is torture.

Sources: the Russian layout ЙЦУКЕН and the Kazakh one (RST KazSSR 903-90, as in the symbols file `kz` of
xkeyboard-config), which has ә і ң ғ ү ұ қ ө һ on the keys 2 3 4 5 8 9 0 - = of a Latin keyboard.
"""

from __future__ import annotations

import re

from search.analysis.characters import CYRILLIC_RANGE

LETTER_KEYS = str.maketrans(
    "qwertyuiop[]asdfghjkl;'zxcvbnm,.`{}:<>~",
    "йцукенгшщзхъфывапролджэячсмитьбюёхъжбюё",
)
DIGIT_KEYS = str.maketrans("2345890-=@#$%*()_+", "әіңғүұқөһәіңғүұқөһ")
ENGLISH_KEYS = str.maketrans("йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm")
SIGNS = "!?.,;:'()[]<>*"  # what a reader may have meant as a sign, though the key bears a letter in the other layout

LATIN = re.compile("[a-z]")
CYRILLIC = re.compile(f"[{CYRILLIC_RANGE}]")


def other_layouts(typed: str) -> tuple[str, ...]:
    """What `typed`, a run of characters without blanks, may have been meant to be; empty where it has both alphabets.

    The Russian layout goes first, then the Kazakh one, each also without the signs around the word.
    """
    lower = typed.lower()
    if bool(LATIN.search(lower)) == bool(CYRILLIC.search(lower)):
        return ()
    ways = (lower, lower.strip(SIGNS))
    if CYRILLIC.search(lower):
        return tuple(dict.fromkeys(way.translate(ENGLISH_KEYS) for way in ways))
    russian = [way.translate(LETTER_KEYS) for way in ways]
    return tuple(dict.fromkeys([*russian, *(way.translate(DIGIT_KEYS) for way in russian)]))
