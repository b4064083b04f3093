"""Telling Kazakh, Russian and English apart."""

import pytest

from archive.importing.languages import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Сот шешімі бойынша ол қамауға алынды.", "kk"),
        ("Адам мен азамат туралы баптар", "kk"),
        ("Бас бап", "kk"),
        ("По решению суда он был взят под стражу.", "ru"),
        ("Свобода собраний", "ru"),
        ("The court ordered his arrest.", "en"),
        ("Әділет министрі Қайрат Өмірбеков сообщил, что суд не принял жалобу и вернул её в прокуратуру.", "ru"),
        ("Amnesty International ұйымының мәлімдеуінше, адвокат қамауда отыр.", "kk"),
        ("Доклад Human Rights Watch о положении в стране", "ru"),
        ("САЯСИ ҚҰҚЫҚТАР", "kk"),
    ],
)
def test_it_detects_the_language_of_a_passage(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "1, 2, 3", "— § —"])
def test_it_answers_for_a_passage_without_words(text: str) -> None:
    assert detect(text) in {"kk", "ru", "en"}
