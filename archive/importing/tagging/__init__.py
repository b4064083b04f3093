"""Labels of sections: treaty articles that the text names, violations that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.importing.tagging.articles import article_tags
from archive.importing.tagging.violations import violation_tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.importing.draft import Context, LinkDraft, SectionDraft, TagDraft

__all__ = ["tag"]


def tag(sections: Sequence[SectionDraft], links: Sequence[LinkDraft], context: Context) -> tuple[TagDraft, ...]:
    """All tags of `sections`, each with its proof. `links` are the references found in the same sections."""
    tags = [*article_tags(sections, links, context), *violation_tags(sections, context)]
    return tuple(sorted(tags, key=lambda one: (one.section, one.kind, one.inherited)))
