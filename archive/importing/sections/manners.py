"""What a document does with its headings, measured before they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.importing.sections import run_in, styled, titles
from archive.importing.sections.contents import entry_name
from archive.importing.sections.model import Manners
from archive.importing.sections.pages import read_pages

if TYPE_CHECKING:
    from archive.importing.draft import CleanText

_CLOSED_HABIT = 4  # closed phrases that make it the habit of a document


def measure(text: CleanText, entries: range, language: str) -> Manners:
    """Judge the paragraphs outside the contents page (`entries`) and the page headers that cleaning took out."""
    paragraphs = text.paragraphs
    body = [one for place, one in enumerate(paragraphs) if place not in entries]
    return Manners(
        run_in=run_in.is_habit(body),
        closed=sum(titles.closes_subject(one.text) for one in body) >= _CLOSED_HABIT,
        contents=frozenset(entry_name(paragraphs[place].text) for place in entries) - {""},
        pages=read_pages(body, text.repairs),
        language=language,
        set_apart=styled.is_habit(body),
    )
