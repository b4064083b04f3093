"""The controlled vocabularies: from the files of fixtures/ into rows, and from rows to the values stages need."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction

from archive.importing.draft import InstrumentTerms, LawTerms, ViolationTerms, Vocabulary
from archive.models import Article, Instrument, Law, Violation
from archive.resolving import resolve_vocabulary
from archive.signals import vocabulary_loading

if TYPE_CHECKING:
    from pathlib import Path

    from django.db.models import Model

LANGUAGES = ("kk", "ru", "en")


def current_vocabulary() -> Vocabulary:
    """The vocabulary as it stands now, editors' changes included."""
    articles: dict[str, set[str]] = {}
    for code, number in Article.objects.values_list("code", "instrument__code"):
        articles.setdefault(number, set()).add(code)
    return Vocabulary(
        tuple(
            InstrumentTerms(i.code, _by_language(i.mentions), frozenset(articles.get(i.code, ())))
            for i in Instrument.objects.all()
        ),
        tuple(ViolationTerms(v.slug, _by_language(v.terms)) for v in Violation.objects.exclude(parent=None)),
        _laws(),
    )


def _laws() -> tuple[LawTerms, ...]:
    """Each law once: its editions have the names of all of them."""
    names: dict[str, dict[str, dict[str, None]]] = {}
    for law in Law.objects.all():
        family = names.setdefault(law.code, {})
        for language in LANGUAGES:
            family.setdefault(language, {}).update(dict.fromkeys(law.mentions.get(language, ())))
    return tuple(LawTerms(code, {key: tuple(words) for key, words in by.items()}) for code, by in names.items())


def _by_language(terms: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(terms.get(language, ())) for language in LANGUAGES}


@transaction.atomic
def load_vocabulary(folder: Path) -> int:
    """Create what the files of `folder` name and this archive lacks; return how many entries were new.

    An entry that is there already stays as the editors left it.
    """
    new = sum(_add(Instrument, "code", _instrument(row)) for row in _rows(folder / "instruments.json"))
    for path in sorted((folder / "articles").glob("*.json")):
        instrument = Instrument.objects.get(code=path.stem)
        new += sum(_add(Article, "code", _article(instrument, n, row)) for n, row in enumerate(_rows(path)))
    new += sum(_add_law(row) for row in _rows(folder / "laws.json"))
    violations = _rows(folder / "violations.json")
    for order, row in sorted(enumerate(violations), key=lambda item: bool(item[1]["parent"])):
        new += _add(Violation, "slug", _violation(row, order))
    if new:
        resolve_vocabulary()
    loaded = cast("list[tuple[object, int]]", vocabulary_loading.send(None, fixtures=folder.parent))
    return new + sum(count for _, count in loaded)


def _rows(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return rows


def _add(model: type[Model], key: str, values: dict[str, Any]) -> int:
    _, created = model._default_manager.get_or_create(**{key: values.pop(key)}, defaults=values)
    return int(created)


def _add_law(row: dict[str, Any]) -> int:
    values = _names(row, "name", "name") | {key: row[key] for key in ("adilet", "mentions")}
    _, created = Law.objects.get_or_create(code=row["code"], year=row["year"], defaults=values)
    return int(created)


def _names(row: dict[str, Any], source: str, field: str) -> dict[str, str]:
    return {f"{field}_{language}": row[source][language] for language in LANGUAGES}


def _instrument(row: dict[str, Any]) -> dict[str, Any]:
    names = _names(row, "name", "name") | _names(row, "short", "short") | _names(row, "body", "body")
    return names | {key: row[key] for key in ("code", "adopted", "order", "mentions")}


def _article(instrument: Instrument, order: int, row: dict[str, Any]) -> dict[str, Any]:
    code = f"{instrument.code}:{row['article']}"
    number = {"code": code, "number": row["article"], "order": order, "instrument": instrument}
    return number | _names(row, "title", "name")


def _violation(row: dict[str, Any], order: int) -> dict[str, Any]:
    parent = Violation.objects.get(slug=row["parent"]) if row["parent"] else None
    return {"slug": row["slug"], "parent": parent, "order": order, "terms": row["terms"]} | _names(row, "name", "name")
