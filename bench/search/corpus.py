"""An archive of any size: sections put together from sentences of real texts, with names and numbers of their own.

`python -m bench.search.corpus 10000 [FOLDER]` fills the scratch archive. The texts are the sample reports, or the files
*-kk.txt and *-ru.txt of a folder; the more text, the more natural the frequencies of words. The first sections of a
large archive are those of a small one.
"""

from __future__ import annotations

import random
import re
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from django.core.management import call_command

from archive.models import Article, Document, Publisher, Report, Section, State, Tag, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

Thing = TypeVar("Thing")
SAMPLES = Path(__file__).resolve().parents[2] / "fixtures" / "reports"
SEED = 20260101
IN_REPORT, IN_CHAPTER, PUBLISHERS = 200, 10, 23
BATCH = 2000
SENTENCE = re.compile(r"(?<=[.!?;:])\s+(?=[A-ZА-ЯӘҒҚҢӨҰҮҺІ«(0-9])")
PARTS_OF_NAMES = "ай бек нұр дар сер жан қай мур ал ер тай гүл бол са ра ев ұлы ова кен тас мыр ин ба ло зей"
SYLLABLES = tuple(PARTS_OF_NAMES.split())


@dataclass(frozen=True, slots=True)
class Made:
    heading: str
    text: str


def sentences(folder: Path, language: str) -> list[str]:
    """The sentences of the texts in a language, of 25 to 700 letters."""
    found = []
    for path in sorted(folder.glob(f"*-{language}.txt")):
        paragraphs = re.split(r"\n\s*\n", path.read_text(encoding="utf-8", errors="replace").replace("\r", ""))
        for paragraph in paragraphs:
            found += [each for each in SENTENCE.split(" ".join(paragraph.split())) if 25 < len(each) < 700]
    return found


def made(rnd: random.Random, pool: list[str]) -> Made:
    """A section of 600 to 1,500 letters in paragraphs of about three sentences."""
    length, parts = rnd.randint(600, 1500), [_noise(rnd), _noise(rnd)]
    while sum(map(len, parts)) < length:
        parts.insert(rnd.randrange(len(parts) + 1), rnd.choice(pool))
    paragraphs = [" ".join(parts[n : n + 3]) for n in range(0, len(parts), 3)]
    return Made(" ".join(rnd.choice(pool).split()[:5]).strip(".,;:"), "\n\n".join(paragraphs))


def _noise(rnd: random.Random) -> str:
    names = ("".join(rnd.choices(SYLLABLES, k=rnd.randint(2, 5))).capitalize() for _ in range(2))
    return f"{' '.join(names)} № {rnd.randint(1, 99999)}."


def fill(count: int, folder: Path = SAMPLES) -> None:
    """Make an archive of so many published sections; one that has them already is left as it is."""
    call_command("migrate", verbosity=0)
    if Section.objects.count() == count:
        return
    if Section.objects.exists():
        raise SystemExit("This folder has an archive of another size.")
    call_command("load_vocabulary", verbosity=0)
    pools = {language: sentences(folder, language) for language in ("kk", "ru")}
    publishers = [Publisher.objects.create(slug=f"p{n}", name_ru=f"Издатель {n}") for n in range(PUBLISHERS)]
    rows = _sections(pools, publishers, random.Random(SEED))  # noqa: S311 (no secret)
    left = islice(rows, count)
    while batch := list(islice(left, BATCH)):
        Section.objects.bulk_create(batch)
        Tag.objects.bulk_create(_tags(batch))
    Document.objects.update(revision=1, indexed_revision=1)


def _sections(pools: dict[str, list[str]], publishers: list[Publisher], rnd: random.Random) -> Iterator[Section]:
    """Reports without end, 200 sections each, every tenth of them a chapter; all with keys of their own."""
    number = 0
    while True:
        document = _document(number // IN_REPORT, rnd, publishers)
        chapter = None
        for order in range(IN_REPORT):
            number += 1
            section = _section(document, made(rnd, pools[document.language]), order)
            section.pk = number
            if order % IN_CHAPTER == 0:
                chapter = section
            else:
                section.parent, section.level = chapter, 2
            yield section


def _document(number: int, rnd: random.Random, publishers: list[Publisher]) -> Document:
    year = min(2025, max(2000, int(rnd.gauss(2013, 6))))
    report = Report.objects.create(
        slug=f"report-{number}",
        title=f"Есеп {number} — отчёт {number}",
        publisher=publishers[number % PUBLISHERS],
        year_published=year,
        period_start=year,
        period_end=year,
    )
    language = "kk" if rnd.random() < 0.6 else "ru"
    return Document.objects.create(report=report, language=language, title=report.title, state=State.PUBLISHED)


def _section(document: Document, made: Made, order: int) -> Section:
    place = {"marks": [[0, order + 1]], "line_start": order + 1, "line_end": order + 1}
    words = {"heading": made.heading, "text": made.text, "language": document.language}
    return Section(document=document, key=f"s{order}", order=order, level=1, **words, **place)


def _tags(sections: list[Section]) -> list[Tag]:
    """Up to three articles and one to three violations each, few of them frequent."""
    articles = list(Article.objects.order_by("pk")[:40])
    violations = list(Violation.objects.order_by("pk")[:35])
    tags = []
    for section in sections:
        rnd = random.Random(section.pk)  # noqa: S311 (no secret)
        tags += [Tag(section=section, article=each) for each in _few(rnd, articles, rnd.randint(0, 3))]
        tags += [Tag(section=section, violation=each) for each in _few(rnd, violations, rnd.randint(1, 3))]
    return tags


def _few(rnd: random.Random, things: list[Thing], count: int) -> list[Thing]:
    places = {min(len(things) - 1, int(rnd.expovariate(5 / len(things)))) for _ in range(count)}
    return [things[place] for place in sorted(places)]


if __name__ == "__main__":
    fill(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else SAMPLES)
