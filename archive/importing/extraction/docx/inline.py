"""What stands inside a paragraph: runs, fields, links, tracked changes, marks of notes, text boxes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.importing.extraction.blocks import Span
from archive.importing.extraction.container import local
from archive.importing.extraction.docx.fields import Fields
from archive.importing.extraction.docx.package import W, child, switch, value
from archive.importing.extraction.docx.styles import Styles, look_of
from archive.importing.extraction.look import Look
from archive.importing.extraction.numerals import numeral

if TYPE_CHECKING:
    from lxml import etree

DELETED = frozenset({"del", "moveFrom"})
INSERTED = frozenset({"ins", "moveTo"})
_UNSEEN = frozenset({"pPr", "rPr", "sdtPr", "rt", "numberingChange"})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-", "sym": "•"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_BOX = "txbxContent"


@dataclass(slots=True)
class Inline:
    """A paragraph read: its letters, the text boxes anchored in it, and the notes it refers to (kind, id, mark)."""

    spans: list[Span] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)


class InlineReader:
    """Reads the paragraphs of a document one after the other; `seen` counts what an editor should know of."""

    def __init__(self, styles: Styles, note_forms: dict[str, str]) -> None:
        """`note_forms`: how the marks of footnotes and endnotes are numbered, as in `numeral`."""
        self.fields = Fields()
        self.seen: Counter[str] = Counter()
        self.note_mark = ""  # the mark of the note that is being read
        self._styles = styles
        self._note_forms = note_forms
        self._marks: Counter[str] = Counter()

    def read(self, paragraph: etree._Element, look: Look) -> Inline:
        """Read a paragraph set in `look`."""
        inline = Inline()
        self._children(paragraph, look, inline)
        self.fields.end_paragraph()
        return inline

    def _children(self, element: etree._Element, look: Look, inline: Inline) -> None:
        for node in element:
            self._node(node, look, inline)

    def _node(self, node: etree._Element, look: Look, inline: Inline) -> None:
        name = local(node)
        if name in DELETED or name in INSERTED:
            self.seen["tracked-changes"] += 1
        if name in DELETED or name in _UNSEEN:
            return
        if name == "r":
            self._run(node, look, inline)
        elif name == _BOX:
            inline.boxes.append(node)
        elif name == "AlternateContent":
            self._children(alternative(node), look, inline)
        elif name == "sdt":
            if not is_placeholder(node):
                self._children(node, look, inline)
        elif name == "fldSimple":
            self.fields.begin(node.get(f"{W}instr", ""))
            self._children(node, look, inline)
            self.fields.sign("end")
        elif name == "t":
            self._text(node.text or "", look, inline)
        else:
            self._children(node, look, inline)

    def _run(self, run: etree._Element, paragraph: Look, inline: Inline) -> None:
        properties = child(run, "rPr")
        look = paragraph
        if properties is not None:
            style = value(properties, "rStyle")
            look = look_of(properties).over(self._styles.says(style).look if style else Look()).over(paragraph)
        own_mark = any(_has_own_mark(run, name) for name in _NOTES)
        for node in run:
            name = local(node)
            if name == "t" and own_mark:
                continue  # the mark the author chose, read with its note
            if not self._sign(node, name, look, inline):
                self._node(node, look, inline)

    def _sign(self, node: etree._Element, name: str, look: Look, inline: Inline) -> bool:
        """Read what is no text but stands for some; False for anything else."""
        if name == "fldChar":
            self.fields.sign(node.get(f"{W}fldCharType", ""))
        elif name == "instrText":
            self.fields.instruct(node.text or "")
        elif name in _SIGNS:
            self._text(_SIGNS[name], look, inline)
        elif name in _NOTES:
            self._note(node, name, look, inline)
        elif name in {"footnoteRef", "endnoteRef"}:
            inline.spans.append(Span(self.note_mark, mark=True))
        elif name == "commentReference":
            self.seen["comments"] += 1
        else:
            return name in {"softHyphen", "delText", "delInstrText", "annotationRef", "rPr", "lastRenderedPageBreak"}
        return True

    def _note(self, node: etree._Element, name: str, look: Look, inline: Inline) -> None:
        if look.hidden or not self.fields.printed:
            return
        mark = _chosen_mark(node)
        if not mark:
            self._marks[name] += 1
            mark = numeral(self._marks[name], self._note_forms[_NOTES[name]])
        inline.notes.append((_NOTES[name], node.get(f"{W}id", ""), mark))
        inline.spans.append(Span(mark, bool(look.bold), look.size or 0.0, mark=True))

    def _text(self, text: str, look: Look, inline: Inline) -> None:
        if text and not look.hidden and self.fields.printed:
            inline.spans.append(Span(text, bool(look.bold), look.size or 0.0, bool(look.raised)))


def alternative(node: etree._Element) -> etree._Element:
    """Of the same content in several forms the first, which is the one current programs show."""
    return next((form for form in node if local(form) in {"Choice", "Fallback"}), node)


def is_placeholder(control: etree._Element) -> bool:
    """Whether a form field still shows its prompt («Click here to enter text»)."""
    return bool(switch(child(control, "sdtPr"), "showingPlcHdr"))


def _has_own_mark(run: etree._Element, name: str) -> bool:
    reference = child(run, name)
    return reference is not None and bool(_chosen_mark(reference))


def _chosen_mark(reference: etree._Element) -> str:
    """The mark an author chose for a note: the text after the reference in its run."""
    if reference.get(f"{W}customMarkFollows") not in {"1", "true", "on"}:
        return ""
    return "".join(node.text or "" for node in reference.itersiblings(f"{W}t")).strip()
