"""How headings are worded, as against sentences, list items and torn lines. Kazakh, Russian and English."""

import re

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_LEGACY = str.maketrans("aeopcxyikhéҽҿ", "аеорсхуікһеәө")
_SENTENCE_BREAK = re.compile(r"(?<!\b[^\W\d_])(?<!\bт\.б)(?<!\bst)[.!?…]»?\s+[«“\"(]?[^\W\d_a-zа-яәғқңөұүһі]")
_SENTENCE_END = re.compile(r"[.!?…:;][»”\")\]]*$")
_BULLET = re.compile(r"[-–—•●*·▪�]\s*\S")
_OPENING = re.compile(r"[«“\"(]*(?=[^\W_])(?![a-zа-яёәғқңөұүһі])")
# Finite verbs close a Kazakh sentence; a heading closes with a noun or a postposition. The list holds the personal
# and participle endings that can stand last, and the predicates that are no verbs.
_KAZAKH_FINITE = re.compile(
    r"^(?!жөнінде$)\w*(?:[дт][ыі]|[ғгқк][ае]н|[дт][ае]|с[ыі]н|м[ае][кқ]|м[ыі]з|ң[ыі]з)$"
    r"|^(?:жатыр|тұр|отыр|жүр|шығар|жоқ|бар|емес|керек|қажет|тиіс|мүмкін|еді|ие)$"
)
_KAZAKH_CLAUSE = re.compile(r"\w{3}(?:[ыі][қк]т[ае]н|[ыі]п|[ғгқк][ае]нд[ае]),\s")
_TAIL = re.compile(r"\s*\([^)]*\)[.\s]*$")
_KAZAKH_DATIVE = re.compile(r"[ғгқкн][ае]$")
_CONNECTING = re.compile(
    r"(?:атап айтқанда|сонымен|сондай-ақ|осылайша|мысалы|алайда|демек|бұдан басқа|осыған байланысты|в частности"
    r"|кроме того|также|однако|например|таким образом|in particular|however|moreover|for example|in addition)\b",
    re.IGNORECASE,
)
_RUSSIAN_FINITE = re.compile(r"\w{3}(?:[аиыеяшсз]ли|лись|лся|лась|лось|ются|ется|[аяу]ют|[уае]ет|яет|ится|ятся)$")
# Case endings after which a Kazakh noun phrase still waits for its head: genitive, dative, accusative, ablative.
_KAZAKH_OPEN = re.compile(
    r"\w[\w-](?:[ндт][ыі]ң|[ғгқк][ае]|[нд][ае]н|н[ыіае]|[дт][ае]|[дт][ае][ғг][ыі]|ылғы|мен|ш[ае])$|^(?:және|мен|немесе|үшін)$"
)
_RUSSIAN_OPEN = frozenset(
    [
        "и",
        "в",
        "во",
        "на",
        "с",
        "со",
        "к",
        "о",
        "об",
        "от",
        "по",
        "за",
        "из",
        "для",
        "при",
        "или",
        "у",
        "а",
        "но",
        "до",
        "без",
        "под",
        "над",
        "между",
    ]
)
_ENGLISH_OPEN = frozenset(["and", "of", "the", "in", "on", "to", "for", "with", "by", "or", "a", "an", "at", "from"])
_KAZAKH_LETTERS = frozenset("әіңғүұқөһ")
_WORDS = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


def fold(text: str) -> str:
    """Letters and digits only, lower case, look-alike letters made one: two printings of one heading become equal."""
    return "".join(_LETTER_OR_DIGIT.findall(text.lower().replace("ё", "е"))).translate(_LEGACY)


def words(text: str) -> list[str]:
    return _WORDS.findall(text)


def is_kazakh(text: str) -> bool:
    """Whether a letter stands in the text that Russian does not have."""
    return not _KAZAKH_LETTERS.isdisjoint(text.lower())


def ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text.rstrip()))


def opens(text: str) -> bool:
    """Whether the text could open a heading or a sentence: a capital or a digit, after quotation marks if any."""
    return bool(_OPENING.match(text.lstrip()))


def is_bullet(text: str) -> bool:
    return bool(_BULLET.match(text.lstrip()))


def is_single(text: str) -> bool:
    """Whether no sentence ends inside the text. Initials and abbreviations do not end one."""
    return not _SENTENCE_BREAK.search(text)


def is_nominal(text: str, kazakh: bool = False) -> bool:
    """Whether the words name something instead of stating it: no finite verb where the language puts it.

    `kazakh` says that the document is Kazakh, where the words alone do not show it.
    """
    found = words(_TAIL.sub("", text.lower()))
    if not found or (len(found[-1]) == 1 and not text.endswith(")")):
        return False
    if kazakh or is_kazakh(text):
        return _is_kazakh_phrase(found) and not _KAZAKH_CLAUSE.search(text.lower())
    return not any(map(_RUSSIAN_FINITE.search, found))


def _is_kazakh_phrase(found: list[str]) -> bool:
    """«Қатысты» after a dative means «concerning», elsewhere «took part»."""
    if found[-1] == "қатысты":
        return len(found) > 1 and bool(_KAZAKH_DATIVE.search(found[-2]))
    return not _KAZAKH_FINITE.search(found[-1])


def is_headline(text: str, limit: int = 30) -> bool:
    """Whether the text could be a heading of at most `limit` words: one phrase, opened and not broken off or linked.

    A full stop at its end is allowed where no verb states anything.
    """
    if not opens(text) or not is_single(text) or len(words(text)) > limit or text.endswith((";", ",", "-", "–")):
        return False
    if not _is_balanced(text) or _CONNECTING.match(text):
        return False
    return not ends_sentence(text) or text.endswith(":") or is_nominal(text)


def _is_balanced(text: str) -> bool:
    """Whether every bracket and quotation mark is closed; an open one says that the line goes on."""
    straight = text.count('"') + text.count("“") + text.count("”")
    return text.count("(") <= text.count(")") and text.count("«") == text.count("»") and straight % 2 == 0


def dangles(text: str, kazakh: bool = False) -> bool:
    """Whether the last word waits for another: a preposition, a conjunction, a noun in an open Kazakh case.

    `kazakh` says that the document is Kazakh, where the words alone do not show it.
    """
    found = words(text.lower())
    if not found or found[-1] in _RUSSIAN_OPEN or found[-1] in _ENGLISH_OPEN:
        return True
    return (kazakh or is_kazakh(text)) and bool(_KAZAKH_OPEN.search(found[-1]))


def clean_heading(text: str) -> str:
    """A heading as printed, without the colon that leads on to its text; a stop that closes it stays."""
    return re.sub(r"\s+", " ", text).strip().rstrip(":").rstrip()
