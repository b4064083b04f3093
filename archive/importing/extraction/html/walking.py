"""Page → blocks. The tree is walked by events, not by recursion: pages nest as deep as they like."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from archive.importing.draft import Role
from archive.importing.extraction.blocks import Block, Span
from archive.importing.extraction.html.lists import LISTS, Listing, listing, word_label
from archive.importing.extraction.html.notes import find_notes
from archive.importing.extraction.html.setting import Setting, setting_of
from archive.importing.extraction.look import Look
from archive.importing.extraction.tables import table_blocks

if TYPE_CHECKING:
    from archive.importing.extraction.html.css import Declarations
    from archive.importing.extraction.html.page import Page

_EMPTY_LINE = re.compile(r"\n[ \t]*\r?\n")
_INDENT = "\u00a0\u00a0"
_CELLS = frozenset({"td", "th"})
_LINE = "\n"  # a line break that may turn out to be one of two


@dataclass(slots=True)
class _Frame:
    """An open element: how its text is set, the list it is, and the label its first block shall have."""

    setting: Setting
    listing: Listing | None = None
    label: list[str] = field(default_factory=list)  # shared with what stands within, taken once


@dataclass(slots=True)
class _Table:
    around: list[Block]
    rows: list[list[list[Block]]] = field(default_factory=list)


class Walker:
    """Reads a page once; `seen` then counts what an editor should know of."""

    def __init__(self, page: Page) -> None:
        self.seen: Counter[str] = Counter()
        self._page = page
        self._notes = find_notes(page.root)
        self._bodies = frozenset(self._notes.bodies)
        self._unread = set(self._notes.bodies)
        self._frames = [_Frame(Setting(Look(bold=False, size=12.0, hidden=False, raised=False)))]
        self._tables: list[_Table] = []
        self._out: list[Block] = []
        self._block = Block([])

    def read(self) -> list[Block]:
        """The blocks of the page; notes no mark of which was read come last."""
        for root in self._page.roots:
            self._walk(root)
        blocks = self._out
        for body in [body for body in self._notes.bodies if body in self._unread and self._is_within(body)]:
            blocks += self._note(body, "")
        return blocks

    def _is_within(self, body: etree._Element) -> bool:
        above = [body, *body.iterancestors()]
        return any(root in above for root in self._page.roots) and self._page.left_out.isdisjoint(above)

    def _walk(self, root: etree._Element) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if not self._start(element, is_root=element is root):
                    walk.skip_subtree()
            else:
                self._end(element)
                if element is not root:
                    self._text(element.tail)
        self._flush()

    def _start(self, element: etree._Element, *, is_root: bool) -> bool:
        """Open an element; False where what stands within it is not to be read here."""
        frame = self._frames[-1]
        if self._is_out(element, is_root=is_root):
            self._frames.append(frame)
            return False
        said = self._page.sheet.of(element)
        setting = setting_of(element, said, frame.setting)
        self._frames.append(_Frame(setting, frame.listing, frame.label))
        if element in self._notes.marks:
            self._mark(element)
            return False
        if said.get("mso-list") == "ignore":
            self._word_number(element, said)
            return False
        if setting.block:
            self._flush()
        self._structure(element, said)
        self._text(element.text)
        return True

    def _is_out(self, element: etree._Element, *, is_root: bool) -> bool:
        """Whether an element is not read: furniture, hidden, deleted, a note that is read with its mark."""
        if element.tag == "del":
            self.seen["tracked-changes"] += 1
            return True
        part = self._page.sheet.of(element).get("mso-element", "")
        if part == "comment":
            self.seen["comments"] += 1
        if part == "comment-list":
            self.seen["comments"] += (
                sum("mso-element:comment" in (e.get("style") or "") for e in element.iter("div")) - 1
            )
        if part.startswith("comment") or element in self._page.left_out or element in self._notes.returns:
            return True
        return not is_root and (element in self._bodies or self._page.is_unseen(element))

    def _structure(self, element: etree._Element, said: Declarations) -> None:
        """What opens a list, an item, a table, a row or a cell."""
        tag, frame = element.tag, self._frames[-1]
        if tag in LISTS:
            frame.listing = listing(element, said)
        elif tag == "li":
            frame.label = [(frame.listing or Listing("bullet", 0)).label(element)]
        elif tag == "table":
            self._tables.append(_Table(self._out))
            frame.label, frame.listing = [], None
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in _CELLS and self._tables:
            rows = self._tables[-1].rows
            if not rows:
                rows.append([])
            self._out = []
            rows[-1].append(self._out)
        elif tag == "br":
            self._break()
        elif tag == "ins":
            self.seen["tracked-changes"] += element.get("cite") is not None

    def _end(self, element: etree._Element) -> None:
        read = self._frames[-1] is not self._frames[-2]
        if read and self._frames[-1].setting.block:
            self._flush()
        self._frames.pop()
        if not read or not self._tables:
            return
        table = self._tables[-1]
        if element.tag in _CELLS:
            self._out = table.around
        elif element.tag == "table":
            self._tables.pop()
            self._out = table.around
            self._out += table_blocks(table.rows)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        frame = self._frames[-1]
        if frame.setting.lines:
            first, *others = _EMPTY_LINE.split(text)
            self._add(first.replace("\n", " "))
            for other in others:
                self._flush()
                self._add(other.replace("\n", " "))
            return
        if text.startswith(_INDENT) and self._after_break():
            self._flush()
        self._add(text.replace("\n", " "))

    def _add(self, text: str) -> None:
        setting = self._frames[-1].setting
        if self._block.blank and text.strip():
            self._block.level, self._block.role = setting.level, setting.role
        look = setting.look
        self._block.spans.append(Span(text, bool(look.bold), look.size or 0.0, bool(look.raised)))

    def _break(self) -> None:
        """A line break is a blank; a second one ends the paragraph."""
        if self._after_break():
            self._flush()
        else:
            self._block.spans.append(Span(_LINE))

    def _after_break(self) -> bool:
        """Whether nothing but blanks follows the last line break."""
        for span in reversed(self._block.spans):
            if span.text == _LINE:
                return True
            if span.text.strip():
                return False
        return False

    def _flush(self) -> None:
        """End the block that is being filled, in front of it the label of the list item it begins."""
        block = self._block
        if block.blank:
            block.spans.clear()
            return
        label = self._frames[-1].label
        printed = label.pop() if label else ""
        first = next(span for span in block.spans if span.text.strip())
        if printed:
            block.spans.insert(0, Span(printed, first.bold, first.size))
            block.role = Role.TEXT if block.level else Role.ITEM
        self._out.append(block)
        self._block = Block([])

    def _mark(self, link: etree._Element) -> None:
        mark, body = self._notes.marks[link]
        look = self._frames[-1].setting.look
        if self._block.blank:
            self._add("")
        self._block.spans.append(Span(mark, bool(look.bold), look.size or 0.0, mark=True))
        if body in self._unread:
            self._block.notes += self._note(body, mark)

    def _note(self, body: etree._Element, mark: str) -> list[Block]:
        """The blocks of a note, read apart from what is being read."""
        self._unread.discard(body)
        kept = (self._frames, self._tables, self._out, self._block)
        self._frames, self._tables, self._out, self._block = self._frames[:1], [], [], Block([])
        self._walk(body)
        blocks = self._out
        self._frames, self._tables, self._out, self._block = kept
        if blocks:
            blocks[0].spans.insert(0, Span(mark, mark=bool(mark)))
        for block in blocks:
            block.role = Role.NOTE
        return blocks

    def _word_number(self, element: etree._Element, said: Declarations) -> None:
        family = " ".join(self._page.sheet.of(inner).get("font-family", "") for inner in element.iter("span"))
        family += " ".join(self._page.sheet.of(inner).get("font", "") for inner in element.iter("span"))
        around = element.getparent()
        family += self._page.sheet.of(around).get("font-family", "") if around is not None else ""
        self._add(word_label("".join(element.itertext()), family))
