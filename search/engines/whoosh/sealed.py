"""Files of named parts that are used as they were written, with a checksum that tells a damaged file from a whole one.

The parts come first; then, as JSON, where each begins and ends; then the length of that and the checksum of it all.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, BinaryIO
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Mapping

TAIL = struct.Struct("<QI")  # bytes of the JSON; CRC-32 of all before the tail


class Damaged(Exception):
    """A file of the index is not what was written."""


def seal(parts: Mapping[str, bytes], file: BinaryIO) -> None:
    """Write the parts, and what is needed to read them."""
    places = {}
    at = checksum = 0
    for name, part in parts.items():
        places[name] = (at, at + len(part))
        at, checksum = at + len(part), crc32(part, checksum)
        file.write(part)
    written = json.dumps(places).encode()
    file.write(written)
    file.write(TAIL.pack(len(written), crc32(written, checksum)))


def unseal(data: bytes) -> dict[str, memoryview]:
    """The parts of a file. Raises Damaged where it is not as it was written."""
    if len(data) < TAIL.size:
        raise Damaged("a file is cut")
    whole = memoryview(data)
    length, checksum = TAIL.unpack(whole[-TAIL.size :])
    if crc32(whole[: -TAIL.size]) != checksum:
        raise Damaged("a checksum is wrong")
    places = json.loads(whole[len(data) - TAIL.size - length : -TAIL.size].tobytes())
    return {name: whole[start:end] for name, (start, end) in places.items()}
