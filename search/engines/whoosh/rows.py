"""The fields of one section as the schema has them, from what Haystack prepares; no model is needed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.engines.conditions import ANALYSED
from search.engines.whoosh.fields import CodesField
from search.indexing import passage_terms

if TYPE_CHECKING:
    from whoosh.fields import Schema

Row = dict[str, Any]


def row_of(prepared: Row, schema: Schema) -> Row:
    """Terms with their positions for what is analysed, lists of codes, and the rest as it is."""
    row: Row = {}
    for name, value in prepared.items():
        if name in ANALYSED:
            exact, stems = passage_terms(value or "", prepared["words_language"])
            row |= {f"{name}_exact": exact, f"{name}_stem": stems}
        elif isinstance(schema[name], CodesField):
            row[name] = [str(each) for each in value] if isinstance(value, list) else [str(value)]
        else:
            row[name] = value
    return row | {"title": prepared["title"]}
