"""What was repaired in a query, in sentences of the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from search.typed import Remark

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from search.query import Query

SENTENCES: dict[Remark, _StrPromise] = {
    Remark.BRACKET: _("A bracket without its pair was read as if the pair were there."),
    Remark.DEEP: _("Brackets inside brackets were read as if they were not there."),
    Remark.QUOTE: _("A quotation mark without its pair was read up to the end."),
    Remark.LONE_OR: _("OR was left out where there is no word on both of its sides."),
    Remark.MIXED_OR: _("OR was left out where it does not stand between two words, phrases or brackets of one kind."),
    Remark.ASTERISK: _("An asterisk counts only at the end of a word, after at least two letters; it was left out."),
    Remark.FIELD: _("There is no field of that name; its name was read as a word."),
    Remark.EMPTY_FIELD: _("Nothing stands right after the colon of a field; its name was read as a word."),
    Remark.UNWANTED_FILTER: _("A minus before a filter is not understood; the filter was left out."),
}


def repairs_of(query: Query) -> list[str]:
    """A sentence for each repair; none where there is nothing to look for, which is said by itself."""
    if not (query.wanted or query.without or query.filters):
        return []
    return [str(SENTENCES[remark]) for remark in query.remarks]
