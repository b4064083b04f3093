"""Problems of files and manifests in words."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override

from archive.importing.draft import ImportProblem
from archive.importing.extraction import Limits, extract
from archive.problems import PATTERNS, message
from archive.uploads import refuse

BAD_FILES = {
    "empty": b"",
    "blank": b" \n\n ",
    "portable": b"%PDF-1.7\n\x93\x8c\x8b\x9e",
    "office": b"PK\x03\x04\x14\x00\x06\x00",
    "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00",
    "numbers": b"1 2 3\n4 5 6",
    "noise": b"text\x00\x01\x02\x00\x03" * 9,
    "cut in two": "Есеп".encode("utf-16") + b"\x04",
}


@pytest.fixture(autouse=True)
def _english() -> object:
    with override("en"):
        yield


@pytest.mark.parametrize("data", BAD_FILES.values(), ids=BAD_FILES)
def test_it_says_what_is_wrong_with_a_file_and_what_to_do(data: bytes) -> None:
    with pytest.raises(ImportProblem) as caught:
        extract(data)
    text = message(caught.value.code, caught.value.details)
    assert text.count(". ") >= 1, "a sentence about the file, a sentence about what to do"
    assert "%(" not in text
    assert "…" not in text, "every figure is there"


@pytest.mark.parametrize(
    ("limits", "figure"),
    [(Limits(max_bytes=10), "10\xa0bytes"), (Limits(max_lines=3), "at most 3"), (Limits(max_line_length=5), "most 5")],
)
def test_it_names_the_limit_a_file_breaks(limits: Limits, figure: str) -> None:
    with pytest.raises(ImportProblem) as caught:
        extract("Есептің бірінші жолы\nекінші\nүшінші\nтөртінші".encode(), limits)
    assert figure in message(caught.value.code, caught.value.details)


@pytest.mark.parametrize(
    ("head", "name"), [(b"GIF89a", "GIF"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word 97"), (b"{\\rtf1", "RTF")]
)
def test_it_names_the_format_people_upload_by_mistake(head: bytes, name: str) -> None:
    with pytest.raises(ImportProblem) as caught:
        refuse(ContentFile(head + b" and more"))
    assert name in message(caught.value.code, caught.value.details)


@pytest.mark.parametrize("code", PATTERNS)
def test_it_says_a_problem_even_when_its_figures_are_missing(code: str) -> None:
    assert len(message(code.partition(":")[0], {})) > len("The file is")


def test_it_says_something_of_a_problem_nobody_foresaw() -> None:
    assert "flood" in message("flood", {})


def test_it_says_problems_of_a_manifest_with_line_and_value() -> None:
    text = message("bad-year", {"line": 7, "column": "period_end", "value": "20I2"})
    assert all(figure in text for figure in ("7", "period_end", "20I2"))
