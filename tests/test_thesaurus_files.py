"""The thesaurus out to files and in again, by the commands: what comes in, and what is said of a file that cannot."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from django.utils.translation import override
from lxml import etree

from search.concepts.entry import Entry, UnreadableFile
from search.concepts.files import LIMIT, WRITERS, read
from search.concepts.keeping import apply, compare, current
from search.concepts.table import read_table, write_table
from search.models import Thesaurus
from tests.manifests import Said, command

if TYPE_CHECKING:
    from pathlib import Path

BREAD = Entry("bread", ("нан", "таба нан"), ("хлеб",), ("bread",), "")
HEADER = "slug;kk;ru;en;note\r\n"
PRELUDE = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:skos="http://www.w3.org/2004/02/skos/core#">\n'
)


def skos(inside: str) -> bytes:
    return f"{PRELUDE}{inside}\n</rdf:RDF>".encode()


def said_of(data: bytes) -> str:
    """Why a file is turned away."""
    with override("en"):
        with pytest.raises(UnreadableFile) as refusal:
            read(data)
        return "\n".join(str(problem) for problem in refusal.value.problems)


def taken(tmp_path: Path, data: bytes, *options: str) -> Said:
    file = tmp_path / "file"
    file.write_bytes(data)
    return command("import_thesaurus", str(file), *options)


def exported(kind: str) -> bytes:
    return command("export_thesaurus", "--format", kind).out.encode()


@pytest.mark.parametrize("kind", WRITERS)
def test_it_takes_its_own_file_without_changing_anything(thesaurus: None, tmp_path: Path, kind: str) -> None:
    apply(compare([Entry("bread", ("нан",), ("хлеб",), (), "Ask\nСәуле; she “knows” & <tells>.")]))
    before, revision = current(), Thesaurus.objects.revision()
    said = taken(tmp_path, exported(kind), "--whole")
    assert said.out == "Concepts added: 0, changed: 0, removed: 0.\n"
    assert current() == before
    assert Thesaurus.objects.revision() == revision


@pytest.mark.parametrize("kind", WRITERS)
def test_it_makes_the_same_thesaurus_elsewhere(thesaurus: None, tmp_path: Path, kind: str) -> None:
    apply(compare([BREAD]))
    before, file = current(), exported(kind)
    apply(compare([], gone=set(before)))
    assert not current()
    taken(tmp_path, file)
    assert current() == before


@pytest.mark.django_db
def test_it_adds_changes_and_removes_by_a_table(tmp_path: Path) -> None:
    apply(compare([BREAD, Entry("salt", ru=("соль",))]))
    table = (HEADER + "bread;нан;буханка | хлеб;bread;\r\nmilk;сүт;молоко;milk;\r\n").encode()
    assert taken(tmp_path, table).out == "Concepts added: 1, changed: 1, removed: 0.\n"
    assert current()["bread"] == Entry("bread", ("нан",), ("буханка", "хлеб"), ("bread",), "")
    assert taken(tmp_path, table, "--whole").out == "Concepts added: 0, changed: 0, removed: 1.\n"
    assert set(current()) == {"bread", "milk"}


@pytest.mark.django_db
def test_it_changes_nothing_by_a_file_with_a_mistake(tmp_path: Path) -> None:
    apply(compare([BREAD]))
    before = current()
    said = taken(tmp_path, (HEADER + "milk;сүт;молоко;milk\r\n;нан;хлеб;bread\r\nbread;;;\r\n").encode(), "--whole")
    assert said.code == 1
    assert "Line 3: “” is no identifier" in said.err
    assert "Line 4: The concept has no term." in said.err
    assert current() == before


@pytest.mark.django_db
def test_it_says_that_a_file_is_not_there(tmp_path: Path) -> None:
    said = command("import_thesaurus", str(tmp_path / "nothing.csv"))
    assert said.code == 1
    assert "cannot be opened: No such file" in said.err


@pytest.mark.parametrize(
    "data",
    [
        "slug;kk;ru;en\r\nbread;нан | таба нан;хлеб;bread\r\n".encode("utf-8-sig"),
        "slug,kk,ru,en\nbread,нан|таба нан, хлеб ,bread,,\n\n".encode(),
        "slug\tkk\tru\ten\r\nbread\tнан|таба нан\tхлеб\tbread\r\n".encode("utf-16"),
        'EN;"SLUG";kk;ru\r\nbread;bread;"нан |\nтаба  нан";хлеб\r\n'.encode(),
    ],
    ids=["semicolons and mark", "commas and empty cells", "utf-16 and tabs", "another order of columns"],
)
def test_it_reads_what_spreadsheets_write(data: bytes) -> None:
    assert read(data).entries == (Entry("bread", BREAD.kk, BREAD.ru, BREAD.en),)


def test_it_reads_an_old_encoding_that_has_every_letter() -> None:
    table = "slug;kk;ru;en\r\nword;сөз бостандығы | пікір білдіру;свобода слова | высказывание;\r\n"
    (entry,) = read(table.encode("kz1048")).entries
    assert entry.kk == ("сөз бостандығы", "пікір білдіру")


def test_it_knows_that_an_old_encoding_lost_the_kazakh_letters() -> None:
    """A spreadsheet that saves a table in Windows-1251 writes question marks."""
    table = "slug;kk;ru;en\r\nbread;нан;хлеб;\r\nword;сөз бостандығы;свобода слова;\r\n"
    said = said_of(table.encode("cp1251", errors="replace"))
    assert said.startswith("Line 3: Question marks stand in the place of Kazakh letters.")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04" + bytes(40), "Save it as CSV (UTF-8) or as RDF/XML"),
        (b"\x00\x01\x02\x03" * 20, "cannot be read"),
        (b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "Turtle"),
        (b"slug;kk;ru\r\nbread;;\r\n", "Line 1: The column “en” is missing. The columns are: slug, kk, ru, en, note."),
        (b"slug;kk;ru;en;de\r\n", "Line 1: The column “de” has no meaning"),
        (b"slug;kk;ru;en;kk\r\n", "Line 1: The column “kk” has no meaning or stands twice"),
        (f'{HEADER}a;"нан;;\r\n'.encode(), "Line 2: From here on this is no table."),
        (f"{HEADER}a;нан;;\r\na;сүт;;\r\n".encode(), "Line 3: “a” stands in the file already."),
        (f"{HEADER}a;нан;;;;x\r\n".encode(), "Line 2: The row has more cells than there are columns."),
        (f"{HEADER}a b;нан;;\r\n".encode(), "Line 2: “a b” is no identifier"),
        (f"{HEADER}a;{'н' * 201};;\r\n".encode(), "too long for a term: 201 characters, at most 200"),
        (f"{HEADER}a;нан | —;;\r\n".encode(), "Line 2: “—” has no word in it."),
        (f'{HEADER}\r\na;"нан\nсүт\n";;\r\nb;—;;\r\n'.encode(), "Line 6: “—” has no word"),
        (b"x" * (LIMIT + 1), "The file is too large: 5.7\xa0MB, at most 5.7\xa0MB."),
    ],
)
def test_it_says_what_is_wrong_with_a_table_and_where(data: bytes, words: str) -> None:
    assert words in said_of(data)


def test_it_does_not_drown_a_person_in_mistakes() -> None:
    said = said_of((HEADER + ";нан;;\r\n" * 30).encode())
    assert len(said.splitlines()) == 21
    assert "Problems not shown here: " in said


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "'", "'="])
def test_it_writes_no_formula_into_a_spreadsheet_and_loses_no_sign(start: str) -> None:
    note = f"{start}HYPERLINK(1)"
    entry = Entry("bread", (f"{start}нан",), ("хлеб",), (), note)
    table = write_table([entry])
    cells = next(csv.DictReader(io.StringIO(table.removeprefix("\ufeff")), delimiter=";"))
    assert not [cell for cell in cells.values() if cell.startswith(("=", "+", "-", "@"))]
    assert read_table(table).entries == (entry,)


def test_it_writes_skos_as_other_programs_know_it() -> None:
    root = etree.fromstring(WRITERS["skos"]([BREAD]).encode())
    names = {"skos": "http://www.w3.org/2004/02/skos/core#", "xml": "http://www.w3.org/XML/1998/namespace"}

    def labels(path: str) -> list[str]:
        return [str(each.text) for each in root.findall(path, names)]

    assert labels("skos:Concept/skos:prefLabel[@xml:lang='kk']") == ["нан"]
    assert labels("skos:Concept/skos:altLabel[@xml:lang='kk']") == ["таба нан"]
    assert labels("skos:Concept/skos:notation") == ["bread"]
    assert len(root.findall("skos:ConceptScheme", names)) == 1


def test_it_reads_skos_of_another_program() -> None:
    """With rdf:Description, an address in the place of a notation, regions of languages, and what has no place here."""
    reading = read(
        skos("""<rdf:Description rdf:about="https://example.org/terms#Хлеб">
        <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
        <skos:altLabel xml:lang="ru-KZ">буханка</skos:altLabel>
        <skos:prefLabel xml:lang="ru">хлеб</skos:prefLabel>
        <skos:prefLabel xml:lang="de">Brot</skos:prefLabel>
        <skos:broader rdf:resource="https://example.org/terms#Food"/>
        <skos:note>Daily.</skos:note>
        </rdf:Description>""")
    )
    assert reading.entries == (Entry("khleb", ru=("хлеб", "буханка"), note="Daily."),)
    assert reading.left_out == ("broader: 1", "prefLabel (de): 1")


def concept(inside: str, notation: str = "bread") -> str:
    return f"<skos:Concept><skos:notation>{notation}</skos:notation>{inside}</skos:Concept>"


LABEL = '<skos:prefLabel xml:lang="ru">хлеб</skos:prefLabel>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<rdf:RDF", "is no well-formed XML"),
        (skos("<open>"), "Line 3: The file is no well-formed XML"),
        (skos(""), "The file has no concept (skos:Concept)."),
        (skos(concept(LABEL * 2)), "Line 2: The concept has several preferred terms in the language “ru”."),
        (skos(concept(LABEL) + "\n" + concept(LABEL)), "Line 3: “bread” stands in the file already."),
        (skos(concept("")), "Line 2: The concept has no term."),
        (skos(concept(LABEL, "")), "Line 2: “” is no identifier"),
    ],
)
def test_it_says_what_is_wrong_with_skos_and_where(data: bytes, words: str) -> None:
    assert words in said_of(data)


def test_it_opens_no_other_file_for_skos(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("құпия", encoding="utf-8")
    trap = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n'.encode()
    data = trap + skos(concept('<skos:prefLabel xml:lang="ru">хлеб &x;</skos:prefLabel>'))
    assert "document type (DOCTYPE)" in said_of(data)


def test_it_unfolds_no_bomb_of_entities() -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    trap = f'<!DOCTYPE r [<!ENTITY e0 "хлеб">{lines}]>\n'.encode()
    assert said_of(trap + skos(concept('<skos:prefLabel xml:lang="ru">&e11;</skos:prefLabel>')))


@pytest.mark.django_db
def test_it_tells_what_of_a_file_has_no_place(tmp_path: Path) -> None:
    said = taken(tmp_path, skos(concept(LABEL + '<skos:hiddenLabel xml:lang="ru">хлебъ</skos:hiddenLabel>')))
    assert "The thesaurus has no place for this of the file: hiddenLabel: 1" in said.out
    assert current() == {"bread": Entry("bread", ru=("хлеб",), note="")}
