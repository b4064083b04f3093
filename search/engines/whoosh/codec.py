"""How Whoosh keeps our terms: postings as arrays that are read as they lie in the file, checked, and never pickled.

Whoosh keeps its segments, its merging and what is stored of each section; three files of a segment are ours:

NAME.pst      the blobs of all terms (search.engines.whoosh.blobs), field after field
NAME.trm      the lexicon of each field (search.engines.whoosh.lexicon)
NAME.columns  search.engines.whoosh.columns
"""

from __future__ import annotations

import contextlib
import os
import struct
import weakref
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3PerDocWriter
from whoosh.filedb.structfile import StructFile
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from search.engines.postings import NONE, POSITION_BITS, Postings
from search.engines.whoosh.blobs import pack, unpack
from search.engines.whoosh.columns import Columns, ColumnsWriter
from search.engines.whoosh.lexicon import NO_TERMS, Lexicon, LexiconWriter
from search.engines.whoosh.sealed import Damaged, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.fields import Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.formats import Format

    from search.engines.whoosh.pool import Key, TermPostings

COLUMNS = ".columns"
POSTINGS = ""  # the part of the file of terms with the checksum of the postings; no field is called so
CHECKSUM = struct.Struct("<I")
AT_ONCE = 1 << 20  # bytes
POSITION = struct.Struct("I")  # as the array module writes it


class ArrayCodec(W3Codec):
    """Whoosh's own way but for terms and postings."""

    length_stats = False  # nobody asks how long a field is

    def field_writer(self, storage: FileStorage, segment: W3Segment) -> TermsWriter:
        return TermsWriter(storage, segment)

    def per_document_writer(self, storage: FileStorage, segment: W3Segment) -> DocumentsWriter:
        return DocumentsWriter(self, storage, segment)

    def per_document_reader(self, storage: FileStorage, segment: W3Segment) -> DocumentsReader:
        return DocumentsReader(storage, segment)

    def columns(self, storage: FileStorage, segment: W3Segment) -> Columns:
        """The columns of a segment. Raises Damaged where their file is not as it was written."""
        return Columns(unseal((Path(storage.folder) / segment.make_filename(COLUMNS)).read_bytes()))

    def terms_reader(self, storage: FileStorage, segment: W3Segment) -> TermsReader:
        folder = Path(storage.folder)
        return TermsReader(*(folder / segment.make_filename(ext) for ext in (self.TERMS_EXT, self.POSTS_EXT)))


class DocumentsWriter(W3PerDocWriter):
    """Whoosh's own writer of what is stored of each section, which writes the columns beside it."""

    def __init__(self, codec: ArrayCodec, storage: FileStorage, segment: W3Segment) -> None:
        super().__init__(codec, storage, segment)
        self._columns = ColumnsWriter()

    def finish_doc(self) -> None:
        if self._indoc:  # Whoosh finishes once more at the end
            self._columns.add(self._storedfields)
        super().finish_doc()

    def close(self) -> None:
        super().close()
        with contextlib.closing(self._segment.create_file(self._storage, COLUMNS)) as file:
            seal(self._columns.parts(), file)


class DocumentsReader(W3PerDocReader):
    """Whoosh's own reader of what is stored of each section, for threads and processes that share a file."""

    def _get_column_file(self, fieldname: str) -> tuple[StructFile, int, int]:
        path = Path(self._storage.folder) / W3Codec.column_filename(self._segment, fieldname)
        return SharedFile(path.open("rb")), 0, path.stat().st_size


class SharedFile(StructFile):
    """A file that is read at a place of its own each time: Whoosh seeks first, and another may seek in between."""

    def get(self, position: int, length: int) -> bytes:
        return os.pread(self.fileno(), length, position)


