"""How large a file may be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes above which a file is refused before it costs time or memory.

    The longest reports of treaty bodies hold about 1 MB of text, so 20 MB of it leave room for a collected volume and
    are still cleaned within a minute. A file may be larger than its text: it holds pictures. The longest volumes of
    such reports have some 1,500 pages; recognising the letters of a scanned page takes 3 to 10 seconds.
    """

    max_bytes: int = 100_000_000
    max_text: int = 20_000_000  # bytes of a text file, characters of any other
    max_lines: int = 1_000_000
    max_line_length: int = 1_000_000  # characters
    max_unpacked: int = 200_000_000  # bytes of all members of a DOCX or ODT file, pictures included
    max_pages: int = 3000
    max_pixels: int = 40_000_000  # of a page drawn to be recognised: A2 at 300 dots per inch
    ocr_seconds: int = 60  # for one page


DEFAULT = Limits()
