from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.evaluation import SamplesMissing, grouped, read_questions, score

QUESTIONS = Path(settings.BASE_DIR) / "fixtures" / "judged" / "queries.json"
WORST = 20


class Command(BaseCommand):
    help = "Ask the judged questions about the sample reports and print how well they are answered."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--misses", action="store_true", help="list the questions answered worst")

    def handle(self, *args: Any, misses: bool, **options: Any) -> None:
        try:
            scores = [score(question) for question in read_questions(QUESTIONS)]
        except SamplesMissing as missing:
            message = f"Not in the archive: {missing}. Run import_reports fixtures/reports/manifest.csv first."
            raise CommandError(message) from missing
        for name, values in grouped(scores).items():
            self.stdout.write(f"{name:10}" + "".join(f"  {title} {value:.3f}" for title, value in values.items()))
        for each in sorted(scores, key=lambda s: s.ndcg)[: WORST if misses else 0]:
            self.stdout.write(f"{each.ndcg:.2f}  {each.question.scope:7} {each.question.q}")
