"""`manage.py export_report`: a report as JSON people script against."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from archive.models import Document, Instrument, State, Tag, Violation
from archive.saving import change_state
from tests.factories import SAMPLES
from tests.manifests import TEXT, Desk, command

SCORER = Path(__file__).resolve().parent.parent.parent / "shared" / "eval" / "score_sections.py"
SECTION = {"id", "parent", "level", "number", "heading", "text", "source", "articles", "violations", "links"}


def exported(slug: str) -> dict[str, Any]:
    said = command("export_report", slug)
    assert said.code == 0, said.err
    values: dict[str, Any] = json.loads(said.out)
    return values


def import_sample_report(desk: Desk, slug: str) -> None:
    Instrument.objects.all().delete()  # the desk's one; an import into an empty archive loads the vocabulary
    manifest = (SAMPLES / "manifest.csv").read_text(encoding="utf-8").splitlines()
    rows = [row for row in manifest if row.startswith(slug)]
    for name in (row.partition(",")[0] for row in rows):
        (desk.folder / name).write_bytes((SAMPLES / name).read_bytes())
    assert desk.write("\n".join([manifest[0], *rows])).run_as_written().code == 0


def test_it_exports_sections_with_tree_tags_links_and_source(desk: Desk) -> None:
    import_sample_report(desk, "sample-cat-2019")
    report = exported("sample-cat-2019")
    assert report["report"]["slug"] == "sample-cat-2019"
    assert report["report"]["instrument"] == "CAT"
    assert [document["language"] for document in report["documents"]] == ["kk", "ru"]
    sections = report["documents"][1]["sections"]
    assert all(set(section) >= SECTION for section in sections)
    ids = [section["id"] for section in sections]
    parents = {section["parent"] for section in sections} - {None}
    assert parents
    assert parents <= set(ids)
    assert any("CAT:11" in section["articles"] for section in sections)
    assert any("torture" in section["violations"] for section in sections)
    assert {link["target"] for section in sections for link in section["links"]} >= {"CAT:11"}


def test_it_names_the_line_a_heading_starts_on(desk: Desk) -> None:
    import_sample_report(desk, "sample-cedaw-2024")
    lines = (SAMPLES / "sample-cedaw-2024-ru.txt").read_text(encoding="utf-8").splitlines()
    sections = exported("sample-cedaw-2024")["documents"][0]["sections"]
    for section in sections[1:]:
        first_word = (section["number"] or section["heading"]).split()[0]
        assert first_word in lines[section["source"]["line_start"] - 1]
        assert section["source"]["line_end"] >= section["source"]["line_start"]


def test_it_exports_the_latest_version_published_or_not(desk: Desk) -> None:
    desk.put().run()
    desk.put(TEXT + "\n4. Послесловие\nКамеры побелили.\n").rows.pop()
    desk.run()
    change_state(Document.objects.get(version=2), State.DRAFT)
    (document,) = exported("prisons-2020")["documents"]
    assert (document["version"], document["state"]) == (2, State.DRAFT)
    assert document["sections"][-1]["heading"] == "Послесловие"


def test_it_leaves_out_tags_an_editor_rejected(desk: Desk) -> None:
    Violation.objects.create(slug="torture", parent=Violation.objects.create(slug="harm"), terms={"ru": ["пытки"]})
    desk.put().run()
    (section,) = (s for s in exported("prisons-2020")["documents"][0]["sections"] if s["heading"] == "Пытки")
    assert "torture" in section["violations"]
    Tag.objects.filter(section=section["id"], violation__slug="torture").update(rejected=True)
    (section,) = (s for s in exported("prisons-2020")["documents"][0]["sections"] if s["heading"] == "Пытки")
    assert "torture" not in section["violations"]


def test_it_writes_letters_as_letters(desk: Desk) -> None:
    desk.put().run()
    assert "Условия содержания" in command("export_report", "prisons-2020").out


def test_it_says_that_there_is_no_such_report(db: None) -> None:
    said = command("export_report", "absent")
    assert (said.out, said.err, said.code) == ("", "CommandError: There is no report “absent”.\n", 1)


@pytest.mark.skipif(not SCORER.is_file(), reason="the scorer is not beside this checkout")
def test_it_can_be_scored(desk: Desk) -> None:
    desk.put().run()
    export, gold = desk.folder / "export.json", desk.folder / "gold.json"
    export.write_text(command("export_report", "prisons-2020").out, encoding="utf-8")
    headings = {"Условия содержания": 3, "Пытки": 6, "Выводы": 9}
    labels = [
        {"id": f"s{line}", "parent": None, "heading": heading, "line": line} for heading, line in headings.items()
    ]
    gold.write_text(json.dumps({"language": "ru", "sections": labels, "artefacts": []}), encoding="utf-8")
    scored = subprocess.run([sys.executable, SCORER, gold, export], capture_output=True, text=True, check=True)
    figures = json.loads(scored.stdout)
    assert figures["headings"]["recall"] == 1
    assert figures["parents"] == 1
