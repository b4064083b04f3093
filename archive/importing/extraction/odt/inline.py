"""What stands inside a paragraph of an OpenDocument text: spans, blanks, links, notes, text boxes, comments."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.importing.extraction.blocks import Span
from archive.importing.extraction.container import local
from archive.importing.extraction.odt.styles import TEXT, OdfStyles

if TYPE_CHECKING:
    from lxml import etree

    from archive.importing.extraction.look import Look

_BLANKS = {"s": " ", "tab": "\t", "line-break": " "}
_UNSEEN = frozenset(
    {
        "page-number", "page-count", "page-continuation", "hidden-text", "ruby-text", "tracked-changes", "title",
        "desc", "number", "forms", "image", "object", "annotation-end", "event-listeners", "change",
    }
)  # fmt: skip
_BLOCKS = frozenset({"p", "h", "list", "table"})
_COMMENT = "annotation"


@dataclass(slots=True)
class Inline:
    """A paragraph read: its letters, what holds blocks within it (text boxes, shapes), and its notes."""

    spans: list[Span] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)


class InlineReader:
    """Reads paragraphs; `seen` counts what an editor should know of."""

    def __init__(self, styles: OdfStyles) -> None:
        self.seen: Counter[str] = Counter()
        self._styles = styles

    def read(self, paragraph: etree._Element, look: Look) -> Inline:
        """Read a paragraph set in `look`."""
        inline = Inline()
        self._children(paragraph, look, inline)
        return inline

    def _children(self, element: etree._Element, look: Look, inline: Inline) -> None:
        self._text(element.text, look, inline)
        for node in element:
            self._node(node, look, inline)
            self._text(node.tail, look, inline)

    def _node(self, node: etree._Element, look: Look, inline: Inline) -> None:
        name = local(node)
        if name == _COMMENT:
            self.seen["comments"] += 1
        elif name in _BLANKS:
            self._text(_BLANKS[name], look, inline)
        elif name == "note":
            self._note(node, look, inline)
        elif name == "span":
            self._children(node, self._styles.span(node.get(f"{TEXT}style-name", ""), look), inline)
        elif any(local(inner) in _BLOCKS for inner in node):
            inline.boxes.append(node)
        elif name not in _UNSEEN:
            self._children(node, look, inline)

    def _note(self, node: etree._Element, look: Look, inline: Inline) -> None:
        if not look.hidden:
            inline.notes.append(node)
            inline.spans.append(Span(mark_of(node), bool(look.bold), look.size or 0.0, mark=True))

    def _text(self, text: str | None, look: Look, inline: Inline) -> None:
        if text and not look.hidden:
            inline.spans.append(Span(text, bool(look.bold), look.size or 0.0, bool(look.raised)))


def mark_of(note: etree._Element) -> str:
    """The mark of a note as it is printed."""
    return "".join(letters for citation in note.findall(f"{TEXT}note-citation") for letters in citation.itertext())
