"""What several tests start from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archive.models import Instrument
from archive.vocabulary import load_vocabulary
from archive.work import here
from search.concepts.keeping import load
from search.updating import rebuild
from tests.browser import browser
from tests.engines import node
from tests.factories import import_sample
from tests.manifests import Desk

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from archive.models import Document

__all__ = ["browser", "node"]  # fixtures: a browser, a search server; each is started once

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
VOCABULARY, THESAURUS = FIXTURES / "vocabulary", FIXTURES / "thesaurus"
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


@pytest.fixture
def vocabulary(db: None) -> None:
    """The instruments, articles and violations an archive starts with, and its thesaurus."""
    load_vocabulary(VOCABULARY)


@pytest.fixture
def thesaurus(db: None) -> None:
    """The thesaurus an archive starts with."""
    load(THESAURUS)


@pytest.fixture
def desk(transactional_db: None, tmp_path: Path, settings: Settings) -> Desk:
    """A folder for a manifest, and an archive with one instrument and no reports that keeps its files beside it."""
    Instrument.objects.create(code="CAT", name_en="Convention against Torture", adopted=1984)
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    rebuild()
    return Desk(tmp_path)
