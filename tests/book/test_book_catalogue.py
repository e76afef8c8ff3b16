"""The catalogue edited in the workbook: faults told at their cells, changes followed by forms, checks and summary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests import master
from tests.fake_book import FakeBook
from xlpy.app.desk import intake
from xlpy.app.desk.desk import Desk
from xlpy.app.usecases import issue_forms
from xlpy.book.catalogue import BookCatalogueError, Fault, catalogue_of
from xlpy.book.file import FileBook
from xlpy.book.port import NoSuchPartError
from xlpy.book.words import load_book_words
from xlpy.outputs.publish import summary
from xlpy.outputs.publish.address import a1

pytestmark = pytest.mark.slow("book")

WORDS = load_book_words()
NEW = [
    "599",
    "Huyện Thử Nghiệm",
    "địa phương",
    "mien_nui",
    "",
    "01/02/2020",
    "",
    "",
    "Thử Nghiệm",
    "huyen",
    "",
    "",
    "99",
]
"""A fourteenth district, as one types it."""


@pytest.fixture
def book(tmp_path) -> FakeBook:
    return FakeBook(tmp_path / "Plan167.xlsx")


def name_of(table: str) -> str:
    return WORDS.catalogue[table].table


def column_of(table: str, field: str) -> int:
    return list(WORDS.catalogue[table].columns).index(field)


def setting(book: FakeBook, table: str, code: str, field: str, value: str) -> tuple[str, str]:
    """Type a value into one row of a table; the sheet and cell that it was typed into."""
    column = column_of(table, field)

    def change(row: list[str], _: tuple[str, ...]) -> list[str]:
        return [*row[:column], value, *row[column + 1 :]] if row[0] == code else row

    old = book.edit(name_of(table), change).table(name_of(table))
    row = next(number for number, cells in enumerate(old.rows) if cells[0] == code)
    return old.sheet, a1(old.top + 1 + row, old.left + column)


FAULTS: dict[str, tuple[str, str, str, str, str]] = {
    "a blank name": ("units", "535", "name", "", "không được để trống"),
    "an unknown kind": ("units", "535", "kind", "huyện đảo", "chỉ nhận: cơ quan tổng hợp, địa phương, sở phối hợp"),
    "a day that is none": ("units", "535", "valid_from", "31/02/2020", "không phải ngày"),
    "a number that is none": ("norms", "gv_nhom_tre_toi_da", "value", "hai rưỡi", "không phải số"),
    "a task that is none": ("indicators", "N2.07", "task", "N77", "không có trong danh mục"),
    "a rule that can't be read": ("rules", "R03-01", "left", "N1.02 +", ""),
    "a period before that is none": ("periods", "CN", "previous", "HK9", "HK9"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_at_its_cell(book, case):
    table, code, field, value, said = FAULTS[case]
    place = setting(book, table, code, field, value)
    with pytest.raises(BookCatalogueError) as caught:
        catalogue_of(book, WORDS)
    found = [fault for fault in caught.value.faults if (fault.sheet, fault.cell) == place]
    assert found, caught.value.faults
    assert said in found[0].sentence


def test_all_faults_are_told_at_once(book):
    setting(book, "units", "535", "name", "")
    setting(book, "units", "536", "kind", "xã")
    with pytest.raises(BookCatalogueError) as caught:
        catalogue_of(book, WORDS)
    assert len(caught.value.faults) == 2


def test_a_renamed_column_is_told_by_its_sheet(book):
    units = book.table("tblDonVi")
    book.tables["tblDonVi"] = replace(units, columns=(units.columns[0], "Tên", *units.columns[2:]))
    with pytest.raises(BookCatalogueError) as caught:
        catalogue_of(book, WORDS)
    assert caught.value.faults == (
        Fault("DM Đơn vị", "", "", "thiếu cột “Tên đơn vị”; không đổi tên, không xóa cột của danh mục."),
    )


def test_a_missing_table_is_named(book):
    del book.tables["tblDonVi"]
    with pytest.raises(NoSuchPartError, match="tblDonVi"):
        catalogue_of(book, WORDS)


def test_columns_may_change_places(book):
    before = catalogue_of(book, WORDS)
    book.edit("tblVung", lambda row, _: [row[0], row[2], row[1], *row[3:]])
    regions = book.table("tblVung")
    first, second, third, *rest = regions.columns
    book.tables["tblVung"] = replace(regions, columns=(first, third, second, *rest))
    assert catalogue_of(book, WORDS) == before


@pytest.mark.parametrize("typed", ["05/09/2023", "2023-09-05"])
def test_a_day_may_be_typed_either_way(book, typed):
    setting(book, "periods", "CN", "start", typed)
    assert f"{catalogue_of(book, WORDS).period['CN'].start:%d/%m/%Y}" == "05/09/2023"


def add_unit(book: FakeBook) -> None:
    units = book.table("tblDonVi")
    book.tables["tblDonVi"] = replace(units, rows=(*units.rows, tuple(NEW)))


def desk_on(book: FakeBook, inbox: Path) -> Desk:
    inbox.mkdir(exist_ok=True)
    return Desk(master.set_up(book, inbox, inbox.parent / "kq"), master.Answers(), workers=1)


def test_a_unit_added_in_the_workbook_gets_a_form_and_a_column(book, tmp_path):
    add_unit(book)
    desk = desk_on(book, tmp_path / "nhan")
    (form,) = issue_forms(desk.context(), desk.forms, ["599"])
    intake.consolidate(desk)
    assert form.name == "KH167_CN_599_Huyen-Thu-Nghiem.xlsx"
    titles = [cell.value for (row, _), cell in book.sheets[summary.SHEET].cells.items() if 4 <= row <= 9]
    assert any(str(title).startswith("H. Thử Nghiệm") for title in titles)


def test_a_rule_made_milder_in_the_workbook_no_longer_holds_back(book):
    desk = Desk(master.set_up(book), master.Answers())
    before = intake.check(desk).detail
    book.edit(name_of("rules"), lambda row, _: ["cảnh báo" if cell == "lỗi" else cell for cell in row])
    assert int(intake.check(desk).detail.split()[0]) < int(before.split()[0])


def test_an_indicator_renamed_in_the_workbook_is_printed_so(book, tmp_path):
    setting(book, "indicators", "N2.07", "name", "Học sinh cấp tiểu học")
    desk = desk_on(book, tmp_path / "nhan")
    (form,) = issue_forms(desk.context(), desk.forms, ["535"])
    intake.consolidate(desk)
    sheet = load_workbook(form, read_only=True)["Chỉ tiêu"]
    assert any(value == "Học sinh cấp tiểu học" for row in sheet.iter_rows(values_only=True) for value in row)
    assert any(cell.value == "Học sinh cấp tiểu học" for cell in book.sheets[summary.SHEET].cells.values())


# the same through the workbook's file


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    """The workbook as it is built; only looked at."""
    return master.put(tmp_path_factory.mktemp("so"), macros=False)


@pytest.fixture(scope="module")
def sheets(path) -> dict[str, Worksheet]:
    """The sheets of the catalogue, by table."""
    book = load_workbook(path)
    return {table: book[own.sheet] for table, own in WORDS.catalogue.items()}


def row_of(sheet: Worksheet, code: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == code)


def edited(path: Path, folder: Path, table: str, edit: Callable[[Worksheet], None]) -> FileBook:
    """A copy of the workbook's file with one of its catalogue's sheets edited."""
    book = load_workbook(BytesIO(path.read_bytes()))
    edit(book[WORDS.catalogue[table].sheet])
    copy = folder / path.name
    book.save(copy)
    return FileBook(copy)


def test_a_row_typed_below_a_table_that_grows_with_it_is_read_from_the_file(path, tmp_path):
    def edit(sheet: Worksheet) -> None:
        table = sheet.tables["tblDonVi"]
        last = int(table.ref.rpartition("M")[2])
        for column, value in enumerate(NEW, 1):
            sheet.cell(last + 1, column).value = value or None
        table.ref = f"A4:M{last + 1}"

    units = catalogue_of(edited(path, tmp_path, "units", edit), WORDS).units
    assert [unit.name for unit in units if unit.code == "599"] == ["Huyện Thử Nghiệm"]


def test_a_fault_is_told_at_the_cell_of_the_file_that_it_stands_in(path, tmp_path):
    def edit(sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, "535"), column_of("units", "name") + 1).value = None

    book = edited(path, tmp_path, "units", edit)
    with pytest.raises(BookCatalogueError) as caught:
        catalogue_of(book, WORDS)
    (fault,) = caught.value.faults
    assert load_workbook(book.path)[fault.sheet][fault.cell].offset(0, -1).value == "535"


@pytest.mark.parametrize(
    ("table", "code", "field", "shown"),
    [
        ("activities", "N1.A2", "lead", "địa phương"),
        ("activities", "N1.A3", "coordinated_by", "đầu mối: ngân sách | đầu mối: biên chế | đầu mối: đầu tư công"),
        ("units", "STC", "desks", "ngân sách"),
        ("units", "STTTT", "desks", "hạ tầng số | truyền thông"),
        ("indicators", "N2.07", "kind", "số đếm"),
        ("periods", "CN", "start", "05/09/2023"),
        ("norms", "gv_nhom_tre_toi_da", "value", "2,5"),
    ],
)
def test_the_catalogue_is_shown_in_the_offices_own_words(sheets, table, code, field, shown):
    sheet = sheets[table]
    assert sheet.cell(row_of(sheet, code), column_of(table, field) + 1).value == shown
