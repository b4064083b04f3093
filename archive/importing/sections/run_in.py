"""Run-in headings: `Физические условия: …`, the title of a paragraph at its beginning, closed by a colon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.importing.sections.model import Heading, Kind
from archive.importing.sections.wording import clean_heading, dangles, is_nominal, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.importing.draft import Paragraph

_RUN_IN = re.compile(r"([^\W\d_a-zа-яёәғқңөұүһі][^.!?:;\n«»“”\"]{2,160}):\s+(?=[^\W_]|[«“\"(])")
_MOST_WORDS = 16
_TEXT_WORDS = 6  # after a heading stands at least a sentence
_HABIT = 5  # occurrences that make it the habit of a document
_HABIT_SHARE = 0.03
# Words that announce speech or a list instead of naming a topic.
_ANNOUNCING = re.compile(
    r"(?:^|\s)(?:что|которы[ейхм]+|следующ\w+|так(?:их|ие),?\s+как|мынадай|келесі|төмендегі\w*|деді|айтты|following|that)(?:\s|$)",
    re.IGNORECASE,
)


def is_habit(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the shape fires so often in a document that it must be meant as a heading."""
    fired = sum(run_in(paragraph.text) is not None for paragraph in paragraphs)
    return fired >= max(_HABIT, _HABIT_SHARE * len(paragraphs))


def run_in(text: str) -> tuple[Heading, int] | None:
    """The heading at the beginning of a paragraph and the offset at which the text begins, or None."""
    found = _RUN_IN.match(text)
    if found is None or len(words(found[1])) > _MOST_WORDS or len(words(text[found.end() :])) < _TEXT_WORDS:
        return None
    if not is_nominal(found[1]) or dangles(found[1]) or _ANNOUNCING.search(found[1]):
        return None
    return Heading(Kind.RUN_IN, "run-in", clean_heading(found[1])), found.end()
