"""How large a file may be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes above which a file is refused before it costs time or memory.

    The longest reports of treaty bodies hold about 1 MB of text, so 20 MB leaves room for a collected volume and is
    still cleaned within a minute.
    """

    max_bytes: int = 20_000_000
    max_lines: int = 1_000_000
    max_line_length: int = 1_000_000  # characters
    max_unpacked: int = 200_000_000  # bytes of all members of a DOCX or ODT file, pictures included


DEFAULT = Limits()
