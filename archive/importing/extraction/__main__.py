"""Read one file in a process of its own: bytes on standard input, a line of JSON for every event on standard output.

    {"limits": {...}, "memory": 1500000000}   first argument: how large the file and this process may be
    {"page": 3, "of": 120}                    a page is read
    {"text": {...}} or {"problem": "damaged", "details": {...}}   the last line

Files come from strangers and their readers are large programs in C. Here they hold no secret, see no database, and
what they eat or break is this process.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import Any

from archive.importing.draft import ImportProblem
from archive.importing.extraction import Limits, extract
from archive.importing.extraction.wire import to_values


def main() -> None:
    out, sys.stdout = sys.stdout, sys.stderr  # what a library prints is no event
    given = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (given["memory"], given["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def say(**event: Any) -> None:
        json.dump(event, out, ensure_ascii=True)
        out.write("\n")
        out.flush()

    try:
        text = extract(sys.stdin.buffer.read(), Limits(**given["limits"]), lambda page, of: say(page=page, of=of))
        say(text=to_values(text))
    except ImportProblem as problem:
        say(problem=problem.code, details=problem.details)
    except MemoryError:
        say(problem="too-much-memory", details={})
        os._exit(0)  # nothing more can be trusted to work


if __name__ == "__main__":
    main()
