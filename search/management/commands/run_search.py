from typing import Any

from django.core.management.base import BaseCommand

from archive.models import Section
from search.finding import backend, clause_text, planned, read
from search.narrowing import settle
from search.request import Request


class Command(BaseCommand):
    help = "Print how a query is read, how it is planned, and the sections it finds with their scores."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("words")
        parser.add_argument("--report", action="append", default=[], help="only in this report (slug)")

    def handle(self, *args: Any, words: str, report: list[str], **options: Any) -> None:
        filters = (("report", tuple(report)),) if report else ()
        request, _ = settle(Request(q=words, filters=filters, page_size=10))
        query, related = read(request)
        plan = planned(request, query)
        answer = backend().search_plan(plan)
        for clause in query.wanted:
            stems = " ".join("/".join(word.stems) for word in clause.words)
            self.stdout.write(f"word     {clause_text(clause)} → {stems}")
        for each in related:
            self.stdout.write(f"also     {each.typed} → {', '.join(term.text for term in each.terms)}")
        self.stdout.write(f"weights  {plan.weights}")
        self.stdout.write(f"found    {answer.total}")
        rows = Section.objects.select_related("document__report").in_bulk([hit.id for hit in answer.hits])
        for hit in answer.hits:
            section = rows[hit.id]
            place = f"{section.document.report.slug}:{section.place.first}"
            self.stdout.write(f"{hit.score:9.4f}  {place:28} {section.label[:80]}  passages {hit.passages}")
