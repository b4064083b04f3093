"""What a file is by its content, whatever its name says. Files no reader knows are refused by name."""

import codecs
import re
import zipfile

from archive.importing.draft import ImportProblem
from archive.importing.extraction.container import open_zip

# First bytes of the formats people upload, on purpose or by mistake (file(1) and IANA media type registrations).
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
# What an Office file with a password holds instead of its text (MS-OFFCRYPTO 2.3.4.4).
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_OFFICE_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_MEDIA_TYPES = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/vnd.oasis.opendocument.text-master": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/epub+zip": "epub",
}
_HEAD = 4096  # bytes in which a page says that it is one
_PAGE = re.compile(r"(?>\s+|<!--.*?-->|<\?.*?>)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def kind_of(data: bytes) -> str:
    """The reader for a file: pdf, docx, odt, html or text.

    `data` is the whole file. Raises ImportProblem: "binary" (format), "damaged" (format), "encrypted" (format).
    """
    kind = kind_by_magic(data.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n\t ")) or kind_by_magic(data)
    if kind == "zip":
        kind = _by_members(data)
    if kind == "ole" and _ENCRYPTED_PACKAGE in data:
        raise ImportProblem("encrypted", format="docx")
    if kind not in {"", "pdf", "docx", "odt"}:
        raise ImportProblem("binary", format=kind)
    return kind or ("html" if is_page(data) else "text")


def refuse_head(head: bytes) -> None:
    """Raise ImportProblem("binary", format=…) when the first bytes name a format that no reader knows.

    A ZIP file passes: what it holds is told by its end.
    """
    kind = kind_by_magic(head)
    if kind not in {"", "pdf", "zip"}:
        raise ImportProblem("binary", format=kind)


def is_page(data: bytes) -> bool:
    """Whether the content begins as a web page does; a text that mentions tags is none."""
    head = data[:_HEAD]
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        wide = head.startswith((mark, "<".encode(encoding)))
        if wide:
            return bool(_PAGE.match(head.decode(encoding, errors="ignore").removeprefix("\ufeff")))
    return bool(_PAGE.match(head.decode("utf-8", errors="ignore").removeprefix("\ufeff")))


def kind_by_magic(data: bytes) -> str:
    """The format that the first bytes of a file name, "" for a text."""
    return next((name for magic, name in _MAGIC.items() if data.startswith(magic)), "")


def _by_members(data: bytes) -> str:
    with open_zip(data) as members:
        names = members.namelist()
        if "mimetype" in names:
            return _MEDIA_TYPES.get(_media_type(members), "zip")
    if "[Content_Types].xml" in names:
        return next((kind for start, kind in _OFFICE_FOLDERS.items() if any(n.startswith(start) for n in names)), "zip")
    return "jar" if "META-INF/MANIFEST.MF" in names else "zip"


def _media_type(members: zipfile.ZipFile) -> str:
    try:
        with members.open("mimetype") as member:
            return member.read(100).decode("ascii", errors="replace").strip()
    # A locked member is a RuntimeError to zipfile, one compressed in a way it does not know a NotImplementedError.
    except (RuntimeError, OSError, ValueError, EOFError, NotImplementedError, zipfile.BadZipFile) as error:
        raise ImportProblem("damaged", format="zip") from error
