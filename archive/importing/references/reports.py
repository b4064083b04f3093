"""Other reports: by number in a series, as the one before or the next, by year, by title or subject."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.importing.references.instruments import find_named
from archive.importing.references.places import sentence_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.importing.draft import Context, LinkDraft
    from archive.importing.references.places import Passage

KIND = "report"
_ORDINALS = (
    ("бірінші", "перв", "first"),
    ("екінші", "втор", "second"),
    ("үшінші", "трет", "third"),
    ("төртінші", "четверт", "fourth"),
    ("бесінші", "пят", "fifth"),
    ("алтыншы", "шест", "sixth"),
    ("жетінші", "седьм", "seventh"),
    ("сегізінші", "восьм", "eighth"),
    ("тоғызыншы", "девят", "ninth"),
    ("оныншы", "десят", "tenth"),
)
_ORDINAL = (
    rf"(?:(?:{'|'.join('|'.join(words) for words in _ORDINALS)})\w*|\d{{1,2}}\s?-?\s?(?:ші|шы|й|го|м|th|nd|rd|st)\b)"
)
_ORDER = rf"{_ORDINAL}(?:\s\([^()]*\))?(?:\s(?:және|мен|и|and)\s{_ORDINAL}(?:\s\([^()]*\))?)?"
_PERIODIC = re.compile(
    rf"(?<!\w)(?P<order>{_ORDER})\s(?:(?:жиынтық|біріктірілген|кезекті)\s)?(?:(?:мерзімді|жиынтық)\s)(?:\([^()]*\)\s)?баяндама\w*"
    rf"|(?<!\w)\(?(?P<other>{_ORDER})\)?\s(?:(?:объедин[её]нн\w+|сводн\w+|combined)\s)?"
    r"(?:периодическ\w+\s(?:доклад|отч[её]т)\w*|periodic\sreports?)",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"(?<!\w)(?:(?:алдыңғы|бұрынғы|өткен)\s(?:мерзімді\s|жиынтық\s)*баяндама\w*"
    r"|предыдущ\w+\s(?:периодическ\w+\s)?(?:доклад|отч[её]т)\w*|(?:previous|last)\s(?:periodic\s)?reports?)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?<!\w)(?:келесі\s(?:мерзімді\s|жиынтық\s|кезекті\s|есеп\sберу\s|есептік\s)+баяндама\w*"
    r"|(?:следующ|очередн)\w+\s(?:периодическ\w+\s)(?:доклад|отч[её]т)\w*|next\speriodic\sreport)",
    re.IGNORECASE,
)
_CORE = re.compile(
    r"(?:жалпы\s)?баз(?:ал|ис)ық\sқұжат\w*|общ\w+\sбазов\w+\sдокумент\w*|common\score\sdocument", re.IGNORECASE
)
_REPORT = r"(?:доклад|отч[её]т)(?:а|у|ом|е|ы|ов|ам|ах)?(?!\w)"
_YEAR = r"(?P<{}>(?:19|20)\d\d)"
_RUSSIAN = (
    rf"«[^«»]{{0,80}}{_REPORT}[^«»]{{0,80}}»",
    rf"{_REPORT}\s[^.;:«»()]{{0,70}}?«[^«»]{{4,120}}»",
    rf"(?:[\w-]+(?:ый|ий|ой|ом|го|му|ым)\s)?{_REPORT}(?:\s[^.;:«»()]{{0,90}}?)?\sза\s{_YEAR.format('ru')}\s(?:год|г\.)\w*",
    rf"(?:ежегодн|годов)\w+\s(?:[\w-]+\s)?{_REPORT}(?:\s(?:об?|по)\s[\w-]+(?:\s(?!в\s|и\s)[\w-]+)?)?",
    rf"{_REPORT}\s(?-i:[А-ЯЁ])[\w-]+(?:\s[а-яё]\w+){{1,2}}\sоб?\s[\w-]+(?:\s[\w-]+)?",
)
_KAZAKH = (
    rf"(?:(?!(?:үшін|мына|жерден|мекен-жайдан|өзінің)\s)[\w-]+\s){{1,5}}(?:туралы|жөніндегі)\s(?:{_YEAR.format('kk')}\sжылғы|жыл\sсайынғы|жылдық)\s(?:есе[пб]|баяндама)\w*",
    r"«[^«»]{4,120}»\s(?:атты\s|деген\s)?(?:жылдық\s)?(?:есе[пб](?!ш)|баяндама(?!шы))\w*",
)
_ENGLISH = (
    rf"(?-i:{_YEAR.format('en')}\s(?:[A-Z][\w-]+\s){{0,6}}Report\b)",
    r"annual\sreport\s(?:on|of|by)\s[\w-]+(?:\s[\w-]+){0,4}",
)
_TITLED = re.compile("|".join(f"(?:{one})" for one in (*_RUSSIAN, *_KAZAKH, *_ENGLISH)), re.IGNORECASE)
_HUMAN_RIGHTS = re.compile(r"прав\w*\sчеловека|адам\sқұқы|human\srights", re.IGNORECASE)
_NAME = re.compile(r"[«\"“]([^«»\"“”]+)[»\"”]")


def reports(passage: Passage, context: Context) -> Iterator[LinkDraft]:
    """Targets: periodic:CAT:2, previous:CAT, next:CAT, core-document, year:2010 (of the same series), title:<words>."""
    periodic = [(found, _series(passage, found, context)) for found in _PERIODIC.finditer(passage.text)]
    for found, instrument in periodic:
        if instrument:
            numbers = _numbers(found["order"] or found["other"])
            yield passage.link(KIND, f"periodic:{instrument}:{numbers}", found.span(), "periodic report")
    numbered = [range(*found.span()) for found, _ in periodic]
    for pattern, word in ((_PREVIOUS, "previous"), (_NEXT, "next")):
        for found in pattern.finditer(passage.text):
            if not any(found.start() in span for span in numbered):
                yield passage.link(KIND, f"{word}:{context.instrument}", found.span(), f"{word} report")
    for found in _CORE.finditer(passage.text):
        yield passage.link(KIND, "core-document", found.span(), "core document")
    for found in _TITLED.finditer(passage.text):
        yield passage.link(KIND, _titled(found), found.span(), "titled report")


def _series(passage: Passage, found: re.Match[str], context: Context) -> str:
    """The treaty a periodic report is made under: the one the sentence names last before it, else the report's own."""
    start = sentence_start(passage.text, found.start())
    named = find_named(passage.text[start : found.start()], context.vocabulary, context.instrument)
    return next((one.code for one in reversed(named) if one.code), context.instrument)


def _numbers(order: str) -> str:
    """«fourth and fifth» is "4-5"."""
    words = re.findall(r"\d+|[^\W\d_]+", re.sub(r"\([^()]*\)", "", order.lower()))
    places = [str(n) for word in words for n, stems in enumerate(_ORDINALS, 1) if word.startswith(stems)]
    return "-".join(places or [word for word in words if word.isdigit()])


def _titled(found: re.Match[str]) -> str:
    """A human-rights report of some year is one of the same series; else the title in quotation marks, or the words."""
    year = next(filter(None, (found["ru"], found["kk"], found["en"])), "")
    if year and _HUMAN_RIGHTS.search(found[0]):
        return f"year:{year}"
    name = _NAME.search(found[0])
    return "title:" + " ".join((name[1] if name else found[0]).lower().split())
