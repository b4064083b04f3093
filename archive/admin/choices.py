"""Suggestions for a new file as a person chooses among them, and what the chosen ones fill in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from archive.importing.draft import Suggestion
from archive.importing.languages import detect
from archive.importing.metadata import FIELDS
from archive.keys import slug_of
from archive.models import Document, Instrument, Language, Publisher, Report, ReportKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archive.models import Upload


@dataclass(frozen=True, slots=True)
class Choice:
    """`number` is the place of the suggestion among those of its field, `value` what the report's form takes.

    Where the archive lacks the publisher that is suggested, `value` is empty and the choice cannot be made yet.
    """

    number: int
    label: str
    value: Any
    quote: str
    language: str  # of the quotation
    place: str
    percent: int | None

    @property
    def add_publisher(self) -> str:
        """What the form for a publisher is filled with, as a query string."""
        language = "en" if self.label.isascii() else self.language
        return urlencode({f"name_{language}": self.label, "slug": slug_of(self.label)})


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    label: str
    choices: tuple[Choice, ...]


def questions(upload: Upload) -> list[Question]:
    """A question for each field of a report, with the suggestions there are."""
    asked: dict[str, list[Suggestion]] = {name: [] for name in FIELDS}
    for values in upload.findings.get("suggestions", []):
        asked[values["field"]].append(Suggestion(**values))
    file = Document(format=upload.findings.get("format"), page_starts=upload.findings.get("page_starts"))
    return [Question(name, _label(name), _choices(suggestions, file)) for name, suggestions in asked.items()]


def chosen(upload: Upload, taken: Mapping[str, str]) -> dict[str, Any]:
    """What the report's form is filled with: `taken` has the number of the suggestion taken for each field, or ""."""
    values: dict[str, Any] = {"country": ""}  # elsewhere the form has one from the beginning
    for question in questions(upload):
        for choice in question.choices:
            if choice.value and str(choice.number) == taken.get(question.name):
                values[question.name] = choice.value
    if "period" in values:
        start, _dash, end = values.pop("period").partition("-")
        values |= {"period_start": start, "period_end": end or start}
    if "title" in values:
        values["slug"] = slug_of(values["title"])
    return values


def _label(name: str) -> str:
    if name == "period":
        return _("period covered")
    model = Document if name == "language" else Report
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # FIELDS names plain fields


def _choices(suggestions: list[Suggestion], file: Document) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            number,
            _shown(one),
            _value(one),
            one.quote,
            detect(one.quote),
            str(file.place(one.line, one.line)),
            None if one.share is None else round(one.share * 100),
        )
        for number, one in enumerate(suggestions)
    )


def _shown(one: Suggestion) -> str:
    if one.field == "language":
        return str(Language(one.value).label)
    if one.field == "kind":
        return str(ReportKind(one.value).label)
    if one.field == "instrument":
        instrument = Instrument.objects.filter(code=one.value).first()
        return f"{one.value} {instrument.name}" if instrument else one.value
    return one.value.replace("-", "–") if one.field == "period" else one.value


def _value(one: Suggestion) -> Any:
    if one.field == "instrument":
        return Instrument.objects.filter(code=one.value).values_list("pk", flat=True).first()
    if one.field == "publisher":
        name = one.value
        named = Publisher.objects.filter(Q(name_kk__iexact=name) | Q(name_ru__iexact=name) | Q(name_en__iexact=name))
        return named.values_list("pk", flat=True).first()
    return one.value
