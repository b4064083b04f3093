"""What every page of hits needs of the record beside the sections themselves: read once for each edition of it.

An edition is the record as readers see it at one moment. Whatever is published, withdrawn, edited or renamed makes
another one: documents count what changes in them (Document.revision), curators' deeds are numbered, and so are the
rows of vocabularies.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from django.contrib.admin.models import LogEntry
from django.db import connection

from archive.models import Article, Document, Publisher, Report, Violation
from search.models import Thesaurus

if TYPE_CHECKING:
    from search.results import Version

# Written out, because it is asked for at every request, and Django takes ten times as long to put it together.
EDITION = f"""
    SELECT (SELECT MAX(id) FROM {LogEntry._meta.db_table}),
           (SELECT MAX(changed) FROM {Report._meta.db_table}),
           (SELECT MAX(id) FROM {Publisher._meta.db_table}),
           (SELECT MAX(id) FROM {Article._meta.db_table}),
           (SELECT MAX(id) FROM {Violation._meta.db_table}),
           (SELECT MAX(revision) FROM {Thesaurus._meta.db_table}),
           MAX(id), COUNT(*), SUM(revision)
    FROM {Document._meta.db_table}
"""  # noqa: S608  (names of tables, nothing that anybody typed)


@dataclass(frozen=True, slots=True)
class Record:
    """The published `documents` by id, each with its report and publisher, and the vocabularies in their order.

    `counterparts` are filled in as pages need them: for two documents, by the id of a section of the first, what says
    the same in the second.
    """

    edition: str
    documents: dict[int, Document]
    articles: dict[str, Article]
    violations: dict[str, Violation]
    counterparts: dict[tuple[int, int], dict[int, Version]] = field(default_factory=dict)


def edition() -> str:
    """The name of the record as it stands. One small query."""
    with connection.cursor() as cursor:
        cursor.execute(EDITION)
        return " ".join(map(str, cursor.fetchone()))


def record() -> Record:
    """The record as it stands; nobody may change what is given."""
    return _of(edition())


@lru_cache(maxsize=1)
def _of(edition: str) -> Record:
    documents = Document.objects.published().select_related("report__publisher", "report__instrument")
    violations = sorted(
        Violation.objects.select_related("parent"),
        key=lambda row: ((row.parent or row).order, row.parent is not None, row.order),
    )
    return Record(
        edition,
        {row.pk: row for row in documents.defer("fingerprint")},
        {row.code: row for row in Article.objects.select_related("instrument")},
        {row.slug: row for row in violations},
    )
