"""Abbreviations of the published reports that the thesaurus lacks, as proposals; an admin decides."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.keys import slug_of
from archive.models import Section
from archive.models.vocabulary import LANGUAGES
from search.abbreviations import Abbreviation, abbreviations
from search.concepts.entry import Entry
from search.thesaurus import slugs_with, term_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from search.thesaurus import Stems

CHUNK = 500  # rows read at once
Name = tuple[str, "Stems"]  # an abbreviation and the stems of what it stands for


@dataclass(frozen=True, slots=True)
class Proposal:
    """An abbreviation for the concept `slug`, which is there already unless `is_new`; `sections` explain it."""

    found: Abbreviation
    sections: int
    slug: str
    is_new: bool

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.found.language}|{self.found.short}|{self.found.long}"


def proposals() -> list[Proposal]:
    """What the published sections explain and no concept says, the most frequent first.

    Forms of one name (cases) are one proposal, under the form that is printed most often.
    """
    forms: dict[Name, Counter[Abbreviation]] = defaultdict(Counter)
    sections: Counter[Name] = Counter()
    rows = Section.objects.published().values_list("language", "text").order_by()
    for language, text in rows.iterator(CHUNK):
        explained = list(abbreviations(text, language))
        sections.update({_name(found) for found in explained})
        for found in explained:
            forms[_name(found)][found] += 1
    proposed = [_proposal(_likeliest(several), sections[name]) for name, several in forms.items()]
    return sorted(filter(None, proposed), key=lambda each: (-each.sections, each.found.short, each.found.long))


def _name(found: Abbreviation) -> Name:
    return found.short, _stems(found.long, found.language)


def _likeliest(forms: Counter[Abbreviation]) -> Abbreviation:
    return min(forms, key=lambda found: (-forms[found], len(found.long), found.long))


def _proposal(found: Abbreviation, sections: int) -> Proposal | None:
    """Nothing where a concept has both; else the concept that has the name, or the abbreviation, or a new one.

    The identifier of a new one stays for good, so it is made of stems: the name may stand in a case.
    """
    short, long = (slugs_with(_stems(text, found.language)) for text in (found.short, found.long))
    if set(short) & set(long):
        return None
    there = next(iter((*long, *short)), "")
    return Proposal(found, sections, there or slug_of(" ".join(_stems(found.long, found.language))), not there)


def _stems(text: str, language: str) -> Stems:
    return term_of(text, language).telling


def accepted(taken: Iterable[Proposal], there: Mapping[str, Entry]) -> list[Entry]:
    """The concepts with what was taken; one that is there gets what it lacks at the end of its terms.

    `there` are the concepts of the record by their identifiers.
    """
    entries: dict[str, Entry] = {}
    for proposal in taken:
        entry = entries.get(proposal.slug) or there.get(proposal.slug) or Entry(proposal.slug)
        entries[proposal.slug] = _with(entry, proposal.found)
    return list(entries.values())


def _with(entry: Entry, found: Abbreviation) -> Entry:
    """The entry with name and abbreviation at the end of its terms, unless it has them in any form."""
    terms = entry.terms(found.language)
    known = {_stems(text, found.language) for text in terms}
    new = [text for text in (found.long, found.short) if _stems(text, found.language) not in known]
    every = {each: entry.terms(each) for each in LANGUAGES} | {found.language: (*terms, *new)}
    return Entry(entry.slug, every["kk"], every["ru"], every["en"], entry.note)
