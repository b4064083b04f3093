"""The rows of the record."""

from archive.models.correction import Correction
from archive.models.document import Document, Format, Language, State
from archive.models.extraction import Extraction
from archive.models.importing import Import, ImportState, Stage
from archive.models.link import Link, LinkKind, Tag
from archive.models.original import hash_of
from archive.models.place import Place
from archive.models.report import Relation, RelationKind, Report, ReportKind
from archive.models.section import FormerKey, Section
from archive.models.upload import Upload, UploadState
from archive.models.vocabulary import Article, Instrument, Law, Publisher, PublisherKind, Violation

__all__ = [
    "Article",
    "Correction",
    "Document",
    "Extraction",
    "Format",
    "FormerKey",
    "Import",
    "ImportState",
    "Instrument",
    "Language",
    "Law",
    "Link",
    "LinkKind",
    "Place",
    "Publisher",
    "PublisherKind",
    "Relation",
    "RelationKind",
    "Report",
    "ReportKind",
    "Section",
    "Stage",
    "State",
    "Tag",
    "Upload",
    "UploadState",
    "Violation",
    "hash_of",
]
