"""Similar sections as a reader sees them: of other reports, published, with what is shared in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext

from archive.models import Article, Law, Section, Violation
from archive.views.subjects import article_label
from search.features import concepts_by_name, current, preferred
from search.similar import alike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from search.similar import Likeness, Thing

MOST = 5  # sections shown
LOOKED_AT = 50  # the most alike, of which those of other reports are taken
MOST_SHARED = 6  # things named of each pair


@dataclass(frozen=True, slots=True)
class Shared:
    """A thing both sections name. `kind` is concept, violation, article, law, name or figure."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Similar:
    """A section like another, `score` from 0 to 1, and what both name, the most telling first."""

    section: Section
    score: float
    shared: tuple[Shared, ...]


def similar_to(section: Section) -> list[Similar]:
    """At most five published sections of other reports, the most alike first.

    Raises IndexUnfit where there is no index.
    """
    found = alike(section.pk, current().features, LOOKED_AT)
    rows = _readable(section, [one.section for one in found])
    chosen = [one for one in found if one.section in rows]
    chosen = _one_language(chosen, rows, section.language)[:MOST]
    labels = _labels(thing for one in chosen for thing in one.shared)
    return [Similar(rows[one.section], one.score, _shared(one, labels)) for one in chosen]


def _readable(section: Section, ids: list[int]) -> dict[int, Section]:
    """Those of the sections that a reader may open and that stand in other reports."""
    others = Section.objects.published().exclude(document__report=section.document.report_id)
    return {row.pk: row for row in others.filter(pk__in=ids).outline().with_report()}


def _one_language(found: list[Likeness], rows: dict[int, Section], language: str) -> list[Likeness]:
    """Of each report one language version: that of the section, else the one most alike.

    Otherwise a section and its translation would stand side by side.
    """
    versions: dict[int, Section] = {}
    for row in (rows[one.section] for one in found):
        report = row.document.report_id
        if report not in versions or (row.document.language == language != versions[report].document.language):
            versions[report] = row
    documents = {row.document_id for row in versions.values()}
    return [one for one in found if rows[one.section].document_id in documents]


def _shared(one: Likeness, labels: dict[Thing, str]) -> tuple[Shared, ...]:
    """Each label once: a type of violation and a concept may be called the same."""
    seen: dict[str, Shared] = {}
    for thing in one.shared:
        if thing in labels:
            seen.setdefault(labels[thing].casefold(), Shared(thing[0], labels[thing]))
    return tuple(seen.values())[:MOST_SHARED]


def _labels(things: Iterable[Thing]) -> dict[Thing, str]:
    """What each thing is called in the reader's language."""
    by_kind: dict[str, set[str]] = {}
    for kind, value in things:
        by_kind.setdefault(kind, set()).add(value)
    named = {kind: LABELS[kind](values) for kind, values in by_kind.items()}
    return {(kind, value): label for kind, labels in named.items() for value, label in labels.items() if label}


def _articles(codes: set[str]) -> dict[str, str]:
    rows = Article.objects.select_related("instrument").filter(code__in=codes)
    return {row.code: article_label(row) for row in rows}


def _violations(slugs: set[str]) -> dict[str, str]:
    return {row.slug: row.name for row in Violation.objects.filter(slug__in=slugs)}


def _laws(values: set[str]) -> dict[str, str]:
    """«Criminal Code (2014), article 146»."""
    targets = {value: value.partition("/") for value in values}
    names = {str(row.pk): row.name for row in Law.objects.filter(pk__in=[law for law, _, _ in targets.values()])}
    return {value: _law(names.get(law, ""), target.partition(":")[2]) for value, (law, _, target) in targets.items()}


def _law(name: str, number: str) -> str:
    return gettext("%(law)s, article %(number)s") % {"law": name, "number": number} if number else name


def _concepts(values: set[str]) -> dict[str, str]:
    language = (get_language() or "kk")[:2]
    known = concepts_by_name()  # without a concept that was changed since the features were gathered
    return {value: preferred(known[value], language) for value in values if value in known}


def _names(keys: set[str]) -> dict[str, str]:
    printed = current().printed
    return {key: printed.get(key, "") for key in keys}


def _figures(figures: set[str]) -> dict[str, str]:
    return {figure: figure for figure in figures}


LABELS: dict[str, Callable[[set[str]], dict[str, str]]] = {
    "article": _articles,
    "violation": _violations,
    "law": _laws,
    "concept": _concepts,
    "name": _names,
    "figure": _figures,
}
