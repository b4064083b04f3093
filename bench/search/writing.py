"""Index rate, size and memory: `python -m bench.search.writing 1000` builds with each engine in a process of its own.

The rate includes what every engine needs: reading the record, preparing its fields, and (but for Haystack, which has
none of ours) the analysis. The rate per second of processor time is the surer one where the machine does other things
as well. Memory is that of the whole process, Django included.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from bench.search import FOLDER
from bench.search.corpus import SAMPLES, fill
from bench.search.engines import installed, make
from bench.search.questions import queries

Figures = dict[str, float]


def built(name: str, sections: int) -> Figures:
    """Build, in this process."""
    engine = make(name)
    began, worked = time.perf_counter(), _worked()
    engine.build()
    figures = {"rate": sections / (time.perf_counter() - began), "size": engine.size() / 1e6, "peak": _peak()}
    # PostgreSQL's server is no child of this process: what it works is not known here.
    return figures if name == "postgres" else figures | {"work": sections / (_worked() - worked)}


def asked(name: str) -> Figures:
    """Answer the sixty queries, in this process; its memory before and after."""
    engine, sixty = make(name), queries()
    before = _resident()
    for query in sixty:
        engine.ask(query, marks=True)
    return {"before": before, "after": _resident(), "asking peak": _peak()}


def _resident() -> float:
    """Megabytes of this process in memory now."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def _worked() -> float:
    """Seconds of processor time of this process and of those it started and that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def elsewhere(what: str, name: str, sections: int) -> Figures:
    """`built` or `asked` in a process of its own, on the same archive."""
    command = [sys.executable, "-m", "bench.search.writing", str(sections), "--one", what, name]
    environment = os.environ | {"BENCH_DIR": str(FOLDER)}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def table(figures: dict[str, Figures]) -> str:
    """In Markdown; ratios are to the first engine."""
    first = next(iter(figures.values()))
    heads = ["engine", "sections/s", "÷ ours", "per second of processor", "÷ ours", "MB", "÷ ours", "peak MB building"]
    heads += ["MB after 60 queries (before)", "peak MB asking"]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for name, row in figures.items():
        rate, size = row["rate"] / first["rate"], row["size"] / first["size"]
        memory = f"{row['after']:.0f} ({row['before']:.0f}) | {row['asking peak']:.0f}" if "after" in row else "– | –"
        work = f"{row['work']:.0f} | {row['work'] / first['work']:.2f}" if "work" in row else "– | –"
        cells = (
            f"{row['rate']:.0f} | {rate:.2f} | {work} | {row['size']:.1f} | {size:.2f} | {row['peak']:.0f} | {memory}"
        )
        lines.append(f"| {name} | {cells} |")
    return "\n".join(lines)


def measured(name: str, sections: int) -> Figures:
    figures = elsewhere("built", name, sections)
    # PostgreSQL's server is gone with the process that built, and its memory is not that process's anyway.
    return figures if name == "postgres" else figures | elsewhere("asked", name, sections)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search.writing", description=__doc__)
    parser.add_argument("sections", type=int)
    parser.add_argument("--texts", type=Path, default=SAMPLES, help="folder of *-kk.txt and *-ru.txt")
    parser.add_argument("--engines", nargs="*", default=installed())
    parser.add_argument("--one", nargs=2, metavar=("WHAT", "ENGINE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        what, name = given.one
        print(json.dumps(built(name, given.sections) if what == "built" else asked(name)))
        return
    fill(given.sections, given.texts)
    figures = {name: measured(name, given.sections) for name in given.engines}
    print(f"\nBuilding and memory, {given.sections:,} sections\n\n{table(figures)}", flush=True)


if __name__ == "__main__":
    main()
