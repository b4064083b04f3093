"""Articles of national laws with their parts: `ҚК-нің 347-1-бабы`, `часть 2 статьи 141 УК`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.importing.draft import LinkDraft
    from archive.importing.references.places import Passage

KIND = "national-law"
# The codes of Kazakhstan as Kazakh, Russian and English texts name them. The longer names stand first: «criminal
# procedure» before «criminal».
_CODES = {
    "criminal-procedure-code": r"қылмыстық[\s-]+(?:іс жүргізу|процестік)\s+кодекс\w*|ҚІЖК|ҚПК"
    r"|уголовно-процессуальн\w+ кодекс\w*|УПК|criminal procedur\w+ code|code of criminal procedure",
    "penal-execution-code": r"қылмыстық[\s-]+атқару\s+кодекс\w*|ҚАК"
    r"|уголовно-исполнительн\w+ кодекс\w*|УИК|penal execut\w+ code",
    "administrative-procedure-code": r"әкімшілік\s+рәсімдік-процестік\s+кодекс\w*|ӘРПК|ӘПК"
    r"|административн\w+ процедурно-процессуальн\w+ кодекс\w*|АППК|administrative procedur\w+ code",
    "administrative-offences-code": r"әкімшілік\s+құқық\s*бұзушылық\w*\s+туралы\s+кодекс\w*|ӘҚБтК|ӘҚБК"
    r"|кодекс\w* об административных правонарушениях|КРКоАП|КоАП"
    r"|code (?:of|on) administrative offences|administrative code",
    "civil-procedure-code": r"азаматтық\s+(?:іс[\s-]жүргізу|процестік)\s+кодекс\w*|АІЖК|АПК"
    r"|гражданск\w+ процессуальн\w+ кодекс\w*|ГПК|civil procedur\w+ code",
    "civil-code": r"азаматтық\s+кодекс\w*|гражданск\w+ кодекс\w*|ГК|civil code",
    "criminal-code": r"қылмыстық\s+кодекс\w*|ҚК|уголовн\w+ кодекс\w*|УК|criminal code",
    "labour-code": r"еңбек\s+кодекс\w*|трудов\w+ кодекс\w*|ТК|labou?r code",
    "tax-code": r"салық\s+кодекс\w*|налогов\w+ кодекс\w*|tax code",
    "land-code": r"жер\s+кодекс\w*|земельн\w+ кодекс\w*|land code",
    "constitution": r"конституция(?!лық)\w*|негізгі\s+заң\w*|конституци[яиюей]+\b|основн\w+ закон\w*|constitution\b",
}
_LONGEST_ABBREVIATION = 6  # letters
_LAW = "|".join(f"(?P<{code.replace('-', '_')}>{names})" for code, names in _CODES.items())
_NAME = r"[«\"“](?P<{}>[^«»\"“”]{{4,160}})[»\"”]"
_NAMED_LAW = rf"{_NAME.format('name')}\s+(?:\w+\s+){{0,5}}?(?:заң|закон)\w*|закон\w*\s+{_NAME.format('russian_name')}"
_OWNER = re.compile(rf"(?<!\w)(?:{_LAW}|{_NAMED_LAW})(?:-\w+)?(?!\w)", re.IGNORECASE)
_NUMBER = r"\d{1,3}(?:-\d{1,2}(?!\d))?"
_LIST = rf"{_NUMBER}(?:\s?(?:,|және|мен|пен|и|and)\s?{_NUMBER}){{0,20}}"
_KAZAKH = re.compile(
    rf"\s?(?:\([^)]{{1,60}}\)\s?)?(?P<list>{_LIST})\s?-?\s?(?:бап|баб)\w*(?:\s+(?P<part>\d{{1,2}})\s?-\s?(?:бөлі|тарма)\w*)?",
    re.IGNORECASE,
)
_RUSSIAN = re.compile(
    rf"(?:(?:част\w+|пункт\w*)\s+(?P<part>\d{{1,2}})\s+)?(?:стат(?:ья|ьи|ье|ью|ьям|ьях|ей)|ст\.)\s?(?P<list>{_LIST})\s+"
    r"(?:(?:казахстанск\w+|РК)\s+)?$",
    re.IGNORECASE,
)
_ENGLISH = re.compile(rf"\barticles?\s+(?P<list>{_LIST})\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_SINGLE = re.compile(_NUMBER)
_BEFORE = 80  # characters before a law in which Russian and English name its article


def national_laws(passage: Passage) -> Iterator[LinkDraft]:
    """Articles named together with their law. Targets are `criminal-code:141-1(2)` or `law:<name>:12`."""
    for found in _OWNER.finditer(passage.text):
        law = _name(found)
        if law is None:
            continue
        after = _KAZAKH.match(passage.text, found.end())
        start = max(found.start() - _BEFORE, 0)
        before = _RUSSIAN.search(passage.text[start : found.start()]) or _ENGLISH.search(
            passage.text[start : found.start()]
        )
        if after:
            yield from _links(passage, law, after, (found.start(), after.end()))
        elif before:
            yield from _links(passage, law, before, (start + before.start(), found.end()))


def _name(found: re.Match[str]) -> str | None:
    """The slug of a code, or the name of a law; an abbreviation counts only in capitals."""
    groups = found.groupdict()
    for code in _CODES:
        words = groups[code.replace("-", "_")]
        if words:
            return code if len(words) > _LONGEST_ABBREVIATION or words[:2].isupper() else None
    name = groups["name"] or groups["russian_name"]
    return f"law:{' '.join(name.split()).lower()}" if name else None


def _links(passage: Passage, law: str, found: re.Match[str], span: tuple[int, int]) -> Iterator[LinkDraft]:
    numbers = _SINGLE.findall(found["list"])
    part = found.groupdict().get("part")
    for number in numbers:
        detail = f"({part})" if part and len(numbers) == 1 else ""
        yield passage.link(KIND, f"{law}:{number}{detail}", span, "article of a law")
