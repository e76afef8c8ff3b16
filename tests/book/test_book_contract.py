"""One contract for all ways to the master workbook: its file, a running LibreOffice, Excel as `excel_double` has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests import master
from tests.excel_double import sheets as excel
from xlpy.book.excel import live_workbook
from xlpy.book.file import FileBook
from xlpy.book.places import INBOX, NEXT, NEXT_LINES, STATE
from xlpy.book.port import ActiveCell, BookError, MasterBook, NoSuchPartError, Update
from xlpy.book.sheets import new_page
from xlpy.outputs.publish.drawing import Cell, Drawing, PrintSetup
from xlpy.outputs.publish.styles import Look

pytestmark = pytest.mark.slow("book")

pytest_plugins = ("tests.calc_office",)


class Held:
    """A workbook under test, and how to see what stands in it afterwards."""

    def __init__(self, book: MasterBook, save: Callable[[], Path], *, calculates: bool = True) -> None:
        self.book, self._save, self.calculates = book, save, calculates

    def sheet(self, name: str, *, values: bool = True) -> Any:
        return load_workbook(self._save(), data_only=values)[name]

    def hide(self, name: str) -> None:
        """As a person hides a sheet."""
        if isinstance(self.book, live_workbook.LiveBook):
            self.book._book.sheets[name].visible = False
        else:
            self.book._book[name].sheet_state = "hidden"  # type: ignore[attr-defined]

    def names(self) -> list[str]:
        return load_workbook(self._save()).sheetnames


WAYS = [
    "file",
    pytest.param("excel", marks=pytest.mark.slow("double")),
    pytest.param("live", marks=pytest.mark.office),
]


@pytest.fixture(params=WAYS)
def held(request, tmp_path) -> Iterator[Held]:
    path = master.put(tmp_path, macros=request.param == "excel")
    if request.param == "excel":
        with excel.started(path) as book:
            yield Held(
                live_workbook.LiveBook(book), lambda: book.impl.file.saved(tmp_path / "da-luu.xlsm"), calculates=False
            )
        return
    if request.param == "file":
        yield Held(FileBook(path, ActiveCell("Tổng hợp", 3, 2)), lambda: path)
        return
    with master.opened(request.getfixturevalue("calc_engine"), path) as book:
        yield Held(live_workbook.LiveBook(book), lambda: saved(book))


def saved(book: Any) -> Path:
    """Save the open book."""
    book.save()
    return Path(book.fullname)


def drawing(name: str, *texts: str) -> Drawing:
    page = new_page(name, (20.0, 12.0, 14.0))
    page.line(0, "BẢNG THỬ", Look.TITLE)
    page.header(1, ("Chữ", "Số", "Ngày"))
    for row, text in enumerate(texts, 2):
        page.text(row, 0, text, Look.TEXT)
        page.number(row, 1, Decimal("1234.5"), Look.NUMBER, 1)
    page.sheet.rows(2 + len(texts), [("hàng", 7, date(2024, 1, 15))], ["KH167 Chữ", "KH167 Bảng số", "KH167 Ngày"])
    page.formula(3 + len(texts), 1, f"=SUM(B3:B{2 + len(texts)})", Decimal("1234.5") * len(texts), Look.TOTAL, 1)
    page.sheet.filter = (1, 0, 2 + len(texts), 2)
    page.sheet.freeze = (2, 1)
    page.sheet.setup = PrintSetup(landscape=True, paper=8, fit=(1, 0), rows=(1, 1))
    return page.sheet.drawing()


TEXTS = ("01", "'tổ", "- Tuyên truyền", "=1+1", "+84 255", "@mail", "20/6", "1.234,5", "Thị xã Đức Phổ")


def test_a_table_is_read_as_text_with_its_place(held):
    table = held.book.table("tblDonVi")
    assert (table.sheet, table.top, table.left) == ("DM Đơn vị", 3, 0)
    assert table.columns[:3] == ("Mã", "Tên đơn vị", "Loại")
    assert table.rows[0][:3] == ("SGDDT", "Sở Giáo dục và Đào tạo", "cơ quan tổng hợp")


def test_a_missing_table_is_named(held):
    with pytest.raises(NoSuchPartError, match="tblKhong"):
        held.book.table("tblKhong")


def test_a_named_cell_is_read(held):
    assert held.book.value("KyBaoCao") == "HK1"


def test_a_missing_name_is_named(held):
    with pytest.raises(NoSuchPartError, match="OKhongCo"):
        held.book.value("OKhongCo")


def test_named_cells_are_filled(held):
    held.book.apply(Update(cells={INBOX: "/nơi nào/đó", STATE["sent"]: 15}))
    assert (held.book.value(INBOX), held.book.value(STATE["sent"])) == ("/nơi nào/đó", "15")


def test_a_named_range_is_filled_as_one(held):
    lines = tuple((f"– việc {number}",) for number in range(NEXT_LINES))
    held.book.apply(Update(blocks={NEXT: lines}))
    texts = [cell.value for row in held.sheet("Điều khiển").iter_rows() for cell in row]
    assert [text for text in texts if str(text).startswith("– việc")] == [line for (line,) in lines]


def test_the_rows_of_a_table_are_filled_as_one_and_stay_text(held):
    table = held.book.table("tblLienHe")
    rows = [list(row) for row in table.rows]
    for row, text in zip(rows, TEXTS, strict=False):
        row[3] = text
    written = tuple(tuple(cell or None for cell in row) for row in rows)
    for _ in range(2):  # also where the tables were not read since the last update
        held.book.apply(Update(blocks={"tblLienHe": written}))
    assert held.book.table("tblLienHe").rows == tuple(map(tuple, rows))
    sheet = held.sheet("Liên hệ", values=False)
    assert tuple(sheet.cell(row, 4).value for row in range(5, 5 + len(TEXTS))) == TEXTS


def test_rows_of_another_number_are_refused_and_nothing_is_written(held):
    with pytest.raises(BookError):
        held.book.apply(Update(cells={INBOX: "mới"}, blocks={NEXT: (("một",),)}))
    assert held.book.value(INBOX) == ""


def test_text_stays_text_whatever_it_begins_with(held):
    held.book.apply(Update((drawing("Phát hiện", *TEXTS),)))
    sheet = held.sheet("Phát hiện", values=False)
    assert tuple(sheet.cell(row, 1).value for row in range(3, 3 + len(TEXTS))) == TEXTS
    assert {sheet.cell(row, 1).data_type for row in range(3, 3 + len(TEXTS))} == {"s"}


def test_numbers_days_and_formulas_are_what_they_were(held):
    held.book.apply(Update((drawing("Phát hiện", "một", "hai"),)))
    sheet = held.sheet("Phát hiện")
    assert sheet["B3"].value == 1234.5
    assert sheet["C5"].value.date() == date(2024, 1, 15)
    assert held.sheet("Phát hiện", values=False)["B6"].value == "=SUM(B3:B4)"
    assert sheet["B6"].value == (2469 if held.calculates else None)


def test_numbers_in_a_table_of_texts_are_numbers(held):
    page = new_page("Phát hiện", (6.0, 9.0, 20.0))
    numbers = (1, "N1.01"), (2, Decimal("93.5")), (10, "01"), (1000, Decimal("0.12345"))
    rows: list[tuple[Cell, ...]] = [(*pair, "chữ") for pair in numbers]
    page.table(0, rows, [Look.CENTRE, Look.CENTRE, Look.TEXT])
    held.book.apply(Update((page.sheet.drawing(),)))
    sheet = held.sheet("Phát hiện")
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == [1, 2, 10, 1000]
    assert [sheet.cell(row, 2).value for row in range(1, 5)] == ["N1.01", 93.5, "01", 0.12345]
    formats = [[sheet.cell(row, column).number_format for row in range(1, 5)] for column in (1, 2)]
    assert formats == [["#,##0"] * 4, ["@", "#,##0.0", "@", "#,##0.000"]]


def test_looks_are_those_of_the_styles(held):
    held.book.apply(Update((drawing("Phát hiện", "một"),)))
    sheet = held.sheet("Phát hiện")
    assert (sheet["A1"].font.b, sheet["A1"].font.name, sheet["A1"].font.sz) == (True, "Times New Roman", 14)
    assert sheet["A2"].fill.fgColor.rgb == "FFDCE6F1"
    assert sheet["B3"].number_format == "#,##0.0"
    assert sheet["A3"].border.left.style == "thin"


def test_the_page_is_set_up(held):
    held.book.apply(Update((drawing("Phát hiện", "một"),)))
    sheet = held.sheet("Phát hiện")
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (8, "landscape")
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$2:$2", "B3")
    assert sheet.auto_filter.ref in ("A2:C4", "A2:C5")  # Calc lets a filter run on over the rows that follow at once


def test_a_replaced_sheet_keeps_its_place_and_stays_protected(held):
    before = held.names()
    held.book.apply(Update((drawing("Phát hiện", "một"),)))
    assert held.names() == before
    assert held.sheet("Phát hiện").protection.sheet


def test_a_new_sheet_stands_behind_the_one_before_it(held):
    held.book.apply(Update((drawing("Tổng hợp", "một"), drawing("Theo đơn vị", "hai"))))
    names = held.names()
    assert names[names.index("Tổng hợp") + 1] == "Theo đơn vị"


def test_a_hidden_sheet_stays_hidden_when_it_is_replaced(held):
    held.book.apply(Update((drawing("Phát hiện", "một"), drawing("Tổng hợp", "một")), front="Tổng hợp"))
    held.hide("Phát hiện")
    held.book.apply(Update((drawing("Phát hiện", "hai"),)))
    assert held.sheet("Phát hiện").sheet_state == "hidden"


def test_a_hidden_sheet_that_is_to_be_seen_is_shown(held):
    held.hide("Phát hiện")
    held.book.apply(Update((drawing("Phát hiện", "hai"),), front="Phát hiện"))
    assert held.sheet("Phát hiện").sheet_state == "visible"


def test_an_absent_sheet_is_taken_away(held):
    held.book.apply(Update((drawing("Theo đơn vị", "hai"),)))
    held.book.apply(Update(absent=("Theo đơn vị",)))
    assert "Theo đơn vị" not in held.names()


def test_formulas_lead_from_one_new_sheet_to_another(held):
    page = new_page("Tổng hợp", (20.0,))
    page.formula(0, 0, "='Kế hoạch của đơn vị'!B3*2", Decimal("2469"), Look.NUMBER, 1)
    update = Update((page.sheet.drawing(), drawing("Kế hoạch của đơn vị", "một")))
    held.book.apply(update)
    held.book.apply(update)
    assert held.sheet("Tổng hợp", values=False)["A1"].value == "='Kế hoạch của đơn vị'!B3*2"
    assert held.sheet("Tổng hợp")["A1"].value == (2469 if held.calculates else None)


def test_the_same_update_twice_leaves_what_once_leaves(held):
    update = Update((drawing("Phát hiện", *TEXTS), drawing("Tình hình gửi", "một")), cells={STATE["sent"]: 3})
    held.book.apply(update)
    once = [[cell.value for cell in row] for row in held.sheet("Phát hiện").iter_rows()]
    names = held.names()
    held.book.apply(update)
    assert [[cell.value for cell in row] for row in held.sheet("Phát hiện").iter_rows()] == once
    assert held.names() == names
