from typing import Any

from django.core.management.base import BaseCommand

from archive.models import Section
from search.accounting import Accounting
from search.asking import Asked, ask
from search.finding import backend
from search.highlighting import clause_text
from search.narrowing import settle
from search.request import Request
from search.search_indexes import SectionIndex

EXPLAINED = 3  # hits


class Command(BaseCommand):
    help = "Print how a query is read, how it is planned, and the sections it finds with what their scores are made of."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("words")
        parser.add_argument("--report", action="append", default=[], help="only in this report (slug)")
        parser.add_argument("--off", action="append", default=[], help="an expansion that is not wanted (its key)")

    def handle(self, *args: Any, words: str, report: list[str], **options: Any) -> None:
        filters = (("report", tuple(report)),) if report else ()
        request, _ = settle(Request(q=words, filters=filters, page_size=10, off=tuple(options["off"])))
        asked = ask(request, backend())
        accounting = Accounting(asked.plan, backend())
        self._say_query(asked, accounting)
        rows = SectionIndex().index_queryset().in_bulk([hit.id for hit in asked.answer.hits])
        for place, hit in enumerate(asked.answer.hits):
            section = rows[hit.id]
            self._say_hit(section, hit.score)
            for part in accounting.parts(section) if place < EXPLAINED else ():
                self.stdout.write(f"    {part.adds:9.4f}  {part.words}: {part.form}, {part.place}")

    def _say_query(self, asked: Asked, accounting: Accounting) -> None:
        for clause, rarity in zip(asked.query.wanted, accounting.rarities, strict=True):
            stems = " ".join("/".join(word.stems) for word in clause.words)
            self.stdout.write(f"word     {clause_text(clause)} → {stems}, rarity {rarity:.4f}")
        for repaired in asked.repairs:
            self.stdout.write(f"repair   {repaired.typed} → {', '.join(repaired.found)} ({repaired.kind.value})")
        for each in asked.related:
            terms = ", ".join(term.text for term in each.terms)
            self.stdout.write(f"{'also' if each.is_on else 'off':8} {each.typed} → {terms} (key {each.key})")
        self.stdout.write(f"weights  {asked.plan.weights}")
        self.stdout.write(f"found    {asked.answer.total}")

    def _say_hit(self, section: Section, score: float) -> None:
        place = f"{section.document.report.slug}:{section.place.first}"
        points = " (only points elsewhere)" if SectionIndex().prepare_pointer(section) else ""
        self.stdout.write(f"{score:9.4f}  {place:28} {section.label[:80]}{points}")
