"""What every engine must do, asked of each; and the same questions to all, whose answers must be the same."""

from __future__ import annotations

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from haystack import connections
from haystack.exceptions import SearchBackendError
from haystack.query import SearchQuerySet

from archive.models import Document, Section
from search import stamp
from search.asking import planned
from search.engines.contract import Engine, IndexUnfit
from search.engines.opensearch import OpenSearchBackend
from search.engines.whoosh import WhooshBackend
from search.finding import backend, find
from search.query import parse
from search.request import Request
from search.spelling import Words
from search.tasks import compare_with_record
from search.updating import astray, bring_up_to_date, rebuild
from tests.engines import cluster, searching_with, whoosh
from tests.factories import make_document, make_report, make_section

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.engines import Nodes

pytestmark = pytest.mark.django_db
ENGINES = ("whoosh", "opensearch")
NAMES = (f"contract{number}" for number in itertools.count())  # of indices on the node


@pytest.fixture
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    """A place for an index of the engine asked for, with nothing in it."""
    if request.param == "whoosh":
        return whoosh(tmp_path / "index")
    nodes: Nodes = request.getfixturevalue("node")
    return cluster(nodes.url(next(NAMES)))


@pytest.fixture
def engine(connection: dict[str, Any]) -> Iterator[Engine]:
    """The engine asked for, in use everywhere, without an index."""
    with searching_with(connection):
        yield backend()


BACKENDS: list[type[Engine]] = [WhooshBackend, OpenSearchBackend]  # mypy compares what they take and give

every_engine = pytest.mark.parametrize("connection", ENGINES, indirect=True)


@pytest.fixture
def document(db: None) -> Document:
    """A document of three sections."""
    document = make_document(make_report())
    for heading, text in (("Бірінші", "Сот отырысы."), ("Екінші", "Сот үкімі."), ("Үшінші", "Полиция келді.")):
        make_section(document, heading, text=text, language="kk")
    return document


def ids(asked: str) -> list[int]:
    return sorted(hit.id for hit in find(Request(asked, literal=True)).hits)


@pytest.mark.parametrize("kind", BACKENDS)
def test_it_has_every_method_of_the_contract(kind: type[Engine]) -> None:
    """Of its own: what is inherited from Haystack has no types, so mypy lets it pass."""
    asked = {name for part in (Engine, Words) for name in vars(part) if not name.startswith("_")}
    assert asked <= set(vars(kind))
    assert "search_plan" in asked


@every_engine
def test_it_finds_what_was_indexed_and_no_longer_what_was_removed(engine: Engine, document: Document) -> None:
    assert rebuild() == 3
    first, second, _ = Section.objects.order_by("order")
    assert ids("сот") == [first.pk, second.pk]
    engine.remove(first)
    assert ids("сот") == [second.pk]
    engine.remove("archive.section.999999")
    assert engine.health().sections == 2


@every_engine
def test_it_replaces_all_of_a_document(engine: Engine, document: Document) -> None:
    rebuild()
    other = make_section(make_document(document.report, language="kk"), "Төртінші", text="Басқа сот.")
    Section.objects.filter(pk=document.sections.values_list("pk", flat=True)[0]).delete()
    document.sections.filter(order=1).update(text="Тергеу абақтысы.")
    for changed in (document, other.document):
        Document.objects.filter(pk=changed.pk).update(revision=7)
        bring_up_to_date(changed.pk)
    assert ids("сот") == [other.pk]
    assert len(ids("абақтысы")) == 1
    assert not Document.objects.needing_index().exists()


@every_engine
def test_it_takes_an_unpublished_document_out(engine: Engine, document: Document) -> None:
    rebuild()
    Document.objects.filter(pk=document.pk).update(state="withdrawn", revision=7)
    bring_up_to_date(document.pk)
    assert ids("сот") == []
    assert engine.health().sections == 0


@every_engine
def test_it_indexes_a_section_again_without_doubling_it(engine: Engine, document: Document) -> None:
    rebuild()
    index = connections["default"].get_unified_index().get_index(Section)
    engine.update(index, index.index_queryset())
    assert engine.health().sections == 3
    assert len(ids("сот")) == 2


