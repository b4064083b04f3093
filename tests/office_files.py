"""The same report as a DOCX, an ODT and an HTML file, made from one list of blocks."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn

from archive.importing.draft import CELL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph


class Piece(NamedTuple):
    """A block of a report. `kind`: heading (of `level`; 0 the title), text, bold, bullet, number, row or note.

    The cells of a row are parted by CELL; a note belongs to the end of the piece before it.
    """

    kind: str
    level: int
    text: str


def heading(level: int, text: str) -> Piece:
    return Piece("heading", level, text)


def text(words: str) -> Piece:
    return Piece("text", 0, words)


def pieces(kind: str, *texts: str) -> list[Piece]:
    """Neighbours of one kind: a list, a table."""
    return [Piece(kind, 0, words) for words in texts]


def docx_of(report: Sequence[Piece]) -> bytes:
    """A Word file with Word's own styles, lists and footnotes."""
    document = Document()
    last: Paragraph | None = None
    notes: list[str] = []
    for kind, group in _runs(report):
        if kind == "row":
            _add_table(document, [piece.text.split(CELL) for piece in group])
        elif kind == "note":
            for piece in group:
                notes.append(piece.text)
                assert last is not None
                run: Any = last.add_run()._r
                run.append(OxmlElement("w:footnoteReference", {qn("w:id"): str(len(notes))}))
        else:
            list_id = _new_list(document) if kind == "number" else 0
            for piece in group:
                last = _add_paragraph(document, piece, list_id)
    if notes:
        _add_notes(document, notes)
    return saved(document)


W = nsdecls("w")


