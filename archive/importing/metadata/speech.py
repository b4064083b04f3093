"""The languages of a text, each with its share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archive.importing.draft import Paragraph, Suggestion
from archive.importing.languages import detect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.importing.draft import DocumentDraft

_FEWEST_WORDS = 5  # a shorter paragraph could be of either language
_SMALLEST_SHARE = 0.1  # below, the other language is one of quotations
_LONGEST_QUOTE = 200  # characters


def languages(draft: DocumentDraft) -> Iterator[Suggestion]:
    """The languages in which at least a tenth of the text is written, the first of them first."""
    letters: Counter[str] = Counter()
    first: dict[str, Paragraph] = {}
    for section in draft.sections:
        for paragraph in section.paragraphs:
            if len(paragraph.text.split()) >= _FEWEST_WORDS:
                language = detect(paragraph.text)
                letters[language] += len(paragraph.text)
                first.setdefault(language, paragraph)
    for language, count in letters.most_common():
        share = count / letters.total()
        if share >= _SMALLEST_SHARE:
            yield Suggestion("language", language, _beginning(first[language]), first[language].line_start, share)


def _beginning(paragraph: Paragraph) -> str:
    if len(paragraph.text) <= _LONGEST_QUOTE:
        return paragraph.text
    return paragraph.text[:_LONGEST_QUOTE].rpartition(" ")[0] + " …"
