"""The body of an OpenDocument text: paragraphs, headings, lists, tables, text boxes and notes in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.importing.draft import Role
from archive.importing.extraction.blocks import Block, Span, without_page
from archive.importing.extraction.container import local
from archive.importing.extraction.odt.inline import InlineReader, mark_of
from archive.importing.extraction.odt.numbering import Counts, label, whole
from archive.importing.extraction.odt.styles import TEXT, OdfStyles
from archive.importing.extraction.tables import table_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_DEEPEST = 6
_ROW_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_INDEX = "index-body"
_UNSEEN = frozenset({"tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "forms", "annotation"})


@dataclass(slots=True)
class _Place:
    """Where in lists a block stands: `level` from 1, 0 outside; `contents` in a list of contents."""

    style: str = ""
    level: int = 0
    counts: Counts = field(default_factory=Counts)
    contents: bool = False


class Body:
    """Reads a document once; `inline.seen` then tells what was met on the way."""

    def __init__(self, content: etree._Element, styles: etree._Element | None) -> None:
        self._content = content
        self._styles = OdfStyles([root for root in (styles, content) if root is not None])
        self._lists: dict[str, Counts] = {}  # by id
        self._last: dict[str, Counts] = {}  # by style
        self._outline = Counts()
        self.inline = InlineReader(self._styles)

    def read(self) -> list[Block]:
        """The blocks of the document."""
        bodies = [node for node in self._content if local(node) == "body"]
        texts = [node for body in bodies for node in body if local(node) == "text"]
        return [block for text in texts for block in self._blocks(text, _Place())]

    def _blocks(self, element: etree._Element, place: _Place) -> list[Block]:
        return [block for node in element for block in self._block(node, place)]

    def _block(self, node: etree._Element, place: _Place) -> list[Block]:
        name = local(node)
        if name == "tracked-changes":
            self.inline.seen["tracked-changes"] += len(node)
        if name in _UNSEEN or node.get(f"{TEXT}display") == "none":
            return []
        if name in {"p", "h"}:
            return self._paragraph(node, place, None)
        if name == "list":
            return self._list(node, place)
        if name == "table":
            return table_blocks([self._cells(row) for row in _rows(node)])
        if name == _INDEX:
            place = _Place(contents=any(local(above) == "table-of-content" for above in node.iterancestors()))
        return self._blocks(node, place)

    def _paragraph(self, node: etree._Element, place: _Place, item: etree._Element | None) -> list[Block]:
        """A paragraph with what its text boxes hold; `item` where it begins one."""
        style = self._styles.paragraph(node.get(f"{TEXT}style-name", ""))
        inline = self.inline.read(node, style.look)
        block = Block(inline.spans, level=0 if place.contents else _level(node, title=style.title))
        if place.contents:
            block.spans = without_page(block.spans)
        if not block.blank:
            printed = self._label(node, place, item)
            first = next(span for span in block.spans if span.text.strip())
            block.spans.insert(0, Span(printed, first.bold, first.size))
            block.role = Role.ITEM if printed and not block.level else Role.TEXT
        block.notes = [note for element in inline.notes for note in self._note(element)]
        return [block, *(inner for box in inline.boxes for inner in self._blocks(box, _Place()))]

    def _label(self, node: etree._Element, place: _Place, item: etree._Element | None) -> str:
        if item is not None:
            own = self._styles.paragraph(node.get(f"{TEXT}style-name", "")).lists or ""
            levels = self._styles.lists.get(place.style or own, {})
            return label(levels, place.level, place.counts, whole(item.get(f"{TEXT}start-value")))
        if local(node) == "h" and not place.level and node.get(f"{TEXT}is-list-header") != "true":
            level = whole(node.get(f"{TEXT}outline-level")) or 1
            return label(self._styles.outline, level, self._outline, whole(node.get(f"{TEXT}start-value")))
        return ""

    def _list(self, element: etree._Element, around: _Place) -> list[Block]:
        style = element.get(f"{TEXT}style-name") or around.style
        counts = around.counts if around.level else self._counts(element, style)
        place = _Place(style, around.level + 1, counts)
        blocks: list[Block] = []
        for item in element:
            if local(item) in {"list-item", "list-header"}:
                blocks += self._item(item, place)
        return blocks

    def _item(self, item: etree._Element, place: _Place) -> list[Block]:
        """The blocks of a list item; its first paragraph has its number."""
        blocks: list[Block] = []
        numbered = local(item) == "list-item"
        for node in item:
            if local(node) in {"p", "h"}:
                blocks += self._paragraph(node, place, item if numbered else None)
                numbered = False
            else:
                numbered = numbered and local(node) == "number"
                blocks += self._block(node, place)
        return blocks

    def _counts(self, element: etree._Element, style: str) -> Counts:
        """The counters of a list that stands by itself: those of the list it goes on with, else new ones."""
        continued = element.get(f"{TEXT}continue-list", "")
        if continued and continued in self._lists:
            counts = self._lists[continued]
        elif element.get(f"{TEXT}continue-numbering") == "true":
            counts = self._last.get(style, Counts())
        else:
            counts = Counts()
        self._lists[element.get(_XML_ID, "")] = self._last[style] = counts
        return counts

    def _note(self, note: etree._Element) -> list[Block]:
        body = note.find(f"{TEXT}note-body")
        blocks = self._blocks(body, _Place()) if body is not None else []
        if blocks:
            blocks[0].spans.insert(0, Span(mark_of(note), mark=True))
        return blocks

    def _cells(self, row: etree._Element) -> list[list[Block]]:
        return [self._blocks(cell, _Place()) for cell in row if local(cell) == "table-cell"]


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for node in table:
        if local(node) == "table-row":
            yield node
        elif local(node) in _ROW_GROUPS:
            yield from _rows(node)


def _level(node: etree._Element, *, title: bool) -> int:
    if local(node) == "h":
        return min(whole(node.get(f"{TEXT}outline-level")) or 1, _DEEPEST)
    return 1 if title else 0
