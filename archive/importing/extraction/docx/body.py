"""The body of a document: paragraphs, lists, tables, text boxes and notes in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.importing.draft import Role
from archive.importing.extraction.blocks import Block, Span, without_page
from archive.importing.extraction.container import local
from archive.importing.extraction.docx.inline import DELETED, InlineReader, alternative, is_placeholder
from archive.importing.extraction.docx.numbering import FORMS, Numbering
from archive.importing.extraction.docx.package import W, child, number, value
from archive.importing.extraction.docx.styles import Styles, StyleSays, outline_level
from archive.importing.extraction.tables import table_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from archive.importing.extraction.docx.inline import Inline
    from archive.importing.extraction.docx.package import Package

_WRAPPERS = frozenset({"sdtContent", "customXml", "ins", "moveTo", "smartTag", "Choice", "Fallback"})


class Body:
    """Reads a package once; `inline.seen` then tells what was met on the way."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._notes = {kind: _notes(package.part(kind)) for kind in ("footnotes", "endnotes")}
        self.inline = InlineReader(self._styles, _note_forms(package))

    def read(self) -> list[Block]:
        """The blocks of the document."""
        body = child(self._package.document, "body")
        return [] if body is None else self._blocks(body)

    def _blocks(self, element: etree._Element) -> list[Block]:
        blocks: list[Block] = []
        pending: Block | None = None  # its end was deleted: it goes on in the next paragraph
        for node in _flat(element):
            if local(node) == "tbl":
                blocks += self._table(node)
                continue
            block, boxes = self._paragraph(node)
            if pending is not None:
                block.spans[:0] = pending.spans
                block.notes[:0] = pending.notes
            pending = block if _end_deleted(node) else None
            blocks += [*([block] if pending is None else []), *boxes]
        return blocks if pending is None else [*blocks, pending]

    def _paragraph(self, paragraph: etree._Element) -> tuple[Block, list[Block]]:
        """A paragraph, and what stands in the text boxes anchored in it."""
        properties = child(paragraph, "pPr")
        style = value(properties, "pStyle") or ""
        says = self._styles.paragraph(style)
        contents = says.contents or self.inline.fields.in_contents
        inline = self.inline.read(paragraph, says.look)
        contents = contents or self.inline.fields.in_contents
        level = 0 if says.contents else outline_level(properties)
        block = Block(inline.spans, level=(says.level or 0) if level is None else level)
        if contents:
            block.spans = without_page(block.spans)
        self._number(block, properties, (style, says))
        block.notes = [note for reference in inline.notes for note in self._note(*reference)]
        return block, self._boxes(inline)

    def _boxes(self, inline: Inline) -> list[Block]:
        return [block for box in inline.boxes for block in self._blocks(box)]

    def _number(self, block: Block, properties: etree._Element | None, style: tuple[str, StyleSays]) -> None:
        """Put the printed number in front of a block that has one."""
        name, says = style
        own = value(properties, "numPr", "numId")
        list_id = own or says.list_id
        if not list_id:
            return
        chosen = value(properties, "numPr", "ilvl")
        depth = number(chosen, 0) if chosen is not None else says.depth or 0
        if chosen is None and own is None:
            depth = says.depth if says.depth is not None else self._numbering.depth_of(list_id, name)
        label = self._numbering.label(list_id, depth)
        if label is None or block.blank:
            return
        first = next(span for span in block.spans if span.text.strip())
        block.spans.insert(0, Span(label, first.bold, first.size))
        block.role = Role.TEXT if block.level else Role.ITEM

    def _note(self, kind: str, note: str, mark: str) -> list[Block]:
        element = self._notes[kind].pop(note, None)
        if element is None:
            return []
        outer, self.inline.note_mark = self.inline.note_mark, mark
        blocks = self._blocks(element)
        self.inline.note_mark = outer
        return blocks

    def _table(self, table: etree._Element) -> list[Block]:
        rows: list[list[list[Block]]] = []
        for row in _flat(table):
            changes = child(row, "trPr")
            if changes is not None and any(local(change) in DELETED for change in changes):
                self.inline.seen["tracked-changes"] += 1
                continue
            rows.append([self._blocks(cell) for cell in _flat(row) if not _is_merged(cell)])
        return table_blocks(rows)


def _flat(element: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, tables, rows or cells of an element, whatever they are wrapped in."""
    for node in element:
        name = local(node)
        if name in {"p", "tbl", "tr", "tc"}:
            yield node
        elif name == "AlternateContent":
            yield from _flat(alternative(node))
        elif name in _WRAPPERS or (name == "sdt" and not is_placeholder(node)):
            yield from _flat(node)


def _is_merged(cell: etree._Element) -> bool:
    """Whether a cell goes on with the one above or before it, which holds their text."""
    for name in ("vMerge", "hMerge"):
        merge = child(cell, "tcPr", name)
        if merge is not None and merge.get(f"{W}val", "continue") == "continue":
            return True
    return False


def _end_deleted(paragraph: etree._Element) -> bool:
    return child(paragraph, "pPr", "rPr", "del") is not None


def _note_forms(package: Package) -> dict[str, str]:
    """How notes are numbered: as the last section or the settings say, else in digits and in Roman numerals (17.11)."""
    section, settings = child(package.document, "body", "sectPr"), package.part("settings")
    forms = {"footnotes": "decimal", "endnotes": "lower-roman"}
    for kind in forms:
        own = f"{kind.removesuffix('s')}Pr"
        form = value(section, own, "numFmt") or value(settings, own, "numFmt")
        forms[kind] = FORMS.get(form, form) if form else forms[kind]
    return forms


def _notes(root: etree._Element | None) -> dict[str, etree._Element]:
    """Notes by their id, without the lines that separate them from the text."""
    found = list(root) if root is not None else []
    return {note.get(f"{W}id", ""): note for note in found if note.get(f"{W}type", "normal") == "normal"}
