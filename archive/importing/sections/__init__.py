"""Clean text → the section tree.

    paragraphs ─ contents page, manners ─▶ pieces ─ shapes ─▶ headings ─ numbering ─▶ tree ─▶ sections

Each shape is one function and names itself in the section it makes. Rules learned from Kazakh and Russian reports of
states, committees, embassies and organisations; they look at wording and place, never at the words of one document.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.importing.sections.assembly import assemble
from archive.importing.sections.contents import find_contents
from archive.importing.sections.manners import measure
from archive.importing.sections.numbering import consistent
from archive.importing.sections.reading import read_headings

if TYPE_CHECKING:
    from archive.importing.draft import CleanText, Context, SectionDraft

__all__ = ["find_sections"]


def find_sections(text: CleanText, context: Context) -> tuple[SectionDraft, ...]:
    """Divide `text` into its sections, parents before children, in reading order.

    The first section is the untitled introduction where words stand before the first heading. Every word of the text
    is in exactly one section, in its heading or in its paragraphs. `context.language` is the language of sections too
    short to tell their own.
    """
    written = replace(text, paragraphs=tuple(one for one in text.paragraphs if one.text.strip()))
    entries = find_contents(written.paragraphs)
    manners = measure(written, entries, context.language)
    pieces = consistent(read_headings(written.paragraphs, entries, manners))
    return assemble(pieces, context.language)
