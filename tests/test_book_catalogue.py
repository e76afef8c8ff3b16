"""The catalogue edited in the workbook: faults told at their cells, changes followed by forms, checks and summary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests import master
from xlpy.book.catalogue import BookCatalogueError, Fault, catalogue_of
from xlpy.book.file import FileBook
from xlpy.book.port import NoSuchPartError
from xlpy.book.words import load_book_words
from xlpy.desk import intake
from xlpy.desk.desk import Desk
from xlpy.publish import summary
from xlpy.publish.address import a1

WORDS = load_book_words()


def row_of(sheet: Worksheet, code: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == code)


def column_of(table: str, field: str) -> int:
    return list(WORDS.catalogue[table].columns).index(field) + 1


def edited(path: Path, table: str, edit: Callable[[Worksheet], Any]) -> FileBook:
    """The workbook with one of its catalogue's sheets edited."""
    book = load_workbook(path, keep_vba=path.suffix == ".xlsm")
    edit(book[WORDS.catalogue[table].sheet])
    book.save(path)
    return FileBook(path)


def setting(table: str, code: str, field: str, value: Any) -> Callable[[Worksheet], Any]:
    def edit(sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, code), column_of(table, field)).value = value

    return edit


@pytest.fixture
def path(tmp_path) -> Path:
    return master.put(tmp_path, macros=False)


