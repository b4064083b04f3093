"""Judged questions about the sample reports: no figure may fall below the last accepted one."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db import transaction

from archive.models import Section
from archive.vocabulary import load_vocabulary
from archive.work import here
from search.evaluation import (
    KINDS,
    SCOPES,
    figures,
    grouped,
    pair_figures,
    read_pairs,
    read_questions,
    score,
)
from search.updating import rebuild
from tests.accepted import JUDGED, accepted, worse
from tests.conftest import VOCABULARY
from tests.factories import SAMPLES, import_sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

FEWEST_OF_A_KIND = 15


@pytest.fixture(scope="module")
def all_samples(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The eight samples, imported once for this file: its tests only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_vocabulary(VOCABULARY)
        with here():
            for row in manifest():
                import_sample(row["file"])
        rebuild()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def samples(all_samples: None, db: None) -> None:
    """The samples, in a transaction of the test's own."""


def manifest() -> list[dict[str, str]]:
    with (SAMPLES / "manifest.csv").open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


def test_it_answers_judged_questions_no_worse_than_accepted(samples: None) -> None:
    scores = [score(question) for question in read_questions(JUDGED)]
    groups = grouped(scores, lambda q: q.scope) | grouped(scores, lambda q: q.language)
    now = {name: figures(members) for name, members in groups.items()}
    assert set(now) == set(accepted("questions")), "every scope and every language has figures to hold to"
    assert not worse(now, "questions"), now


def test_it_offers_similar_sections_no_worse_than_accepted(samples: None) -> None:
    now = {"judged pairs": pair_figures(read_pairs(JUDGED))}
    assert not worse(now, "similar sections"), now


def test_it_asks_inside_each_version_of_a_report_and_of_all_reports(samples: None) -> None:
    questions = read_questions(JUDGED)
    by_words = grouped([score(q) for q in questions if q.q in ("ЕРДР", "bride kidnapping")], lambda q: q.q)
    asked = {words: {(s.question.scope, s.question.version) for s in scores} for words, scores in by_words.items()}
    assert asked["ЕРДР"] == {("other", "kk"), ("own", "ru"), ("pooled", "")}
    assert asked["bride kidnapping"] == {("other", "ru"), ("pooled", "")}, "the report has no English version"
    inside = [question for question in questions if question.version]
    languages = dict(Section.objects.values_list("pk", "language"))
    assert all({languages[pk] for pk in q.relevant} == {q.version} for q in inside)


def test_it_has_judged_questions_of_every_kind_language_and_report(samples: None) -> None:
    asked = [question for question in read_questions(JUDGED) if question.scope == "pooled"]
    assert len({(question.q, question.filters) for question in asked}) == len(asked), "none is asked twice"
    kinds = Counter(question.kind for question in asked)
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= FEWEST_OF_A_KIND
    assert {question.language for question in asked} == {"kk", "ru", "en"}
    assert {question.report for question in asked} == {row["report"] for row in manifest()}


def test_it_prints_figures_and_what_failed(samples: None) -> None:
    out = StringIO()
    call_command("evaluate_search", misses=True, stdout=out)
    lines = out.getvalue().splitlines()
    heads = next(line for line in lines if line.startswith("asked "))
    for name in SCOPES.values():
        row = next(line for line in lines if line.startswith(name))
        assert len(row) == len(heads), "figures stand below their heads"
    assert any(line.startswith("similar sections") for line in lines)
    assert any("without an answer among the first five" in line for line in lines)
