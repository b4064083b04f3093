from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive.models.vocabulary import LANGUAGES
from search.engines.contract import CannotSearch
from search.evaluation import (
    KINDS,
    SCOPES,
    Question,
    SamplesMissing,
    Score,
    figures,
    grouped,
    pair_figures,
    read_pairs,
    read_questions,
    score,
)

JUDGED = Path(settings.BASE_DIR) / "fixtures" / "judged"


def _place_in_tables(question: Question) -> tuple[int, int, int]:
    return list(SCOPES).index(question.scope), list(KINDS).index(question.kind), LANGUAGES.index(question.language)


class Command(BaseCommand):
    help = "Ask the judged questions about the sample reports and print how well they are answered."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--misses", action="store_true", help="list what failed: no answer among the first five, a pair misjudged"
        )

    def handle(self, *args: Any, misses: bool, **options: Any) -> None:
        try:
            scores = [score(question) for question in sorted(read_questions(JUDGED), key=_place_in_tables)]
            pairs = read_pairs(JUDGED)
        except (SamplesMissing, CannotSearch) as trouble:
            raise CommandError(str(trouble)) from trouble
        self._table("asked", scores, lambda q: SCOPES[q.scope])
        self._table("asked in", scores, lambda q: q.language)
        crossing = [each for each in scores if each.question.scope == "other"]
        self._table("in another language", crossing, lambda q: f"{q.language} → {q.version}")
        for scope in SCOPES:
            self._table(f"kind ({scope})", [s for s in scores if s.question.scope == scope], lambda q: KINDS[q.kind])
        said = "  ".join(f"{name} {value:.3f}" for name, value in pair_figures(pairs).items())
        self.stdout.write(f"similar sections, {len(pairs)} judged pairs:  {said}")
        if misses:
            self._misses(scores)
            self.stdout.write("\nsimilar sections misjudged, beside the first:")
            for pair in pairs:
                if pair.alike != pair.offered:
                    self.stdout.write(f"{'not offered' if pair.alike else 'offered':11}  {pair.name}")

    def _table(self, title: str, scores: list[Score], name_of: Callable[[Question], str]) -> None:
        groups = grouped(scores, name_of)
        width = max(len(name) for name in (title, *groups))
        heads = list(figures(scores))
        self.stdout.write(f"{title:{width}}  questions" + "".join(f"  {head:>9}" for head in heads))
        for name, members in groups.items():
            values = "".join(f"  {value:9.3f}" for value in figures(members).values())
            self.stdout.write(f"{name:{width}}  {len(members):9}{values}")
        self.stdout.write("")

    def _misses(self, scores: list[Score]) -> None:
        for kind, name in KINDS.items():
            missed = [s for s in scores if s.question.kind == kind and not s.five]
            self.stdout.write(f"\n{name}: {len(missed)} without an answer among the first five")
            for each in missed:
                asked = each.question
                answer = "no hit" if each.nothing else f"{each.ndcg:.2f}"
                place = f"{asked.report} {asked.version}" if asked.version else f"all ({asked.report})"
                self.stdout.write(f"{answer:>6}  {asked.scope:6}  {asked.language}  {asked.q}  → {place}")
