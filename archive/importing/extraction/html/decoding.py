"""Which encoding a page is in: what its bytes prove goes before what it says of itself."""

from __future__ import annotations

import codecs
import re

from archive.importing.extraction.encoding import decode

_HEAD = 4096  # bytes; browsers look no further than 1024 (WHATWG HTML, 13.2.3.2)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# Encodings that write ASCII as ASCII; a page whose charset was readable is in no other.
_KNOWN = re.compile(
    r"windows-125\d|cp125\d|cp866|iso-?8859-\d{1,2}|koi8-?[rut]|kz-?1048|ptcp154|mac-?cyrillic|x-mac-cyrillic"
)
_PYTHON_NAMES = {"x-mac-cyrillic": "mac-cyrillic", "kz-1048": "kz1048"}


def decode_page(data: bytes) -> tuple[str, str]:
    """The text of a page without NUL characters, and the name of its encoding.

    A page that is well-formed UTF-8 is that, even where a browser that saved it left the old charset in its head.
    Raises ImportProblem "encoding", "binary".
    """
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    charset = "" if marked else _declared(data)
    if charset and not _is_utf8(data):
        try:
            return data.decode(charset).replace("\x00", ""), codecs.lookup(charset).name
        except (UnicodeDecodeError, LookupError):
            pass  # it says what it is not
    text, encoding = decode(data)
    return text.replace("\x00", ""), encoding


def _declared(data: bytes) -> str:
    match = _CHARSET.search(data[:_HEAD])
    name = match[1].decode("ascii").lower() if match else ""
    return _PYTHON_NAMES.get(name, name) if _KNOWN.fullmatch(name) else ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
