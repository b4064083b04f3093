"""How long engines take to answer the sixty queries, in alternated rounds: `python -m bench.search.latency 1000`.

The first round in a new process is the cold one (the indexes are open, no word was read yet), the others are warm.
Every engine is asked one query after the other before the next query comes, in an order that turns; so what slows the
machine slows them all, and their ratios can be trusted where their milliseconds cannot. That is not so of a machine
with more to do than it can: it interrupts long answers and lets short ones through. There `--processor` counts the time
this process works, which leaves out what PostgreSQL and OpenSearch do in theirs.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.search.corpus import SAMPLES, fill
from bench.search.engines import installed, make
from bench.search.questions import KINDS, Query, queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.search.rows import Answer, Engine

SLOW = 2.0  # seconds; a query that takes an engine longer is asked of it once, and that answer counts as a warm one


@dataclass(slots=True)
class Times:
    """Milliseconds of one engine by the number of the query: the cold answer, and the warm ones."""

    cold: dict[int, float] = field(default_factory=dict)
    warm: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class Run:
    asked: list[Query]
    times: dict[str, Times]
    answers: dict[str, dict[int, Answer]]


@dataclass(frozen=True, slots=True)
class How:
    """`marks`: with marked texts; `clock` gives seconds, by the wall or of this process's own work."""

    rounds: int
    marks: bool
    clock: Callable[[], float] = time.perf_counter


def run(engines: list[Engine], asked: list[Query], how: How) -> Run:
    """Ask every query of every engine once cold and `how.rounds` times warm."""
    done = Run(asked, {each.name: Times() for each in engines}, {each.name: {} for each in engines})
    for engine in engines:
        engine.ask(Query("browse", "all"), how.marks)  # opens what is to be opened
    for turn in range(how.rounds + 1):
        for number in range(len(asked)):
            shift = (turn + number) % len(engines)
            for engine in engines[shift:] + engines[:shift]:
                _ask(done, engine, (turn, number), how)
    return done


def _ask(done: Run, engine: Engine, place: tuple[int, int], how: How) -> None:
    turn, number = place
    times = done.times[engine.name]
    if turn and times.cold[number] > SLOW * 1000:
        return
    began = how.clock()
    answer = engine.ask(done.asked[number], how.marks)
    took = (how.clock() - began) * 1000
    if turn == 0:
        times.cold[number] = took
        done.answers[engine.name][number] = answer
    if turn or took > SLOW * 1000:
        times.warm[number].append(took)


def share(values: list[float], part: float) -> float:
    """The value below which so large a part of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


def figures(done: Run, name: str) -> dict[str, float]:
    """Milliseconds: p50 and p95 of the warm answers, p50 of the cold ones, and p50 of each class.

    Of the warm answers of a query the quickest counts: what else the machine does can only slow it.
    """
    times = done.times[name]
    warm = {number: min(values) for number, values in times.warm.items()}
    rows = {"warm p50": share(list(warm.values()), 0.5), "warm p95": share(list(warm.values()), 0.95)}
    rows["cold p50"] = share(list(times.cold.values()), 0.5)
    for kind in dict.fromkeys(query.kind for query in done.asked):
        rows[kind] = median(warm[n] for n, query in enumerate(done.asked) if query.kind == kind)
    return rows


def table(done: Run) -> str:
    """In Markdown: our milliseconds, and our time divided by that of each other engine."""
    names = list(done.times)
    ours, others = names[0], names[1:]
    by_name = {name: figures(done, name) for name in names}
    lines = [f"| | {ours}, ms | {' | '.join(f'÷ {name}' for name in others)} |", "|---" * (len(names) + 1) + "|"]
    for row, value in by_name[ours].items():
        cells = [_ratio(value / by_name[name][row]) for name in others]
        lines.append(f"| {row} | {value:.1f} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _ratio(value: float) -> str:
    return f"1/{1 / value:,.0f}" if value < 0.095 else f"{value:.2f}"


def differences(done: Run) -> list[str]:
    """Where other engines count other sections or facets than the first one does."""
    first, *others = done.times
    lines = []
    for name in others:
        unlike = [
            (number, mine.total, theirs.total)
            for number, mine in done.answers[first].items()
            if (theirs := done.answers[name][number]) and not _agree(done.asked[number], mine, theirs)
        ]
        kinds = sorted({done.asked[number].kind for number, _, _ in unlike})
        examples = ", ".join(f"{mine}/{theirs}" for _, mine, theirs in unlike[:4])
        told = f": {', '.join(kinds)}; hits {examples}" if unlike else ""
        lines.append(f"{name}: {len(done.asked) - len(unlike)} of {len(done.asked)} answers agree{told}")
    return lines


def _agree(query: Query, mine: Answer, theirs: Answer) -> bool:
    """Equal totals and counts; a facet in which something is chosen is left out, as we count what else could be."""
    if mine.total != theirs.total:
        return False
    facets = [name for name in theirs.counts if name not in query.filters]
    return all(mine.counts.get(name) == theirs.counts[name] for name in facets)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search.latency", description=__doc__)
    parser.add_argument("sections", type=int)
    parser.add_argument("--texts", type=Path, default=SAMPLES, help="folder of *-kk.txt and *-ru.txt")
    parser.add_argument("--engines", nargs="*", default=installed())
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--kinds", nargs="*", default=KINDS, help="classes of queries; stock Haystack browses for minutes"
    )
    parser.add_argument("--alone", action="store_true", help="without the texts: ids and counts")
    parser.add_argument("--processor", action="store_true", help="time this process works, for a busy machine")
    given = parser.parse_args()
    fill(given.sections, given.texts)
    engines = [make(name) for name in given.engines]
    for engine in engines:
        if engine.name == "PostgreSQL" or not engine.size():
            engine.build()
    clock = time.process_time if given.processor else time.perf_counter
    asked = [query for query in queries() if query.kind in given.kinds]
    done = run(engines, asked, How(given.rounds, not given.alone, clock))
    title = "Ids and counts alone" if given.alone else "Top 20 with marked text, and counts of five facets"
    print(f"\n{title}, {given.sections:,} sections\n\n{table(done)}\n", flush=True)
    print("\n".join(differences(done)), flush=True)


if __name__ == "__main__":
    main()
