"""The real reports, which may not be copied into the project: all come in, once is enough, and they can be searched."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from archive.models import Document, Instrument, Report, State
from tests.accepted import worse
from tests.manifests import Desk, command
from tests.real_questions import GOLD, asked_of_all_reports, asked_within_reports

MANIFEST = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "manifest.csv"

pytestmark = pytest.mark.skipif(
    not (MANIFEST.is_file() and GOLD.is_dir()),
    reason="the real reports and the questions judged about them are not beside this checkout",
)


def files() -> list[str]:
    with MANIFEST.open(encoding="utf-8", newline="") as manifest:
        return [row["file"] for row in csv.DictReader(manifest)]


def test_it_imports_the_real_reports_once_and_answers_the_questions_judged_about_them(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """One test: to import them takes a third of a minute, and no other test may find them in the database."""
    import_twice(capsys)
    ask(capsys)


def import_twice(capsys: pytest.CaptureFixture[str]) -> None:
    Instrument.objects.all().delete()  # the desk's one; an import into an empty archive loads the vocabulary
    began = time.monotonic()
    first = command("import_reports", str(MANIFEST))
    with capsys.disabled():
        print(f"\nImport of {len(files())} real reports: {time.monotonic() - began:.1f} s")
    assert first.code == 0, first.err
    documents = Document.objects.all()
    assert sorted(document.file_name for document in documents) == sorted(files())
    for document in documents:
        sections = document.sections
        assert (document.state, document.is_indexed) == (State.PUBLISHED, True)
        assert sections.filter(parent__isnull=False).exists(), f"{document.file_name} has a tree of sections"
        assert sections.exclude(tags=None).exists(), f"{document.file_name} has tags"

    second = command("import_reports", str(MANIFEST))
    assert [line.split(", ")[0] for line in second.out.splitlines()[:-1]] == [f"{f}: unchanged" for f in files()]
    assert second.code == 0
    assert Report.objects.count() == len(files())


def ask(capsys: pytest.CaptureFixture[str]) -> None:
    now = asked_within_reports() | {"pooled": asked_of_all_reports()}
    with capsys.disabled():
        print("".join(f"Asked, {scope}: {figures}\n" for scope, figures in now.items()))
    assert not worse(now, "real reports")