class TermsWriter(base.FieldWriter):
    """Writes the postings of one segment."""

    def __init__(self, storage: FileStorage, segment: W3Segment) -> None:
        self.is_closed = False
        self._terms = segment.create_file(storage, W3Codec.TERMS_EXT)
        self._postings = segment.create_file(storage, W3Codec.POSTS_EXT)
        self._lexicons: dict[str, bytes] = {}
        self._checksum = 0

    def add_postings(self, schema: Schema, lengths: Any, items: Iterable[tuple[Key, TermPostings]]) -> None:
        """Write what a Pool gives."""
        for field, of_field in groupby(items, key=lambda item: item[0][0]):
            lexicon = LexiconWriter(self._postings.tell())
            for (_, term), postings in of_field:
                blob = pack(postings.numbers, postings.counts, postings.positions)
                self._postings.write(blob)
                self._checksum = crc32(blob, self._checksum)
                lexicon.add(term, len(postings.numbers), len(blob), crc32(blob))
            self._lexicons[field] = lexicon.to_bytes()

    def close(self) -> None:
        seal(self._lexicons | {POSTINGS: CHECKSUM.pack(self._checksum)}, self._terms)
        self._terms.close()
        self._postings.close()
        self.is_closed = True


class Blobs:
    """The file with the postings of a segment. It is read, not mapped: to read beyond a cut would end the process."""

    def __init__(self, path: Path, checksum: int) -> None:
        """Raises Damaged where the file is not what was written, by its `checksum` (CRC-32)."""
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        found = at = 0
        while part := os.pread(self._file, AT_ONCE, at):
            at, found = at + len(part), crc32(part, found)
        if found != checksum:
            raise Damaged(path.name)

    def read(self, start: int, end: int, checksum: int) -> bytes:
        """The bytes from `start` to `end`. Raises Damaged where they are no longer what was written."""
        blob = os.pread(self._file, end - start, start)
        if crc32(blob) != checksum:
            raise Damaged(f"postings at byte {start}")
        return blob


class TermsReader(base.TermsReader):
    """The terms of one segment. Whoosh's own ways to ask are there for merging and deleting."""

    def __init__(self, terms: Path, postings: Path) -> None:
        """Raises Damaged where a file is not as it was written."""
        parts = unseal(terms.read_bytes())
        self._blobs = Blobs(postings, CHECKSUM.unpack(parts.pop(POSTINGS))[0])
        self._lexicons = {field: Lexicon(part) for field, part in parts.items()}

    def lexicon(self, field: str) -> Lexicon:
        """The terms of a field; none where no section has it."""
        return self._lexicons.get(field, NO_TERMS)

    def read(self, field: str, term: str) -> Postings:
        """Where a term stands, by the numbers the segment gives its sections; deleted ones are among them.

        Raises Damaged where the postings are not as they were written.
        """
        lexicon = self.lexicon(field)
        index = lexicon.find(term.encode())
        if index is None:
            return NONE
        return unpack(self._blobs.read(*lexicon.extent(index)), int(lexicon.frequencies[index]))

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return self.lexicon(field).find(text) is not None

    def indexed_field_names(self) -> Iterable[str]:
        return self._lexicons.keys()

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return ((field, term) for field in sorted(self._lexicons) for term in self._lexicons[field])

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        lexicon = self.lexicon(fieldname)
        index = lexicon.find(text)
        return 0 if index is None else int(lexicon.frequencies[index])

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        frequency = self.doc_frequency(fieldname, text)
        return TermInfo(weight=frequency, df=frequency)

    def matcher(self, fieldname: str, text: bytes, format_: Format, scorer: Any = None) -> ListMatcher:
        if (fieldname, text) not in self:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        postings = self.read(fieldname, text.decode())
        positions: dict[int, bytes] = {}
        for place in postings.places.tolist():
            number, position = place >> POSITION_BITS, place & (1 << POSITION_BITS) - 1
            positions[number] = positions.get(number, b"") + POSITION.pack(position)
        numbers = postings.numbers.tolist()
        values = [positions.get(number, b"") for number in numbers]
        return ListMatcher(numbers, [1.0] * len(numbers), values, format_, scorer=scorer, term=(fieldname, text))
