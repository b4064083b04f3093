"""The judged files, and where in the archive the places stand that they name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from archive.models import Section

if TYPE_CHECKING:
    from pathlib import Path

Places = dict[str, dict[str, int]]  # "report/place" → the id of its section in each language


class SamplesMissing(Exception):
    """A judged section is not in the archive."""


def read_reports(folder: Path) -> list[dict[str, Any]]:
    """The judged reports of a folder: every file that says which report its places and questions are about."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return [judged for judged in files if "report" in judged]


def places_of(reports: list[dict[str, Any]]) -> Places:
    """Every place of the judged reports.

    Raises SamplesMissing where the archive has no such report, or no section with the headings of a place.
    """
    return {f"{r['report']}/{place}": found for r in reports for place, found in _places_in(r).items()}


def _places_in(judged: dict[str, Any]) -> Places:
    report = judged["report"]
    sections = Section.objects.published().filter(document__report__slug=report).with_report().with_headings_above()
    ids = {(s.language, " / ".join([*(a.label for a in s.above), s.label])): s.pk for s in sections}
    if not ids:
        raise SamplesMissing(f"Not in the archive: {report}. Run import_reports fixtures/reports/manifest.csv first.")
    try:
        return {name: {lang: ids[lang, at] for lang, at in by.items()} for name, by in judged["sections"].items()}
    except KeyError as missing:
        language, at = missing.args[0]
        raise SamplesMissing(f"{report} has no section «{at}» ({language}); a judged place must have one.") from missing
