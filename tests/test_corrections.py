"""What editors changed in a section tree, done again over fresh readings of the file."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from archive.importing.anchors import ADDED, anchor_of, printed_words
from archive.importing.cleaning import clean
from archive.importing.corrections import apply_corrections
from archive.importing.draft import (
    Anchor,
    Context,
    Correction,
    CorrectionKind,
    Mark,
    Paragraph,
    RawLine,
    RawText,
    SectionDraft,
)
from archive.importing.sections import find_sections

PROMOTE, DEMOTE, MERGE, SPLIT, RENAME = CorrectionKind
Tree = tuple[SectionDraft, ...]

REPORT = """О положении в тюрьмах

1. Условия содержания
В камерах тесно и сыро. Врача заключённые ждут неделями.

Рекомендации
Построить новые камеры и нанять врачей.

2. Пытки
Двое заключённых рассказали о пытках в изоляторе. Их жалобы потеряны.

Рекомендации
Расследовать каждую жалобу в срок.

3. Выводы
Надзор за тюрьмами слаб. Виновных не находят.
"""


def read(text: str = REPORT) -> Tree:
    lines = tuple(RawLine(n, line) for n, line in enumerate(text.splitlines(), 1))
    return find_sections(clean(RawText(lines)), Context("ru"))


def made_by_hand(*sections: tuple[int, str, str]) -> Tree:
    """Sections of level, heading and text; an empty heading is the untitled introduction."""
    made: list[SectionDraft] = []
    for place, (level, heading, text) in enumerate(sections):
        line = 2 * place + 1
        paragraphs = (Paragraph(text, (Mark(0, line + 1),)),) if text else ()
        above = [n for n, one in enumerate(made) if one.level < level]
        rule = "title" if heading else ""
        made.append(
            SectionDraft(above[-1] if level > 1 else None, level, "", heading, line, line + 1, rule, "ru", paragraphs)
        )
    return tuple(made)


def outline(tree: Tree) -> list[tuple[int, str]]:
    return [(one.level, one.heading) for one in tree]


def place_of(tree: Tree, heading: str) -> int:
    return next(n for n, one in enumerate(tree) if one.heading == heading)


def under(kind: CorrectionKind, tree: Tree, heading: str, above: str) -> Correction:
    parent = anchor_of(tree, place_of(tree, above)) if above else None
    return Correction(kind, anchor_of(tree, place_of(tree, heading)), under=parent)


def corrected(tree: Tree, *corrections: Correction) -> Tree:
    done, unfit = apply_corrections(tree, corrections)
    assert not unfit
    return done


def words(tree: Tree) -> Counter[str]:
    """Every word of the file that is in the tree."""
    text = [printed_words(one) for one in tree if one.rule != ADDED]
    text += [paragraph.text for one in tree for paragraph in one.paragraphs]
    return Counter(re.findall(r"\w+", " ".join(text)))


TORTURE = made_by_hand(
    (1, "Тюрьмы", "Общие сведения."),
    (2, "Камеры", "В них тесно."),
    (2, "Пытки", "Двое жаловались."),
    (3, "Жалобы", "Они потеряны."),
    (2, "Врачи", "Их ждут неделями."),
    (1, "Выводы", "Надзор слаб."),
)


def test_it_puts_a_section_after_its_parent_with_what_is_below_it() -> None:
    tree = corrected(TORTURE, under(PROMOTE, TORTURE, "Пытки", ""))
    assert outline(tree) == [(1, "Тюрьмы"), (2, "Камеры"), (1, "Пытки"), (2, "Жалобы"), (1, "Врачи"), (1, "Выводы")]
    assert tree[4].parent is None, "what follows is not swallowed"


def test_it_puts_a_section_under_the_one_before() -> None:
    tree = corrected(TORTURE, under(DEMOTE, TORTURE, "Пытки", "Камеры"))
    assert [(one.level, one.parent) for one in tree] == [(1, None), (2, 0), (3, 1), (4, 2), (2, 0), (1, None)]


def test_it_changes_nothing_where_a_better_rule_has_put_the_section_there() -> None:
    correction = under(DEMOTE, TORTURE, "Пытки", "Камеры")
    better = corrected(TORTURE, correction)
    assert corrected(better, correction) == better


def test_it_makes_text_of_a_heading_that_is_none() -> None:
    tree = corrected(TORTURE, Correction(MERGE, anchor_of(TORTURE, place_of(TORTURE, "Пытки"))))
    assert outline(tree)[:4] == [(1, "Тюрьмы"), (2, "Камеры"), (3, "Жалобы"), (2, "Врачи")]
    assert [paragraph.text for paragraph in tree[1].paragraphs] == ["В них тесно.", "Пытки", "Двое жаловались."]
    assert tree[1].line_end == 6


def test_it_makes_the_introduction_of_a_first_heading_that_is_none() -> None:
    tree = corrected(TORTURE, Correction(MERGE, anchor_of(TORTURE, 0)))
    assert outline(tree)[:2] == [(1, ""), (1, "Камеры")]
    assert (tree[0].rule, tree[0].line_start, tree[0].paragraphs[0].text) == ("", 1, "Тюрьмы")


def test_it_hangs_nothing_under_the_untitled_introduction() -> None:
    found = made_by_hand((1, "", "Вступление."), (1, "Тюрьмы", ""), (2, "Камеры", "В них тесно."))
    tree = corrected(found, Correction(MERGE, anchor_of(found, 1)))
    assert [(one.level, one.parent, one.heading) for one in tree] == [(1, None, ""), (1, None, "Камеры")]


def test_it_gives_a_run_in_heading_its_colon_back() -> None:
    found = made_by_hand((1, "Тюрьмы", "Общие сведения."), (2, "Камеры", "В них тесно."))
    found = (found[0], replace(found[1], rule="run-in"))
    tree = corrected(found, Correction(MERGE, anchor_of(found, 1)))
    assert tree[0].paragraphs[-1].text == "Камеры: В них тесно."
    assert tree[0].paragraphs[-1].marks == (Mark(0, 3), Mark(8, 4))


def test_it_begins_a_section_at_a_paragraph_that_is_a_heading() -> None:
    text = (
        Paragraph("В них тесно.", (Mark(0, 2),)),
        Paragraph("2. Еда", (Mark(0, 3),)),
        Paragraph("Её мало.", (Mark(0, 4),)),
    )
    found = (replace(made_by_hand((1, "Камеры", ""))[0], paragraphs=text, line_end=4),)
    split = Correction(SPLIT, anchor_of(found, 0, 1), number="2", heading="Еда", quote="2. Еда")
    first, second = corrected(found, split)
    assert ([one.text for one in first.paragraphs], first.line_end) == (["В них тесно."], 2)
    assert (second.number, second.heading, second.rule, second.line_start) == ("2", "Еда", "editor", 3)
    assert [one.text for one in second.paragraphs] == ["Её мало."]


def test_it_begins_a_section_inside_a_paragraph() -> None:
    text = Paragraph("В них тесно. Питание заключённых: еды мало.", (Mark(0, 2), Mark(13, 3)))
    found = (replace(made_by_hand((1, "Камеры", ""))[0], paragraphs=(text,), line_end=3),)
    quote = "Питание заключённых"
    first, second = corrected(found, Correction(SPLIT, anchor_of(found, 0, 0), heading=quote, quote=quote))
    assert [one.text for one in first.paragraphs] == ["В них тесно."]
    assert (second.heading, second.line_start, second.paragraphs[0].text) == (quote, 3, "еды мало.")


def test_it_adds_a_heading_the_file_does_not_have() -> None:
    split = Correction(SPLIT, anchor_of(TORTURE, 1, 0), heading="Теснота")
    tree = corrected(TORTURE, split)
    assert outline(tree)[1:3] == [(2, "Камеры"), (2, "Теснота")]
    assert (tree[2].rule, tree[2].paragraphs[0].text) == (ADDED, "В них тесно.")
    back = corrected(tree, Correction(MERGE, anchor_of(tree, 2)))
    assert words(back) == words(TORTURE), "a heading of the editor's own leaves no words behind"


def test_it_keeps_the_words_of_the_file_beside_an_editors() -> None:
    place = place_of(TORTURE, "Пытки")
    tree = corrected(TORTURE, Correction(RENAME, anchor_of(TORTURE, place), number="3", heading="Жестокость"))
    assert (tree[place].number, tree[place].heading, tree[place].printed) == ("3", "Жестокость", "Пытки")
    assert tree[place].rule == "title", "the rule found it all the same"
    later = Correction(DEMOTE, anchor_of(tree, place), under=anchor_of(tree, 1))
    assert corrected(TORTURE, later)[place].level == 3, "and it can be found without the new name"


def test_it_finds_its_place_in_a_file_with_a_line_more() -> None:
    found = read()
    last = max(n for n, one in enumerate(found) if one.heading == "Рекомендации")
    corrections = (
        Correction(RENAME, anchor_of(found, last), heading="Советы"),
        Correction(MERGE, anchor_of(found, place_of(found, "Выводы"))),
    )
    longer = read(f"Черновик для сверки с подлинником.\n\n{REPORT}")
    tree = corrected(longer, *corrections)
    assert [one.heading for one in tree][-1] == "Советы"
    assert [one.heading for one in tree].count("Рекомендации") == 1, "the one after the chapter on torture"


def test_it_finds_its_place_by_the_line_where_a_rule_reads_more_of_it() -> None:
    correction = Correction(RENAME, anchor_of(TORTURE, 2), heading="Жестокость")
    reread = (*TORTURE[:2], replace(TORTURE[2], heading="Пытки в изоляторе"), *TORTURE[3:])
    assert corrected(reread, correction)[2].heading == "Жестокость"


def test_it_takes_a_new_rule_for_the_editors_word() -> None:
    """The heading an editor pointed out is found by a rule now."""
    split = Correction(SPLIT, Anchor(5, "пытки"), heading="О пытках", quote="Пытки")
    tree = corrected(TORTURE, split)
    assert (tree[2].heading, tree[2].printed, tree[2].rule) == ("О пытках", "Пытки", "title")


def test_it_says_which_corrections_have_no_place_any_more() -> None:
    gone = Correction(MERGE, Anchor(5, "обыски"))
    kept = Correction(RENAME, anchor_of(TORTURE, 1), heading="Кельи")
    tree, unfit = apply_corrections(TORTURE, [gone, kept])
    assert unfit == (gone,)
    assert tree[1].heading == "Кельи"


def test_it_does_not_guess_between_equal_headings() -> None:
    found = made_by_hand((1, "Советы", "Один."), (1, "Советы", "Два."), (1, "Советы", "Три."))
    lost = Correction(MERGE, Anchor(99, "советы", "четыре", "пять"))
    assert apply_corrections(found, [lost]) == (found, (lost,))


LEVELS = st.lists(st.integers(1, 5), min_size=1, max_size=8)
STEPS = st.lists(st.tuples(st.sampled_from(list(CorrectionKind)), st.integers(0, 7), st.integers(0, 7)), max_size=6)


def some_tree(levels: list[int], untitled: bool) -> Tree:
    """A tree of these levels as far as a tree can have them, each section with two paragraphs."""
    sections: list[tuple[int, str, str]] = [(1, "", "Слово в начале.")] if untitled else []
    last = 0
    for n, level in enumerate(levels):
        last = min(level, last + 1)
        sections.append((last, f"Глава номер{n % 3}", f"Речь о деле{n} идёт."))
    return made_by_hand(*sections)


def some_correction(tree: Tree, step: tuple[CorrectionKind, int, int]) -> Correction | None:
    kind, place, other = step[0], step[1] % len(tree), step[2] % len(tree)
    if kind is SPLIT:
        texts = [one.text for one in tree[place].paragraphs]
        if not texts:
            return None
        paragraph = other % len(texts)
        quote = " ".join(texts[paragraph].split()[: other % 3])
        return Correction(SPLIT, anchor_of(tree, place, paragraph), heading="Заголовок", quote=quote)
    if not printed_words(tree[place]):
        return None
    above = anchor_of(tree, other) if other % 2 and printed_words(tree[other]) else None
    return Correction(kind, anchor_of(tree, place), above, heading="Название" if kind is RENAME else "")


@given(LEVELS, st.booleans(), STEPS)
def test_it_loses_no_word_and_keeps_a_tree(
    levels: list[int], untitled: bool, steps: list[tuple[CorrectionKind, int, int]]
) -> None:
    found = tree = some_tree(levels, untitled)
    for step in steps:
        correction = some_correction(tree, step)
        if correction is None:
            continue
        tree, _ = apply_corrections(tree, [correction])
        assert words(tree) == words(found)
        for place, one in enumerate(tree):
            assert one.parent is None or one.parent < place
            assert one.level == (1 if one.parent is None else tree[one.parent].level + 1)
        assert [one.line_start for one in tree] == sorted(one.line_start for one in tree)
        assert all(one.line_start <= one.line_end for one in tree)
        assert all(printed_words(one) for one in tree[1:])
