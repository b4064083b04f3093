"""What cleaning changed in a document, the same change counted once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from archive.models import Extraction

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from archive.models import Document

# The kinds of archive.importing.cleaning, for people.
KINDS: dict[str, _StrPromise] = {
    "abkhaz-letter": _("letter of an old font"),
    "look-alike": _("letter of another alphabet"),
    "hard-sign": _("hard sign in place of a letter"),
    "roman-numeral": _("Roman numeral in Cyrillic letters"),
    "enumerator": _("letter of a list"),
    "letter-spacing": _("letters set apart"),
    "torn-word": _("word torn in two"),
    "detached-link": _("words of a link put back"),
    "moved-link": _("words of a link moved away"),
    "page-furniture": _("running header or page number"),
}


@dataclass(frozen=True, slots=True)
class RepairShown:
    """`line` is the first source line (1-based) with this change, `count` how often it was made."""

    kind: str
    before: str
    after: str
    line: int
    count: int


def kind_name(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def counted(document: Document) -> list[tuple[str, int]]:
    """How many repairs of each kind, most frequent first."""
    return [(kind_name(kind), n) for kind, n in Counter(each["kind"] for each in _made_in(document)).most_common()]


def repairs_of(document: Document) -> list[RepairShown]:
    """Each change once, most frequent first."""
    made = _made_in(document)
    changes = Counter((each["kind"], each["before"], each["after"]) for each in made)
    lines: dict[tuple[str, str, str], int] = {}
    for each in made:
        lines.setdefault((each["kind"], each["before"], each["after"]), each["line"])
    return [RepairShown(kind_name(key[0]), key[1], key[2], lines[key], n) for key, n in changes.most_common()]


def _made_in(document: Document) -> list[dict[str, Any]]:
    found = Extraction.objects.filter(document=document).values_list("repairs", flat=True)
    made: list[dict[str, Any]] = found.first() or []
    return made