def saved(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def docx_with(body: str, parts: dict[str, str] | None = None) -> bytes:
    """A Word file of this XML: the body, and what else there is by kind of part (numbering, styles, footnotes, …)."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = {kind: f"word/{kind}.xml" for kind in parts or {}}
    relation = '<Relationship Id="{0}" Type="{1}/{0}" Target="{2}"/>'
    related = "".join(relation.format(kind, office, f"{kind}.xml") for kind in names)
    package = "http://schemas.openxmlformats.org/package/2006"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        + relation.format("officeDocument", office, "word/document.xml")
        + "</Relationships>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{related}</Relationships>',
        "word/document.xml": f"<w:document {ALL_OF_WORD}><w:body>{body}</w:body></w:document>",
    }
    roots = {names[kind]: f"<w:{kind} {ALL_OF_WORD}>{xml}</w:{kind}>" for kind, xml in (parts or {}).items()}
    return zip_of(members | roots)


ALL_OF_WORD = (
    f"{W} "
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def paragraph(words: str, properties: str = "", run: str = "") -> str:
    """The XML of a Word paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{words}</w:t></w:r></w:p>"


def zip_of(members: dict[str, str | bytes] | dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return buffer.getvalue()


def with_member(data: bytes, name: str, content: str | bytes) -> bytes:
    """The container `data` with one member put in or replaced."""
    return zip_of(members_of(data) | {name: content})


def members_of(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def _runs(report: Sequence[Piece]) -> Iterable[tuple[str, list[Piece]]]:
    return [(kind, list(group)) for kind, group in groupby(report, key=lambda piece: piece.kind)]


def _add_paragraph(document: WordDocument, piece: Piece, list_id: int) -> Paragraph:
    if piece.kind == "heading":
        titled: Paragraph = document.add_heading(piece.text, piece.level)
        return titled
    if piece.kind == "bullet":
        pointed: Paragraph = document.add_paragraph(piece.text, style="List Bullet")
        return pointed
    if piece.kind == "number":
        listed: Paragraph = document.add_paragraph(piece.text, style="List Number")
        properties: Any = listed._p.get_or_add_pPr()  # python-docx makes the rest at run time
        properties.get_or_add_numPr().get_or_add_numId().val = list_id
        return listed
    added: Paragraph = document.add_paragraph()
    added.add_run(piece.text).bold = piece.kind == "bold" or None
    return added


def _new_list(document: WordDocument) -> int:
    """A numbered list of its own, so that it begins with 1."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    bound = style.pPr.numPr.numId.val
    abstract = next(num for num in numbering.num_lst if num.numId == bound).abstractNumId.val
    num = numbering.add_num(abstract)
    num.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(num.numId)


def _add_table(document: WordDocument, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, texts, strict=False):
            cell.text = words


def _add_notes(document: WordDocument, notes: list[str]) -> None:
    mark = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:footnoteRef/></w:r>"
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p>{mark}<w:r><w:t xml:space="preserve"> {escape(words)}</w:t></w:r></w:p>'
        "</w:footnote>"
        for number, words in enumerate(notes, start=1)
    )
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f"<?xml version='1.0' encoding='UTF-8'?><w:footnotes {W}>{separator}{body}</w:footnotes>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


ODF_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
    )
)
_ODT_STYLES = (
    '<style:style style:name="Strong" style:family="paragraph"><style:text-properties fo:font-weight="bold"/>'
    '</style:style><style:style style:name="Title" style:family="paragraph"/>'
    '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    '</text:list-style><text:list-style style:name="Numbers">'
    '<text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/></text:list-style>'
)


def odt_of(report: Sequence[Piece]) -> bytes:
    """An OpenDocument text."""
    body = ""
    notes = 0
    for kind, group in _runs(report):
        if kind == "row":
            rows = "".join(_odt_row(piece.text.split(CELL)) for piece in group)
            body += f"<table:table>{rows}</table:table>"
        elif kind == "note":
            for piece in group:
                notes += 1
                body = re.sub(
                    r"(</text:[ph]>(?:</text:list-item></text:list>)?)$", _odt_note(notes, piece) + r"\1", body
                )
        elif kind in {"bullet", "number"}:
            items = "".join(
                f"<text:list-item><text:p>{escape(piece.text)}</text:p></text:list-item>" for piece in group
            )
            body += f'<text:list text:style-name="{kind.capitalize()}s">{items}</text:list>'
        else:
            body += "".join(map(_odt_paragraph, group))
    return odt_with(body, _ODT_STYLES)


def odt_with(body: str, styles: str = "", parts: dict[str, str] | None = None) -> bytes:
    """An OpenDocument text of this XML: the body, the automatic styles, and other members by name."""
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {ODF_NAMESPACES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.text"
    return zip_of({"mimetype": mimetype, "content.xml": content} | (parts or {}))


def _odt_paragraph(piece: Piece) -> str:
    if piece.kind == "heading" and piece.level:
        return f'<text:h text:outline-level="{piece.level}">{escape(piece.text)}</text:h>'
    style = {"heading": "Title", "bold": "Strong"}.get(piece.kind, "Standard")
    return f'<text:p text:style-name="{style}">{escape(piece.text)}</text:p>'


def _odt_row(cells: list[str]) -> str:
    inner = "".join(f"<table:table-cell><text:p>{escape(words)}</text:p></table:table-cell>" for words in cells)
    return f"<table:table-row>{inner}</table:table-row>"


def _odt_note(number: int, piece: Piece) -> str:
    return (
        f'<text:note text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
        f"<text:note-body><text:p>{escape(piece.text)}</text:p></text:note-body></text:note>"
    )


def html_of(report: Sequence[Piece]) -> bytes:
    """A web page with a menu and a footer around the report, and its notes at the end."""
    body = ""
    notes: list[str] = []
    for kind, group in _runs(report):
        if kind == "row":
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in piece.text.split(CELL)) for piece in group)
            body += f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>\n"
        elif kind == "note":
            for piece in group:
                notes.append(piece.text)
                mark = f'<sup><a id="ref{len(notes)}" href="#note{len(notes)}">{len(notes)}</a></sup>'
                body = re.sub(r"(</(?:p|h\d|li)>(?:</[ou]l>)?\n)$", mark + r"\1", body)
        elif kind in {"bullet", "number"}:
            tag = "ol" if kind == "number" else "ul"
            body += f"<{tag}>{''.join(f'<li>{escape(piece.text)}</li>' for piece in group)}</{tag}>\n"
        else:
            body += "".join(map(_html_paragraph, group))
    listed = "".join(
        f'<p id="note{number}"><a href="#ref{number}">{number}</a> {escape(words)}</p>\n'
        for number, words in enumerate(notes, start=1)
    )
    return page_of(f"<main>{body}{listed}</main>").encode()


def page_of(body: str, head: str = "") -> str:
    """A page with the furniture of a site around `body`."""
    return (
        f'<!DOCTYPE html>\n<html lang="kk"><head><meta charset="utf-8"><title>Сайт атауы</title>{head}</head>\n'
        f"<body><nav><ul><li>Басты бет</li><li>Байланыс</li></ul></nav>\n{body}\n"
        "<footer><p>Барлық құқықтар қорғалған.</p></footer></body></html>"
    )


def _html_paragraph(piece: Piece) -> str:
    if piece.kind == "heading":
        level = max(1, piece.level)
        return f"<h{level}>{escape(piece.text)}</h{level}>\n"
    return f"<p><b>{escape(piece.text)}</b></p>\n" if piece.kind == "bold" else f"<p>{escape(piece.text)}</p>\n"


def ole_with_package() -> bytes:
    """The beginning of what Office writes for a DOCX with a password: an OLE container with an EncryptedPackage."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
