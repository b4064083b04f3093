"""The rules that find headings, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# The rules of archive.importing.sections and archive.importing.corrections.
RULES: dict[str, _StrPromise] = {
    "": _("words before the first heading"),
    "added": _("an editor's own heading"),
    "addressee": _("to whom recommendations go"),
    "annex": _("annex"),
    "answer": _("paragraph of a committee's observations"),
    "article": _("article"),
    "byline": _("author's name"),
    "capitals": _("line in capital letters"),
    "closed phrase": _("short phrase with a full stop"),
    "contents entry": _("entry of the contents page"),
    "contents page": _("contents page"),
    "editor": _("found by an editor"),
    "heading style": _("heading by the style of the file"),
    "letter": _("letter of a list"),
    "letters": _("larger or bold letters"),
    "number": _("number"),
    "page header": _("running header of the pages"),
    "part": _("part or chapter"),
    "provision": _("paragraph of an article"),
    "roman": _("Roman numeral"),
    "run-in": _("beginning of a paragraph with a colon"),
    "standard title": _("part that every report has"),
    "title": _("short line before text"),
    "treaty article": _("article of a treaty"),
}


def rule_name(rule: str) -> str:
    return str(RULES.get(rule, rule))
