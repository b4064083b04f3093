"""Marking the words of a query in a text: by the same analyser that indexed it, escaped, in the original spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import analyser

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.analysis import Forms, Token
    from search.plan import Clause


def mark(text: str, language: str, clauses: Iterable[Clause]) -> SafeString:
    """`text` as HTML, each match in <mark>; the words of a phrase are marked as one, and only where they follow."""
    tokens = analyser(language).tokens(text)
    spans = sorted(
        {span for clause in clauses for words in (clause.words, *clause.others) for span in _spans(tokens, words)}
    )
    parts, done = [], 0
    for start, end in spans:
        if start >= done:
            parts += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
            done = end
    # Every piece of the text above went through escape().
    return mark_safe("".join([*parts, escape(text[done:])]))  # noqa: S308


def _spans(tokens: list[Token], words: tuple[Forms, ...]) -> Iterable[tuple[int, int]]:
    places: dict[int, list[Token]] = {}
    for token in tokens:
        places.setdefault(token.position, []).append(token)
    for position in places:
        run = [_matching(places.get(position + step, []), word) for step, word in enumerate(words)]
        if all(run):
            yield run[0][0].start, run[-1][0].end


def _matching(tokens: list[Token], word: Forms) -> list[Token]:
    return [token for token in tokens if token.exact == word.exact or token.stem in word.stems]
