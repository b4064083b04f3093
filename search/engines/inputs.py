"""What Haystack's users write → conditions: its filters, its kinds of input, and for Raw the language of Whoosh."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from haystack.backends import BaseSearchQuery
from haystack.exceptions import SearchBackendError
from haystack.inputs import AltParser, AutoQuery, BaseInput, Exact, Not, Raw
from whoosh import query as library
from whoosh.qparser import QueryParser, plugins

from search.engines.conditions import EVERYTHING, Bounds, Leaf, Node

SIGNS = (r"(?<![^\s(])\+", r"(?<![^\s(])-")  # only before a word: press-2021 is one code
MOST_EDITS = 2  # what Lucene looks for; alike on every engine


class TreeQuery(BaseSearchQuery):
    """Haystack's query, kept as a tree instead of being written out and parsed again."""

    def build_query(self) -> Node:
        return _tree(self.query_filter)

    def matching_all_query(self) -> Node:
        return Node("AND", False, ())


def _tree(node: Any) -> Node:
    parts: list[Leaf | Node] = []
    for child in node.children:
        if hasattr(child, "children"):
            parts.append(_tree(child))
        else:
            expression, value = child
            field, kind = node.split_expression(expression)
            parts.append(_condition(Leaf(field, kind, value)))
    return Node(node.connector, node.negated, tuple(parts))


def _condition(leaf: Leaf) -> Leaf | Node:
    """A condition by the kind of its value. Raises SearchBackendError where its language is not known here."""
    given = leaf.value
    if not isinstance(given, BaseInput):
        return leaf
    if isinstance(given, AltParser):
        raise SearchBackendError(f"There is no parser “{given.parser_name}” here: use Raw or AutoQuery.")
    leaf = replace(leaf, value=given.query_string)
    if isinstance(given, Raw):
        return raw(leaf.field, str(leaf.value))
    if isinstance(given, Exact):
        return replace(leaf, kind="exact")
    if isinstance(given, AutoQuery) and leaf.is_analysed:
        return replace(leaf, kind="auto")
    return Node("AND", True, (leaf,)) if isinstance(given, Not) else leaf


def raw(field: str, text: str) -> Leaf | Node:
    """A query in the language of the Whoosh library; words that name no field are asked of `field`.

    Raises SearchBackendError for what has no meaning here.
    """
    parser = QueryParser(field, schema=None)
    parser.add_plugins([plugins.PlusMinusPlugin(*SIGNS), plugins.FuzzyTermPlugin(), plugins.RegexPlugin()])
    try:
        asked = parser.parse(text)
    except Exception as error:  # an operator without its words breaks the library's parser in several ways
        raise SearchBackendError(f"This cannot be read as a query: {text}") from error
    return _read(asked)


def _read(asked: library.Query) -> Leaf | Node:
    """Whoosh's tree as ours. What optional words add to a score is left out: they decide nothing."""
    match asked:
        case library.Not():
            return Node("AND", True, (_read(asked.query),))
        case library.AndMaybe():
            return _read(asked.a)
        case library.AndNot():
            return Node("AND", False, (_read(asked.a), Node("AND", True, (_read(asked.b),))))
        case library.And() | library.Require():
            return Node("AND", False, tuple(map(_read, asked.children())))
        case library.Or():
            return Node("OR", False, tuple(map(_read, asked.children())))
        case library.NullQuery:
            return Leaf("content", "content", "")
    return _read_leaf(asked)


def _read_leaf(asked: library.Query) -> Leaf:
    field = asked.field()
    match asked:
        case library.Term():
            return Leaf(field, "content", asked.text)
        case library.Phrase() if asked.slop == 1:
            return Leaf(field, "exact", " ".join(asked.words))
        case library.Prefix():
            return Leaf(field, "startswith", asked.text)
        case library.TermRange():
            return Leaf(field, "range", Bounds(asked.start, asked.end, asked.startexcl, asked.endexcl))
        case library.Every() if field in (None, "content"):
            return Leaf("content", "content", EVERYTHING)
        case library.FuzzyTerm() if asked.maxdist > MOST_EDITS:
            raise SearchBackendError(f"At most {MOST_EDITS} letters of a word may differ: {asked}")
        case library.Phrase() | library.Wildcard() | library.Regex() | library.FuzzyTerm() | library.Every():
            return Leaf(field, "pattern", asked)
    raise SearchBackendError(f"{type(asked).__name__} is not supported by this engine.")
