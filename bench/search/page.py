"""The whole search page beside an empty page of the same size: `python -m bench.search.page 1000`.

Both go through every middleware of the site, without a network. The empty page is the HTML of the search page sent as
it is: what the server costs when there is nothing to do. A search page is made anew (nothing of its hits was shown
before, the postings of its words are known) or was kept for the next reader. Between them stands the page whose results
are ready: what the template costs. The ways alternate; each query is asked `--rounds` times, and its quickest answer
counts.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from unittest.mock import patch

from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils.http import urlencode

from bench.search.corpus import SAMPLES, fill
from bench.search.empty_page import BODIES
from bench.search.ours import built
from bench.search.questions import Query, queries
from search import views
from search.finding import find
from search.highlighting import places_of
from search.passages import cut
from search.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable


TITLES = {
    "kept": "search page, kept",
    "unchanged": "search page, told unchanged",
    "page": "search page, made anew",
    "ready": "search page, its results ready",
    "empty": "empty page",
    "finding": "finding alone",
}
ANEW = ("page", "ready", "finding")


def typed(query: Query) -> Request:
    """The query as a reader would type and choose it."""
    between = " OR " if query.op == "or" else " "
    q = between.join(query.words)
    q = {"phrase": f'"{q}"', "prefix": f"{q}*"}.get(query.op, q)
    filters = tuple((name, (value,)) for name, value in query.filters.items())
    return Request(q, filters, page=query.page)


def compared(asked: list[Query], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of the whole page, of it with its results ready, of an empty one, and of finding alone."""
    times: dict[str, list[float]] = {name: [] for name in TITLES}
    client = Client(SERVER_NAME="127.0.0.1")
    with override_settings(ROOT_URLCONF="bench.search.empty_page"):
        for number, query in enumerate(asked):
            ways = _ways(client, number, query)
            took = [{name: _took(name, way) for name, way in ways.items()} for _ in range(rounds)]
            for name in TITLES:
                times[name].append(min(each[name] for each in took))
    return times


def _ways(client: Client, number: int, query: Query) -> dict[str, Callable[[], object]]:
    wanted = typed(query)
    address = "/?" + urlencode([*wanted.pairs, ("q", wanted.q), ("page", wanted.page)])
    response = client.get(address)
    BODIES[str(number)] = response.content
    found = find(wanted)

    def ready() -> None:
        with patch.object(views, "find", return_value=found):
            client.get(address)

    return {
        "finding": lambda: find(wanted),
        "ready": ready,
        "page": lambda: client.get(address),
        "kept": lambda: client.get(address),  # by the one before
        "unchanged": lambda: client.get(address, headers={"if-none-match": response.headers["ETag"]}),
        "empty": lambda: client.get(f"/bench-empty/{number}/"),
    }


def _took(name: str, way: Callable[[], object]) -> float:
    """Milliseconds this process works: all of it happens here, and other work of the machine does not count."""
    if name in ANEW:
        for forget in (cache.clear, cut.cache_clear, places_of.cache_clear):
            forget()
    began = time.process_time()
    way()
    return (time.process_time() - began) * 1000


def table(times: dict[str, list[float]]) -> str:
    """In Markdown, with the medians over all queries."""
    middle = {name: median(values) for name, values in times.items()}
    size = median(len(body) for body in BODIES.values())
    lines = [f"| {size / 1000:.0f} kB | ms | ÷ empty | ÷ ready |", "|---|---|---|---|"]
    for name, title in TITLES.items():
        value = middle[name]
        lines.append(f"| {title} | {value:.1f} | {value / middle['empty']:.1f} | {value / middle['ready']:.2f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search.page", description=__doc__)
    parser.add_argument("sections", type=int)
    parser.add_argument("--texts", type=Path, default=SAMPLES, help="folder of *-kk.txt and *-ru.txt")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    fill(given.sections, given.texts)
    call_command("collectstatic", interactive=False, verbosity=0)
    built()
    print(f"\nThe page, {given.sections:,} sections\n\n{table(compared(queries(), given.rounds))}", flush=True)


if __name__ == "__main__":
    main()
