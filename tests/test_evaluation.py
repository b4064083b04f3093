"""Judged questions about the sample reports: no figure may fall below the last accepted one."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from archive.vocabulary import load_vocabulary
from archive.work import here
from search.evaluation import figures, read_questions, score
from search.updating import rebuild
from tests.conftest import VOCABULARY
from tests.factories import SAMPLES, import_sample

if TYPE_CHECKING:
    from archive.models import Document

JUDGED = Path(__file__).resolve().parent.parent / "fixtures" / "judged"


@pytest.fixture
def all_samples(db: None) -> list[Document]:
    load_vocabulary(VOCABULARY)
    with here():
        names = [row["file"] for row in csv.DictReader((SAMPLES / "manifest.csv").open(encoding="utf-8"))]
        documents = [import_sample(name) for name in names]
    rebuild()
    return documents


def test_it_answers_judged_questions_no_worse_than_accepted(all_samples: list[Document]) -> None:
    scores = [score(question) for question in read_questions(JUDGED / "queries.json")]
    accepted = json.loads((JUDGED / "accepted.json").read_text(encoding="utf-8"))
    for scope, least in accepted.items():
        now = figures(each for each in scores if each.question.scope == scope)
        worse = {name for name in least if (now[name] > least[name] if name == "no hit" else now[name] < least[name])}
        assert not worse, f"{scope}: {now}"


def test_it_says_when_the_samples_are_not_in_the_archive(empty_archive: None) -> None:
    with pytest.raises(CommandError, match="Not in the archive"):
        call_command("evaluate_search")
