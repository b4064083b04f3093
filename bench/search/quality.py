"""Judged questions asked of this archive and of other engines: the table of docs/search-comparison.md."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import psycopg
from django.core.management import call_command

from archive.models import Section
from bench.search import FOLDER, postgres, stock
from bench.search.judged import Asked, Score, gold_questions, own_questions, score
from bench.search.word_engines import (
    Fts5,
    Postgres,
    Stock,
    Text,
    WordEngine,
    any_word,
    best_first,
    ours,
    texts,
    words_of,
)
from search.search_indexes import SectionIndex

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).resolve().parents[2] / "fixtures" / "reports" / "manifest.csv"
SCOPES = {"own": "its own language", "other": "another language", "pooled": "all reports at once"}


@dataclass(frozen=True, slots=True)
class Row:
    """One engine asked in one way, and its scores by scope."""

    name: str
    way: str
    scores: dict[str, list[Score]]

    @property
    def ndcg(self) -> float:
        return mean(each.ndcg for scores in self.scores.values() for each in scores)


def asked_of(name: str, way: str, ask: Callable[[Asked], list[int]], questions: list[Asked]) -> Row:
    scores: dict[str, list[Score]] = {scope: [] for scope in SCOPES}
    for each in questions:
        scores[each.scope].append(score(each, ask(each)))
    return Row(name, way, scores)


def better_way(engine: WordEngine, rows: list[Text], questions: list[Asked]) -> Row:
    """Of the two ways a sensible developer has, the one that serves this engine better."""
    by_id = {row.id: row for row in rows}

    def answer(find: Callable[[WordEngine, list[str]], list[int]], asked: Asked) -> list[int]:
        return [pk for pk in find(engine, words_of(asked.q)) if by_id[pk].is_chosen(asked.filters)]

    ways = {"every word, then any": best_first, "any word": any_word}
    return max(
        (asked_of(engine.name, way, partial(answer, find), questions) for way, find in ways.items()),
        key=lambda row: row.ndcg,
    )


def compared(questions: list[Asked]) -> list[Row]:
    """Every engine on the archive's published sections; those that are not installed are left out."""
    rows = texts()
    with ExitStack() as open_things:
        engines: list[WordEngine] = [Stock(), Fts5(rows)]
        folder = open_things.enter_context(TemporaryDirectory())
        index = open_things.enter_context(stock.connection(Path(folder)))
        stock.fill(index, SectionIndex().index_queryset())
        if postgres.programs():
            address = open_things.enter_context(postgres.server())
            database = open_things.enter_context(psycopg.connect(address, autocommit=True))
            engines += [Postgres(database, "russian", rows), Postgres(database, "simple", rows)]
        done = [better_way(engine, rows, questions) for engine in engines]
    return [*done, asked_of("this archive", "as typed", ours, questions)]


def table(rows: list[Row]) -> str:
    """In Markdown: nDCG@10 / success@1 / success@5 of each engine."""
    counts = {scope: len(rows[0].scores[scope]) for scope in SCOPES}
    heads = [f"{title} ({counts[scope]})" for scope, title in SCOPES.items() if counts[scope]]
    lines = [f"| engine | asked for | {' | '.join(heads)} |", "|---|---|" + "---|" * len(heads)]
    for row in rows:
        cells = [_figures(row.scores[scope]) for scope in SCOPES if counts[scope]]
        lines.append(f"| {row.name} | {row.way} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _figures(scores: list[Score]) -> str:
    columns = ([s.ndcg for s in scores], [s.first for s in scores], [s.five for s in scores])
    return " / ".join(f"{mean(column):.2f}".removeprefix("0") for column in columns)


def _measured(title: str, manifests: list[Path], questions: Callable[[], list[Asked]]) -> None:
    """Import, and print the table of the questions about what is in the archive now."""
    for manifest in manifests:
        call_command("import_reports", manifest)
    print(f"\n{title}\n\n{table(compared(questions()))}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path, help="files of questions judged by lines, *.queries.json")
    parser.add_argument(
        "--manifest", action="append", default=[], type=Path, help="reports to import beside the samples"
    )
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    if Section.objects.exists():
        parser.error(f"{FOLDER} has sections already, and the questions are about the samples alone")
    _measured("The project's own questions", [SAMPLES], own_questions)
    if given.gold:
        gold = partial(_gold, given.gold)
        _measured("Questions judged by lines", given.manifest, gold)


def _gold(paths: list[Path]) -> list[Asked]:
    return [question for path in paths for question in gold_questions(path)]


if __name__ == "__main__":
    main()
