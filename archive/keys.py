"""Names of sections in addresses: made from the heading, so that they survive a re-import."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.importing.draft import SectionDraft

# Letters of Kazakh and Russian as people type them without a Cyrillic keyboard (the digraphs of common practice).
CYRILLIC = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я ә ғ қ ң ө ұ ү һ і"
ROMANISED = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh sh - y - e yu ya a g q n o u u h i"
SILENT = {"ъ": "", "ь": ""}
LATIN = dict(zip(CYRILLIC.split(), ROMANISED.split(), strict=True)) | SILENT
RESERVED = ("original",)  # the address of the original file stands beside those of the sections
LONGEST = 60  # characters of one heading in an address


def slug_of(text: str) -> str:
    """Lower-case Latin letters, digits and hyphens; at most 60 characters, cut between words."""
    latin = "".join(LATIN.get(letter, letter) for letter in text.lower())
    slug = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")
    if len(slug) <= LONGEST:
        return slug
    return slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]


def section_keys(sections: Sequence[SectionDraft], kept: Sequence[str]) -> list[str]:
    """One key for each section, unique in the document: heading, where repeated with its parent's, then a number.

    `kept` has the key each section has had so far, "" for none: it stays, or the next of the same name would take it.
    """
    own = [slug_of(f"{s.number} {s.heading}") or "intro" for s in sections]
    repeated = Counter(own)
    keys: list[str] = []
    for section, key in zip(sections, own, strict=True):
        if repeated[key] > 1 and section.parent is not None:
            key = f"{own[section.parent]}--{key}"
        keys.append(key)
    return _numbered(keys, kept)


def _numbered(keys: Sequence[str], kept: Sequence[str]) -> list[str]:
    taken = {*RESERVED, *kept}
    result = []
    for key, old in zip(keys, kept, strict=True):
        name, n = old or key, 1
        while not old and name in taken:
            n += 1
            name = f"{key}-{n}"
        taken.add(name)
        result.append(name)
    return result
