"""How large a file may be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes above which a file is refused before it costs time or memory.

    The longest reports of treaty bodies hold about 1 MB of text, so 20 MB leaves room for a collected volume and is
    still cleaned within a minute. The longest volumes of such reports have some 1,500 pages; recognising the letters of
    a scanned page takes 3 to 10 seconds.
    """

    max_bytes: int = 20_000_000
    max_lines: int = 1_000_000
    max_line_length: int = 1_000_000  # characters
    max_pages: int = 3000
    max_pixels: int = 40_000_000  # of a page drawn to be recognised: A2 at 300 dots per inch
    ocr_seconds: float = 60  # for one page


DEFAULT = Limits()
