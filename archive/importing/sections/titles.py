"""Headings without an enumerator: capitals, titles, closed phrases, addressees of recommendations."""

import re

from archive.importing.sections.cutting import lines_of
from archive.importing.sections.model import Heading, Kind, Spot
from archive.importing.sections.wording import (
    clean_heading,
    dangles,
    ends_sentence,
    fold,
    is_bullet,
    is_headline,
    is_nominal,
    is_single,
    opens,
    words,
)

_DOCUMENT_NUMBER = re.compile(r"№\s*\d|https?:|www\.|@|\.(?:kz|com|org)\b")
_SUBJECT = re.compile(r"\b(?:туралы|қатысты|жөнінде|құқы[ғқ]ы?)\.$")
_ADDRESSEE = re.compile(r"\S(?:[нғгқк][ае]):$")
_ANNOUNCING = re.compile(r"(?:мынадай|мынала|келесі|төмендегі)", re.IGNORECASE)
_STANDARD = re.compile(
    r"(?:кіріспе|алғысөз|түйін|қорытынды(?:лар)?|тұжырым(?:дар)?|ұсынымдар|ұсыныстар|введение|предисловие|резюме|выводы"
    r"|заключение|рекомендации|методология|introduction|foreword|(?:executive )?summary|methodology|conclusions?"
    r"|recommendations|conclusions? and recommendations|выводы и рекомендации|қорытынды(?:лар)? мен ұсынымдар)[:.]?",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\d{1,2}[.)]\s|[-–—•●*·▪]\s")
_QUOTED = re.compile(r"[«“\"][^«»“”\"]*[»”\"]")
_ORGANISATION = re.compile(r"[«“\"].+[»”\"]\s+[А-ЯӘҒҚҢӨҰҮҺІA-Z]{2,5}")
_CREDIT = re.compile(r"(?:ақпарат көзі|дереккөз|ескерт[уп]е?|источник\w*|примечани[ея]|source|note)s?\b", re.IGNORECASE)
_LAW_PLACE = re.compile(r"\d-?\s?(?:бап|баб|бөлі[гк]|тарма[ғқ])|\b(?:ст|п)\.\s?\d", re.IGNORECASE)
_LONGEST_ABBREVIATION = 6  # letters
_STATEMENT_WORDS = 5
_TITLE_WORDS = 25
_SUBJECT_WORDS = 32
_FIRST_TITLE_WORDS = 45  # the title of a decree or a report may be long
_NEAR = 3  # paragraphs
_FIGURE = re.compile(r"\S*\d\S*|[-–—_]")


def capitals(spot: Spot) -> Heading | None:
    """A line in capitals: `ОСНОВНЫЕ ПОЛОЖЕНИЯ`. One word in capitals may be an abbreviation."""
    letters = [sign for sign in spot.text if sign.isalpha()]
    if len(letters) < 6 or not all(sign.isupper() for sign in letters) or not is_headline(spot.text):
        return None
    if max(map(len, words(spot.text))) < _LONGEST_ABBREVIATION or (
        len(words(spot.text)) < 2 and not spot.paragraph.gap
    ):
        return None
    text = clean_heading(spot.text)
    return Heading(Kind.PART, "capitals", text) if not _is_document_number(text) else None


def listed(spot: Spot) -> Heading | None:
    """A paragraph that repeats an entry of the contents page."""
    if fold(spot.text) not in spot.manners.contents or not is_headline(spot.text):
        return None
    return Heading(Kind.TITLE, "contents entry", clean_heading(spot.text))


def chapter(spot: Spot) -> Heading | None:
    """A title that the page headers of the document repeat."""
    if spot.paragraph.line_start not in spot.manners.pages.chapters:
        return None
    return Heading(Kind.CHAPTER, "page header", clean_heading(spot.text))


def standard(spot: Spot) -> Heading | None:
    """A part that every report has: `Ұсынымдар`, `Выводы:`, `Introduction`."""
    if not is_standard(spot.text):
        return None
    return Heading(Kind.TITLE, "standard title", clean_heading(spot.text))


