"""Headings that name treaty articles, their provisions, or paragraphs of concluding observations."""

import re

from archive.importing.sections.model import Heading, Kind
from archive.importing.sections.wording import clean_heading, is_headline

_DIGITS = r"\d{1,3}(?:-\d{1,2}(?!\d))?"
_LIST = rf"{_DIGITS}(?:\s*(?:,|және|мен|пен|и|and|-|–)\s*{_DIGITS}){{0,20}}"
_KAZAKH_ARTICLE = re.compile(rf"({_LIST})\s?-?\s?бап(?:тар)?(?:\s+(?:бойынша|туралы))?(?:[.:]?$|[.:]\s+(?P<name>\S.*))")
_NAMED_ARTICLE = re.compile(
    rf"(?:(?:ответ\s+)?(?:по|к)\s+)?(?:стать[яеию]|статьям?|статей|статьи|articles?)\s+({_LIST})(?P<tail>(?:\s?\([^)]{{1,12}}\)|\s+[«“\"(].*)?)"
    r"\s*(?:(?:конвенции|пакта|of the (?:convention|covenant))\b)?\s*(?:[.:–-]\s*(?P<name>.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_TREATY_ARTICLE = re.compile(rf"(?:конвенция|пакт|convention|конвенци|пакт)\S*\s+({_DIGITS})[- ]баб", re.IGNORECASE)
_PROVISION = re.compile(
    rf"({_DIGITS})-бап(?:тың|та|тағы)?\s+.*(?:тарма|қатысты|бойынша|\b[a-zа-я]\))", re.IGNORECASE | re.DOTALL
)
_ANSWER = re.compile(rf"({_LIST})\s?-?\s?тармақ(?:тар)?(?:\s+(?:бойынша|туралы|жөнінде))?[.:]?$")
_NAMED_ANSWER = re.compile(
    rf"(?:(?:ответ\s+)?(?:по|на|к)\s+|reply to\s+)?(?:пункт(?:ы|у|ам|ах)?|paragraphs?)\s+({_LIST})"
    r"(?:\s+.{0,90})?[.:]?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(_DIGITS)


def article(text: str) -> Heading | None:
    """`11-бап бойынша`, `1, 4, 5-баптар бойынша`, `2-бап. Name`, `Статья 7`, `Статья 5 (d)`, `Article 3. Name`."""
    found = _KAZAKH_ARTICLE.match(text) or _NAMED_ARTICLE.match(text)
    if found is None or not is_headline(found["name"] or text):
        return None
    kind = Kind.PROVISION if found.groupdict().get("tail") else Kind.ARTICLE
    return Heading(kind, "article", clean_heading(text), "", _numbers(found[1]))


def treaty_article(text: str) -> Heading | None:
    """A closed phrase about an article: `Конвенцияның 2-бабын іске асыру … туралы.`"""
    found = _TREATY_ARTICLE.search(text)
    if found is None or not is_headline(text, 30) or not text.rstrip(".").endswith(("туралы", "қатысты", "бойынша")):
        return None
    return Heading(Kind.ARTICLE, "treaty article", clean_heading(text), "", _numbers(found[1]))


def provision(text: str) -> Heading | None:
    """`5-баптың «…» а) тармағына қатысты.`, `2-баптың 1-тармағы бойынша`."""
    found = _PROVISION.match(text)
    if found is None or not is_headline(text, 45) or not text.rstrip(".").endswith(("қатысты", "бойынша", "туралы")):
        return None
    return Heading(Kind.PROVISION, "provision", clean_heading(text), "", _numbers(found[1]))


def answer(text: str) -> Heading | None:
    """`12-тармақ бойынша`, `14 және 15-тармақтар бойынша`, `Пункт 12`, `Ответ на пункт 6`: answers to a committee."""
    found = _ANSWER.match(text) or _NAMED_ANSWER.match(text)
    if found is None or not is_headline(text, 15):
        return None
    return Heading(Kind.ANSWER, "answer", clean_heading(text), found[1])


def _numbers(listed: str) -> tuple[str, ...]:
    return tuple(_NUMBER.findall(listed))
