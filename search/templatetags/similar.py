"""Similar sections on the page of a section, which itself knows nothing of search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from search.alike import similar_to
from search.engines.contract import CannotSearch

if TYPE_CHECKING:
    from archive.models import Section

register = template.Library()


@register.inclusion_tag("search/_similar.html")
def similar_sections(section: Section) -> dict[str, object]:
    """The page is whole without an index: it then says nothing of other reports."""
    try:
        return {"similar": similar_to(section)}
    except CannotSearch:
        return {"similar": []}
