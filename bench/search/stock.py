"""Haystack with its own Whoosh backend, as its tutorial sets it up: one more connection beside the archive's."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from haystack import connections, indexes

from archive.models import Section
from search.search_indexes import SectionIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

NAME = "stock"
BATCH = 1000  # objects of one commit, as update_index has it
FACETS = ("year", "article", "violation", "language", "publisher")


class StockIndex(indexes.SearchIndex, indexes.Indexable):
    """Fields of Haystack's own types; the values are those the archive's index has."""

    text = indexes.CharField(document=True)
    report = indexes.IntegerField(model_attr="document__report_id")
    language = indexes.CharField(model_attr="document__language", faceted=True)
    publisher = indexes.CharField(model_attr="document__report__publisher__slug", faceted=True)
    year = indexes.MultiValueField(faceted=True)
    article = indexes.MultiValueField(faceted=True)
    violation = indexes.MultiValueField(faceted=True)

    def __init__(self) -> None:
        super().__init__()
        self.ours = SectionIndex()

    def get_model(self) -> type[Section]:
        return Section

    def prepare_text(self, section: Section) -> str:
        return "\n".join([*(above.label for above in section.above), section.label, section.text])

    def prepare_year(self, section: Section) -> list[str]:
        return self.ours.prepare_year(section)

    def prepare_article(self, section: Section) -> list[str]:
        return self.ours.prepare_article(section)

    def prepare_violation(self, section: Section) -> list[str]:
        return self.ours.prepare_violation(section)


@contextmanager
def connection(path: Path) -> Iterator[Any]:
    """The backend of a connection named "stock" whose index lies in `path`, for as long as the block runs."""
    engine = "haystack.backends.whoosh_backend.WhooshEngine"
    settings.HAYSTACK_CONNECTIONS[NAME] = {"ENGINE": engine, "PATH": str(path), "SILENTLY_FAIL": False}
    try:
        made = connections.reload(NAME)
        made.get_unified_index().build([StockIndex()])
        yield made.get_backend()
    finally:
        del settings.HAYSTACK_CONNECTIONS[NAME]


def fill(backend: Any, sections: Iterable[Section]) -> None:
    """Index in batches, as update_index does."""
    index = connections[NAME].get_unified_index().get_index(Section)
    batch: list[Section] = []
    for section in sections:
        batch.append(section)
        if len(batch) == BATCH:
            backend.update(index, batch)
            batch = []
    if batch:
        backend.update(index, batch)
