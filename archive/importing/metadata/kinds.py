"""What kind of report a text is, where its title page or the report itself says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.importing.draft import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.importing.metadata.opening import Line

# The names of the kinds in the documents of the treaty bodies and of publishers. An alternative report names the report
# it stands beside, so it is asked for first; «заключительные замечания» only at the beginning, others answer them.
_KINDS = {
    "alternative-report": r"\b(?:альтернативн|тенево)\w+\s+(?:доклад|отч[её]т)"
    r"|\b(?:баламалы|көлеңкелі)\s+(?:есеп|есеб|баянд)"
    r"|\b(?:alternative|shadow|parallel)\s+report",
    "concluding-observations": r"^(?:заключительные\s+замечания|қорытынды\s+(?:ескертулер|ескертпелер|байқаулар)"
    r"|concluding\s+observations)",
    "list-of-issues": r"^(?:перечень\s+вопросов|мәселелер\s+тізбесі|list\s+of\s+issues)",
    "state-report": r"\b(?:мерзімді|кезеңдік)\s+(?:жиынтық\s+)?(?:баянд|есеп|есеб)|\bпериодическ\w+\s+доклад"
    r"|\bпервоначальн\w+\s+доклад|\bperiodic\s+report|\binitial\s+report",
    "special-report": r"\bарнайы\s+(?:есеп|есеб|баянд)|\bспециальн\w+\s+(?:доклад|отч[её]т)|\bspecial\s+report",
    "country-report": r"\bадам\s+құқықтары\b.*\b\d{4}\s+жылғы\s+(?:есеп|есеб|баянд)"
    r"|\bдоклад\b.*\bправ\w*\s+человека\b.*\bза\s+\d{4}\s+год|\bcountry\s+reports?\s+on\s+human\s+rights"
    r"|\bhuman\s+rights\s+report\b",
}
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KINDS.items()}


def kinds(lines: Sequence[Line]) -> Iterator[Suggestion]:
    """The kinds that lines of the title page name, then those the report gives itself in its sentences."""
    for kind, pattern in _PATTERNS.items():
        for line in lines:
            if line.is_title and pattern.search(line.text):
                yield Suggestion("kind", kind, line.text, line.line)
    for kind, pattern in _PATTERNS.items():
        for line in lines:
            for sentence in line.own_sentences:
                if pattern.search(sentence):
                    yield Suggestion("kind", kind, sentence, line.line)
