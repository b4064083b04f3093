"""What a text says about itself, for the person who adds it: suggestions, each with the words that support it.

A suggestion that is wrong costs more than none, because it is believed. So only the opening is asked (title page,
decree, first paragraphs), and only for what such places are known to say. Nothing here is the last word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.importing.metadata.countries import countries
from archive.importing.metadata.kinds import kinds
from archive.importing.metadata.opening import opening
from archive.importing.metadata.publishers import publishers
from archive.importing.metadata.speech import languages
from archive.importing.metadata.titles import titles
from archive.importing.metadata.treaties import instruments, symbols
from archive.importing.metadata.years import periods, years_published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.importing.draft import DocumentDraft, Suggestion, Vocabulary

__all__ = ["FIELDS", "suggest"]

FIELDS = ("title", "language", "publisher", "symbol", "instrument", "kind", "period", "year_published", "country")


def suggest(draft: DocumentDraft, vocabulary: Vocabulary) -> tuple[Suggestion, ...]:
    """Suggestions field by field in the order of FIELDS, the best of each first, no value twice.

    `vocabulary` names the instruments. A field of which the text says nothing has no suggestion.
    """
    once: dict[tuple[str, str], Suggestion] = {}
    for one in _found(draft, vocabulary):
        once.setdefault((one.field, one.value), one)
    return tuple(sorted(once.values(), key=lambda one: FIELDS.index(one.field)))


def _found(draft: DocumentDraft, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    lines = opening(draft)
    yield from titles(lines, draft)
    yield from languages(draft)
    kind = list(kinds(lines))
    yield from kind
    yield from publishers(lines, draft)
    yield from symbols(lines)
    yield from instruments(lines, vocabulary, kind[0].value if kind else "")
    yield from periods(lines)
    yield from years_published(lines)
    yield from countries(lines, draft)
