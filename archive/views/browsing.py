"""The list of reports, narrowed by kind, instrument and year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Document, Instrument, Report, ReportKind
from archive.views.titles import title_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from archive.models.report import ReportQuerySet

FILTERS = ("kind", "instrument", "year")
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    url: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Filter:
    label: str
    options: tuple[Option, ...]


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    visible = Report.objects.visible_to(request.user)
    chosen = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    documents = Document.objects.visible_to(request.user).order_by("language", "-version")
    reports = narrowed(visible, chosen).with_names().prefetch_related(Prefetch("documents", documents))
    page = Paginator(reports, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(report, title_language(report, report.documents.all())) for report in page]
    context = {
        "page": page,
        "rows": rows,
        "filters": filters_of(visible, chosen),
        "chosen": chosen,
        "query": urlencode(chosen),
    }
    return render(request, "archive/report_list.html", context)


def narrowed(reports: ReportQuerySet, chosen: dict[str, str]) -> ReportQuerySet:
    if "kind" in chosen:
        reports = reports.filter(kind=chosen["kind"])
    if "instrument" in chosen:
        reports = reports.filter(instrument__code=chosen["instrument"])
    if "year" in chosen:
        year = chosen["year"]
        reports = reports.covering(int(year)) if year.isdecimal() and len(year) == len("2012") else reports.none()
    return reports


def filters_of(reports: ReportQuerySet, chosen: dict[str, str]) -> list[Filter]:
    """The filters that have anything to choose from among these reports."""
    kinds = set(reports.order_by().values_list("kind", flat=True))
    instruments = Instrument.objects.filter(reports__in=reports).distinct()
    choices: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("kind", _("Kind of report"), [(value, str(label)) for value, label in ReportKind.choices if value in kinds]),
        ("instrument", _("Instrument"), [(instrument.code, instrument.short) for instrument in instruments]),
        ("year", _("Year of the events"), [(str(year), str(year)) for year in years_of(reports)]),
    ]
    return [Filter(label, options(name, values, chosen)) for name, label, values in choices if values]


def years_of(reports: ReportQuerySet) -> list[int]:
    return sorted({year for report in reports for year in report.years}, reverse=True)


def options(name: str, values: list[tuple[str, str]], chosen: dict[str, str]) -> tuple[Option, ...]:
    others = {key: value for key, value in chosen.items() if key != name}
    every = Option(_("All"), f"?{urlencode(others)}", name not in chosen)
    return every, *(
        Option(label, f"?{urlencode(others | {name: value})}", chosen.get(name) == value) for value, label in values
    )