FAULTS: dict[str, tuple[str, str, str, Any, str]] = {
    "a blank name": ("units", "535", "name", None, "không được để trống"),
    "an unknown kind": ("units", "535", "kind", "huyện đảo", "chỉ nhận: cơ quan tổng hợp, địa phương, sở phối hợp"),
    "a day that is none": ("units", "535", "valid_from", "31/02/2020", "không phải ngày"),
    "a number that is none": ("norms", "gv_nhom_tre_toi_da", "value", "hai rưỡi", "không phải số"),
    "a task that is none": ("indicators", "N2.07", "task", "N77", "không có trong danh mục"),
    "a rule that can't be read": ("rules", "R03-01", "left", "N1.02 +", ""),
    "a period before that is none": ("periods", "CN", "previous", "HK9", "HK9"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_at_its_cell(path, case):
    table, code, field, value, said = FAULTS[case]
    book = edited(path, table, setting(table, code, field, value))
    with pytest.raises(BookCatalogueError) as caught:
        catalogue_of(book, WORDS)
    sheet = load_workbook(path)[WORDS.catalogue[table].sheet]
    cell = a1(row_of(sheet, code) - 1, column_of(table, field) - 1)
    found = [fault for fault in caught.value.faults if (fault.sheet, fault.cell) == (sheet.title, cell)]
    assert found, caught.value.faults
    assert said in found[0].sentence


def test_all_faults_are_told_at_once(path):
    def edit(sheet: Worksheet) -> None:
        setting("units", "535", "name", None)(sheet)
        setting("units", "536", "kind", "xã")(sheet)

    with pytest.raises(BookCatalogueError) as caught:
        catalogue_of(edited(path, "units", edit), WORDS)
    assert len(caught.value.faults) == 2


def test_a_renamed_column_is_told_by_its_sheet(path):
    def edit(sheet: Worksheet) -> None:
        sheet.cell(4, 2).value = "Tên"
        sheet.tables["tblDonVi"].tableColumns[1].name = "Tên"

    with pytest.raises(BookCatalogueError) as caught:
        catalogue_of(edited(path, "units", edit), WORDS)
    assert caught.value.faults == (
        Fault("DM Đơn vị", "", "", "thiếu cột “Tên đơn vị”; không đổi tên, không xóa cột của danh mục."),
    )


def test_a_missing_table_is_named(path):
    book = load_workbook(path)
    del book["DM Đơn vị"].tables["tblDonVi"]
    book.save(path)
    with pytest.raises(NoSuchPartError, match="tblDonVi"):
        catalogue_of(FileBook(path), WORDS)


def test_columns_may_change_places(path):
    def edit(sheet: Worksheet) -> None:
        for row in range(4, sheet.max_row + 1):
            a, b = sheet.cell(row, 2).value, sheet.cell(row, 3).value
            sheet.cell(row, 2).value, sheet.cell(row, 3).value = b, a
        columns = sheet.tables["tblVung"].tableColumns
        columns[1].name, columns[2].name = columns[2].name, columns[1].name

    before = catalogue_of(FileBook(path), WORDS)
    assert catalogue_of(edited(path, "regions", edit), WORDS) == before


@pytest.mark.parametrize("typed", ["05/09/2023", "2023-09-05"])
def test_a_day_may_be_typed_either_way(path, typed):
    book = edited(path, "periods", setting("periods", "CN", "start", typed))
    assert f"{catalogue_of(book, WORDS).period['CN'].start:%d/%m/%Y}" == "05/09/2023"


def add_unit(sheet: Worksheet) -> None:
    """A fourteenth district below the table, as one types it: the table grows with it."""
    table = sheet.tables["tblDonVi"]
    last = int(table.ref.rpartition("M")[2])
    values = ["599", "Huyện Thử Nghiệm", "địa phương", "mien_nui", None, "01/02/2020", None, None, "Thử Nghiệm"]
    for column, value in enumerate([*values, "huyen", None, None, "99"], 1):
        sheet.cell(last + 1, column).value = value
    table.ref = f"A4:M{last + 1}"


def test_a_unit_added_in_the_workbook_gets_a_form_and_a_column(path, tmp_path):
    book = edited(path, "units", add_unit)
    desk = Desk(master.set_up(book, out=tmp_path / "kq"), master.Answers())
    intake.make_forms(desk)
    intake.consolidate(desk)
    assert [form.name for form in desk.forms.glob("*599*")] == ["KH167_CN_599_Huyen-Thu-Nghiem.xlsx"]
    titles = {cell.value for row in load_workbook(path)[summary.SHEET]["A5:AG10"] for cell in row}
    assert any(str(title).startswith("H. Thử Nghiệm") for title in titles)


def test_a_rule_made_milder_in_the_workbook_no_longer_holds_back(path, tmp_path):
    desk = Desk(master.set_up(FileBook(path), out=tmp_path / "kq"), master.Answers())
    before = intake.check(desk).detail

    def edit(sheet: Worksheet) -> None:
        for row in range(5, sheet.max_row + 1):
            if sheet.cell(row, 2).value == "lỗi":
                sheet.cell(row, 2).value = "cảnh báo"

    desk = Desk(edited(path, "rules", edit), master.Answers())
    assert int(intake.check(desk).detail.split()[0]) < int(before.split()[0])


def test_an_indicator_renamed_in_the_workbook_is_printed_so(path, tmp_path):
    book = edited(path, "indicators", setting("indicators", "N2.07", "name", "Học sinh cấp tiểu học"))
    desk = Desk(master.set_up(book, out=tmp_path / "kq"), master.Answers())
    intake.make_forms(desk)
    intake.consolidate(desk)
    form = load_workbook(next(desk.forms.glob("*_535_*")))
    assert any(cell.value == "Học sinh cấp tiểu học" for row in form["Chỉ tiêu"].iter_rows() for cell in row)
    sheet = load_workbook(path)[summary.SHEET]
    assert any(cell.value == "Học sinh cấp tiểu học" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("table", "code", "field", "shown"),
    [
        ("activities", "N1.A2", "lead", "địa phương"),
        ("activities", "N1.A3", "coordinated_by", "đầu mối: ngan_sach | đầu mối: bien_che | đầu mối: dau_tu_cong"),
        ("indicators", "N2.07", "kind", "số đếm"),
        ("periods", "CN", "start", "05/09/2023"),
        ("norms", "gv_nhom_tre_toi_da", "value", "2,5"),
    ],
)
def test_the_catalogue_is_shown_in_the_offices_own_words(path, table, code, field, shown):
    sheet = load_workbook(path)[WORDS.catalogue[table].sheet]
    assert sheet.cell(row_of(sheet, code), column_of(table, field)).value == shown
