"""The archive's own engine and stock Haystack, asked what the others are asked."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from haystack.query import SQ, SearchQuerySet

from archive.models import Section
from bench.search import FOLDER, stock
from bench.search.questions import FACETS
from bench.search.rows import PAGE, Answer, sections
from search.analysis import Forms
from search.finding import backend
from search.highlighting import marked, matches, ways_of
from search.passages import cut
from search.plan import Clause, Plan
from search.ranking import weights
from search.updating import rebuild

if TYPE_CHECKING:
    from bench.search.questions import Query
    from search.plan import Found


def plan_of(query: Query) -> Plan:
    """The query as the engine is asked it: every word for "and", any for "or", nothing but the words given."""
    forms = [Forms(word, (stem,)) for word, stem in zip(query.words, query.stems, strict=True)]
    if query.op == "prefix":
        forms = [Forms(query.words[0], (), is_prefix=True)]
    clauses = (Clause(tuple(forms)),) if query.op == "phrase" else tuple(Clause((each,)) for each in forms)
    enough = replace(weights(), enough=0.0 if query.op == "or" else 1.0)
    filters: dict[str, tuple[str, ...]] = {name: (value,) for name, value in query.filters.items()}
    return Plan(clauses, (), filters, enough, start=(query.page - 1) * PAGE, size=PAGE)


def answered(engine: Any, query: Query, marks: bool) -> Answer:
    """The answer of one of the archive's engines."""
    plan = plan_of(query)
    answer = engine.search_plan(plan)
    marked = _marked(answer.hits, plan.clauses) if marks else []
    return Answer(answer.total, [found.id for found in answer.hits], answer.counts, marked)


class Ours:
    name = "ours"

    def build(self) -> None:
        rebuild()

    def ask(self, query: Query, marks: bool) -> Answer:
        return answered(backend(), query, marks)

    def size(self) -> int:
        return size_of(Path(str(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])))

    def close(self) -> None:
        """The archive keeps its reader."""


def built() -> Ours:
    """The archive's own engine, with its index built where there is none."""
    ours = Ours()
    if not ours.size():
        ours.build()
    return ours


def _marked(hits: tuple[Found, ...], clauses: tuple[Clause, ...]) -> list[str]:
    """The best passage of each hit, from the record, marked as on the page."""
    rows = Section.objects.filter(pk__in=[found.id for found in hits]).order_by()
    texts = {pk: (text, language) for pk, text, language in rows.values_list("pk", "text", "language")}
    shown, ways = [], ways_of(clauses)
    for found in hits:
        text, language = texts[found.id]
        span = cut(text)[found.passages[0] if found.passages else 0]
        passage = text[span.start : span.end]
        shown.append(str(marked(passage, matches(passage, language, ways))))
    return shown


class Stock:
    """Haystack as its documentation has it: facets, highlighting, rows loaded; raw words, for it knows no stems."""

    name = "Haystack"

    def __init__(self) -> None:
        self._open = ExitStack()
        self._path = FOLDER / "stock"
        self._backend = self._open.enter_context(stock.connection(self._path))

    def build(self) -> None:
        stock.fill(self._backend, sections())

    def ask(self, query: Query, marks: bool) -> Answer:
        found = SearchQuerySet(using=stock.NAME)
        if query.words:
            found = found.filter(_wanted(query))
        for name, value in query.filters.items():
            found = found.narrow(f'{name}_exact:"{value}"')
        for name in FACETS:
            found = found.facet(name)
        if marks:
            found = found.highlight().load_all()
        start = (query.page - 1) * PAGE
        page = found[start : start + PAGE]
        counts = found.facet_counts().get("fields", {})
        shown = ["".join(each.highlighted or ()) for each in page if each] if marks else []
        return Answer(len(found), [int(each.pk) for each in page if each], {n: dict(counts[n]) for n in counts}, shown)

    def size(self) -> int:
        return size_of(self._path)

    def close(self) -> None:
        self._open.close()


def _wanted(query: Query) -> SQ:
    if query.op == "phrase":
        return SQ(content__exact=" ".join(query.words))
    if query.op == "prefix":
        return SQ(content__startswith=query.words[0])
    first, *others = (SQ(content=word) for word in query.words)
    for other in others:
        first = first | other if query.op == "or" else first & other
    return first


def size_of(path: Path) -> int:
    files = [path] if path.is_file() else path.rglob("*")
    return sum(each.stat().st_size for each in files if each.is_file())
