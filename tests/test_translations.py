"""Everything the archive says, it says in Kazakh and Russian too."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "archive" / "locale"
LANGUAGES = ("kk", "ru")
# How many of the arguments of a call are messages.
MESSAGES = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}|<[^>]+>")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


def messages_in_code() -> Iterator[str]:
    for path in [*(ROOT / "archive").rglob("*.py"), *(ROOT / "search").rglob("*.py")]:
        yield from messages_in(ast.parse(path.read_text(encoding="utf-8")))


def messages_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for argument in node.args[: MESSAGES.get(node.func.id, 0)]:
                if isinstance(argument, ast.Constant):
                    yield str(argument.value)


def messages_in_templates() -> Iterator[str]:
    """Django writes a template as calls of gettext for its own tools; the same text serves here."""
    literal = r"""u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
    call = re.compile(rf"\bn?gettext\({literal}(?:, ?{literal})?")
    for path in (ROOT / "templates").rglob("*.html"):
        for found in call.finditer(templatize(path.read_text(encoding="utf-8"))):
            yield from (str(ast.literal_eval(message)) for message in found.groups() if message)


def every_message() -> set[str]:
    return set(messages_in_code()) | set(messages_in_templates())


def test_it_knows_where_messages_are() -> None:
    code, templates = set(messages_in_code()), set(messages_in_templates())
    assert {"Type of violation", "State report"} <= code
    assert {"Proof of source", "%(total)s section found", "%(total)s sections found"} <= templates


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_translates_every_message(language: str) -> None:
    translated = {text for entry in catalogue(language) for text in (entry.msgid, entry.msgid_plural) if text}
    assert not every_message() - translated


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_leaves_no_translation_empty_or_doubtful(language: str) -> None:
    entries = catalogue(language)
    assert len(entries) > 100
    assert not [entry.msgid for entry in entries if not entry.translated() or entry.fuzzy or entry.obsolete]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_the_values_inside_a_sentence(language: str) -> None:
    wrong = []
    for entry in catalogue(language):
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(entry.msgid)):
                wrong.append(text)
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_ships_what_is_translated(language: str) -> None:
    """The compiled catalogue is in the repository: whoever installs the archive needs no gettext."""
    compiled = polib.mofile(str(LOCALE / language / "LC_MESSAGES" / "django.mo"))
    assert said(compiled) == said(catalogue(language))


def said(entries: polib.POFile | polib.MOFile) -> dict[str, tuple[str, ...]]:
    return {entry.msgid: (entry.msgstr, *entry.msgstr_plural.values()) for entry in entries}
