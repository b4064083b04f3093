"""What may befall a cluster: it is gone, slow, or has lost a part. Search answers or says that it cannot."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from archive.models import Document, State
from archive.saving import publish
from archive.work import here
from search.engines.contract import OutOfReach
from search.engines.opensearch import cluster as connecting
from search.engines.opensearch.cluster import connect
from search.finding import backend, find
from search.request import Request
from search.tasks import index_waiting
from search.updating import rebuild
from tests.engines import Nodes, cluster, searching_with
from tests.factories import make_document, make_report, make_section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from opensearchpy import OpenSearch

pytestmark = pytest.mark.django_db
NOBODY = "http://127.0.0.1:9/huqyq"  # the port of "discard", where no search server listens


@pytest.fixture
def document(db: None) -> Document:
    document = make_document(make_report(), language="kk", state=State.IN_REVIEW)
    make_section(document, "Бірінші", text="Сот отырысы.")
    return document


@pytest.fixture
def client_of_node(node: Nodes) -> OpenSearch:
    return connect(node.url("cluster"))[0]


@pytest.fixture
def indexed(node: Nodes, document: Document) -> Iterator[str]:
    """The alias of an index on the node, of one published section."""
    Document.objects.update(state=State.PUBLISHED)
    with searching_with(cluster(node.url("cluster"))):
        rebuild()
        yield backend().store.alias  # type: ignore[attr-defined]  # the engine is the cluster's here


def test_it_says_that_the_cluster_is_gone(client: Client, document: Document) -> None:
    with searching_with(cluster(NOBODY)):
        for address in (reverse("search"), "/api/v1/search/?q=сот", "/api/v1/suggest/?q=сот"):
            page = client.get(address, headers={"accept-language": "en"})
            assert page.status_code == 503
            assert "cannot be reached" in page.content.decode()
        assert backend().health().trouble.startswith("The search cannot be reached")


def test_it_shows_reports_and_sections_while_the_cluster_is_gone(client: Client, document: Document) -> None:
    Document.objects.update(state=State.PUBLISHED)
    with searching_with(cluster(NOBODY)):
        assert client.get(document.report.get_absolute_url()).status_code == 200
        assert client.get(document.sections.get().get_absolute_url()).status_code == 200


def test_it_publishes_while_the_cluster_is_gone_and_indexes_later(node: Nodes, document: Document) -> None:
    with searching_with(cluster(NOBODY)), here():
        publish(document)
        index_waiting()
        with pytest.raises(OutOfReach):
            rebuild()
    document.refresh_from_db()
    assert document.state == State.PUBLISHED
    assert not document.is_indexed
    with searching_with(cluster(node.url("later"))):
        index_waiting()
        assert find(Request("сот")).total == 1
    document.refresh_from_db()
    assert document.is_indexed


def test_it_waits_for_an_answer_only_so_long(document: Document) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, mock.patch.object(connecting, "PATIENCE", 0.3):
        port = silent.getsockname()[1]
        with searching_with(cluster(f"http://127.0.0.1:{port}/huqyq")), pytest.raises(OutOfReach):
            find(Request("сот"))


def test_it_answers_with_a_copy_missing_and_says_so(client_of_node: OpenSearch, indexed: str) -> None:
    wanting = {"index": {"auto_expand_replicas": "false", "number_of_replicas": 1}}  # one node has no room for a copy
    client_of_node.indices.put_settings(index=indexed, body=wanting)
    assert find(Request("сот")).total == 1
    health = backend().health()
    assert health.fits
    assert "copy" in health.trouble


def test_it_answers_nothing_where_a_part_is_missing(client: Client, client_of_node: OpenSearch, indexed: str) -> None:
    """A part of the hits would look like all of them."""
    nowhere = {"index.routing.allocation.require._name": "no such node"}
    client_of_node.indices.close(index=indexed)
    client_of_node.indices.put_settings(index=indexed, body=nowhere)
    client_of_node.indices.open(index=indexed, params={"wait_for_active_shards": "0"})
    assert client.get(reverse("search")).status_code == 503
    health = backend().health()
    assert not health.fits
    assert "rebuild_index" in health.trouble
    rebuild()
    assert find(Request("сот")).total == 1


def test_it_says_what_heals_an_index_that_was_deleted(client_of_node: OpenSearch, indexed: str) -> None:
    client_of_node.indices.delete(index=f"{indexed}-*")
    with pytest.raises(CommandError, match="check_index --if-needed"):
        call_command("check_index")
    call_command("check_index", "--if-needed")
    assert find(Request("сот")).total == 1


def test_it_leaves_no_old_generation_behind(client_of_node: OpenSearch, indexed: str) -> None:
    rebuild()
    backend().clear()
    assert len(client_of_node.indices.get(index="cluster-*")) == 1


def test_it_goes_on_with_one_node_of_three_killed(tmp_path_factory: pytest.TempPathFactory, document: Document) -> None:
    """Whichever of them: the index is on two, and the third keeps the majority."""
    Document.objects.update(state=State.PUBLISHED)
    nodes = Nodes(tmp_path_factory.mktemp("three"), 3)
    try:
        with searching_with(cluster(nodes.url("three"))):
            rebuild()
            client = connect(nodes.url("three"))[0]
            client.cluster.health(params={"wait_for_status": "green", "timeout": "120s", "request_timeout": 130})
            holder = client.cat.shards(index="three-*", format="json")[0]["node"]
            nodes.kill(int(holder.removeprefix("node-")))
            assert [find(Request("сот")).total for _ in range(10)] == [1] * 10
            make_section(document, "Екінші", text="Сот үкімі.")
            Document.objects.update(revision=9)
            index_waiting()
            assert find(Request("сот")).total == 2
    finally:
        nodes.stop()
