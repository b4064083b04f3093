"""The measuring of speed runs on a small archive, where engines must agree; no time is asserted."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from archive.models import Section
from bench.search import page, readers, writing
from bench.search.corpus import SAMPLES, fill, sentences
from bench.search.engines import installed, make
from bench.search.latency import How, differences, run, table
from bench.search.questions import KINDS, queries
from bench.search.rows import rows
from search.updating import rebuild

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db
SECTIONS = 50


@pytest.fixture
def small_archive(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty sections made of the samples, in the archive's own index."""
    for module in ("ours", "tantivy_engine", "sql_engines"):
        monkeypatch.setattr(f"bench.search.{module}.FOLDER", tmp_path, raising=False)
    fill(SECTIONS)
    rebuild()


def test_it_puts_together_an_archive_of_a_given_size(small_archive: None) -> None:
    assert Section.objects.published().count() == SECTIONS
    assert Section.objects.filter(tags__violation__isnull=False).exists()
    assert len({section.text for section in Section.objects.all()}) == SECTIONS
    assert Section.objects.exclude(parent=None).exists()


def test_it_makes_sections_of_real_sentences(small_archive: None) -> None:
    first = " ".join(Section.objects.get(pk=1).text.split())
    assert sum(sentence in first for language in ("kk", "ru") for sentence in sentences(SAMPLES, language)) >= 3


def test_it_refuses_an_archive_of_another_size(small_archive: None) -> None:
    fill(SECTIONS)
    with pytest.raises(SystemExit, match="another size"):
        fill(SECTIONS + 1)


def test_it_asks_sixty_queries_of_nine_classes(small_archive: None) -> None:
    asked = queries()
    assert len(asked) == 60
    assert {query.kind for query in asked} == set(KINDS)
    assert asked == queries()


def test_it_gives_engines_the_terms_of_the_archive(small_archive: None) -> None:
    row = next(rows())
    section = Section.objects.get(pk=row.id)
    word = section.text.split()[0].lower()
    assert word in row.exact.split()
    assert row.facets["language"] == [section.language]


@pytest.mark.parametrize("name", ["stock", "tantivy", "fts5", "postgres"])
def test_it_gets_the_same_answers_from_engines_given_the_same_terms(name: str, small_archive: None) -> None:
    if name not in installed():
        pytest.skip(f"{name} is not installed")
    ours, other = make("ours"), make(name)
    with closing(other):
        other.build()
        done = run([ours, other], queries(), How(rounds=1, marks=True))
        assert other.size() > 0
    agreed = "60 of 60 answers agree" in differences(done)[0]
    assert agreed or name == "stock", f"Haystack has no stems, the others have ours: {differences(done)}"
    assert all(answers[0].marked for answers in done.answers.values())
    assert "warm p50" in table(done)


def test_it_measures_building_and_memory(small_archive: None) -> None:
    figures = writing.built("ours", SECTIONS) | writing.asked("ours")
    assert figures["rate"] > 0
    assert figures["size"] > 0
    assert writing.table({"ours": figures}).count("\n") == 2


def test_it_measures_the_page(small_archive: None) -> None:
    times = page.compared(queries()[:3], 1)
    assert set(times) == set(page.TITLES)
    assert page.typed(queries()[14]).q.count(" OR ") >= 1
    assert "empty page" in page.table(times)


@pytest.mark.django_db(transaction=True)
def test_it_measures_readers(small_archive: None) -> None:
    left = iter(range(30))
    got = readers.asking(queries()[:5], lambda: next(left, None) is not None)
    assert len(got.times) == 30
    assert not got.refused
    assert readers.table(got, got).count("1.00") == 2
