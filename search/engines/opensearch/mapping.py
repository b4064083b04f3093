"""How a section lies in OpenSearch: our terms with their positions, codes as they are.

For each analysed field `name`:
    name_terms   a string for each passage, a word of it for each position: "=exact|~stem", both terms at one position;
                 where words share a position (a hyphenated word and its first part) "=ab|~ab|=a|~a"; "_" is a position
                 without a word. No phrase reaches from one string into the next, as none does into the next passage.
    name_exact, name_stem   each term once, for looking terms up by their beginning and for counting them
and for the text alone
    text_peaks   each term with its highest frequency in one passage, by which candidates are ordered
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from haystack.constants import DJANGO_CT, DJANGO_ID, ID

from search.engines.conditions import ANALYSED
from search.fields import CodeField, CodesField
from search.indexing import passage_terms
from search.passages import SPAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from search.indexing import Terms
    from search.plan import Weights

Row = dict[str, Any]
EXACT, STEM = "=", "~"  # before a term, to tell one kind from the other
BETWEEN, NOTHING = "|", "_"
SHARDS = 1
HALVES = 2  # a frequency is a whole number; what an exact form adds to its stem may be less than one
SHORTEST_PHRASE = 2  # words
MOST_PAGED = 1_000_000  # sections a reader may page through


def settings(weights: Weights) -> Row:
    """The settings of an index."""
    return {
        "number_of_shards": SHARDS,
        "auto_expand_replicas": "0-1",
        "refresh_interval": -1,  # who writes refreshes, so that readers see a document whole or not at all
        "max_result_window": MOST_PAGED,
        "analysis": {
            "tokenizer": {"blanks": {"type": "whitespace", "max_token_length": 1_000_000}},
            "filter": {
                "nothing": {"type": "stop", "stopwords": [NOTHING]},
                "forms": {
                    "type": "pattern_capture",
                    "preserve_original": False,
                    "patterns": [f"([{EXACT}{STEM}][^{BETWEEN}]+)"],
                },
                "frequency": {"type": "delimited_term_freq", "delimiter": BETWEEN},
            },
            "analyzer": {
                "terms": {"tokenizer": "blanks", "filter": ["nothing", "forms"]},
                "peaks": {"tokenizer": "blanks", "filter": ["frequency"]},
            },
        },
        "similarity": {
            "peaks": _saturated(weights, 1 / HALVES),
            "phrases": _saturated(weights, SHORTEST_PHRASE),
        },
    }


def _saturated(weights: Weights, each: float) -> Row:
    """The formula of search.engines.scoring, where a frequency counts so much each time; the rarity is the boost."""
    k = weights.saturation
    source = f"double n = doc.freq * {each}; return query.boost * n * {1 + k} / (n + {k})"
    return {"type": "scripted", "script": {"source": source}}


def mappings(fields: Mapping[str, Any]) -> Row:
    """What an index holds, for the fields of a SearchIndex.

    The source of a section is its terms, and whether it only points elsewhere: a window of candidates is sent as it
    lies on disk, cut by nobody.
    """
    properties: Row = {ID: {"type": "keyword"}, DJANGO_CT: {"type": "keyword"}, DJANGO_ID: {"type": "long"}}
    for name, field in fields.items():
        if name in ANALYSED:
            properties |= _analysed(name)
        elif isinstance(field, CodeField | CodesField):
            number = {"type": "double", "ignore_malformed": True}
            properties[name] = {"type": "keyword", "fields": {"number": number}}
        else:
            properties[name] = {"type": "integer"}
    properties["title"] = {"type": "keyword"}
    properties["title_place"] = {"type": "keyword"}
    return {"dynamic": "strict", "_source": {"includes": ["*_terms", "pointer"]}, "properties": properties}


def _analysed(name: str) -> Row:
    found: Row = {
        f"{name}_terms": {"type": "text", "analyzer": "terms", "norms": False, "similarity": "phrases"},
        f"{name}_exact": {"type": "keyword", "index": False},
        f"{name}_stem": {"type": "keyword", "index": False},
    }
    if name == "text":
        found["text_peaks"] = {
            "type": "text",
            "analyzer": "peaks",
            "norms": False,
            "index_options": "freqs",
            "similarity": "peaks",
        }
    return found


def row(prepared: Row) -> Row:
    """A section as Haystack prepares it → as it lies in OpenSearch."""
    made = {name: value for name, value in prepared.items() if name not in ANALYSED}
    made["title"] = prepared["title"]
    made["title_place"] = prepared["title"].casefold()
    for name in ANALYSED:
        exact, stems = passage_terms(prepared[name] or "", prepared["words_language"])
        made[f"{name}_terms"] = written(exact, stems)
        made[f"{name}_exact"] = _each(exact)
        made[f"{name}_stem"] = _each(stems)
        if name == "text":
            made["text_peaks"] = _peaks(exact, stems)
    return made


def written(exact: Terms, stems: Terms) -> list[str]:
    """Terms and their positions as text, a string for each passage."""
    passages: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (word, position), (stem, _) in zip(exact, stems, strict=True):
        passages[position // SPAN][position % SPAN] += [EXACT + word, STEM + stem]
    return [_passage(passages.get(number, {})) for number in range(max(passages, default=-1) + 1)]


def _passage(words: Mapping[int, list[str]]) -> str:
    positions = range(max(words, default=-1) + 1)
    return " ".join(BETWEEN.join(words.get(position, [NOTHING])) for position in positions)


def _each(terms: Terms) -> list[str]:
    return sorted({term for term, _ in terms})


def _peaks(exact: Terms, stems: Terms) -> str:
    """An exact form counts for itself and for its stem."""
    counted = [(EXACT + term, count * (HALVES + 1)) for term, count in _highest(exact)]
    counted += [(STEM + term, count * HALVES) for term, count in _highest(stems)]
    return " ".join(f"{term}{BETWEEN}{count}" for term, count in counted)


def _highest(terms: Terms) -> Iterable[tuple[str, int]]:
    """Each term with the number of times it stands in the passage that has it most often."""
    highest: dict[str, int] = {}
    for (term, _), count in Counter((term, position // SPAN) for term, position in terms).items():
        highest[term] = max(count, highest.get(term, 0))
    return highest.items()
