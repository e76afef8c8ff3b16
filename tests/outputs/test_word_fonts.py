"""A PDF made here has one family of letters, all of them Vietnamese, and its text is found and copied as it reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.builders import form
from xlpy.app.product_files import summary_files
from xlpy.model.edition import Edition
from xlpy.outputs.leader.files import leader_files
from xlpy.outputs.report.files import report_files
from xlpy.outputs.word import fonts
from xlpy.outputs.word.pdf import to_pdf

FILES: dict[str, tuple[Callable[[Edition], Mapping[str, bytes]], str]] = {
    "the report": (report_files, ".docx"),
    "the leader's page": (leader_files, ".docx"),
    "the printed annex": (summary_files, ".xlsx"),
    "a form": (lambda _: {"form.xlsx": form("535")}, ".xlsx"),
}


def words(data: bytes, suffix: str) -> set[str]:
    """The words of a paper that hold a letter beyond ASCII."""
    if suffix == ".docx":
        paragraphs = Document(BytesIO(data)).element.body.iter(qn("w:p"))
        said = ["".join(str(run.text) for run in paragraph.iter(qn("w:t"))) for paragraph in paragraphs]
    else:
        shown = [sheet for sheet in load_workbook(BytesIO(data)).worksheets if sheet.sheet_state == "visible"]
        cells = (cell for sheet in shown for row in sheet.iter_rows(min_row=3) for cell in row if cell.value)
        said = [str(cell.value) for cell in cells if cell.data_type != "f"]  # a formula shows one of its words at most
    found = {word for text in said for word in re.findall(r"[^\W\d_]+", text)}
    return {word for word in found if not word.isascii()}


def families(reader: PdfReader) -> dict[str, bool]:
    """The families of the PDF's fonts without their styles, and whether each font of it is embedded."""
    found: dict[str, bool] = {}
    for page in reader.pages:
        fonts_of_page: Any = page["/Resources"].get_object()
        for font in fonts_of_page.get("/Font", {}).values():
            about = font.get_object()
            name = str(about["/BaseFont"]).lstrip("/").partition("+")[2].partition("-")[0]
            found[name] = found.get(name, True) and "/FontFile2" in about["/FontDescriptor"].get_object()
    return found


@pytest.mark.office
@pytest.mark.parametrize("name", FILES)
def test_a_pdf_has_one_embedded_family_and_every_word_comes_back(sample_edition: Edition, name: str) -> None:
    make, suffix = FILES[name]
    data = next(data for file, data in make(sample_edition).items() if file.endswith(suffix))
    reader = PdfReader(BytesIO(to_pdf(data, suffix)))
    shown = "\n".join(page.extract_text() for page in reader.pages)
    assert list(families(reader).values()) == [True]
    assert unicodedata.is_normalized("NFC", shown)
    assert words(data, suffix) - set(re.findall(r"[^\W\d_]+", shown)) == set()


# --- Which family stands for Times New Roman -----------------------------------------------------------------

OLD, NEW, WIDE = "Liberation Serif", "Tinos", "DejaVu Serif,DejaVu Serif Condensed"


def machine(monkeypatch: pytest.MonkeyPatch, matched: str, complete: Sequence[str]) -> None:
    """A machine on which a family stands for Times New Roman, and some have every Vietnamese letter."""
    answers = {"fc-match": [matched], "fc-list": [name for line in complete for name in line.split(",")]}
    monkeypatch.setattr(fonts, "_families", lambda program, *_: answers[program])


@pytest.mark.parametrize(
    ("matched", "complete", "family"),
    [
        ("Times New Roman", ["Times New Roman", WIDE], ""),
        (OLD, [OLD, WIDE], ""),
        (OLD, [WIDE], "DejaVu Serif Condensed"),
        (OLD, [WIDE, NEW], NEW),
        (OLD, ["Comic Neue"], ""),
        (OLD, [], ""),
    ],
)
def test_another_family_stands_for_times_new_roman_only_where_letters_would_lack(
    monkeypatch: pytest.MonkeyPatch, matched: str, complete: Sequence[str], family: str
) -> None:
    machine(monkeypatch, matched, complete)
    assert fonts.stand_in() == family
    assert (f"<value>{family}</value>" in fonts.substitution()) == bool(family)


def test_a_machine_without_fontconfig_has_its_own_times_new_roman(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert fonts.substitution() == ""


def test_a_fontconfig_that_fails_leaves_the_family_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr("subprocess.run", fails)
    assert fonts.stand_in() == ""
