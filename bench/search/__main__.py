"""Everything measured about speed, one archive size after the other: `python -m bench.search 1000 10000`.

Each measurement runs in a process of its own and prints a table in Markdown. BENCH_DIR keeps the archives, so that
another run need not make them again.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from pathlib import Path

from bench.search import FOLDER
from bench.search.corpus import SAMPLES
from bench.search.engines import installed


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("sections", nargs="*", type=int, default=[1000, 10000])
    parser.add_argument("--texts", type=Path, default=SAMPLES, help="folder of *-kk.txt and *-ru.txt")
    parser.add_argument("--engines", nargs="*", default=installed(), help="ours first: ratios are to it")
    given = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}", flush=True)
    for sections in given.sections:
        environment = os.environ | {"BENCH_DIR": str(FOLDER / str(sections))}
        engines = ["--engines", *given.engines]
        steps = {"writing": engines, "latency": engines, "page": [], "readers": []}
        for name, options in steps.items():
            command = [sys.executable, "-m", f"bench.search.{name}", str(sections), "--texts", str(given.texts)]
            subprocess.run([*command, *options], env=environment, check=True)


if __name__ == "__main__":
    main()
