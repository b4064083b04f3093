"""Forms of one word meet and different words stay apart: Kazakh, Russian, English."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import stem

KAZAKH_WORDS = st.text(st.sampled_from("абвгғдежзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяё"), min_size=1, max_size=14)
SUFFIXES = "лар дер тар ы сы ның дың ға ге нда ған ген ып са ма у дағы ымыз мен ды"
ENDINGS = st.lists(st.sampled_from(SUFFIXES.split()), max_size=4)
BASES = "адам қолда бар оқы қой сана жаса бап тап кітап жол Серікбол бұйрық алды"
WHOLE = "бап ұлт дін сот із ай ұя алма қала бала ана қазақстан алматы астана"
SHARED = Path(__file__).resolve().parents[2] / "shared"


def meet(forms: str, language: str = "kk") -> bool:
    return len({stem(form, language) for form in forms.split()}) == 1


def apart(forms: str, language: str = "kk") -> bool:
    words = forms.split()
    return len({stem(word, language) for word in words}) == len(words)


@pytest.mark.parametrize(
    "forms",
    [
        "адам адамдар адамның адамдарға адамнан адаммен адамымыз",
        "құқық құқықтар құқығы құқықтарының құқыққа құқығынан",
        "бап бабы бабына баптарының бабында",
        "кітап кітабы кітапты кітаптарда",
        "сот соты соттың соттарға",
        "қыз қызы қызбен қыздар",
        "өзен өзендегі өзендегілер өзендегілердің",
        "ауыл ауылдар ауылдарындағы",
        "полиция полицияның полициясы полициядағы",
        "журналист журналистер журналисті",
        "сыған сығандар сығандардың сығандарға",
        "компания компаниялардың компанияларға",
    ],
)
def test_it_takes_number_owner_and_case_off_a_noun(forms: str) -> None:
    assert meet(forms)


@pytest.mark.parametrize("forms", ["халық халқы халқының халыққа", "орын орны орнында орындар", "ауыз аузы ауыздың"])
def test_it_gives_a_noun_its_lost_vowel_back(forms: str) -> None:
    assert meet(forms)


@pytest.mark.parametrize(
    "forms",
    [
        "жаз жазды жазады жазған жазып жазса жазу жазуға жазбады жазбаған жазылды жазылған",
        "тексер тексерді тексереді тексерген тексеріп тексеру тексерудің тексерілді тексерілмеген",
        "айтты айтқан айтып айтады айтылған айтылмаған айтқандықтан",
        "тап табады тапты тауып табылды",
        "оқу оқыды оқиды оқып оқыған",
        "қою қойды қояды қойған қойылды",
        "тоқтату тоқтатты тоқтатылды тоқтатылған",
        "қолдау қолдады қолдайды қолдаған қолдауымен",
        "жариялау жариялады жарияланды жарияланған",
    ],
)
def test_it_takes_tense_person_and_voice_off_a_verb(forms: str) -> None:
    assert meet(forms)


@pytest.mark.parametrize("forms", ["мен маған менің", "ол оның оған одан", "бұл мұны бұған бұдан", "өз өзінің өздері"])
def test_it_knows_the_forms_of_pronouns(forms: str) -> None:
    assert meet(forms)


def test_it_knows_the_two_verbs_of_two_letters() -> None:
    assert meet("деп деген дейді деді")
    assert meet("жеп жеген жейді")


@pytest.mark.parametrize(
    "words",
    [
        "заң заңсыз заңдылық заңгер",
        "қол қолдау қолдану",
        "жұмыс жұмысшы жұмыссыздық",
        "бас бастау басқа бастық",
        "алма алмас алты",
        "ұл ұлы ұлт",
        "ақы ақын ақыл",
        "тер тері терезе",
        "екі ек",
        "теңге тең теңдік",
        "шахта шахтер шах",
        "қас қасқа қасқыр",
        "сана сан санат",
        "отан от отын",
        "қар қару қара",
        "айып ай айт",
    ],
)
def test_it_keeps_different_words_apart(words: str) -> None:
    assert apart(words)


@pytest.mark.parametrize(
    ("wrong", "word"), [("қазақлар", "қазақ"), ("адамның", "ада"), ("балаты", "бала"), ("кітаплар", "кітап")]
)
def test_it_takes_a_suffix_only_after_the_letters_it_may_follow(wrong: str, word: str) -> None:
    assert stem(wrong, "kk") != word


@pytest.mark.parametrize("word", WHOLE.split())
def test_it_leaves_a_short_word_or_a_name_whole(word: str) -> None:
    assert stem(word, "kk") == word


def test_it_stems_names_it_has_never_seen() -> None:
    assert meet("Бекжігіт Бекжігіттің Бекжігітке Бекжігіттен")
    assert meet("Сорокин Сорокиннің Сорокинге")


@given(KAZAKH_WORDS)
def test_a_kazakh_stem_is_its_own_stem(word: str) -> None:
    assert stem(stem(word, "kk"), "kk") == stem(word, "kk")


@given(st.sampled_from(BASES.split()), ENDINGS)
def test_a_kazakh_stem_is_its_own_stem_whatever_hangs_on_it(word: str, endings: list[str]) -> None:
    once = stem(word + "".join(endings), "kk")
    assert stem(once, "kk") == once


@pytest.mark.parametrize(
    "forms",
    [
        "право права прав правам правами",
        "полиция полиции полицией",
        "человек люди людей",
        "задержать задержали задержан задержавший",
        "пытка пыток пытками",
        "трех трёх",
    ],
)
def test_it_finds_the_lemma_of_russian_forms(forms: str) -> None:
    assert meet(forms, "ru")


def test_it_keeps_russian_words_apart() -> None:
    assert apart("право правый правило", "ru")


@given(st.text(st.sampled_from("абвгдежзийклмнопрстуфхцчшщъыьэюя"), min_size=1, max_size=12))
def test_a_russian_lemma_without_yo_is_stable(word: str) -> None:
    assert stem(word, "ru") == stem(word, "ru").replace("ё", "е")


def test_it_stems_english_words() -> None:
    assert meet("report reports reported reporting", "en")
    assert meet("Kazakhstan Kazakhstan's Kazakhstan’s", "en")


def scorer() -> ModuleType:
    path = SHARED / "eval" / "score_stemmer.py"
    spec = importlib.util.spec_from_file_location("score_stemmer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_stemmer"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (SHARED / "morph").exists(), reason="needs the word lists in ../shared/morph")
@pytest.mark.parametrize(
    ("language", "name", "part", "floor"),
    [
        ("kk", "ud_kk.tsv", None, 0.85),
        ("kk", "unimorph_kk.tsv", "n", 0.94),
        ("kk", "unimorph_kk.tsv", "v", 0.85),
        ("ru", "ud_ru.tsv", None, 0.9),
    ],
)
def test_it_groups_forms_well_enough(language: str, name: str, part: str | None, floor: float) -> None:
    score = scorer()
    lemmas = score.read(name, part)
    _, _, f1, _ = score.score(lemmas, {form: stem(form, language) for form in lemmas})
    assert f1 >= floor
