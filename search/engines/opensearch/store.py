"""Where an index lives in a cluster: an alias that names its schema and analyser, and the index it stands for now.

huqyq-2-2                   what is read and written: schema 2, analyser 2
huqyq-2-2-1764099000-…      one generation, made at that second

Another version of the program has an alias of its own, so it never reads what it cannot understand.
"""

from __future__ import annotations

import time
import uuid
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from haystack.constants import ID
from haystack.exceptions import SearchBackendError
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.helpers import bulk

from search import stamp
from search.engines.contract import CannotSearch, Health, IndexUnfit, OutOfReach
from search.engines.opensearch.cluster import asking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from opensearchpy import OpenSearch

    from search.engines.opensearch.queries import Query

    Action = dict[str, Any]

ABANDONED = 24 * 60 * 60  # seconds after which a generation nobody reads belongs to a rebuild that died
WRITING = 120  # seconds a batch may take
SLOWLY = {"request_timeout": WRITING}
READ_AT_ONCE = 1000  # ids
BATCH = 200  # sections sent at once
SLOWER = 2  # seconds to wait, doubled each time, when the cluster has too much to do
ATTEMPTS = 5
MOST_PARTS = 16_384  # of a query: thirty words, each with twenty phrases that mean the same, in four fields


class Store:
    """The generations of one archive's index in a cluster; `body` is what a new one is created with."""

    def __init__(self, client: OpenSearch, name: str, body: dict[str, Any]) -> None:
        self.client = client
        self.name = name
        self.body = body

    @property
    def alias(self) -> str:
        made_by = stamp.current()
        return f"{self.name}-{made_by['schema']}-{made_by['analyser']}"

    @property
    def exists(self) -> bool:
        """Whether an index was ever made here, fit or not."""
        with asking():
            return bool(self._generations())

    def fits(self) -> bool:
        with asking():
            return bool(self.client.indices.exists_alias(name=self.alias))

    def _generations(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.indices.get(
            index=f"{self.name}-*", params={"filter_path": "*.settings.index.creation_date,*.aliases"}
        )
        return found

    def search(self, body: dict[str, Any]) -> dict[str, Any]:
        """Ask the index. An answer is whole: a part of the index that is missing is an error.

        The index that was asked may have been replaced meanwhile: another one is asked before the reader is told.
        """
        try:
            return self._search(body)
        except CannotSearch as refusal:
            if isinstance(refusal.__cause__, NoConnection) or not self.fits():
                raise
            return self._search(body)

    def _search(self, body: dict[str, Any]) -> dict[str, Any]:
        with asking():
            found: dict[str, Any] = self.client.search(
                index=self.alias, body=body, params={"allow_partial_search_results": "false"}
            )
        return found

    # --- writing ----------------------------------------------------------------------------------------------------
    def write(self, actions: Iterable[Action], instead_of: Query | None = None) -> None:
        """Index sections in the place of all that a query finds, and let readers see both at once.

        An empty index is begun where there was never one. Raises IndexUnfit where the index is of another version:
        more is amiss than what is to be written.
        """
        if not self.fits():
            if self.exists:
                raise IndexUnfit
            self.begin_empty()
        with asking():
            old = set(self._ids(instead_of)) if instead_of else set()
            self._send(self.alias, _with_rest_deleted(actions, old), {"require_alias": "true"})
            self.client.indices.refresh(index=self.alias, params=SLOWLY)

    def _ids(self, query: Query) -> Iterator[str]:
        asked: dict[str, Any] = {"query": query, "size": READ_AT_ONCE, "sort": [{ID: "asc"}], "_source": False}
        while hits := self.search(asked)["hits"]["hits"]:
            yield from (hit["_id"] for hit in hits)
            asked["search_after"] = hits[-1]["sort"]

    def _send(self, index: str, actions: Iterable[Action], params: dict[str, str]) -> int:
        """Send in batches; a batch the cluster has no room for is sent again later.

        Raises IndexUnfit where there is no such index, SearchBackendError where something is refused.
        """
        done, errors = bulk(
            self.client,
            actions,
            index=index,
            chunk_size=BATCH,
            max_retries=ATTEMPTS,
            initial_backoff=SLOWER,
            raise_on_error=False,
            params=params,
            request_timeout=WRITING,
        )
        for error in errors:
            _check_refused(error)
        return int(done)

    def rebuild(self, actions: Iterable[Action]) -> int:
        """Fill a new index beside the one in use, then swap; return how many sections it has."""
        with asking():
            made = self._create()
            try:
                sent = self._send(made, actions, {})
                self.client.indices.refresh(index=made, params=SLOWLY)
                self._check(made, sent)
            except BaseException:
                self.client.indices.delete(index=made, params={"ignore_unavailable": "true"})
                raise
            self._swap(made)
        return sent

    def _check(self, made: str, sent: int) -> None:
        """Raises OutOfReach where not everything arrived: a node fell away with what it had."""
        if self.client.count(index=made)["count"] != sent:
            raise OutOfReach

    def begin_empty(self) -> None:
        with asking():
            self._swap(self._create())

    def _create(self) -> str:
        name = f"{self.alias}-{int(time.time())}-{uuid.uuid4().hex[:8]}"
        self.client.cluster.put_settings(
            body={"persistent": {"indices.query.bool.max_clause_count": MOST_PARTS}}, params=SLOWLY
        )
        self.client.indices.create(index=name, body=self.body, params=SLOWLY)
        return name

    def _swap(self, made: str) -> None:
        """The alias moves in one step; then generations nobody will open again are removed."""
        others = {name: about for name, about in self._generations().items() if name != made}
        read = [name for name, about in others.items() if about.get("aliases")]
        moved = [{"remove": {"index": name, "alias": "*"}} for name in read] + [
            {"add": {"index": made, "alias": self.alias}}
        ]
        self.client.indices.update_aliases(body={"actions": moved}, params=SLOWLY)
        dead = [name for name, about in others.items() if name in read or _is_abandoned(about)]
        if dead:
            self.client.indices.delete(index=",".join(dead), params={"ignore_unavailable": "true", **SLOWLY})

    # --- state ------------------------------------------------------------------------------------------------------
    def health(self) -> Health:
        try:
            if not self.fits():
                return Health(False, trouble=MADE_ELSEWHERE if self.exists else "No index yet.")
            with asking():
                colour = self.client.cluster.health(index=self.alias)["status"]
                count = self.client.count(index=self.alias)["count"] if colour != "red" else 0
        except (IndexUnfit, OutOfReach) as error:
            return Health(False, trouble=str(error))
        return Health(colour != "red", count, TROUBLES[colour])

    def generation(self) -> tuple[tuple[str, str, int], ...]:
        """Each part of the index in use with the number of its last change."""
        with asking():
            found = self.client.indices.stats(index=self.alias, params={"level": "shards"})["indices"]
        return tuple(
            (name, shard, max(copy["seq_no"]["max_seq_no"] for copy in copies))
            for name, index in found.items()
            for shard, copies in sorted(index["shards"].items())
        )


def _with_rest_deleted(actions: Iterable[Action], old: set[str]) -> Iterator[Action]:
    """The actions, and then a deletion of each old section that is in none of them."""
    for action in actions:
        old.discard(action["_id"])
        yield action
    yield from ({"_op_type": "delete", "_id": gone} for gone in old)


def _check_refused(error: dict[str, Any]) -> None:
    """What another worker has deleted already is no fault."""
    ((action, done),) = error.items()
    if "error" not in done and action == "delete":
        return
    if done["status"] == HTTPStatus.NOT_FOUND:
        raise IndexUnfit
    raise SearchBackendError(f"OpenSearch refuses {done['_id']}: {done['error']}")


def _is_abandoned(about: dict[str, Any]) -> bool:
    return time.time() - int(about["settings"]["index"]["creation_date"]) / 1000 > ABANDONED


MADE_ELSEWHERE = "The index is made by another version."
TROUBLES = {
    "green": "",
    "yellow": "A copy of the index is missing; it answers from the others.",
    "red": "A part of the index is missing: start the node that has it, or run: python manage.py rebuild_index",
}
