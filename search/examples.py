"""The examples of the help page: every one of them finds something, which a test holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from archive.models import Report
from search.typed import FIELDS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Example:
    typed: str

    @property
    def url(self) -> str:
        return "?" + urlencode({"q": self.typed})


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that can be typed. `names` are those of a field in Kazakh, Russian and English."""

    title: str | _StrPromise
    text: str | _StrPromise
    examples: tuple[Example, ...]
    names: tuple[str, ...] = ()


WAYS = (
    (
        _("Words"),
        _("All forms of a word are found, and other names of the same subject."),
        ["азаптау", "право адвоката"],
    ),
    (
        _("Phrases"),
        _("Words in quotation marks are found only together and in this order."),
        ['"жауап алу"', "«бытовое насилие»"],
    ),
    (
        _("Without a word"),
        _("A minus right before a word or a phrase leaves out sections that have it."),
        ["азаптау -полиция", 'пытки -"исправительное учреждение"'],
    ),
    (
        _("One or the other"),
        _("Between two words, OR, НЕМЕСЕ, ИЛИ (in capitals) or | means that either will do."),
        ["түрме НЕМЕСЕ изолятор", "адвокат ИЛИ юрист", "прокурор | омбудсмен"],
    ),
    (
        _("Brackets"),
        _("Brackets keep alternatives together. Several words of one alternative are looked for as a phrase."),
        ["(түрме OR изолятор) азаптау", "пытки (прокуратура OR детский дом)"],
    ),
    (
        _("The beginning of a word"),
        _("An asterisk after at least two letters stands for any ending."),
        ["азапта*", "прокур*"],
    ),
)
FIELD_WAYS = {
    "heading": (_("In the heading"), _("The word must stand in the section's heading."), ["heading:кіріспе"]),
    "title": (_("In the title"), _("The word must stand in the title of the report."), ["title:конвенция*"]),
    "language": (_("Language"), _("kk, ru or en."), ["азаптау lang:kk", "тіл:ru"]),
    "article": (
        _("Article of a convention"),
        _("The short name of the convention, a colon and the article."),
        ["article:CAT:11"],
    ),
    "violation": (
        _("Type of violation"),
        _("Its short name in addresses, or its whole name in quotation marks."),
        ["violation:torture", "нарушение:torture прокурор"],
    ),
    "year": (_("Year of events"), _("One year, or the first and the last with two dots between."), []),
    "report": (_("Report"), _("Its short name in addresses."), []),
    "publisher": (_("Publisher"), _("Its short name in addresses, or its whole name in quotation marks."), []),
}


def ways() -> list[Way]:
    """What can be typed in the search box."""
    return [Way(title, text, _examples(typed)) for title, text, typed in WAYS]


def fields() -> list[Way]:
    """The fields; years, reports and publishers are examples from the archive as it is."""
    own = _of_the_archive()
    return [
        Way(title, text, _examples([*typed, *own.get(field, [])]), FIELDS[field])
        for field, (title, text, typed) in FIELD_WAYS.items()
    ]


def symbols() -> tuple[Example, ...]:
    """A document symbol of a report in the archive, if there is any."""
    report = Report.objects.published().exclude(symbol="").first()
    return _examples([report.symbol] if report else [])


def _of_the_archive() -> dict[str, list[str]]:
    report = Report.objects.published().with_names().first()
    if report is None:
        return {}
    return {
        "year": [f"year:{report.period_start}", f"жыл:{report.period_start - 5}..{report.period_end}"],
        "report": [f"report:{report.slug}"],
        "publisher": [f"publisher:{report.publisher.slug}"],
    }


def _examples(typed: list[str]) -> tuple[Example, ...]:
    return tuple(Example(each) for each in typed)
