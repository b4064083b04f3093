"""Article tags: where the text names an article of a treaty, and the sections below such a heading."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from archive.importing.draft import TagDraft
from archive.importing.references.treaties import KIND, RANGE_RULE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.importing.draft import Context, LinkDraft, SectionDraft, Vocabulary

_CODE = re.compile(r"([A-Z]+):(\d+)((?:\(\w{1,2}\))*)")
_LETTER = re.compile(r"\([a-z]\)")


def article_tags(sections: Sequence[SectionDraft], links: Sequence[LinkDraft], context: Context) -> Iterator[TagDraft]:
    """Tags from the links to treaty articles; what a heading says holds for the sections below it too.

    A section that names articles of the same treaty in its own heading does not inherit.
    """
    direct = _direct(links, context.vocabulary)
    yield from direct.values()
    headed: dict[int, list[TagDraft]] = {index: [] for index in range(len(sections))}
    for tag in direct.values():
        if tag.evidence.start == tag.evidence.end == 0:
            headed[tag.section].append(tag)
    for index, section in enumerate(sections):
        if section.parent is not None and not headed[index]:
            headed[index] = [replace(tag, section=index, inherited=True) for tag in headed[section.parent]]
            yield from (tag for tag in headed[index] if (index, tag.code) not in direct)


def _direct(links: Sequence[LinkDraft], vocabulary: Vocabulary) -> dict[tuple[int, str], TagDraft]:
    known = {code for instrument in vocabulary.instruments for code in instrument.articles}
    tags: dict[tuple[int, str], TagDraft] = {}
    for link in links:
        if link.kind == KIND and link.evidence.rule != RANGE_RULE and (code := tag_code(link.target, known)):
            tags.setdefault((link.section, code), TagDraft(link.section, "article", code, link.evidence))
    return tags


def tag_code(target: str, known: set[str]) -> str | None:
    """The code under which an article is filed: with its letter where the vocabulary lists that, without paragraphs.

    None for an article that the vocabulary does not have; an empty vocabulary accepts all.
    """
    found = _CODE.fullmatch(target)
    if found is None:
        return None
    article = f"{found[1]}:{found[2]}"
    if _LETTER.fullmatch(found[3]) and (target in known or not known):
        return target
    return article if article in known or not known else None
