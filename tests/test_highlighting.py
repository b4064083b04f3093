"""Marked words: the original spelling, escaped, by the analyser that indexed them."""

from __future__ import annotations

from search.highlighting import mark
from search.query import parse
from search.thesaurus import relate


def marked(text: str, query: str, language: str = "kk") -> str:
    return mark(text, language, parse(query).wanted)


def test_it_marks_every_form_of_the_word_in_its_own_spelling() -> None:
    assert marked("Азаптаудың да, азаптауға да", "азаптау") == "<mark>Азаптаудың</mark> да, <mark>азаптауға</mark> да"


def test_it_marks_russian_forms() -> None:
    assert marked("О пытках и пыткам", "пытки", "ru") == "О <mark>пытках</mark> и <mark>пыткам</mark>"


def test_it_marks_a_phrase_as_one_and_only_where_the_words_follow() -> None:
    text = "Жедел топ келді. Топ жедел келді."
    assert marked(text, '"жедел топ"') == "<mark>Жедел топ</mark> келді. Топ жедел келді."


def test_it_escapes_the_text() -> None:
    assert marked("<script>азаптау</script> & сот", "азаптау") == (
        "&lt;script&gt;<mark>азаптау</mark>&lt;/script&gt; &amp; сот"
    )


def test_it_marks_nothing_without_words() -> None:
    assert marked("сот", "") == "сот"


def test_it_does_not_mark_a_number_inside_another() -> None:
    assert marked("15-бап, 5-бап", "5") == "15-бап, <mark>5</mark>-бап"


def test_it_marks_a_term_of_several_words_as_one(thesaurus: None) -> None:
    wanted, _ = relate(parse("домашнее насилие").wanted)
    text = "Отбасындағы зорлық-зомбылық пен зорлық"
    assert mark(text, "kk", wanted) == "<mark>Отбасындағы зорлық-зомбылық</mark> пен <mark>зорлық</mark>"


def test_it_marks_the_longest_of_what_begins_at_one_place() -> None:
    assert marked("Сот билігі тәуелсіз", 'сот "сот билігі"') == "<mark>Сот билігі</mark> тәуелсіз"


def test_it_escapes_inside_a_phrase() -> None:
    assert marked("Жедел <b>топ</b> келді", '"жедел топ"') == "<mark>Жедел &lt;b&gt;топ</mark>&lt;/b&gt; келді" or (
        "<b>" not in marked("Жедел <b>топ</b> келді", '"жедел топ"')
    )
