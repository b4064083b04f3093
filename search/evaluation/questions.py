"""Judged questions, each asked of every language version of its report, and of all reports at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archive.models.vocabulary import LANGUAGES
from search.evaluation.judged import places_of, read_reports

if TYPE_CHECKING:
    from pathlib import Path

    from search.evaluation.judged import Places

SCOPES = {
    "own": "inside the report, in the language of the question",
    "other": "inside the report, in another language",
    "pooled": "of all reports at once",
}
KINDS = {
    "plain": "plain words",
    "form": "other forms of the words",
    "term": "synonyms and official terms",
    "language": "a language the report lacks",
    "name": "names",
    "number": "figures, articles, symbols",
    "abbreviation": "abbreviations",
    "typing": "misspelt or other keyboard",
    "long": "long questions",
    "filter": "with a filter",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked once.

    `version` is the language of the version of the report it is asked of, "" where it is asked of all reports.
    `filters` has what narrows the search to that version, and the filters of the question itself. `relevant` has the
    grade, 1 (touches it) or 2 (answers it), of each section by its id.
    """

    q: str
    report: str
    language: str
    version: str
    kind: str
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    relevant: dict[int, int]

    @property
    def scope(self) -> str:
        if not self.version:
            return "pooled"
        return "own" if self.version == self.language else "other"


def read_questions(folder: Path) -> list[Question]:
    """The judged questions of a folder, as many times as each is asked.

    A version with nothing relevant is not asked. Raises SamplesMissing where a judged section is not in the archive.
    """
    reports = read_reports(folder)
    places = places_of(reports)
    return [question for r in reports for row in r["questions"] for question in _asked(row, r["report"], places)]


def _asked(row: dict[str, Any], report: str, places: Places) -> list[Question]:
    grades = {name if "/" in name else f"{report}/{name}": grade for name, grade in row["relevant"].items()}
    inside = {name: grade for name, grade in grades.items() if name.startswith(f"{report}/")}
    versions = sorted({language for name in inside for language in places[name]})
    own = tuple((name, tuple(values)) for name, values in row.get("filters", {}).items())

    def ask(version: str, among: dict[str, int]) -> Question:
        narrowed = (("report", (report,)), ("language", (version,))) if version else ()
        relevant = _sections(among, places, (version,) if version else LANGUAGES)
        return Question(row["q"], report, row["language"], version, row["kind"], (*narrowed, *own), relevant)

    return [*(ask(version, inside) for version in versions), ask("", grades)]


def _sections(grades: dict[str, int], places: Places, languages: tuple[str, ...]) -> dict[int, int]:
    """The best grade of each section: several places may lie in one, where a heading was not seen as such."""
    found: dict[int, int] = {}
    for name, grade in grades.items():
        for section in (places[name][language] for language in languages if language in places[name]):
            found[section] = max(grade, found.get(section, 0))
    return found
