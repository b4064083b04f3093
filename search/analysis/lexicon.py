"""The Kazakh word list that breaks ties between analyses; unknown words are still analysed by rule."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def kazakh_words() -> dict[str, str]:
    """Stem → "n" (noun, adjective, other), "v" (verb stem) or "nv"; about 40,000 stems, read once (30 ms)."""
    lines = files("search.analysis").joinpath("data/kazakh_words.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


DERIVED_NOUN = re.compile("(..+)(?:ш[ыі]|[лдт][ыі]к|[лдт][ыі]қ|(?<![аеәыій])с[ыі]з)")
AGENT = re.compile("(..+)[ую]ш[ыі]")
CAUSATIVE = re.compile("(..+)(?:[дт][ыі]р|(?<=[аеыірлуи])т)")


def parts_of(stem: str) -> str:
    """What a stem may be: letters of "nv", as listed or as derived from a listed word; "" where it is unknown.

    Known by derivation are nouns in -шы, -лық, -сыз, agents in -ушы and causative verbs in -тыр, -т.
    """
    words = kazakh_words()
    parts = words.get(stem, "")
    if not parts and _is_made_noun(stem):
        parts = "n"
    return parts + "v" if "v" not in parts and _is_causative(stem) else parts


def _is_made_noun(stem: str) -> bool:
    if (match := DERIVED_NOUN.fullmatch(stem)) and "n" in kazakh_words().get(match[1], ""):
        return True
    return (match := AGENT.fullmatch(stem)) is not None and is_verb(match[1])


def is_verb(stem: str) -> bool:
    """Whether a stem is a listed verb or a causative made from one."""
    return "v" in kazakh_words().get(stem, "") or _is_causative(stem)


def _is_causative(stem: str) -> bool:
    match = CAUSATIVE.fullmatch(stem)
    return match is not None and "v" in kazakh_words().get(match[1], "")
