"""What references lead to, when they are saved and when their target arrives later.

A reference keeps its normalised target for ever; what it leads to is found again whenever a report or an entry of a
vocabulary comes in. Doing it twice changes nothing.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q

from archive.models import Article, Document, Law, Link, LinkKind, Relation, RelationKind, Report, ReportKind, Section

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.models.link import LinkQuerySet
    from archive.models.report import ReportQuerySet

BATCH = 500  # links held in memory at once
RESOLVED = ("to_article", "to_law", "to_report", "to_section")


def resolve_others(report: Report) -> None:
    """Lead references of other reports here where they name this report, and away where they no longer do."""
    here = Q(to_report=report) | Q(to_section__document__report=report)
    named = Q(kind=LinkKind.UN_DOCUMENT, target=report.symbol) if report.symbol else Q()
    if report.symbol:
        named |= Q(kind=LinkKind.PARAGRAPH, target__startswith=f"{report.symbol}:")
    series = Q(section__document__report__publisher=report.publisher, kind=LinkKind.REPORT)
    if report.instrument:
        same = Q(section__document__report__instrument=report.instrument)
        series |= same & Q(kind__in=(LinkKind.REPORT, LinkKind.PARAGRAPH))
        series |= Q(kind=LinkKind.REPORT, target__startswith=f"periodic:{report.instrument.code}:")
    titled = Q(kind=LinkKind.REPORT, target__in=[f"title:{title}"[:200] for title in _titles(report)])
    country = Q(section__document__report__country=report.country)
    links = Link.objects.filter(here | named | titled | (series & country))
    _resolve(links.exclude(section__document__report=report))


def resolve_report(report: Report) -> None:
    """Settle the references of a report anew, and those of others to it: what is known of it has changed."""
    _resolve(Link.objects.filter(section__document__report=report))
    resolve_others(report)


def resolve_vocabulary() -> None:
    """Lead references to articles and laws to the entries there now."""
    _resolve(Link.objects.filter(kind__in=(LinkKind.ARTICLE, LinkKind.LAW)))


def resolve_law(code: str) -> None:
    """Lead references to a law to its edition, after one has come, gone or changed."""
    named = Q(target=code) | Q(target__startswith=f"{code}:")
    _resolve(Link.objects.filter(named, kind=LinkKind.LAW))


def resolve_article(code: str) -> None:
    """Lead references to an article, or to a paragraph of it, to its entry."""
    named = Q(target=code) | Q(target__startswith=f"{code}(")
    _resolve(Link.objects.filter(named, kind=LinkKind.ARTICLE))


def _titles(report: Report) -> list[str]:
    titles = [report.title, *report.documents.values_list("title", flat=True)]
    return list(dict.fromkeys(" ".join(title.lower().split()) for title in titles))


def _resolve(links: LinkQuerySet) -> None:
    """Settle links document by document, and write those that lead elsewhere than before."""
    documents = links.order_by().values_list("section__document", flat=True).distinct()
    for pk in list(documents):
        document = Document.objects.select_related("report__instrument", "report__publisher").get(pk=pk)
        resolver = Resolver(document)
        changed = []
        for link in links.filter(section__document=document).iterator(BATCH):
            before = [getattr(link, f"{name}_id") for name in RESOLVED]
            resolver.settle(link)
            if before != [getattr(link, f"{name}_id") for name in RESOLVED]:
                changed.append(link)
        Link.objects.bulk_update(changed, RESOLVED, batch_size=BATCH)


class Resolver:
    """Finds what the links of one document lead to. Its report tells which country, treaty, series and years count."""

    def __init__(self, document: Document) -> None:
        self.document, self.report = document, document.report
        self._seen: dict[str, Report | None] = {}
        self._sections: dict[int, dict[str, Section]] = {}

    def settle(self, link: Link) -> None:
        """Set where the link leads to. Its own section or annex was found when the text was read, and stays."""
        target = link.target
        if link.kind == LinkKind.ARTICLE:
            link.to_article = self._articles.get(target) or self._articles.get(target.partition("(")[0])
        elif link.kind == LinkKind.LAW:
            link.to_law = self._law(target.partition(":")[0])
        elif link.kind == LinkKind.UN_DOCUMENT:
            link.to_report = self._by_symbol(target)
        elif link.kind == LinkKind.REPORT:
            link.to_report = self._once(target, lambda: self._named(target))
        elif link.kind == LinkKind.PARAGRAPH:
            symbol, _, number = target.rpartition(":")
            observations = self._by_symbol(symbol) if symbol else self._observations
            link.to_report = observations
            link.to_section = self._numbered(observations).get(number) if observations else None

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return {article.code: article for article in Article.objects.all()}

    @cached_property
    def _laws(self) -> dict[str, list[Law]]:
        laws: dict[str, list[Law]] = {}
        for law in Law.objects.order_by("year"):
            laws.setdefault(law.code, []).append(law)
        return laws

    def _law(self, code: str) -> Law | None:
        """The only edition in force in the years of the report; where two were, no link is better than a wrong one."""
        begun = [law for law in self._laws.get(code, []) if law.year <= self.report.period_end]
        renewed = len(begun) > 1 and begun[-1].year > self.report.period_start
        return begun[-1] if begun and not renewed else None

    def _by_symbol(self, symbol: str) -> Report | None:
        return self._once(symbol, lambda: Report.objects.filter(symbol=symbol).first())

    def _once(self, target: str, find: Callable[[], Report | None]) -> Report | None:
        if target not in self._seen:
            self._seen[target] = find()
        return self._seen[target]

    def _named(self, target: str) -> Report | None:
        """The report that a target of `archive.importing.references.reports` means."""
        sort, _, rest = target.partition(":")
        finders: dict[str, Callable[[str], Report | None]] = {
            "periodic": self._periodic,
            "previous": lambda _: self._series(rest).filter(year_published__lt=self._year).last(),
            "next": lambda _: self._series(rest).filter(year_published__gt=self._year).first(),
            "year": self._of_year,
            "title": self._titled,
            "core-document": lambda _: self._others.filter(symbol__startswith="HRI/CORE/").last(),
        }
        return finders[sort](rest) if sort in finders else None

    @property
    def _year(self) -> int:
        return self.report.year_published

    @property
    def _others(self) -> ReportQuerySet:
        there = Report.objects.filter(country=self.report.country).exclude(pk=self.report.pk)
        return there.order_by("year_published", "pk")

    def _periodic(self, named: str) -> Report | None:
        """Symbols of periodic reports end with their numbers: CAT/C/KAZ/3, CERD/C/KAZ/6-7."""
        code, _, number = named.partition(":")
        found = self._others.filter(instrument__code=code, kind=ReportKind.STATE_REPORT)
        return found.filter(symbol__regex=rf"/{re.escape(number)}(/|$)").first()

    def _series(self, code: str) -> ReportQuerySet:
        """State reports under a treaty; without one the reports of the same publisher and kind."""
        if code:
            return self._others.filter(instrument__code=code, kind=ReportKind.STATE_REPORT)
        return self._others.filter(publisher=self.report.publisher, kind=self.report.kind)

    def _of_year(self, year: str) -> Report | None:
        covering = list(self._series("").covering(int(year))[:2])
        return covering[0] if len(covering) == 1 else None

    def _titled(self, title: str) -> Report | None:
        return next((report for report in self._others.prefetch_related("documents") if title in _titles(report)), None)

    @cached_property
    def _observations(self) -> Report | None:
        """The concluding observations that this report answers: named by an editor, else the last ones before it."""
        answers = Relation.objects.filter(source=self.report, kind=RelationKind.RESPONDS_TO)
        observations = self._others.filter(kind=ReportKind.CONCLUDING_OBSERVATIONS)
        named = observations.filter(relations_from__in=answers).last()
        if named or self.report.instrument is None:
            return named
        return observations.filter(instrument=self.report.instrument, year_published__lte=self._year).last()

    def _numbered(self, report: Report) -> dict[str, Section]:
        """Numbered sections of a report; those that readers may see and in this document's language win."""
        if report.pk not in self._sections:
            sections = Section.objects.filter(document__report=report).exclude(number="").outline()
            ordered = sections.select_related("document").order_by("document__version", "-order")
            ranked = sorted(
                ordered, key=lambda one: (one.document.is_published, one.language == self.document.language)
            )
            self._sections[report.pk] = {section.number.strip(".)"): section for section in ranked}
        return self._sections[report.pk]
