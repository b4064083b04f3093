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
        first, last = number * SPAN, (number + 1) * SPAN - 1
        for _, _, position, word, stem in analyse.tokens(text[span.start : span.end]):
            at = min(first + position, last)
            exact.append((word, at))
            stems.append((stem, at))
    return exact, stems
