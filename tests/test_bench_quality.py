"""The comparison with other engines runs, and judges as it says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from archive.models import Section
from bench.search import postgres
from bench.search.judged import Asked, gold_questions, own_questions, score
from bench.search.quality import compared, table
from bench.search.word_engines import words_of
from search.evaluation import SamplesMissing

if TYPE_CHECKING:
    from pathlib import Path

    from archive.models import Document

pytestmark = pytest.mark.django_db


def test_it_asks_every_engine_the_same_questions(archive_with_samples: list[Document]) -> None:
    section = Section.objects.published().filter(document__language="ru").exclude(heading="").order_by("pk")[3]
    report = section.document.report.slug
    questions = [
        Asked(section.heading, "own", {"report": (report,), "language": ("ru",)}, {section.pk: 2}),
        Asked(section.heading, "pooled", {}, {section.pk: 2}),
    ]
    rows = compared(questions)
    assert len(rows) == (5 if postgres.programs() else 3)
    assert all(row.scores["own"][0].five for row in rows), "a section is among the first for the words of its heading"
    assert "its own language (1) | all reports at once (1)" in table(rows)


def test_it_reads_questions_judged_by_lines(archive_with_samples: list[Document], tmp_path: Path) -> None:
    section = Section.objects.published().exclude(text="").order_by("pk")[2]
    line = section.place_of(0, 1).first
    asked = {"q": "?", "cross_lingual": False, "relevant": [{"lines": [line, line], "grade": 1}]}
    path = tmp_path / "one.queries.json"
    path.write_text(json.dumps({"report": section.document.report.slug, "queries": [asked]}), encoding="utf-8")
    own, pooled = gold_questions(path)
    assert (own.scope, pooled.scope) == ("own", "pooled")
    assert own.relevant[section.pk] == 1
    assert not pooled.filters


def test_it_grades_the_best_order_with_one() -> None:
    asked = Asked("?", "own", {}, {7: 2, 8: 1})
    assert score(asked, [7, 8, 9]).ndcg == 1
    assert score(asked, [8, 7]).ndcg < 1
    assert score(asked, [9, 8]).five
    assert not score(asked, [9, 8]).first


def test_it_takes_questions_apart_at_blanks() -> None:
    assert words_of("«БҰҰ-ның» есебі — 2012.") == ["БҰҰ-ның", "есебі", "2012"]


def test_it_says_which_report_its_own_questions_lack(archive_with_samples: list[Document]) -> None:
    with pytest.raises(SamplesMissing, match="sample-cedaw-2024"):
        own_questions()
