"""Reading PDFs: order, furniture, notes, tables, paragraphs, headings."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

import pytest

from archive.importing.draft import RawText, Role
from archive.importing.extraction.limits import DEFAULT
from archive.importing.extraction.pdf import read_pdf
from tests.papers import TWO_COLUMNS, needs_printing, pdf_of, report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.importing.draft import RawLine

pytestmark = needs_printing

SENTENCE = "Бақылаушылар түзеу мекемесін аралап, камералардың ылғал екенін жазды. "
SENTENCE_RU = "Наблюдатели обошли колонию и записали, что в камерах сыро и мало света. "


def prose(count: int, start: int = 0) -> str:
    """So many invented words in a row, others for another `start`."""
    words = " ".join(report("kk").paragraphs).split()
    return " ".join(words[start : start + count])


def read(pdf: bytes) -> RawText:
    return read_pdf(pdf, DEFAULT, lambda _done, _total: None)


def page(body: str, style: str = "") -> bytes:
    base = '@page { size: A5; margin: 18mm } body { font: 10pt "DejaVu Serif" } p { margin: 0 0 3mm }'
    return pdf_of(f"<html><style>{base}{style}</style><body>{body}</body></html>")


def lines(raw: RawText, *roles: Role) -> list[RawLine]:
    return [line for line in raw.lines if line.style is not None and line.style.role in roles]


def texts(raw: RawText, *roles: Role) -> list[str]:
    return [line.text for line in lines(raw, *roles)]


def paragraphs(raw: RawText) -> list[str]:
    """Body lines put together where they go on."""
    found: list[str] = []
    for line in lines(raw, Role.TEXT, Role.ITEM):
        if found and line.style is not None and not line.style.starts:
            found[-1] += line.text if re.search(r"\w-$", found[-1]) else f" {line.text}"
        else:
            found.append(line.text)
    return found


def agreement(raw: RawText, source: Iterable[str]) -> float:
    """How many words of the body stand in the order of the source, against the longer of the two."""
    body = re.sub(r"\[\d+\]", "", " ".join(paragraphs(raw)))
    got, wanted = re.findall(r"\w+", body), re.findall(r"\w+", " ".join(source))
    matcher = difflib.SequenceMatcher(None, wanted, got, autojunk=False)
    return sum(match.size for match in matcher.get_matching_blocks()) / max(len(got), len(wanted))


@pytest.mark.parametrize("style", ["", TWO_COLUMNS], ids=["one-column", "two-columns"])
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_it_reads_a_report_in_order(language: str, style: str) -> None:
    source = report(language)
    raw = read(source.pdf(style))
    assert agreement(raw, source.paragraphs) >= 0.995
    assert texts(raw, Role.ROW) == list(source.rows)
    assert [re.sub(r"^\d+\. ", "", text) for text in texts(raw, Role.NOTE)] == list(source.notes)
    pages = len(raw.pages)
    assert texts(raw, Role.FURNITURE).count("Huqyq үлгі жинағы") == pages - 1
    assert [text for text in texts(raw, Role.FURNITURE) if text.isdigit()] == [str(n + 1) for n in range(pages)]
    assert {reading.reader for reading in raw.pages} == {"pdfium"}
    assert min(reading.health for reading in raw.pages) >= 0.9
    assert [line.number for line in raw.lines] == list(range(1, len(raw.lines) + 1))


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_it_finds_the_paragraphs_and_headings_of_a_report(language: str) -> None:
    source = report(language)
    raw = read(source.pdf())
    found = [re.sub(r"\W", "", re.sub(r"\[\d+\]", "", text)) for text in paragraphs(raw)]
    wanted = [re.sub(r"\W", "", text) for text in source.paragraphs]
    assert len(set(wanted) & set(found)) >= 0.97 * len(set(wanted))
    begun = [line for line in raw.lines if line.style and line.style.level and line.style.starts]
    assert len(begun) == len(source.headings)
    assert begun[0].style is not None
    assert (begun[0].style.level, begun[0].style.size, begun[0].style.lead) == (1, 1.82, len(begun[0].text))


def test_it_reads_columns_under_a_heading_as_wide_as_both() -> None:
    body = "".join(f"<p>Бірінші {n}. {prose(25, 30 * n)}</p>" for n in range(1, 5))
    more = "".join(f"<p>Екінші {n}. {prose(25, 30 * n)}</p>" for n in range(1, 5))
    style = "div { columns: 2; column-gap: 8mm; text-align: justify } h2 { font-size: 14pt }"
    raw = read(
        page(f"<h2>Екі бағанның үстіндегі ұзын тақырып</h2><div>{body}</div><h2>Келесі</h2><div>{more}</div>", style)
    )
    order = re.findall(r"(?:Бірінші|Екінші) \d", " ".join(texts(raw, Role.TEXT)))
    assert order == [f"{word} {n}" for word in ("Бірінші", "Екінші") for n in range(1, 5)]
    assert not texts(raw, Role.ROW)


def test_it_keeps_the_words_of_a_call_out_together() -> None:
    box = '<div class="box"><b>412</b><br>адам қамауда<br>қайтыс болды</div>'
    style = ".box { float: right; width: 32mm; font-size: 15pt; border: 1pt solid; padding: 2mm; margin: 0 0 2mm 4mm }"
    raw = read(page(f"<p>{prose(20)}</p>{box}<p>{prose(60, 20)}</p>", style))
    whole = " ".join(texts(raw, Role.TEXT))
    assert "412 адам қамауда қайтыс болды" in whole
    assert agreement(raw, [prose(20), "412 адам қамауда қайтыс болды", prose(60, 20)]) >= 0.9


def test_it_keeps_a_heading_that_repeats_at_the_top_of_pages() -> None:
    chapters = "".join(
        f'<h3 style="break-before: page; font-size: 10pt">Ұсынымдар</h3><p>{prose(150 + 50 * n, 100 * n)}</p>'
        for n in range(1, 5)
    )
    raw = read(page(chapters))
    assert len(raw.pages) > 6
    assert texts(raw, Role.TEXT).count("Ұсынымдар") == 4


def test_it_takes_no_line_of_a_single_page_for_furniture() -> None:
    raw = read(page(f"<h2>Есеп</h2><p>{SENTENCE}</p><p>Алматы</p>"))
    assert not lines(raw, Role.FURNITURE)


def test_it_takes_page_numbers_off_a_paper_of_two_pages() -> None:
    raw = read(page(f"<p>{prose(400)}</p>", "@page { @bottom-center { content: '– ' counter(page) ' –' } }"))
    assert texts(raw, Role.FURNITURE) == ["– 1 –", "– 2 –"]


def test_it_keeps_notes_that_are_alike_on_every_page() -> None:
    style = ".n { float: footnote; font-size: 7pt } @page { margin-bottom: 30mm }"
    chapters = "".join(
        f'<p style="break-after: page">{prose(90, 90 * n)}<span class="n">Сонда жазылған.</span></p>' for n in range(4)
    )
    raw = read(page(chapters, style))
    assert texts(raw, Role.NOTE) == [f"{n}. Сонда жазылған." for n in range(1, 5)]


def test_it_makes_no_article_number_of_a_note_mark() -> None:
    marked = "<p>Суд сослался на статью<sup>1</sup> Конституции и на пункт 5<sup>12</sup> доклада.</p>"
    raw = read(page(marked, "sup { font-size: 6pt }"))
    assert " ".join(texts(raw, Role.TEXT)) == "Суд сослался на статью[1] Конституции и на пункт 5[12] доклада."


def test_it_leaves_square_metres_alone() -> None:
    raw = read(page("<p>На человека приходится 2,5 м<sup>2</sup> камеры, а двор занимает 40 м² земли.</p>"))
    assert "2,5 м2 камеры" in " ".join(texts(raw, Role.TEXT))
    assert "40 м² земли" in " ".join(texts(raw, Role.TEXT))


TABLE = (("Облыс", "Арыз", "Үкім"), ("Ақмола", "120", "4"), ("Жетісу", "87", "11"), ("Ұлытау", "35", "0"))


@pytest.mark.parametrize("border", ["0.5pt solid", "none"])
def test_it_keeps_the_rows_of_a_table(border: str) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TABLE)
    style = f"td {{ border: {border}; padding: 1mm 5mm }} table {{ border-collapse: collapse }}"
    raw = read(page(f"<p>{SENTENCE * 3}</p><table>{rows}</table><p>{SENTENCE * 3}</p>", style))
    assert texts(raw, Role.ROW) == [" | ".join(row) for row in TABLE]
    assert agreement(raw, [SENTENCE * 6]) == 1


def test_it_reads_a_cell_of_several_lines_as_one() -> None:
    cells = "".join(f"<tr><td>{n}</td><td>{SENTENCE_RU.strip()}</td></tr>" for n in range(1, 4))
    raw = read(page(f"<table>{cells}</table>", "td { border: 0.5pt solid } table { width: 60mm }"))
    assert texts(raw, Role.ROW) == [f"{n} | {SENTENCE_RU.strip()}" for n in range(1, 4)]


def test_it_takes_no_contents_page_for_headings_or_a_table() -> None:
    chapters = ("Кіріспе сөз", "Азаптаудың алдын алу", "Әділ сот")
    entries = "".join(f'<li><a href="#c{n}">{name}</a></li>' for n, name in enumerate(chapters))
    style = "li { list-style: none } a::after { content: leader('.') target-counter(attr(href), page) }"
    bodies = "".join(
        f'<h1 id="c{n}" style="break-before: page">{name}</h1><p>{SENTENCE * 5}</p>' for n, name in enumerate(chapters)
    )
    raw = read(page(f"<ul>{entries}</ul>{bodies}", style))
    headings = [(line.page, line.text) for line in raw.lines if line.style and line.style.level]
    assert headings == [(n + 2, name) for n, name in enumerate(chapters)]
    assert not lines(raw, Role.ROW)


def test_it_reads_headings_from_the_tags_of_a_file() -> None:
    style = "<style>h1, h3 { bookmark-level: none }</style>"
    html = f'<html lang="kk">{style}<body><h1>Есеп</h1><h3>Қорытынды бөлім</h3><p>{SENTENCE * 3}</p></body></html>'
    raw = read(pdf_of(html, pdf_tags=True))
    assert [(line.text, line.style.level) for line in raw.lines if line.style and line.style.level] == [
        ("Есеп", 1),
        ("Қорытынды бөлім", 3),
    ]


@pytest.mark.parametrize("style", ["p { text-indent: 8mm; margin: 0 }", "p { margin: 0 0 4mm }"], ids=["indent", "gap"])
def test_it_goes_on_with_a_paragraph_over_the_page_break(style: str) -> None:
    raw = read(page(f"<p>{SENTENCE * 4}</p><p>{SENTENCE_RU * 40}</p><p>{SENTENCE * 4}</p>", style))
    assert len(raw.pages) > 1
    assert paragraphs(raw) == [(SENTENCE * 4).strip(), (SENTENCE_RU * 40).strip(), (SENTENCE * 4).strip()]


def test_it_knows_list_items_and_their_further_lines() -> None:
    items = "".join(f"<li>{text * 2}</li>" for text in (SENTENCE, SENTENCE_RU))
    raw = read(page(f"<p>{SENTENCE * 2}</p><ul>{items}</ul><ol>{items}</ol>"))
    begun = [line for line in lines(raw, Role.ITEM) if line.style and line.style.starts]
    assert [line.text.split()[0] for line in begun] == ["•", "•", "1.", "2."]
    assert len(paragraphs(raw)) == 5


def test_it_tells_bold_words_at_the_beginning_of_a_line() -> None:
    raw = read(page(f"<p><b>Физикалық жағдайлар:</b> {SENTENCE}</p>"))
    first = raw.lines[0]
    assert first.style is not None
    assert first.text[: first.style.lead] == "Физикалық жағдайлар:"


def test_it_keeps_hyphens_at_line_ends_as_printed() -> None:
    raw = read(page("<div style='width: 30mm'>Жоспарда тұрмыстық зорлық-зомбылық туралы айтылған.</div>"))
    assert "зорлық-" in [text.split()[-1] for text in texts(raw, Role.TEXT)]


def test_it_reads_a_page_set_sideways() -> None:
    turned = "@page { size: A5 landscape } "
    raw = read(page(f"<p>{SENTENCE * 3}</p>", turned))
    assert agreement(raw, [SENTENCE * 3]) == 1


def test_it_puts_letters_set_wide_together() -> None:
    raw = read(page("<p style='letter-spacing: 4pt'>ҰСЫНЫМДАР МЕН ҚОРЫТЫНДЫ</p>"))
    assert texts(raw, Role.TEXT) == ["ҰСЫНЫМДАР МЕН ҚОРЫТЫНДЫ"]
