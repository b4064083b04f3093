"""Marking the words of a query in a text: by the same analyser that indexed it, escaped, in the original spelling."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join

from search.analysis import analyser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.utils.safestring import SafeString

    from search.analysis import Forms, Token
    from search.plan import Clause


def mark(text: str, language: str, clauses: Iterable[Clause]) -> SafeString:
    """`text` as HTML, each match in <mark>; the words of a phrase are marked as one, and only where they follow."""
    tokens = Places(analyser(language).tokens(text))
    wanted = [words for clause in clauses for words in clause.ways]
    parts: list[str] = []
    done = 0
    for start, end in sorted({span for words in wanted for span in tokens.spans(words)}):
        if start >= done:
            parts += [text[done:start], format_html("<mark>{}</mark>", text[start:end])]
            done = end
    return format_html_join("", "{}", ((part,) for part in [*parts, text[done:]]))


class Places:
    """The tokens of a text by their forms."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        self.exact: dict[str, list[Token]] = defaultdict(list)
        self.stems: dict[str, list[Token]] = defaultdict(list)
        for token in tokens:
            self.exact[token.exact].append(token)
            self.stems[token.stem].append(token)

    def spans(self, words: tuple[Forms, ...]) -> Iterator[tuple[int, int]]:
        """Where the words follow each other: characters of the text from the first to the last."""
        first, *rest = (self._of(word) for word in words)
        for position, token in first.items():
            following = [places.get(position + step) for step, places in enumerate(rest, start=1)]
            last = [token, *(each for each in following if each)]
            if len(last) == len(words):
                yield token.start, last[-1].end

    def _of(self, word: Forms) -> dict[int, Token]:
        """The tokens that are a form of the word, by position; the whole of a hyphenated word before its part."""
        exact = [each for each in self.exact if each.startswith(word.exact)] if word.is_prefix else [word.exact]
        found = [token for each in exact for token in self.exact.get(each, ())]
        found += [token for stem in word.stems for token in self.stems.get(stem, ())]
        return {token.position: token for token in sorted(found, key=lambda token: token.end)}
