"""Words too general to search for, those of a question among them. For queries only: the index keeps every word."""

from __future__ import annotations

KAZAKH = (
    "және мен пен бен да де та те немесе не әрі ал бірақ үшін туралы бойынша арқылы дейін кейін сияқты секілді бұл осы"
    " сол ол олар біз сіз сен өз ғана емес деп еді екен бар жоқ болып болған болды болады қатысты сондай ақ ма ме ба бе"
    " қанша қаншалықты неше қандай қай қайда қайдан неге неліктен кім кімдер қашан қалай"
)
RUSSIAN = (
    "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по от о об из ему для при это этот"
    " или ни до если уже ли быть был была были их чем кто где под также"
    " сколько какой какая какое какие каких каким какую какова каков когда почему зачем куда откуда чей чья чьи"
)
ENGLISH = (
    "a an and are as at be been but by did do does for from had has have how in into is it its of on or that the their"
    " there these this to was were what when where which who why will with many much"
)

STOPWORDS: dict[str, frozenset[str]] = {
    "kk": frozenset(KAZAKH.split()),
    "ru": frozenset(RUSSIAN.split()),
    "en": frozenset(ENGLISH.split()),
}
"""Language → normalised exact forms (lower case, е for ё), to be left out of a query that has other words."""

EVERY_STOPWORD = frozenset().union(*STOPWORDS.values())
