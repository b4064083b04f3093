"""What of a page is its text: the main part where the page names one, else all but what surrounds it.

The article must not be lost: nothing that holds a good part of the words is taken for furniture, whatever its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from archive.importing.extraction.html.css import Sheet, is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

UNSEEN = frozenset(
    {
        "head", "script", "style", "template", "noscript", "noframes", "iframe", "object", "embed", "applet", "svg",
        "canvas", "audio", "video", "select", "button", "input", "textarea", "datalist", "dialog", "map", "rt", "rp",
        "progress", "meter",
    }
)  # fmt: skip
_MAIN = frozenset({"main", "article"})
_NEVER_HIDDEN = frozenset({"html", "body", "main", "article"})
_AROUND = frozenset({"nav", "aside", "form"})
_AROUND_PAGE = frozenset({"header", "footer"})  # of the page; those of an article belong to it
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"})
_BOXES = frozenset({"div", "section", "ul", "ol", "table"})
_NAMES = frozenset(
    {
        "cookie", "cookies", "consent", "gdpr", "breadcrumb", "breadcrumbs", "menu", "navbar", "nav", "navigation",
        "sidebar", "share", "sharing", "sharedaddy", "social", "comments", "respond", "related", "pagination", "pager",
        "banner", "popup", "modal", "newsletter", "subscribe", "advert", "advertisement", "ads", "toolbar", "footer",
        "widget",
    }
)  # fmt: skip
_WORDS = re.compile("[^a-z]+")
_BLANKS = re.compile(r"\s+")
_LARGE = 0.3  # share of the words of a page that no furniture has
_MOST = 0.5  # share of the words that a part has which may stand for all


class Page:
    """`roots` are the elements to read, in order; `left_out` those within them that are not text."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.sheet = Sheet(root)
        body = root.find("body")
        self._body = root if body is None else body
        self._named: list[etree._Element] = []  # what may be furniture by its name
        self._parts: list[etree._Element] = []  # what the page calls its main part or an article
        self._titles: list[etree._Element] = []
        self._noticed: set[etree._Element] = set()
        self._weights = self._weigh()
        parts = set(self._parts)
        self.left_out = frozenset(element for element in self._named if self._is_furniture(element, parts))
        self.roots = self._choose()

    def is_unseen(self, element: etree._Element) -> bool:
        """Whether a reader of the page does not see an element, by its tag or by its own style."""
        if element.tag in UNSEEN or element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return element.tag not in _NEVER_HIDDEN
        said = self.sheet.of(element)
        return bool(said) and is_hidden(said) and element.tag not in _NEVER_HIDDEN

    def _weigh(self) -> dict[etree._Element, int]:
        """Letters within each element that may matter here."""
        weights: dict[etree._Element, int] = {}
        counts = [0]
        walk = etree.iterwalk(self._body, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                unseen = self.is_unseen(element)
                counts.append(0 if unseen else len((element.text or "").strip()))
                if unseen:
                    walk.skip_subtree()
                else:
                    self._notice(element)
            else:
                weight = counts.pop()
                if element in self._noticed or element is self._body:
                    weights[element] = weight
                counts[-1] += weight + len((element.tail or "").strip())
        return weights

    def _notice(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "h1":
            self._titles.append(element)
        if tag in _MAIN or element.get("role") == "main":
            self._parts.append(element)
            self._noticed.add(element)
        elif tag in _AROUND or tag in _AROUND_PAGE or element.get("role") in _ROLES or _has_name(element):
            self._named.append(element)
            self._noticed.add(element)

    def _is_furniture(self, element: etree._Element, parts: set[etree._Element]) -> bool:
        if element.tag in _AROUND_PAGE and any(above in parts for above in element.iterancestors()):
            return False
        if any(below in parts for below in element.iter(*_MAIN, "div")):
            return False
        return self._weights[element] <= self._weights[self._body] * _LARGE

    def _choose(self) -> list[etree._Element]:
        outermost = [
            element for element in self.left_out if not any(a in self.left_out for a in element.iterancestors())
        ]
        text = self._weights[self._body] - sum(self._weights[element] for element in outermost)
        for articles in (False, True):
            parts = [part for part in self._parts if (part.tag == "article") is articles]
            best = max(parts, key=self._weights.__getitem__, default=None)
            if best is not None and self._weights[best] >= text * _MOST:
                return [*self._title_of(best), best]
        return [*self._title_of(self._body), self._body]

    def _title_of(self, part: etree._Element) -> list[etree._Element]:
        """The heading of the page where it stands outside of the part, or among the furniture of the page."""
        if any(_within(title, part) and not self._is_left_out(title) for title in self._titles):
            return []
        name = _plain(" ".join(title.text or "" for title in self.root.iter("title")))
        outside = (title for title in self._titles if (words := _plain("".join(title.itertext()))) and words in name)
        return list(outside)[:1]

    def _is_left_out(self, element: etree._Element) -> bool:
        return any(ancestor in self.left_out for ancestor in _lineage(element))


def _has_name(element: etree._Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _BOXES and not _NAMES.isdisjoint(_WORDS.split(names.lower()))


def _within(element: etree._Element, ancestor: etree._Element) -> bool:
    return any(above is ancestor for above in _lineage(element))


def _lineage(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip().lower()
