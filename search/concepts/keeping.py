"""The thesaurus in the record: as it stands, what a file would change in it, and the change itself."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from archive.models.vocabulary import LANGUAGES
from search.concepts.entry import Entry
from search.models import Concept, LoadedConcept, Term, Thesaurus, digest_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from search.concepts.entry import Terms


@dataclass(frozen=True, slots=True)
class Change:
    before: Entry
    after: Entry

    @property
    def languages(self) -> list[ChangeOfLanguage]:
        """What changes in each language in which anything does."""
        pairs = ((each, self.before.terms(each), self.after.terms(each)) for each in LANGUAGES)
        return [ChangeOfLanguage(*pair) for pair in pairs if pair[1] != pair[2]]

    @property
    def is_of_note(self) -> bool:
        return self.before.note != self.after.note


@dataclass(frozen=True, slots=True)
class ChangeOfLanguage:
    language: str
    before: Terms
    after: Terms

    @property
    def gone(self) -> Terms:
        return tuple(text for text in self.before if text not in self.after)

    @property
    def new(self) -> Terms:
        return tuple(text for text in self.after if text not in self.before)

    @property
    def preferred(self) -> str:
        """The term that is preferred from now on; "" where that stays as it was."""
        return self.after[0] if self.after and self.after[:1] != self.before[:1] else ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of the thesaurus when a file is taken in."""

    added: tuple[Entry, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Entry, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def counts(self) -> dict[str, int]:
        return {"added": len(self.added), "changed": len(self.changed), "removed": len(self.removed)}

    @property
    def wanted(self) -> list[Entry]:
        """What is written."""
        return [*self.added, *(change.after for change in self.changed)]

    @property
    def digest(self) -> str:
        """A short name for this very difference."""
        return digest_of([repr(self)])


def current() -> dict[str, Entry]:
    """The concepts of the record by their identifiers, in their order."""
    return {concept.slug: entry_of(concept) for concept in Concept.objects.with_terms()}


def entry_of(concept: Concept) -> Entry:
    terms = {language: tuple(concept.in_language(language)) for language in LANGUAGES}
    return Entry(concept.slug, **terms, note=concept.note)


def compare(entries: Iterable[Entry], gone: Collection[str] = ()) -> Difference:
    """What is new, what differs, and which of the concepts that are to go (`gone`, by identifier) are there.

    An entry that says nothing of a note leaves it.
    """
    there = current()
    wanted = {entry.slug: entry for entry in entries}
    added = tuple(replace(entry, note=entry.note or "") for slug, entry in wanted.items() if slug not in there)
    both = (Change(there[slug], _with_note(entry, there[slug])) for slug, entry in wanted.items() if slug in there)
    changed = tuple(change for change in both if change.before != change.after)
    removed = tuple(entry for slug, entry in there.items() if slug in gone)
    return Difference(added, changed, removed)


def lacking(entries: Iterable[Entry]) -> set[str]:
    """Identifiers of the concepts that are in the record but not among the entries."""
    return set(Concept.objects.values_list("slug", flat=True)) - {entry.slug for entry in entries}


def _with_note(entry: Entry, there: Entry) -> Entry:
    return replace(entry, note=there.note) if entry.note is None else entry


@transaction.atomic
def apply(difference: Difference) -> None:
    """Make the difference, or nothing of it."""
    Thesaurus.objects.lock()
    Concept.objects.filter(slug__in=[entry.slug for entry in difference.removed]).delete()
    _write(difference.wanted)
    Thesaurus.objects.changed()


@transaction.atomic
def put_terms(concept: Concept, entry: Entry) -> None:
    """Give one concept the terms of `entry`."""
    Thesaurus.objects.lock()
    _replace_terms([(concept, entry)])
    Thesaurus.objects.changed()


@transaction.atomic
def load(folder: Path) -> int:
    """Take in what the files of `folder` have that is new since they were last loaded; return how many concepts are.

    A concept that says what was loaded last follows the files; an edited or deleted one stays edited or deleted.
    """
    Thesaurus.objects.lock()
    there, last = current(), dict(LoadedConcept.objects.values_list("slug", "digest"))
    entries = [_from_file(row) for path in sorted(folder.glob("*.json")) for row in json.loads(path.read_text("utf-8"))]
    new = [entry for entry in entries if entry.slug not in there and entry.slug not in last]
    followed = [
        entry
        for entry in entries
        if entry.slug in there and there[entry.slug].digest == last.get(entry.slug) != entry.digest
    ]
    if new or followed:
        _write([*new, *followed])
        Thesaurus.objects.changed()
        rows = [LoadedConcept(slug=entry.slug, digest=entry.digest) for entry in (*new, *followed)]
        LoadedConcept.objects.bulk_create(rows, update_conflicts=True, unique_fields=["slug"], update_fields=["digest"])
    return len(new)


def _from_file(row: dict[str, list[str]]) -> Entry:
    return Entry(str(row["slug"]), tuple(row["kk"]), tuple(row["ru"]), tuple(row["en"]))


def _write(entries: list[Entry]) -> None:
    """Make the concepts that are not there, and give each what its entry says."""
    slugs = [entry.slug for entry in entries]
    there = Concept.objects.in_bulk(slugs, field_name="slug")
    Concept.objects.bulk_create([Concept(slug=slug) for slug in slugs if slug not in there])
    there = Concept.objects.in_bulk(slugs, field_name="slug")
    for entry in entries:
        if entry.note not in (None, there[entry.slug].note):
            Concept.objects.filter(slug=entry.slug).update(note=entry.note)
    _replace_terms([(there[entry.slug], entry) for entry in entries])


def _replace_terms(pairs: list[tuple[Concept, Entry]]) -> None:
    Term.objects.filter(concept__in=[concept for concept, _ in pairs]).delete()
    Term.objects.bulk_create(
        Term(concept=concept, language=language, text=text, order=order)
        for concept, entry in pairs
        for language in LANGUAGES
        for order, text in enumerate(entry.terms(language))
    )
