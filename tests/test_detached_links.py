"""Link texts that a PDF tool wrote by themselves, below or above the sentences they were taken out of."""

import pytest

from archive.importing.cleaning import clean
from archive.importing.extraction import extract


def paragraphs(text: str) -> list[str]:
    return [paragraph.text for paragraph in clean(extract(text.encode())).paragraphs]


DETACHED = """\
Газет бұл күні барлық байланыс құралдары \n
істен шыққанын , ал бір күннен кейін бәрі \n
қайта қосылды. Тұрғындар шағым түсіріп, \n
жауап күтті.

хабарлады

Қала әкімі журналистерге берген сұхбатында \n
бұл туралы . Содан кейін жиналыс \n
өтті.

айтты

Сарапшылар бұл шешімді заңсыз деп бағалап, \n
оны жоюға . Шешім әлі күшінде \n
тұр.

шақырды
"""


def test_it_puts_link_texts_that_stand_alone_back_into_their_holes() -> None:
    text = paragraphs(DETACHED)
    assert "шыққанын хабарлады, ал" in text[0]
    assert "бұл туралы айтты. Содан" in text[1]
    assert "жоюға шақырды. Шешім" in text[2]


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        (
            "Компания бұған қатысы жоқ екенін . Кеңсенің : желі \nкеше ажыратылды.\n\nхабарлады мәлімдеуінше\n",
            "жоқ екенін хабарлады. Кеңсенің мәлімдеуінше: желі",
        ),
        (
            "Жобаны  деген \nатаумен бастады.\n\n«Ашық қала»\n",
            "Жобаны «Ашық қала» деген атаумен",
        ),
        (
            "Мұны  сәйкес сот \nқарайды.\n\n12-бабының 3-тармағына\n\nСотқа құқық\n\nБұл тарау сот туралы.\n",
            "Мұны 12-бабының 3-тармағына сәйкес сот",
        ),
        (
            "Тұрғындар жиналып, содан кейін қала ішінде ұзақ жүрді. Олар бұл \n"
            "туралы \nпетициясын барлығы бірге толтырып, әкімдікке түгел жіберді.\n\n«Таза ауа керек»\n",
            "туралы «Таза ауа керек» петициясын",
        ),
    ],
)
def test_it_reads_links_of_every_kind(column: str, sentence: str) -> None:
    assert sentence in " ".join(paragraphs(DETACHED + "\n" + column))


def test_it_takes_links_from_above_their_column() -> None:
    page = (
        "Бірінші сайт туралы . Оны барлығы \nоқыды.\n\nжазды\n\nwww.example.org\n\n"
        " сайтында екінші өтініш те бар, оған \nқол қойылды.\n\nҮшінші бөлім басталды, сондықтан бәрі \nкүтті.\n\n"
        "Қысқа атау\n\nСоңғы сөйлем осы жерде тұр.\n"
    )
    text = " ".join(paragraphs(3 * DETACHED + "\n" + page))  # enough text to show its habits
    assert "туралы жазды. Оны" in text
    assert "www.example.org сайтында екінші өтініш" in text


def test_it_leaves_titles_and_captions_where_they_stand() -> None:
    page = "Оның саны  өсті, бірақ сапасы \nтөмен.\n\nСапа көрсеткіштері\n\n• бірінші белгі;\n\n• екінші белгі.\n"
    assert "Сапа көрсеткіштері" in paragraphs(DETACHED + "\n" + page)


def test_it_ends_a_paragraph_where_the_next_text_object_begins() -> None:
    page = "Телефонды тексеру: жеке өмір ме, әлде \nқауіпсіздік пе\n\nДана Асанова\n\nБұл мақала туралы.\n"
    assert "Телефонды тексеру: жеке өмір ме, әлде қауіпсіздік пе" in paragraphs(DETACHED + "\n" + page)
