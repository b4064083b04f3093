"""What the archive asks of a search engine. Whoosh on one machine and OpenSearch beyond it answer alike.

tests/test_engine_contract.py asks every engine the same and compares: hits, passages, totals, counts, order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext_lazy as _
from haystack.exceptions import SearchBackendError

from search.spelling import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

    from haystack.indexes import SearchIndex

    from archive.models import Section
    from search.plan import Answer, Plan
    from search.similar import Parts
    from search.thesaurus import Stems

OWN = ("text", "heading")  # fields with a section's own words
NAMED_CODES = ("article", "violation", "name")  # fields whose codes are what a section names
SHORTEST_FIGURE = 3  # digits; smaller numbers are everywhere


def is_figure(word: str) -> bool:
    """Whether a word is a number that two sections rarely share by chance."""
    return word.isdecimal() and len(word) >= SHORTEST_FIGURE


class CannotSearch(SearchBackendError):
    """No search is answered at present; what the record holds is not touched by that."""


class IndexUnfit(CannotSearch):
    """The index is not there, or another schema or analyser made it: `manage.py rebuild_index` makes it anew."""

    def __init__(self) -> None:
        super().__init__(_("The search index must be rebuilt: run “python manage.py rebuild_index”."))


class OutOfReach(CannotSearch):
    """The servers of the index do not answer, or have lost part of it. What changes meanwhile is indexed later."""

    def __init__(self) -> None:
        super().__init__(OUT_OF_REACH)


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the index can be searched, how many `sections` it has, and in words what is amiss ("" where nothing is).

    An index may have a trouble and answer nevertheless: a cluster that has lost a copy does.
    """

    fits: bool
    sections: int = 0
    trouble: str = ""


OUT_OF_REACH = _(
    "The search cannot be reached at present. Please come back in a few minutes; the reports can be read meanwhile."
)


class Engine(Words, Protocol):
    """An engine. Each method raises IndexUnfit where there is no index that fits this program, and OutOfReach where
    the index is elsewhere and cannot be asked; `health` and `rebuild` make do without an index.
    """

    def search_plan(self, plan: Plan) -> Answer:
        """The page of sections a plan finds, with the counts of every facet."""

    def has_more_forms(self, prefix: str) -> bool:
        """Whether more words of the archive begin with `prefix` than are looked for."""

    def fits(self) -> bool:
        """Whether there is an index this program can read. Raises OutOfReach."""

    def health(self) -> Health:
        """How the index is; raises nothing."""

    def generation(self) -> Hashable:
        """A value that is another one as soon as a search may find something else."""

    def documents(self) -> Mapping[int, int]:
        """How many sections of each document the index has, by the id of the document."""

    def words(self) -> Mapping[str, int]:
        """Every exact word of the texts, with the number of sections that have it."""

    def named(self, concepts: Mapping[str, Collection[Stems]]) -> Parts:
        """What the sections name of all the index knows of: codes of NAMED_CODES, concepts, figures.

        `concepts` has for each concept the stems of the words of its terms; only the section's OWN words count. A part
        that is the same as at the last question is the same object.
        """

    def update(self, index: SearchIndex, iterable: Iterable[Section], commit: bool = True) -> None:
        """Put sections into the index, each in the place of what it had of it."""

    def replace_document(self, document_id: int, index: SearchIndex, sections: Sequence[Section]) -> None:
        """Put these sections in the place of all that the index holds of one document."""

    def rebuild(self, index: SearchIndex, sections: Iterable[Section]) -> int:
        """Build a new index beside the one in use, then swap; return how many sections it has."""

    def remove(self, obj_or_string: Section | str, commit: bool = True) -> None:
        """Take one section out of the index; nothing happens where it is not in it."""

    def clear(self, models: Sequence[type[object]] | None = None, commit: bool = True) -> None:
        """Take everything out of the index, or the sections alone where `models` names them."""
