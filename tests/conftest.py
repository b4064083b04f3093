"""What several tests start from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archive.vocabulary import load_vocabulary
from archive.work import here
from search.updating import rebuild
from tests.factories import import_sample

if TYPE_CHECKING:
    from archive.models import Document

VOCABULARY = Path(__file__).resolve().parent.parent / "fixtures" / "vocabulary"
SAMPLES = ("sample-cat-2019-kk.txt", "sample-cat-2019-ru.txt", "sample-shutdown-2023-kk.txt")


@pytest.fixture
def archive_with_samples(db: None) -> list[Document]:
    """Two reports, one of them in Kazakh and Russian: imported, published and indexed as in real life."""
    load_vocabulary(VOCABULARY)
    with here():
        documents = [import_sample(name) for name in SAMPLES]
    rebuild()
    return documents


@pytest.fixture
def empty_archive(db: None) -> None:
    """Nothing published, and an index that says so."""
    rebuild()
