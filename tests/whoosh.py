"""The engine of one machine under its own name, for tests that look at its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haystack import connections

if TYPE_CHECKING:
    from search.engines.whoosh import WhooshBackend


def whoosh() -> WhooshBackend:
    found: WhooshBackend = connections["default"].get_backend()
    return found
