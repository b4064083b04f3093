"""Whether a text looks like one."""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.importing.health import HEALTHY, health
from tests.papers import SAMPLES

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
PAGE = 3000  # characters
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
KAZAKH = (SAMPLES / "sample-country-2021-kk.txt").read_text(encoding="utf-8")
RUSSIAN = (SAMPLES / "sample-country-2021-ru.txt").read_text(encoding="utf-8")


def pages(text: str) -> list[str]:
    return [page for start in range(0, len(text), PAGE) if len(page := text[start : start + PAGE]) > PAGE / 10]


def shifted(text: str, places: int) -> str:
    moved = CYRILLIC[places:] + CYRILLIC[:places]
    return text.translate(str.maketrans(CYRILLIC + CYRILLIC.upper(), moved + moved.upper()))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("sample-*.txt")), ids=lambda path: path.stem)
def test_it_finds_invented_reports_healthy(path: Path) -> None:
    assert min(health(page)[0] for page in pages(path.read_text(encoding="utf-8"))) >= 0.8


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real texts are not beside this checkout")
def test_it_finds_ninety_nine_of_a_hundred_real_pages_healthy() -> None:
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in CORPUS.glob("*.txt")]
    scores = [health(page)[0] for text in texts for page in pages(text)]
    assert sum(score >= 0.8 for score in scores) >= 0.99 * len(scores)
    assert min(scores) >= HEALTHY


@pytest.mark.parametrize("places", range(1, 32))
def test_it_is_not_taken_in_by_shifted_letters(places: int) -> None:
    for text in (KAZAKH, RUSSIAN):
        score, complaints = health(shifted(text[:PAGE], places))
        assert score < 0.5
        assert "unknown-words" in complaints


@pytest.mark.parametrize(
    ("garbage", "complaint"),
    [
        (RUSSIAN[:PAGE].encode("cp1251", "replace").decode("latin-1"), "wrong-encoding"),
        (KAZAKH[:PAGE].encode("utf-8").decode("latin-1"), "wrong-encoding"),
        (KAZAKH[:PAGE].encode("utf-8").decode("cp1251", "replace"), "wrong-encoding"),
        (RUSSIAN[:PAGE].encode("koi8-r", "replace").decode("cp1251", "replace"), "unknown-words"),
        ("".join(f"(cid:{ord(letter)})" for letter in RUSSIAN[:300]), "replacement-signs"),
        ("\ufffd\ufffd\ufffd \ue045\ue046\ue047 " * 50, "replacement-signs"),
        (RUSSIAN[:PAGE].translate({ord(one): 33 + n for n, one in enumerate(CYRILLIC)}), "wrong-encoding"),
    ],
    ids=["cp1251-as-latin", "utf8-as-latin", "utf8-as-cp1251", "koi8-as-cp1251", "cid", "private-use", "glyph-numbers"],
)
def test_it_tells_garbage(garbage: str, complaint: str) -> None:
    score, complaints = health(garbage)
    assert score < 0.5
    assert complaint in complaints


def test_it_tells_random_letters() -> None:
    chance = random.Random(7)  # noqa: S311 - the same letters in every run
    for letters in (CYRILLIC, string.ascii_letters, [chr(code) for code in range(0x20, 0x3000)]):
        text = " ".join("".join(chance.choices(letters, k=6)) for _ in range(200))
        assert health(text)[0] < 0.5


def test_it_complains_of_what_cleaning_can_repair_without_calling_it_unhealthy() -> None:
    look_alikes = KAZAKH[:PAGE].replace("а", "a").replace("е", "e").replace("о", "o")
    spaced = "\n".join(f"{line}\nқ а м т и д ы ." for line in KAZAKH[:PAGE].splitlines() if line)
    for text, complaint in ((look_alikes, "look-alikes"), (spaced, "spaced-letters")):
        score, complaints = health(text)
        assert complaint in complaints
        assert score >= HEALTHY


def test_it_says_that_there_is_no_text() -> None:
    assert health("") == (0.0, ("no-text",))
    assert health(" .,\n—") == (0.0, ("no-text",))


def test_it_lets_figures_and_contents_pages_pass() -> None:
    assert health("2014 2015 2016\n702 655 641\n12,5 % 13,1 %\n")[0] >= 0.8
    assert health("Кіріспе ................ 3\nАзаптау және оның салдары ............ 17\n" * 5)[0] >= 0.8


def test_it_misses_the_kazakh_letters_of_a_kazakh_text_but_not_of_a_russian_annex() -> None:
    lost = KAZAKH.translate(str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноууhиАГКНОУУHИ"))
    assert "letters-missing" in health(lost[:PAGE], "kk")[1]
    assert "letters-missing" not in health(lost[:PAGE])[1]
    assert "letters-missing" not in health(RUSSIAN[:PAGE], "kk")[1]


@given(text=st.text(), hint=st.sampled_from(["", "kk", "ru", "en"]))
def test_it_judges_any_text(text: str, hint: str) -> None:
    score, complaints = health(text, hint)
    assert 0 <= score <= 1
    assert len(set(complaints)) == len(complaints)
