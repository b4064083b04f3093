"""References that a report makes: to treaties, laws and documents, and to its own parts.

Every link keeps the words that prove it, with their place in the text of the section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.importing.references.documents import un_documents
from archive.importing.references.inner import Tree, annexes, other_sections, paragraphs
from archive.importing.references.laws import national_laws
from archive.importing.references.places import passages, text_of
from archive.importing.references.reports import reports
from archive.importing.references.treaties import treaty_articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.importing.draft import Context, LinkDraft, SectionDraft

__all__ = ["find_links", "text_of"]


def find_links(sections: Sequence[SectionDraft], context: Context) -> tuple[LinkDraft, ...]:
    """All references in the headings and texts of `sections`, in reading order, each target once per place.

    `context.instrument` is what «the Convention» means in a report to a treaty body; `context.vocabulary` names the
    instruments and laws. Targets: CAT:11, CERD/C/KAZ/CO/4-5, criminal-code:141-1(2), periodic:CAT:2, annex:17, 2.e, a
    heading of the report, or the number of a paragraph of concluding observations.
    """
    tree = Tree(sections)
    return tuple(dict.fromkeys(link for index in range(len(sections)) for link in _links(index, tree, context)))


def _links(index: int, tree: Tree, context: Context) -> Iterator[LinkDraft]:
    for passage in passages(tree.sections[index], index):
        articles = list(treaty_articles(passage, context))
        found = [*articles, *national_laws(passage, context, articles), *un_documents(passage)]
        found += [*annexes(passage, tree), *paragraphs(passage), *other_sections(passage, tree)]
        found += reports(passage, context)
        yield from sorted(found, key=lambda link: (link.evidence.start, link.kind))
