"""What a file is by its first bytes. Files that are no text are refused by name."""

from archive.importing.draft import ImportProblem

# First bytes of the formats people upload by mistake (file(1) and IANA media type registrations).
_MAGIC = {
    b"%PDF-": "pdf",
    b"PK\x03\x04": "zip",  # also docx, odt, xlsx, epub
    b"PK\x05\x06": "zip",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",  # doc, xls
    b"{\\rtf": "rtf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
    b"AT&TFORM": "djvu",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"\x7fELF": "elf",
    b"SQLite format 3\x00": "sqlite",
}


def refuse_binary(data: bytes) -> None:
    """Raise ImportProblem("binary", format=…) when the first bytes name a format that is not plain text."""
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            raise ImportProblem("binary", format=name)
