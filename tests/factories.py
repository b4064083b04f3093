"""Rows for tests: what is not said does not matter to the test."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile

from archive.models import Document, Import, Instrument, Publisher, Report, Section, State, hash_of
from archive.pipeline import keep_original, run
from archive.saving import publish

SAMPLES = Path(__file__).resolve().parent.parent / "fixtures" / "reports"


def make_report(slug: str = "prisons-2020", **values: Any) -> Report:
    publisher, _ = Publisher.objects.get_or_create(slug="memory", defaults={"name_ru": "Фонд «Память»"})
    given = {"title": "Тюрьмы", "year_published": 2021, "period_start": 2020, "period_end": 2020}
    return Report.objects.create(slug=slug, **({"publisher": publisher} | given | values))


def make_document(report: Report, state: str = State.PUBLISHED, **values: Any) -> Document:
    given = {"language": "ru", "title": report.title, "file_name": "prisons.txt", "sha256": "0" * 64}
    return Document.objects.create(report=report, state=state, **(given | values))


def make_section(document: Document, heading: str, **values: Any) -> Section:
    order = document.sections.count()
    given = {"key": f"section-{order}", "order": order, "level": 1, "text": "Камеры тесны.", "marks": [[0, 5]]}
    place = {"language": document.language, "line_start": 4, "line_end": 6}
    return Section.objects.create(document=document, heading=heading, **(given | place | values))


def make_editor(*permissions: str) -> User:
    editor = User.objects.create_user("editor", password="secret", is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return editor


def import_sample(name: str) -> Document:
    """One of fixtures/reports, through the real pipeline, published."""
    rows = csv.DictReader((SAMPLES / "manifest.csv").open(encoding="utf-8"))
    row = next(row for row in rows if row["file"] == name)
    document = Document(report=_report_of(row), language=row["language"], title=row["title"])
    _take_file(document, SAMPLES / name)
    assert run(Import.objects.create(document=document))
    publish(document)
    return document


def _take_file(document: Document, path: Path) -> None:
    data = path.read_bytes()
    document.sha256 = hash_of(ContentFile(data))
    keep_original(document, path.name, data)
    document.save()


def _report_of(row: dict[str, str]) -> Report:
    kind, known = row["publisher_kind"], Publisher.objects.filter(name_kk=row["publisher"]).first()
    free = f"sample-{kind}" if not Publisher.objects.filter(slug=f"sample-{kind}").exists() else f"of-{row['report']}"
    publisher = known or Publisher.objects.create(slug=free, name_kk=row["publisher"])
    years = {name: int(row[name]) for name in ("year_published", "period_start", "period_end")}
    values = {
        "title": row["title"],
        "symbol": row["symbol"],
        "publisher": publisher,
        "kind": row["report_type"],
        "instrument": Instrument.objects.filter(code=row["instrument"]).first(),
    }
    report, _ = Report.objects.get_or_create(slug=row["report"], defaults=values | years)
    return report