def title(spot: Spot) -> Heading | None:
    """A short paragraph without a closing mark that running text follows: `Свобода интернета`, `Балалар`."""
    text = spot.text
    limit = _TITLE_WORDS if spot.before else _FIRST_TITLE_WORDS
    if ends_sentence(text) or is_bullet(text) or not is_headline(text, limit):
        return None
    if dangles(text, kazakh=spot.manners.language == "kk") or _is_name(text, spot) or not _states_topic(spot):
        return None
    if _is_document_number(text) or _is_table_row(text) or not _leads_text(spot):
        return None
    if spot.manners.pages.headers and (len(words(text)) < 2 or not _has_room(spot)):
        return None
    return Heading(Kind.TITLE, "title", clean_heading(text))


def subject(spot: Spot) -> Heading | None:
    """A phrase closed by a full stop, `Еңбекке құқық туралы.`, in a document that closes its headings so."""
    text = spot.text
    limit = _SUBJECT_WORDS if closes_subject(text) else _TITLE_WORDS
    if not spot.manners.closed or not text.endswith(".") or is_bullet(text) or not is_headline(text, limit):
        return None
    if _is_document_number(text) or re.search(r";|[:,]\s*\d|\d[.)]?$", text) or not _leads_text(spot):
        return None
    return Heading(Kind.TITLE, "closed phrase", clean_heading(text)) if is_single(text) else None


def addressee(spot: Spot) -> Heading | None:
    """To whom recommendations go: `Үкіметке:` before a list."""
    text = spot.text
    if not _ADDRESSEE.search(text) or _ANNOUNCING.search(text) or not is_headline(text, 9):
        return None
    if not spot.after or not is_bullet(spot.after[0].text):
        return None
    return Heading(Kind.ADDRESSEE, "addressee", clean_heading(text))


def closes_subject(text: str) -> bool:
    """Whether a paragraph is a closed phrase of the safest kind, by which the habit of a document is measured."""
    return bool(_SUBJECT.search(text)) and is_headline(text, _SUBJECT_WORDS) and is_nominal(text)


def is_standard(text: str) -> bool:
    """Whether the words are the name of a part that every report has, and nothing else."""
    return bool(_STANDARD.fullmatch(text.strip()))


def _leads_text(spot: Spot) -> bool:
    """Whether one of the next paragraphs is running text, and the next is no continuation of this one."""
    after = [one.text for one in spot.after if one.line_start not in spot.manners.pages.bylines][:_NEAR]
    if not after or not (opens(after[0]) or is_bullet(after[0])):
        return False
    if all(_FIGURE.fullmatch(token) for token in after[0].split()):  # the figures of a call-out
        return False
    return any(ends_sentence(text) and len(words(text)) >= 6 for text in after)


def _states_topic(spot: Spot) -> bool:
    """A title names; one that states something may only announce a list."""
    if not any(len(word) > 3 and word[1:].islower() for word in words(spot.text)) or spot.text[0].isdigit():
        return False
    listing = bool(spot.after) and bool(_ITEM.match(spot.after[0].text))
    return is_nominal(spot.text, kazakh=spot.manners.language == "kk") or (
        listing and len(words(spot.text)) >= _STATEMENT_WORDS
    )


def _has_room(spot: Spot) -> bool:
    """Whether the first word below would have fitted on the last line, as narrow as the columns around it are."""
    if spot.after and (is_bullet(spot.after[0].text) or spot.after[0].line_start in spot.manners.pages.alone):
        return True
    near = [spot.paragraph, *spot.after, *([spot.before] if spot.before else [])]
    width = max(len(span) for one in near for span in lines_of(one))
    below = spot.after[0].text.split(maxsplit=1)[0] if spot.after else ""
    return len(lines_of(spot.paragraph)[-1]) + len(below) < width


def _is_name(text: str, spot: Spot) -> bool:
    """A quoted name, a place in a law, a name of a person or a body, words of a foreign script."""
    if _QUOTED.fullmatch(text) or _ORGANISATION.fullmatch(text) or _CREDIT.match(text) or _LAW_PLACE.search(text):
        return True
    found = words(text)
    if spot.manners.language in {"kk", "ru"} and 2 * sum(word.isascii() for word in found) > len(found):
        return True
    return len(found) > 1 and all(word[0].isupper() for word in found) and not text.isupper()


def _is_table_row(text: str) -> bool:
    """Figures and dashes make up a third of it, or no word stands in it."""
    tokens = text.split()
    figures = sum(bool(_FIGURE.fullmatch(token)) for token in tokens)
    return 3 * figures >= len(tokens) and (figures > 1 or len(tokens) < 2)


def _is_document_number(text: str) -> bool:
    return bool(_DOCUMENT_NUMBER.search(text))
