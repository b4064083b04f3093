"""What a reader finds: spellings that meet, words that stay apart, and marks that fall on the right letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import ANALYSER_VERSION, STOPWORDS, analyser, query_words, terms

LETTERS = st.sampled_from("абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяҽИҰҚLAcoexyi")
SIGNS = st.sampled_from(" -–.,/«»\"'’%№\n\u00ad\u200b\u00a0\u0306\u030812350³")
TEXTS = st.text(st.one_of(LETTERS, LETTERS, SIGNS, st.characters(codec="utf-8")), max_size=60)


def exact(text: str, language: str = "kk") -> list[str]:
    return [token.exact for token in analyser(language).tokens(text)]


def marked(text: str, language: str = "kk") -> list[str]:
    return [text[token.start : token.end] for token in analyser(language).tokens(text)]


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("ҽлем", "әлем"),
        ("ҾЗЕН", "өзен"),
        ("ӛмір", "өмір"),
        ("ҧлт", "ұлт"),
        ("əлем", "әлем"),
        ("бiлiм", "білім"),  # Latin i
        ("Aлматы", "алматы"),  # Latin A
        ("трeх", "трех"),  # Latin e
        ("Сonvention", "convention"),  # Cyrillic С
        ("ёлка", "елка"),
        ("и\u0306од", "йод"),
        ("құ\u00adқық", "құқық"),
        ("құ\u200bқық\ufeff", "құқық"),
        ("об'ект", "объект"),
        ("с\u2019езд", "съезд"),
        ("под\u201dезд", "подъезд"),
        ("АДАМ", "адам"),
        ("ＡＤＡＭ", "adam"),
        ("ХХІ", "xxi"),  # Cyrillic Х and І
        ("ІV", "iv"),
    ],
)
def test_it_reads_damaged_letters_as_the_letters_meant(damaged: str, clean: str) -> None:
    assert exact(damaged) == [clean]


def test_it_keeps_both_spellings_of_government() -> None:
    assert exact("Өкімет Үкімет") == ["өкімет", "үкімет"]


def test_it_reads_the_russian_yo_as_ye() -> None:
    assert terms("трёх", "ru") == terms("трех", "ru")


def test_it_joins_a_word_cut_at_a_line_end() -> None:
    assert exact("жүзе-\n  ге")[0] == "жүзеге"
    assert exact("іс-\nәрекет")[0] == "ісәрекет"


def test_it_does_not_join_a_dash_with_a_new_sentence() -> None:
    assert "адамқазір" not in exact("адам-\nҚазір")


def test_it_joins_letter_spaced_capitals() -> None:
    assert exact("Б Ө Л І М туралы") == ["бөлім", "туралы"]
    assert exact("Д О К Л А Д о правах", "ru") == ["доклад", "о", "правах"]


def test_it_leaves_quotation_marks_and_number_signs_out() -> None:
    assert exact('«Үміт» “қоры” "әлі" №5') == ["үміт", "қоры", "әлі", "5"]


def test_it_finds_a_hyphenated_word_as_a_whole_and_by_its_parts() -> None:
    assert terms("зорлық-зомбылықты", "kk") == ["зорлықзомбылық", "зорлық", "зомбылық"]
    assert terms("веб-сайттың", "kk")[0] == terms("вебсайт", "kk")[0]


def test_it_counts_the_parts_of_a_hyphenated_word_as_neighbours() -> None:
    positions = [(token.exact, token.position) for token in analyser("kk").tokens("бұл іс-әрекет туралы")]
    assert positions == [("бұл", 0), ("ісәрекет", 1), ("іс", 1), ("әрекет", 2), ("туралы", 3)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("БҰҰ-ның", ["бұұ"]),
        ("ЕҚЫҰ\u2011ға", ["еқыұ"]),
        ("Интернет-ті", ["интернет"]),
        ("Beeline-ның", ["beeline"]),
        ("Facebookте", ["facebook"]),
        ("«Үміт»тің", ["үміт"]),
        ("2012-ші", ["2012"]),
        ("1000-нан", ["1000"]),
        ("00-де", ["00"]),
        ("5%-ға", ["5"]),
        ("5-го", ["5"]),
        ("90s", ["90"]),
    ],
)
def test_it_drops_an_ending_hung_on_an_abbreviation_or_a_number(text: str, words: list[str]) -> None:
    assert exact(text) == words


def test_it_keeps_a_quoted_word_that_looks_like_an_ending() -> None:
    assert exact("«да» деді") == ["да", "деді"]


def test_it_splits_a_mixture_of_scripts_at_the_hyphen() -> None:
    assert exact("VPN-қызмет") == ["vpn", "қызмет"]


def test_it_indexes_a_number_and_its_noun() -> None:
    assert terms("5-бабының", "kk") == ["5", "бап"]
    assert terms("5бап", "kk") == ["5", "бап"]


def test_it_keeps_numbers_exact() -> None:
    assert exact("15") == ["15"]
    assert exact("141-1-бабы")[:1] == ["141-1"]
    assert "141" not in exact("141-1-бабы")


def test_it_finds_the_years_of_a_date_and_the_ends_of_a_range() -> None:
    assert exact("2010–2012 жылдар")[:3] == ["2010-2012", "2010", "2012"]
    assert exact("01.02.2012") == ["01.02.2012", "2012"]
    assert exact("4-5") == ["4-5", "4", "5"]


@pytest.mark.parametrize("number", ["13 617", "13\u00a0617", "13617", "13,617"])
def test_it_reads_grouped_digits_as_one_number(number: str) -> None:
    assert exact(f"{number} адам") == ["13617", "адам"]


def test_it_reads_a_percentage_as_its_number() -> None:
    assert exact("3405%") == exact("3405")


@pytest.mark.parametrize("symbol", ["CERD/C/KAZ/CO/4-5", "A/HRC/47/L.22", "S/RES/1325(2000)", "E/CN.4/2006/6/Add.2"])
def test_it_keeps_a_document_symbol_in_one_piece(symbol: str) -> None:
    assert exact(f"қараңыз: {symbol}.") == ["қараңыз", symbol.lower()]
    assert exact(f"{symbol}-тің") == [symbol.lower()]
    assert exact(f"есепте ({symbol}) айтылғандай") == ["есепте", symbol.lower(), "айтылғандай"]


def test_it_reads_a_document_symbol_typed_with_cyrillic_capitals() -> None:
    assert exact("А/НRС/47/22") == ["a/hrc/47/22"]


def test_it_does_not_take_alternatives_for_a_document_symbol() -> None:
    assert exact("және/немесе") == ["және", "немесе"]


def test_it_marks_the_letters_as_they_stand_in_the_text() -> None:
    assert marked("«Құ\u00adқық\u00adтар» туралы") == ["Құ\u00adқық\u00adтар", "туралы"]
    assert marked("и\u0306од бар") == ["и\u0306од", "бар"]
    assert marked("веб-сайт") == ["веб-сайт", "веб", "сайт"]


def test_it_takes_a_word_with_a_kazakh_letter_for_kazakh_in_a_russian_text() -> None:
    assert terms("статья Құқықтардың", "ru") == ["статья", "құқық"]


def test_it_takes_latin_words_for_english_in_any_text() -> None:
    assert terms("reports", "kk") == terms("report", "ru") == ["report"]


def test_it_refuses_a_language_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="no analyser"):
        analyser("de")


def stems_asked(word: str) -> tuple[str, ...]:
    [forms] = query_words(word)
    return forms.stems


def test_it_asks_both_stemmers_about_a_query_word_without_kazakh_letters() -> None:
    assert stems_asked("полицияның")[0] == "полиция"
    assert "полиция" in stems_asked("полиции")
    assert stems_asked("адамдарға")[0] == "адам"


def test_it_asks_for_the_kazakh_stem_of_a_russian_loan() -> None:
    assert set(stems_asked("журналистов")) & set(terms("журналистер", "kk"))


def test_it_asks_one_stemmer_when_the_language_is_plain() -> None:
    assert stems_asked("Құқықтары") == ("құқық",)
    assert stems_asked("Reports") == ("report",)
    assert stems_asked("5") == ("5",)


def test_it_gives_the_exact_form_of_a_query_word() -> None:
    assert [word.exact for word in query_words("Бiлiмнің")] == ["білімнің"]


def test_it_cuts_a_query_as_it_cuts_a_text() -> None:
    words = [word.exact for word in query_words("5-бабының веб-сайт БҰҰ-ның CAT/C/KAZ/3")]
    assert words == ["5", "бабының", "вебсайт", "бұұ", "cat/c/kaz/3"]


def test_it_keeps_stop_words_in_the_index() -> None:
    assert terms("және", "kk") == ["және"]
    assert all(exact(word, language) == [word] for language, words in STOPWORDS.items() for word in words)


def test_it_has_a_version_to_store_beside_an_index() -> None:
    assert ANALYSER_VERSION >= 1


@given(TEXTS, st.sampled_from(["kk", "ru", "en"]))
def test_it_marks_what_it_has_read(text: str, language: str) -> None:
    for token in analyser(language).tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.exact in exact(text[token.start : token.end], language)


@given(TEXTS, st.sampled_from(["kk", "ru", "en"]))
def test_it_reads_any_text_in_order(text: str, language: str) -> None:
    tokens = analyser(language).tokens(text)
    assert [token.stem for token in tokens] == terms(text, language)
    assert all(token.exact and token.stem for token in tokens)
    assert [token.position for token in tokens] == sorted(token.position for token in tokens)
