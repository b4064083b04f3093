"""Correcting the section tree of a document: what an editor sees, does and undoes.

A correction shows at once on the editor's page, over the sections as they are saved; readers see it when the import it
asks for is through.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from archive.importing import draft
from archive.importing.anchors import anchor_of, printed_words
from archive.importing.corrections import apply_corrections, may_contain
from archive.models import Correction, Document, ImportState
from archive.models.correction import WORDS
from archive.saving import PARAGRAPH_GAP
from archive.uploads import request_import

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from archive.models import Section

Tree = tuple[draft.SectionDraft, ...]
Kind = draft.CorrectionKind


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a heading: `number` and `heading` as they shall read, `quote` as the paragraph has them."""

    number: str
    heading: str
    quote: str = ""


def tree_of(document: Document) -> Tree:
    """The sections as saved, with the corrections that still wait for their import."""
    sections = document.sections.order_by("order").select_related("parent")
    places = {section.pk: place for place, section in enumerate(sections)}
    saved = [_draft(section, places) for section in sections]
    waiting = document.corrections.waiting().in_order()
    return apply_corrections(saved, waiting)[0] if saved else ()


def label_of(section: draft.SectionDraft) -> str:
    return " ".join(filter(None, [section.number, section.heading]))


def parent_after(kind: Kind, tree: Tree, place: int) -> int | None:
    """Under which section the one at `place` comes when it is moved; None is the top.

    Raises ValueError where it cannot be moved so.
    """
    section = tree[place]
    if kind is Kind.PROMOTE and section.parent is not None:
        return tree[section.parent].parent
    if kind is Kind.DEMOTE:
        beside = [n for n in range(place) if tree[n].parent == section.parent]
        if beside and may_contain(tree, beside[-1], place):
            return beside[-1]
    raise ValueError(kind)


def kinds_for(tree: Tree, place: int) -> list[Kind]:
    """What makes sense for a section."""
    section = tree[place]
    kinds = [kind for kind in (Kind.PROMOTE, Kind.DEMOTE) if _moves(kind, tree, place)]
    if printed_words(section):
        kinds += [Kind.MERGE, Kind.RENAME]
    return [*kinds, Kind.SPLIT] if section.paragraphs else kinds


def moved(kind: Kind, tree: Tree, place: int) -> draft.Correction:
    """Promote or demote a section; raises ValueError where it cannot be moved so."""
    parent = parent_after(kind, tree, place)
    under = None if parent is None else anchor_of(tree, parent)
    return draft.Correction(kind, anchor_of(tree, place), under)


def merged(tree: Tree, place: int) -> draft.Correction:
    return draft.Correction(Kind.MERGE, anchor_of(tree, place))


def renamed(tree: Tree, place: int, wording: Wording) -> draft.Correction:
    return draft.Correction(Kind.RENAME, anchor_of(tree, place), number=wording.number, heading=wording.heading)


def divided(tree: Tree, spot: tuple[int, int], wording: Wording) -> draft.Correction:
    """A new heading at a paragraph; `spot` is the place of the section and of the paragraph in it."""
    anchor = anchor_of(tree, *spot)
    return draft.Correction(Kind.SPLIT, anchor, None, wording.number, wording.heading, wording.quote)


@transaction.atomic
def correct(document: Document, correction: draft.Correction, about: str, editor: User) -> None:
    """Keep a correction and ask for the import that makes it; `about` is the heading as the editor saw it."""
    Document.objects.select_for_update().get(pk=document.pk)
    details = {name: getattr(correction, name) for name in WORDS}
    details["under"] = asdict(correction.under) if correction.under else None
    Correction.objects.create(
        document=document,
        kind=correction.kind,
        about=about,
        details=details,
        editor=editor,
        created=timezone.now(),
        **asdict(correction.anchor),
    )
    _ask_for_import(document, editor)


@transaction.atomic
def undo(correction: Correction, editor: User) -> None:
    """Forget a correction; the import that is asked for makes the tree without it."""
    Document.objects.select_for_update().get(pk=correction.document_id)
    correction.delete()
    _ask_for_import(correction.document, editor)


def _ask_for_import(document: Document, editor: User) -> None:
    """One import that still waits does for all corrections made until it starts."""
    if not document.imports.filter(state=ImportState.QUEUED).exists():
        request_import(document, editor)


def _moves(kind: Kind, tree: Tree, place: int) -> bool:
    try:
        parent_after(kind, tree, place)
    except ValueError:
        return False
    return bool(printed_words(tree[place]))


def _draft(section: Section, places: dict[int, int]) -> draft.SectionDraft:
    return draft.SectionDraft(
        parent=places[section.parent_id] if section.parent_id else None,
        level=section.level,
        number=section.number,
        heading=section.heading,
        line_start=section.line_start,
        line_end=section.line_end,
        rule=section.rule,
        language=section.language,
        paragraphs=_paragraphs(section),
        printed=section.printed,
    )


def _paragraphs(section: Section) -> tuple[draft.Paragraph, ...]:
    """The paragraphs with their places in the file, out of a section's text."""
    paragraphs: list[draft.Paragraph] = []
    start = 0
    for text in section.text.split(PARAGRAPH_GAP) if section.text else ():
        end = start + len(text)
        before = [line for offset, line in section.marks if offset <= start]
        first = draft.Mark(0, before[-1] if before else section.line_start)
        marks = [draft.Mark(offset - start, line) for offset, line in section.marks if start < offset < end]
        paragraphs.append(draft.Paragraph(text, (first, *marks)))
        start = end + len(PARAGRAPH_GAP)
    return tuple(paragraphs)
