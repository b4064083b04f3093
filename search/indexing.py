"""Text → terms with positions, passage by passage: the one way texts enter an index, whatever the engine."""

from __future__ import annotations

from search.analysis import analyser
from search.passages import SPAN, cut

Terms = list[tuple[str, int]]


def passage_terms(text: str, language: str) -> tuple[Terms, Terms]:
    """Exact forms and stems of a text, each with its position; the n-th passage begins at position n × SPAN."""
    exact: Terms = []
    stems: Terms = []
    analyse = analyser(language)
    for number, span in enumerate(cut(text)):
        for token in analyse.tokens(text[span.start : span.end]):
            position = number * SPAN + min(token.position, SPAN - 1)
            exact.append((token.exact, position))
            stems.append((token.stem, position))
    return exact, stems
