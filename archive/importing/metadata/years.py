"""The years a report covers, and the year it came out: two things that are easily mixed up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.importing.draft import Suggestion
from archive.importing.metadata.opening import REPORT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.importing.metadata.opening import Line

_YEAR = r"((?:19|20)\d\d)"
_RANGES = re.compile(
    rf"\b{_YEAR}\s*[-–—]\s*{_YEAR}\b"
    rf"|\b{_YEAR}\s+жылдан\s+(?:бастап\s+)?{_YEAR}\s+жылға"
    rf"|\bс\s+{_YEAR}\s+(?:года\s+)?по\s+{_YEAR}\b"
    rf"|\bfrom\s+{_YEAR}\s+to\s+{_YEAR}\b",
    re.IGNORECASE,
)
# «за 2022 год», «2010 жылғы есеп», "Report for 2022": the year of which a report tells.
_ONE_YEAR = re.compile(
    rf"\bза\s+{_YEAR}\s+год\b|\b{_YEAR}\s+жылғы\s+(?:есеп|есеб|баянд)|\b(?:for|during)\s+{_YEAR}$"
    rf"|^{_YEAR}\s+(?:country\s+reports?|human\s+rights\s+report)",
    re.IGNORECASE,
)
_COVERS = re.compile(
    r"қамтиды|қамтыған|қамтылған|есеп(?:ті|тік)?\s+кезең|охватыва|отч[её]тн\w+\s+период|за\s+период"
    r"|reporting\s+period|\bcovers?\b|period\s+under\s+review",
    re.IGNORECASE,
)
_LONGEST_PERIOD = 30  # years
_MONTH = r"[^\W\d_]{3,12}"
_DECREE = re.compile(
    rf"(?:Үкіметінің|министрінің|Президентінің)\s+{_YEAR}\s+жылғы\s+\d{{1,2}}\s+{_MONTH}\s+№\s*\S+\s+(?:қаулысы|бұйрығы|жарлығы)"
    rf"|(?:Постановление|Приказ|Указ)\s.*\sот\s+\d{{1,2}}\s+{_MONTH}\s+{_YEAR}\s+(?:года|г\.)\s+№",
    re.IGNORECASE,
)
# A line of a title page: «Алматы, 2022», «© 2022 …», «12 March 2013» below «Distr.: General».
_IMPRINT = re.compile(
    rf"^(?:г\.\s*)?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w-]+(?:\s*[-–,]\s*|\s+){_YEAR}(?:\s+(?:жыл|год|г\.?))?$"
    rf"|^©.*\b{_YEAR}\b|^\d{{1,2}}\s+{_MONTH}\s+{_YEAR}(?:\s+(?:года|г\.))?$"
)
_REPORT = re.compile(REPORT, re.IGNORECASE)


def periods(lines: Sequence[Line]) -> Iterator[Suggestion]:
    """The period that the title names, then what a sentence says the report covers; of several the longest first."""
    for line in lines:
        if line.is_title:
            for period in _ranges(line.text) or _single_years(line.text):
                yield Suggestion("period", period, line.text, line.line)
    for line in lines:
        for sentence in line.sentences:
            if _COVERS.search(sentence) and _REPORT.search(sentence):
                for period in _ranges(sentence):
                    yield Suggestion("period", period, sentence, line.line)


def years_published(lines: Sequence[Line]) -> Iterator[Suggestion]:
    """The year of the decree that approves the report, then years of imprints and dates on the title page."""
    for pattern in (_DECREE, _IMPRINT):
        for line in lines:
            found = pattern.search(line.text) if line.is_title or pattern is _DECREE else None
            if found:
                yield Suggestion("year_published", _given(found)[0], line.text, line.line)


def _ranges(text: str) -> list[str]:
    """Periods of at most thirty years, the longest first."""
    pairs = [[int(year) for year in _given(found)] for found in _RANGES.finditer(text)]
    periods = [(end - start, start, end) for start, end in pairs if 0 <= end - start <= _LONGEST_PERIOD]
    return [f"{start}-{end}" for _, start, end in sorted(periods, key=lambda one: -one[0])]


def _single_years(text: str) -> list[str]:
    return [_given(found)[0] for found in _ONE_YEAR.finditer(text)]


def _given(found: re.Match[str]) -> list[str]:
    """The years of the alternative that matched."""
    return [year for year in found.groups() if year]
