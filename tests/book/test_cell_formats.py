"""No cell of a sheet that we make holds what its format would change: numbers and formulas never stand under ``@``."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import master
from xlpy.app.desk.pages import check_page, faults_page, journal_page, self_test_page, trace_page
from xlpy.app.selftest.model import Check, CheckState, SelfTest
from xlpy.app.store.records import Entry, JournalLine
from xlpy.book.catalogue import Fault
from xlpy.book.sheets import empty_sheets
from xlpy.book.styles import named_styles
from xlpy.book.update import edition_update
from xlpy.book.words import load_book_words
from xlpy.model.edition import Edition
from xlpy.outputs.publish import reports
from xlpy.outputs.publish.drawing import Drawing, Drawn
from xlpy.outputs.publish.styles import decimals_of
from xlpy.outputs.publish.workbook import write_workbook
from xlpy.outputs.trace import trace

pytestmark = pytest.mark.slow("book")

WORDS = load_book_words()
NOW = datetime(2024, 6, 26, 8, 30, tzinfo=UTC)
FORMATS = {style.name: style.number_format for style in named_styles()}
"""Number formats of the workbook's cell styles."""


@pytest.fixture(scope="module")
def drawings(sample_edition: Edition) -> tuple[Drawing, ...]:
    """Every kind of sheet that a button paints, from the sample."""
    edition = sample_edition
    return (
        *edition_update(edition, 1, "", NOW, WORDS).sheets,
        *empty_sheets(WORDS),
        check_page(edition, "tệp nhận", "26/06/2024 08:30", WORDS),
        trace_page(edition.catalogue, trace(edition, "N1.01"), Path("tep-nhan"), WORDS),
        journal_page([JournalLine(NOW, "an", Entry("Kiểm tra", "CN"))], WORDS),
        self_test_page(SelfTest((Check("libraries", "Thư viện", CheckState.PASSED, "đủ"),)), WORDS),
        faults_page([Fault("DM Đơn vị", "C5", "x", "sai.")], WORDS),
    )


def is_number(drawn: Drawn) -> bool:
    return bool(drawn.formula) or isinstance(drawn.value, int | float | Decimal | date)


def test_numbers_days_and_formulas_stand_in_no_text_format(drawings):
    wrong = Counter(d.name for d in drawings for drawn in d.cells.values() if is_number(drawn) and is_text(drawn))
    assert wrong == {}
    assert sum(is_number(drawn) for d in drawings for drawn in d.cells.values()) > 4_000


def is_text(drawn: Drawn) -> bool:
    return bool(FORMATS[drawn.style] == "@")


def test_texts_stand_in_no_other_format(drawings):
    wrong = Counter(
        (d.name, drawn.style)
        for d in drawings
        for drawn in d.cells.values()
        if isinstance(drawn.value, str) and not drawn.formula and not is_text(drawn)
    )
    assert wrong == {}


def test_numbers_of_an_edition_stand_in_no_text_format(sample_edition):
    book = load_workbook(BytesIO(write_workbook(sample_edition)))
    wrong = Counter(
        sheet.title
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type in "nfd" and cell.value is not None and cell.number_format == "@"
    )
    assert wrong == {}


def test_what_the_panel_takes_fits_the_formats_of_its_cells(sample_edition, tmp_path):
    update = edition_update(sample_edition, 1, "an", NOW, WORDS)
    book = load_workbook(master.put(tmp_path, macros=False))
    blocks = {**{name: ((value,),) for name, value in update.cells.items()}, **update.blocks}
    wrong = []
    for name, rows in blocks.items():
        ((sheet, address),) = book.defined_names[name].destinations
        area = book[sheet][address]
        cells = area if isinstance(area, tuple) else ((area,),)
        for row, values in zip(cells, rows, strict=True):
            for cell, value in zip(row, values, strict=True):
                if value is not None and isinstance(value, str) != (cell.number_format == "@"):
                    wrong.append((name, cell.coordinate, value, cell.number_format))
    assert wrong == []


def test_a_share_keeps_its_decimals(drawings):
    """Percentages of the progress sheet are shown as they were reported, none rounded away."""
    sheet = next(d for d in drawings if d.name == reports.SHEET)
    shares = [
        d for (_, column), d in sheet.cells.items() if column == reports.TITLES.index("Tỷ lệ (%)") and is_number(d)
    ]
    assert len(shares) > 100
    for drawn in shares:
        assert isinstance(drawn.value, Decimal)
        assert FORMATS[drawn.style].partition(".")[2] == "0" * decimals_of(drawn.value)


@pytest.mark.parametrize(
    ("value", "decimals"),
    [
        (7, 0),
        (Decimal(100), 0),
        (Decimal("1E+2"), 0),
        (Decimal("93.50"), 1),
        (Decimal("0.125"), 3),
        (Decimal("0.1234"), 3),
    ],
)
def test_decimals_are_those_that_a_number_has(value, decimals):
    assert decimals_of(value) == decimals
