"""Judged questions want the samples in the archive, and every place they name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from search.evaluation import SamplesMissing, read_questions

if TYPE_CHECKING:
    from pathlib import Path

    from archive.models import Document


def test_it_says_when_the_samples_are_not_in_the_archive(empty_archive: None) -> None:
    with pytest.raises(CommandError, match=r"^Not in the archive: sample-.*Run import_reports"):
        call_command("evaluate_search")


def test_it_says_which_judged_place_is_gone(archive_with_samples: list[Document], tmp_path: Path) -> None:
    judged = {"report": "sample-cat-2019", "sections": {"gone": {"ru": "Часть / Пункт 99"}}, "questions": []}
    (tmp_path / "sample.json").write_text(json.dumps(judged), encoding="utf-8")
    with pytest.raises(SamplesMissing, match=r"sample-cat-2019 has no section «Часть / Пункт 99» \(ru\)"):
        read_questions(tmp_path)
