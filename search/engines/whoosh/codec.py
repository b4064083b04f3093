"""How Whoosh keeps our terms: postings as arrays that are read as they lie in the file, checked, and never pickled.

Whoosh keeps its segments, its merging and what is stored of each section; only the inverted index is ours:

NAME.pst   the blobs of all terms (search.engines.whoosh.blobs), field after field
NAME.trm   the lexicon of each field, then where each begins (JSON), then the lengths and the checksum of it all
"""

from __future__ import annotations

import json
import mmap
import struct
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from search.engines.postings import NONE, POSITION_BITS, Postings
from search.engines.whoosh.blobs import pack, unpack
from search.engines.whoosh.lexicon import Lexicon, LexiconWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.fields import Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.formats import Format

    Posting = tuple[str, bytes, int, float, bytes]  # field, term, section, weight, packed positions

TAIL = struct.Struct("<QI")  # bytes of the directory; CRC-32 of all before the tail
POSITION = struct.Struct("I")  # as the array module writes it


class Damaged(Exception):
    """A file of the index is not what was written."""


class ArrayCodec(W3Codec):
    """Whoosh's own way but for terms and postings."""

    length_stats = False  # nobody asks how long a field is

    def field_writer(self, storage: FileStorage, segment: W3Segment) -> TermsWriter:
        return TermsWriter(storage, segment)

    def terms_reader(self, storage: FileStorage, segment: W3Segment) -> TermsReader:
        folder = Path(storage.folder)
        terms, postings = (folder / segment.make_filename(ext) for ext in (self.TERMS_EXT, self.POSTS_EXT))
        return TermsReader(_mapped(terms), _mapped(postings))


class TermsWriter(base.FieldWriter):
    """Writes the postings of one segment, which come in the order of fields, terms and sections."""

    def __init__(self, storage: FileStorage, segment: W3Segment) -> None:
        self.is_closed = False
        self._terms = segment.create_file(storage, W3Codec.TERMS_EXT)
        self._postings = segment.create_file(storage, W3Codec.POSTS_EXT)
        self._lexicons: dict[str, tuple[int, int, bytes]] = {}

    def add_postings(self, schema: Schema, lengths: Any, items: Iterable[Posting]) -> None:
        for field, of_field in groupby(items, key=itemgetter(0)):
            start = self._postings.tell()
            lexicon = LexiconWriter()
            total = 0
            for term, of_term in groupby(of_field, key=itemgetter(1)):
                self._add_term(lexicon, term, list(of_term))
                total += 1
            self._lexicons[field] = (total, start, lexicon.to_bytes())

    def _add_term(self, lexicon: LexiconWriter, term: bytes, postings: list[Posting]) -> None:
        numbers = [posting[2] for posting in postings]
        positions = [memoryview(posting[4]).cast("I") for posting in postings if posting[4]]
        blob = pack(numbers, positions)
        self._postings.write(blob)
        lexicon.add(term, len(numbers), len(blob), crc32(blob))

    def close(self) -> None:
        directory = {}
        checksum = at = 0
        for field, (total, start, data) in self._lexicons.items():
            directory[field] = {"terms": total, "postings": start, "at": at, "bytes": len(data)}
            at, checksum = at + len(data), crc32(data, checksum)
            self._terms.write(data)
        written = json.dumps(directory).encode()
        self._terms.write(written)
        self._terms.write(TAIL.pack(len(written), crc32(written, checksum)))
        self._terms.close()
        self._postings.close()
        self.is_closed = True


class TermsReader(base.TermsReader):
    """The terms of one segment. Whoosh's own ways to ask are there for merging and deleting."""

    def __init__(self, terms: memoryview, postings: memoryview) -> None:
        """Raises Damaged where the file of terms is not as it was written."""
        self._postings = postings
        self._lexicons = dict(_lexicons(terms))

    def lexicon(self, field: str) -> Lexicon:
        """The terms of a field; none where no section has it."""
        return self._lexicons.get(field, NO_TERMS)

    def read(self, field: str, term: str) -> Postings:
        """Where a term stands, by the numbers the segment gives its sections; deleted ones are among them.

        Raises Damaged where the postings are not as they were written.
        """
        lexicon = self.lexicon(field)
        index = lexicon.find(term.encode())
        return NONE if index is None else self._read(lexicon, index)

    def _read(self, lexicon: Lexicon, index: int) -> Postings:
        start, end, checksum = lexicon.extent(index)
        blob = bytes(self._postings[start:end])
        if len(blob) != end - start or crc32(blob) != checksum:
            raise Damaged(f"postings at byte {start}")
        return unpack(blob, int(lexicon.frequencies[index]))

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


def _mapped(path: Path) -> memoryview:
    """The bytes of a file, which stay readable after it is deleted."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return memoryview(b"")
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _lexicons(data: memoryview) -> Iterator[tuple[str, Lexicon]]:
    if len(data) < TAIL.size:
        raise Damaged("the file of terms is cut")
    length, checksum = TAIL.unpack(data[-TAIL.size :])
    if crc32(data[: -TAIL.size]) != checksum:
        raise Damaged("the file of terms")
    directory = json.loads(bytes(data[len(data) - TAIL.size - length : -TAIL.size]))
    for field, entry in directory.items():
        part = data[entry["at"] : entry["at"] + entry["bytes"]]
        yield field, Lexicon(part, entry["terms"], entry["postings"])


NO_TERMS = Lexicon(memoryview(b""), 0, 0)
