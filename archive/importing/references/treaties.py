"""Articles of treaties: `Конвенцияның 3-бабының 1-тармағы`, `статья 7 Пакта`, `article 5 (d) of the Convention`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.importing.references.instruments import Named, find_named
from archive.importing.references.places import sentence_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.importing.draft import Context, LinkDraft
    from archive.importing.references.places import Passage

KIND = "treaty-article"
RANGE_RULE = "range of articles"
_NUMBER = r"\d{1,3}(?:-\d{1,2}(?!\d))?(?:\s?\(\w{1,2}\))?"
_LIST = rf"{_NUMBER}(?:\s?(?:,|және|мен|пен|и|and)\s?{_NUMBER}){{0,20}}"
_KAZAKH = re.compile(rf"(?P<list>{_LIST})\s?-?\s?(?:бап|баб|б\.)(?P<ending>\w*)", re.IGNORECASE | re.DOTALL)
_RUSSIAN = re.compile(
    rf"(?:(?:подпункт\w*|пункт\w*|част\w+)\s+[«\"]?(?P<paragraph>\w{{1,2}})[»\"]?\)?\s+)?(?:стат(?:ь|е)\w*|ст\.)\s?(?P<list>{_LIST})",
    re.IGNORECASE,
)
_ENGLISH = re.compile(rf"\barticles?\s+(?P<list>{_LIST})", re.IGNORECASE)
_SINGLE = re.compile(r"(\d{1,3}(?:-\d{1,2})?)((?:\s?\(\w{1,2}\))*)")
_PARAGRAPH = re.compile(r"\s*(\d{1,2})\s?-\s?(?:ші\s+|шы\s+)?тарма", re.IGNORECASE)
_LETTERS = re.compile(r"(?:^|\W)[\"«]?([a-fа-есф])[\"»]?\)", re.IGNORECASE)
_LETTERS_NEAR = re.compile(r"^\W*(?:[^.;]{0,12}\s)?(?=[\"«]?[a-fа-есф][\"»]?\))", re.IGNORECASE)
_POINTER = re.compile(r"\s*(?:қатысты|туралы|бойынша)\s+(?:тара|тарма|бөлім)", re.IGNORECASE)
# Letters of provisions are Latin in the treaties; reports print Cyrillic ones of the same shape or of the same order.
_LATIN = {"а": "a", "б": "b", "в": "c", "с": "c", "г": "d", "д": "e", "е": "e", "ф": "f"}
# In which article a treaty defines its subject. Convention texts, www.ohchr.org.
_DEFINITIONS = {"CAT": "1", "CERD": "1", "CEDAW": "1", "CRC": "1", "CRPD": "2", "CMW": "2", "CED": "2"}
_DEFINING = re.compile(r"(?:определени\w+|definition)\b[^.;]{0,60}$", re.IGNORECASE)
_DEFINED = re.compile(r"^[^.;]{0,40}\bанықтама", re.IGNORECASE)
_DETAIL = 320  # characters behind an article in which its letters may stand, after a long quoted title
_RANGE = re.compile(r"(\d{1,3})\s?[-–]\s?(\d{1,3})$")
_NEAR = 60  # characters between a treaty and the article in it
_JOINING = re.compile(r"[\s,]*(?:(?:of|the|настоящей|указанной|этой|данной|международн\w+)\s+)*[«\"“]?", re.IGNORECASE)
_OWN_HEADINGS = frozenset({"article", "provision", "treaty article"})
_LAW_WORD = re.compile(
    r"кодекс|конституция|заң|жарлық|қаулы|закон|constitution|code\b|law\b|act\b|\b[ҚУТГАӘ][А-ЯҚІ]{1,4}\b", re.I
)


def treaty_articles(passage: Passage, context: Context) -> Iterator[LinkDraft]:
    """Every treaty article that the passage names together with its treaty."""
    named = find_named(passage.text, context.vocabulary, context.instrument)
    for pattern in (_KAZAKH, _RUSSIAN, _ENGLISH):
        for found in pattern.finditer(passage.text):
            owner = _owner(passage, found, named, context.instrument)
            if owner is None or not owner.code or _is_pointer(found) or _is_quoted(passage, found):
                continue
            span = (min(owner.start, found.start()), max(owner.end, found.end()))
            rule = RANGE_RULE if _range(found) else "article of a treaty"
            for article in _range(found) or _articles(found):
                yield passage.link(KIND, f"{owner.code}:{article}", span, rule)
    yield from _definitions(passage, named)


def _is_pointer(found: re.Match[str]) -> bool:
    """«In the chapter on article 5» points to a part of the report."""
    return bool(_POINTER.match(found.string[found.end() :]))


def _range(found: re.Match[str]) -> list[str]:
    """«1-7 баптар» are seven articles, «141-1-бап» is one; a plural tells them apart."""
    plural = (found.groupdict().get("ending") or "").startswith("тар") or found[0].lower().startswith(
        ("стать", "articles")
    )
    ends = _RANGE.fullmatch(found["list"])
    if not plural or ends is None or int(ends[1]) >= int(ends[2]):
        return []
    return [str(number) for number in range(int(ends[1]), int(ends[2]) + 1)]


def _owner(passage: Passage, found: re.Match[str], named: list[Named], own: str) -> Named | None:
    """The treaty whose article this is, None for laws and the unknown.

    Kazakh names the owner before the article, Russian and English after it. In a heading of a report to a treaty body
    an article without an owner is one of that treaty.
    """
    if found.re is _KAZAKH:
        owner = _owner_before(found, named)
    else:
        owner = _owner_after(found, named) or _owner_before(found, named, touching=True)
    is_own = (
        passage.is_heading and passage.rule in _OWN_HEADINGS and not _LAW_WORD.search(passage.text[: found.start()])
    )
    return owner or (Named(found.start(), found.end(), own) if is_own else None)


def _owner_before(found: re.Match[str], named: list[Named], touching: bool = False) -> Named | None:
    """«Конвенцияның 3-бабы» (possessed) follows its owner at once; «3-баптың» may stand later in the sentence."""
    possessed = touching or not (found.groupdict().get("ending") or "").startswith(("т", "қ"))
    start = sentence_start(found.string, found.start())
    before = [one for one in named if start <= one.start and one.end <= found.start()]
    if not before:
        return None
    between = found.string[before[-1].end : found.start()]
    plain = re.sub(r"\([^)]*\)", "", between).strip(" ,()")
    if (possessed and plain) or len(between) > _NEAR or _LAW_WORD.search(between):
        return None
    return before[-1]


def _owner_after(found: re.Match[str], named: list[Named]) -> Named | None:
    following = next((one for one in named if one.start >= found.end()), None)
    return following if following and _JOINING.fullmatch(found.string[found.end() : following.start]) else None


def _is_quoted(passage: Passage, found: re.Match[str]) -> bool:
    """Whether the words stand inside a quotation: there another text speaks, and of its own convention."""
    before = passage.text[max(sentence_start(passage.text, found.start()) - 1, 0) : found.start()]
    return not passage.is_heading and before.count("«") > before.count("»")


def _articles(found: re.Match[str]) -> Iterator[str]:
    listed = [(number, re.sub(r"\s", "", inner)) for number, inner in _SINGLE.findall(found["list"])]
    detail = _detail(found) if len(listed) == 1 and not listed[0][1] else [""]
    for number, inner in listed:
        for one in detail:
            yield f"{number}{inner}{one}"


def _detail(found: re.Match[str]) -> list[str]:
    """The paragraph and letters behind a Kazakh article, the paragraph before a Russian one, as «(1)», «(a)»."""
    groups = found.groupdict()
    if groups.get("paragraph"):
        return [f"({_letter(groups['paragraph'])})"]
    tail = found.string[found.end() : found.end() + _DETAIL] if "ending" in groups else ""
    paragraph = _PARAGRAPH.match(tail)
    if paragraph:
        return [f"({paragraph[1]})"]
    named = re.sub(r"^\s*(?:«[^»]*»|[^«()]{0,45}?туралы)", "", tail)
    return [f"({_letter(one)})" for one in _LETTERS.findall(named)] if _LETTERS_NEAR.match(named) else [""]


def _letter(sign: str) -> str:
    return _LATIN.get(sign.lower(), sign.lower())


def _definitions(passage: Passage, named: list[Named]) -> Iterator[LinkDraft]:
    """«The definition of torture in the Convention» is its definition article, whose number nobody prints."""
    for one in named:
        article = _DEFINITIONS.get(one.code)
        before, after = passage.text[: one.start], passage.text[one.end :]
        if article and (_DEFINING.search(before[-_NEAR:]) or _DEFINED.match(after[:_NEAR])):
            span = (sentence_start(passage.text, one.start), one.end)
            yield passage.link(KIND, f"{one.code}:{article}", span, "definition of a treaty")