@every_engine
def test_it_tells_generations_apart(engine: Engine, document: Document) -> None:
    rebuild()
    before = engine.generation()
    assert engine.generation() == before
    engine.remove(Section.objects.get(order=0))
    changed = engine.generation()
    assert changed != before
    rebuild()
    assert engine.generation() != changed
    assert "сот" in engine.words()


@every_engine
def test_it_says_that_there_is_no_index(engine: Engine, document: Document) -> None:
    assert not engine.fits()
    assert engine.health().trouble == "No index yet."
    with pytest.raises(IndexUnfit, match="rebuild_index"):
        find(Request("сот"))
    with pytest.raises(IndexUnfit):
        engine.generation()


@every_engine
def test_it_begins_an_index_where_there_was_none(engine: Engine, document: Document) -> None:
    call_command("update_index", verbosity=0)
    assert len(ids("сот")) == 2
    engine.clear()
    assert ids("сот") == []
    assert SearchQuerySet().count() == 0


@every_engine
def test_it_reads_and_writes_no_index_of_another_version(engine: Engine, document: Document) -> None:
    rebuild()
    with mock.patch.object(stamp, "SCHEMA_VERSION", stamp.SCHEMA_VERSION + 1):
        assert not engine.fits()
        with pytest.raises(IndexUnfit):
            find(Request("сот"))
        with pytest.raises(IndexUnfit):
            engine.remove("archive.section.1")
        with pytest.raises(CommandError, match="another version"):
            call_command("check_index")
        call_command("check_index", "--if-needed")
        assert len(ids("сот")) == 2


@every_engine
def test_it_finds_out_what_the_index_has_otherwise_than_the_record(engine: Engine, document: Document) -> None:
    """As after the record was restored from a copy: no revision tells."""
    gone = make_document(document.report, language="kk")
    make_section(gone, "Суд", text="Суд вынес приговор.", language="ru")
    rebuild()
    assert engine.documents() == {document.pk: 3, gone.pk: 1}
    assert astray() == []
    make_section(document, "Төртінші", text="Басқа сот.", language="kk")
    Document.objects.filter(pk=gone.pk).delete()
    assert astray() == sorted([document.pk, gone.pk])
    compare_with_record()
    assert engine.documents() == {document.pk: 4}
    assert len(ids("сот")) == 3
    assert astray() == []


@every_engine
def test_what_waits_is_not_astray(engine: Engine, document: Document) -> None:
    rebuild()
    make_section(document, "Төртінші", text="Басқа сот.", language="kk")
    Document.objects.update(revision=5)
    assert astray() == []
    with pytest.raises(CommandError, match="1 documents wait"):
        call_command("check_index")


@every_engine
def test_it_keeps_the_old_index_when_a_rebuild_fails(engine: Engine, document: Document) -> None:
    rebuild()

    def broken(count: int) -> None:
        raise KeyError(count)

    with suppress(KeyError):
        rebuild(broken)
    assert len(ids("сот")) == 2


def wait_for(seen: threading.Event) -> None:
    """Let the reader ask once between two sections."""
    seen.wait(5)
    seen.clear()


@every_engine
def test_it_answers_while_it_is_rebuilt(engine: Engine, document: Document) -> None:
    """Readers see the old index whole, then the new one whole, and nothing between."""
    rebuild()
    Section.objects.filter(order=0).update(text="Сот. " * 3)
    totals: list[int] = []
    seen, done = threading.Event(), threading.Event()
    asked = planned(Request("сот"), parse("сот"))

    def ask() -> None:
        while not done.is_set():
            totals.append(engine.search_plan(asked).total)
            seen.set()

    with ThreadPoolExecutor() as pool:
        reader = pool.submit(ask)
        try:
            for _ in range(5):
                rebuild(lambda count: wait_for(seen))
        finally:
            done.set()
        reader.result(timeout=30)
    assert len(totals) > 3
    assert set(totals) == {2}


@every_engine
def test_it_raises_what_it_cannot_do(engine: Engine, document: Document) -> None:
    rebuild()
    with pytest.raises(SearchBackendError, match="not supported"):
        SearchQuerySet().filter(order__endswith="1").count()
