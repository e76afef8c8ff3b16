"""Our xlwings engine on a real LibreOffice, through the public API that macros use."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlwings as xw

from tests.calc_book import DATA, SUMMARY, make_book
from xlpy.book.excel.program import is_read_only
from xlpy.book.libreoffice.ranges import Range, SheetProtected
from xlpy.book.libreoffice.sheet_api import WrongPassword
from xlpy.book.libreoffice.values import LONGEST_FORMULA, LONGEST_TEXT, TextWouldChange

pytest_plugins = ("tests.calc_office",)
pytestmark = pytest.mark.office
BLUE = "FF1F4E79"
HOSTILE = [
    "=1+1",
    "+84 255",
    "-5",
    "- Tuyên truyền",
    "@SUM(A1)",
    "01",
    "20/6",
    "1.810",
    "'nháy",
    "TRUE",
    "  ",
    "Đã gửi",
]


def saved(book: Any, path: Path) -> Any:
    book.save(str(path))
    return openpyxl.load_workbook(path)


class Counted:
    """An object of UNO that notes each use of it: each is a journey to the other process and back."""

    def __init__(self, inner: Any, used: list[str]) -> None:
        self._inner, self._used = inner, used

    def __getattr__(self, name: str) -> Any:
        self._used.append(name)
        return getattr(self._inner, name)


class TestBook:
    def test_a_macro_finds_its_book_as_the_caller(self, book):
        book.set_mock_caller()
        assert xw.Book.caller().name == "Sổ thử.xlsx"

    def test_the_active_book_of_the_active_engine_is_the_open_one(self, book):
        assert xw.books.active.fullname == book.fullname

    def test_what_is_saved_is_read_by_another_reader(self, book, tmp_path):
        book.sheets[SUMMARY]["C5"].value = "Lớp học Đức Phổ"
        assert saved(book, tmp_path / "khác.xlsx")[SUMMARY]["C5"].value == "Lớp học Đức Phổ"

    def test_saving_in_place_keeps_the_path(self, book):
        book.sheets[0]["D1"].value = 7
        book.save()
        assert openpyxl.load_workbook(book.fullname)[SUMMARY]["D1"].value == 7

    def test_saving_into_a_folder_that_is_not_there_is_an_os_error(self, book, tmp_path):
        with pytest.raises(OSError, match="khong-co"):
            book.save(str(tmp_path / "khong-co" / "a.xlsx"))

    def test_a_book_opened_for_reading_says_so(self, book, calc_engine, tmp_path):
        other = make_book(tmp_path / "chỉ đọc.xlsx")
        reading = calc_engine.apps.active.books.open(str(other), read_only=True)
        assert [is_read_only(each) for each in (book, reading)] == [False, True]
        reading.close()

    def test_a_macro_workbook_is_never_written(self, book, tmp_path):
        with pytest.raises(NotImplementedError, match="xlsm"):
            book.save(str(tmp_path / "a.xlsm"))

    def test_a_missing_file_is_an_os_error(self, calc_engine, tmp_path):
        with pytest.raises(FileNotFoundError):
            calc_engine.apps.active.books.open(str(tmp_path / "khong-co.xlsx"))


class TestSheets:
    def test_they_are_listed_found_and_asked_for(self, book):
        assert [sheet.name for sheet in book.sheets] == [SUMMARY, DATA, "Khóa"]
        assert SUMMARY in book.sheets
        assert "Không có" not in book.sheets
        with pytest.raises(KeyError):
            book.sheets["Không có"]

    def test_one_is_added_after_the_last_renamed_and_deleted(self, book):
        sheet = book.sheets.add("Mới", after=book.sheets[-1])
        sheet.name = "Nhật ký"
        assert [s.name for s in book.sheets][-1] == "Nhật ký"
        sheet.delete()
        assert len(book.sheets) == 3

    def test_one_is_hidden_and_another_comes_to_the_front(self, book):
        book.sheets["Khóa"].visible = False
        book.sheets[DATA].activate()
        assert (book.sheets["Khóa"].visible, book.sheets.active.name) == (False, DATA)

    def test_the_used_range_ends_with_the_last_value(self, book):
        book.sheets[DATA]["F9"].value = "x"
        assert book.sheets[DATA].used_range.address == "$A$1:$F$9"

    def test_panes_freeze_on_a_sheet_that_is_not_in_front(self, book, tmp_path):
        book.sheets[SUMMARY].activate()
        book.sheets[DATA].freeze_panes.freeze_at("A1:B2")
        assert book.sheets.active.name == SUMMARY
        assert saved(book, tmp_path / "f.xlsx")[DATA].freeze_panes == "C3"


class TestValues:
    def test_a_block_comes_back_as_it_was_written(self, book):
        block = [["Đơn vị", 1, 2.5], ["Ba Tơ", None, True], [None, dt.datetime(2024, 6, 20), Decimal("1.25")]]
        book.sheets[SUMMARY]["F2"].value = block
        back = book.sheets[SUMMARY]["F2:H4"].value
        assert back == [["Đơn vị", 1.0, 2.5], ["Ba Tơ", None, True], [None, dt.datetime(2024, 6, 20), 1.25]]
        assert back[1][2] is True

    @pytest.mark.parametrize("text", HOSTILE)
    def test_text_stays_as_it_is_in_a_text_cell(self, book, text):
        cell = book.sheets[DATA]["A20"]
        cell.value = text
        assert cell.value == text

    @pytest.mark.parametrize("text", ["+84 255", "- Tuyên truyền", "@SUM(A1)", "01", "20/6", "1.810", "'nháy", "true"])
    def test_text_that_excel_would_change_is_refused_elsewhere(self, book, text):
        cell = book.sheets[SUMMARY]["D20"]
        with pytest.raises(TextWouldChange):
            cell.value = [["trước", text]]
        assert cell.value is None

    def test_a_number_in_a_text_cell_is_a_text_as_in_excel(self, book, tmp_path):
        sheet = book.sheets[DATA]
        sheet["A21"].value = [[1.0, 1.0], [93.5, 93.5], [True, True]]
        assert sheet["A21:B23"].value == [["1", 1.0], ["93.5", 93.5], ["TRUE", True]]
        assert saved(book, tmp_path / "n.xlsx")[DATA]["A21"].data_type == "s"

    def test_a_day_in_a_text_cell_is_refused(self, book):
        with pytest.raises(TextWouldChange):
            book.sheets[DATA]["A21"].value = dt.datetime(2024, 6, 20)

    @pytest.mark.parametrize("cells", ["A21", "A21:A23"])
    def test_a_formula_in_text_cells_is_a_text_as_in_excel(self, book, cells):
        book.sheets[DATA][cells].formula = "=1+1"
        assert book.sheets[DATA]["A21"].value == "=1+1"

    def test_one_formula_for_text_cells_and_others_is_refused(self, book):
        with pytest.raises(NotImplementedError):
            book.sheets[DATA]["A21:B21"].formula = "=1+1"

    def test_text_and_other_cells_are_told_apart_in_one_block(self, book):
        sheet = book.sheets[DATA]
        sheet["A21"].value = [["07", "=1+2"], ["=1+2", 5]]
        assert sheet["A21:B22"].value == [["07", 3.0], ["=1+2", 5.0]]

    def test_text_cells_survive_saving(self, book, tmp_path):
        book.sheets[DATA]["A30"].value = [[text] for text in HOSTILE]
        sheet = saved(book, tmp_path / "t.xlsx")[DATA]
        assert [sheet.cell(30 + i, 1).value for i in range(len(HOSTILE))] == HOSTILE
        assert {sheet.cell(30 + i, 1).data_type for i in range(len(HOSTILE))} == {"s"}

    def test_a_date_gets_a_date_format_only_where_there_is_none(self, book):
        sheet = book.sheets[SUMMARY]
        sheet["F1"].number_format = "d-mmm-yy"
        sheet["F1"].value = [[dt.date(2024, 6, 20), dt.datetime(2024, 6, 20, 14, 5)]]
        assert (sheet["F1"].number_format, sheet["G1"].number_format) == ("d-mmm-yy", "dd/mm/yyyy hh:mm")
        assert sheet["F1:G1"].value == [dt.datetime(2024, 6, 20), dt.datetime(2024, 6, 20, 14, 5)]

    def test_a_block_crosses_to_libreoffice_in_as_many_calls_however_many_rows_it_has(self, book, monkeypatch):
        crossed: list[str] = []
        usual: Any = vars(Range)["uno"]
        monkeypatch.setattr(Range, "uno", property(lambda cells: Counted(usual.fget(cells), crossed)))

        def calls(count: int) -> int:
            rows = [[f"Đơn vị {i}" if j % 4 == 0 else i * j for j in range(17)] for i in range(count)]
            crossed.clear()
            book.sheets[SUMMARY]["A10"].value = rows
            assert book.sheets[SUMMARY]["A10"].resize(count, 17).value == rows
            return len(crossed)

        assert 0 < calls(20) == calls(2000)

    def test_an_error_value_reads_as_nothing_or_as_excels_word(self, book):
        sheet = book.sheets[SUMMARY]
        sheet["F1"].formula = [["=1/0", "=NA()", "=nosuchname", '=VALUE("x")']]
        assert sheet["F1:I1"].value == [None] * 4
        words = ["#DIV/0!", "#N/A", "#NAME?", "#VALUE!"]
        assert sheet["F1:I1"].options(err_to_str=True).value == words

    def test_a_data_frame_goes_out_and_comes_back(self, book):
        frame = pd.DataFrame({"Đơn vị": ["Ba Tơ", "Lý Sơn"], "Số": [1.0, float("nan")]})
        cell = book.sheets[SUMMARY]["F1"]
        cell.options(index=False).value = frame
        back = cell.options(pd.DataFrame, expand="table", index=False).value
        pd.testing.assert_frame_equal(back, frame, check_dtype=False)

    def test_text_longer_than_a_cell_is_refused(self, book):
        with pytest.raises(ValueError, match=str(LONGEST_TEXT)):
            book.sheets[SUMMARY]["A1"].value = "x" * (LONGEST_TEXT + 1)


class TestLimitsOfExcel:
    @pytest.mark.parametrize(("setting", "value"), [("row_height", 410), ("row_height", -1), ("column_width", 256)])
    def test_rows_and_columns_are_no_larger(self, book, setting, value):
        with pytest.raises(ValueError, match="Excel takes 0 to"):
            setattr(book.sheets[SUMMARY]["C5"], setting, value)

    @pytest.mark.parametrize("length", [8_192, 8_193])
    def test_a_formula_is_no_longer(self, book, length):
        formula = ("=" + "1+" * 4_095).ljust(length, "1")
        cell = book.sheets[SUMMARY]["C5"]
        if length > LONGEST_FORMULA:
            with pytest.raises(ValueError, match=str(LONGEST_FORMULA)):
                cell.formula = formula
        else:
            cell.formula = formula
            assert cell.value > 4_000

    @pytest.mark.parametrize("name", ["x" * 32, "a/b", "a[b]", "'a", "a'", "khóa"])
    def test_a_sheet_has_no_other_name(self, book, name):
        with pytest.raises(ValueError, match=r"[Ss]heet|characters"):
            book.sheets[0].name = name
        with pytest.raises(ValueError, match=r"[Ss]heet|characters"):
            book.sheets.add(name)
        assert len(book.sheets) == 3


class TestFormulas:
    def test_excels_formulas_are_calculated_and_read_back(self, book):
        sheet = book.sheets[SUMMARY]
        formulas = [
            [f"='{DATA}'!C2*2", "=SUM(tblDonVi[Số lớp])"],
            ['=SUMIFS(tblDonVi[Số lớp],tblDonVi[Mã],"02")', '=IF(B1="CN","cả năm",1/2)'],
        ]
        sheet["F1"].formula = formulas
        assert sheet["F1:G2"].value == [[24.0, 51.0], [34.0, "cả năm"]]
        assert [list(row) for row in sheet["F1:G2"].formula] == formulas

    def test_they_follow_a_changed_value(self, book):
        book.sheets[SUMMARY]["F1"].formula = "=SUM(tblDonVi[Số lớp])"
        book.sheets[DATA]["C4"].value = 105
        assert book.sheets[SUMMARY]["F1"].value == 151

    def test_manual_calculation_waits_for_calculate(self, book):
        sheet, app = book.sheets[SUMMARY], book.app
        sheet["F1"].formula = "=F2+1"
        app.calculation = "manual"
        sheet["F2"].value = 4
        before = sheet["F1"].value
        app.calculate()
        assert (before, sheet["F1"].value, app.calculation) == (1, 5, "manual")

    def test_one_formula_for_a_range_moves_its_references(self, book):
        sheet = book.sheets[DATA]
        sheet["D2:D4"].formula = "=C2*10"
        assert sheet["D2:D4"].value == [120, 340, 50]

    def test_they_are_saved_as_excel_reads_them(self, book, tmp_path):
        book.sheets[SUMMARY]["F1"].formula = "=SUM(tblDonVi[Số lớp])"
        assert saved(book, tmp_path / "c.xlsx")[SUMMARY]["F1"].value == "=SUM(tblDonVi[Số lớp])"


class TestTables:
    def test_it_is_found_with_its_parts(self, book):
        table = book.sheets[DATA].tables["tblDonVi"]
        assert [table.range.address, table.data_body_range.address] == ["$A$1:$C$4", "$A$2:$C$4"]
        assert table.header_row_range.value == ["Mã", "Tên đơn vị", "Số lớp"]
        assert table.columns["Số lớp"].data_body_range.value == [12, 34, 5]
        assert "tblDonVi" in book.sheets[DATA].tables
        assert [t.name for t in book.sheets[SUMMARY].tables] == []

    def test_it_grows_and_its_formulas_with_it(self, book, tmp_path):
        sheet = book.sheets[DATA]
        book.sheets[SUMMARY]["F1"].formula = "=SUM(tblDonVi[Số lớp])"
        sheet.tables["tblDonVi"].resize(sheet["A1:C5"])
        sheet["A5"].value = [["04", "Huyện Lý Sơn", 9]]
        assert book.sheets[SUMMARY]["F1"].value == 60
        assert saved(book, tmp_path / "b.xlsx")[DATA].tables["tblDonVi"].ref == "A1:C5"

    def test_it_takes_a_data_frame(self, book):
        table = book.sheets[DATA].tables["tblDonVi"]
        table.update(pd.DataFrame({"Mã": ["09"], "Tên đơn vị": ["Sơn Tây"], "Số lớp": [3]}), index=False)
        assert (table.range.address, table.data_body_range.value) == ("$A$1:$C$2", ["09", "Sơn Tây", 3])

    def test_a_new_one_is_kept_in_the_file(self, book, tmp_path):
        sheet = book.sheets[SUMMARY]
        sheet["F1"].value = [["Cột", "Số"], ["a", 1]]
        sheet.tables.add(sheet["F1:G2"], name="tblMoi")
        assert saved(book, tmp_path / "n.xlsx")[SUMMARY].tables["tblMoi"].ref == "F1:G2"


class TestNames:
    def test_it_leads_to_its_cells(self, book):
        name = book.names["KyBaoCao"]
        assert (name.refers_to_range.value, name.refers_to) == ("CN", f"='{SUMMARY}'!$B$1")
        assert book.sheets[DATA].range("KyBaoCao").sheet.name == SUMMARY

    def test_it_is_added_defined_anew_and_deleted(self, book):
        book.names.add("ThuMuc", f"='{DATA}'!$A$1")
        book.names.add("ThuMuc", f"='{DATA}'!$A$2:$B$3")
        assert book.names["ThuMuc"].refers_to_range.address == "$A$2:$B$3"
        book.names["ThuMuc"].delete()
        assert "ThuMuc" not in book.names

    def test_print_names_of_a_sheet_reach_the_file(self, book, tmp_path):
        names = book.sheets[DATA].names
        names.add("Print_Titles", f"='{DATA}'!$A:$B,'{DATA}'!$1:$2")
        names.add("Print_Area", f"='{DATA}'!$A$1:$C$40")
        sheet = saved(book, tmp_path / "p.xlsx")[DATA]
        assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$2", "$A:$B")
        assert sheet.print_area.endswith("$A$1:$C$40")


class TestLooks:
    def test_formats_of_all_rectangles_are_set_and_read(self, book):
        cells = book.sheets[SUMMARY].range("F1:G2,I5")
        cells.number_format = "#,##0.00"
        cells.color = (255, 200, 0)
        cells.wrap_text = True
        cells.font.bold = True
        cells.font.size = 13
        cells.font.name = "Times New Roman"
        cells.font.color = "#ff0000"
        cells.horizontal_alignment = "center"
        one = book.sheets[SUMMARY]["I5"]
        assert (one.number_format, one.color, one.wrap_text) == ("#,##0.00", (255, 200, 0), True)
        assert (one.font.bold, one.font.size, one.font.name, one.font.color) == (
            True,
            13,
            "Times New Roman",
            (255, 0, 0),
        )
        assert one.horizontal_alignment == "center"
        assert book.sheets[SUMMARY]["H3"].color is None

    def test_sizes_are_excels_units(self, book, tmp_path):
        sheet = book.sheets[SUMMARY]
        sheet["B3"].row_height = 30
        sheet["C1"].column_width = 25
        kept = saved(book, tmp_path / "s.xlsx")[SUMMARY]
        assert kept.row_dimensions[3].height == pytest.approx(30, abs=0.5)
        assert kept.column_dimensions["C"].width == pytest.approx(25 + 5 / 7, abs=0.1)
        assert sheet["C1"].column_width == pytest.approx(25, abs=0.1)

    def test_cells_are_merged(self, book, tmp_path):
        book.sheets[SUMMARY]["F1:H2"].merge()
        assert "F1:H2" in {str(r) for r in saved(book, tmp_path / "m.xlsx")[SUMMARY].merged_cells.ranges}

    def test_a_link_leads_into_the_book(self, book, tmp_path):
        cell = book.sheets[SUMMARY]["F5"]
        cell.add_hyperlink(f"#'{DATA}'!A2", "Xem nguồn")
        assert (cell.value, cell.hyperlink) == ("Xem nguồn", f"#'{DATA}'!A2")
        assert saved(book, tmp_path / "l.xlsx")[SUMMARY]["F5"].hyperlink.location == f"'{DATA}'!A2"

    def test_a_style_is_set_by_name_on_several_rectangles(self, book, tmp_path):
        book.sheets[SUMMARY].range("F1:G1,F4").api.Style = "KH Tiêu đề"
        assert book.sheets[SUMMARY].range("F4").api.Style == "KH Tiêu đề"
        kept = saved(book, tmp_path / "k.xlsx")[SUMMARY]
        assert {(kept[a].font.b, kept[a].font.sz, kept[a].fill.fgColor.rgb) for a in ("F1", "G1", "F4")} == {
            (True, 14, BLUE)
        }
        with pytest.raises(KeyError, match="Không có"):
            book.sheets[SUMMARY]["F1"].api.Style = "Không có"

    def test_filter_buttons_are_put_on_and_taken_away(self, book, tmp_path):
        cells = book.sheets[SUMMARY].api.Range("A1:B3")
        cells.AutoFilter()
        assert saved(book, tmp_path / "a.xlsx")[SUMMARY].auto_filter.ref == "A1:B3"
        cells.AutoFilter()
        assert saved(book, tmp_path / "b.xlsx")[SUMMARY].auto_filter.ref is None


class TestPageSetup:
    def test_paper_scale_margins_and_titles_reach_the_file(self, book, tmp_path):
        page = book.sheets[DATA].api.PageSetup
        page.Orientation, page.PaperSize = 2, 8
        page.Zoom, page.FitToPagesWide, page.FitToPagesTall = False, 1, False
        page.PrintTitleRows, page.PrintArea = "$1:$1", "$A$1:$C$40"
        page.LeftMargin, page.TopMargin = 36, 72
        page.CenterHeader, page.LeftFooter = "Trang &P/&N", "Sở GDĐT Quảng Ngãi"
        page.HeaderMargin = 20
        sheet = saved(book, tmp_path / "p.xlsx")[DATA]
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 8)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.print_title_rows, sheet.print_area.split("!")[1]) == ("$1:$1", "$A$1:$C$40")
        margins = (sheet.page_margins.left, sheet.page_margins.top, sheet.page_margins.header)
        assert margins == pytest.approx((0.5, 1.0, 20 / 72), abs=0.02)
        assert sheet.oddHeader.center.text == "Trang &P/&N"
        assert sheet.oddFooter.left.text == "Sở GDĐT Quảng Ngãi"

    def test_repeated_titles_and_the_print_area_are_taken_away(self, book):
        page = book.sheets[DATA].api.PageSetup
        page.PrintTitleRows, page.PrintTitleColumns, page.PrintArea = "$1:$2", "$A:$B", "$A$1:$C$9"
        assert (page.PrintTitleRows, page.PrintTitleColumns, page.PrintArea) == ("$1:$2", "$A:$B", "$A$1:$C$9")
        page.PrintTitleRows, page.PrintTitleColumns, page.PrintArea = "", "", ""
        assert (page.PrintTitleRows, page.PrintTitleColumns, page.PrintArea) == ("", "", "")

    def test_a_new_sheet_gets_a_page_of_its_own(self, book):
        first, second = book.sheets.add("Một"), book.sheets.add("Hai")
        first.api.PageSetup.Orientation = 2
        assert (first.api.PageSetup.Orientation, second.api.PageSetup.Orientation) == (2, 1)

    def test_pages_set_up_while_the_screen_is_held_are_given_afterwards(self, book, tmp_path):
        with book.app.properties(screen_updating=False):
            first, second = book.sheets.add("Một"), book.sheets.add("Hai")
            for sheet, paper in ((first, 8), (second, 9)):
                sheet["A1"].value = sheet.name
                sheet.api.PageSetup.PaperSize = paper
            second.name = "Hai mới"
        kept = saved(book, tmp_path / "h.xlsx")
        assert [int(kept[name].page_setup.paperSize) for name in ("Một", "Hai mới")] == [8, 9]

    def test_a_later_sheet_under_the_same_first_name_leaves_the_page_of_the_earlier_one(self, book):
        for name, orientation in (("Một", 2), ("Hai", 1)):
            sheet = book.sheets.add("~1")
            sheet.api.PageSetup.Orientation = orientation
            sheet.name = name
        assert [book.sheets[name].api.PageSetup.Orientation for name in ("Một", "Hai")] == [2, 1]

    def test_the_page_of_a_deleted_sheet_goes_with_it(self, book):
        styles = book.api.StyleFamilies.getByName("PageStyles")
        before = styles.ElementNames
        sheet = book.sheets.add("Một")
        sheet.api.PageSetup.Orientation = 2
        sheet.delete()
        assert styles.ElementNames == before

    def test_a_page_begins_with_a_column_and_the_tab_has_a_colour(self, book, tmp_path):
        sheet = book.sheets[DATA]
        sheet.api.VPageBreaks.Add(sheet.api.Range("C1"))
        sheet.api.Tab.Color = 0x00C8FF
        assert (sheet.api.VPageBreaks.Count, sheet.api.Tab.Color) == (1, 0x00C8FF)
        kept = saved(book, tmp_path / "v.xlsx")[DATA]
        assert [one.id for one in kept.col_breaks.brk] == [2]
        assert kept.sheet_properties.tabColor.rgb == "FFFFC800"


class TestProtection:
    def test_locked_cells_are_refused_and_open_ones_taken(self, book):
        sheet = book.sheets["Khóa"]
        with pytest.raises(SheetProtected, match="Khóa"):
            sheet["A1"].value = "đổi"
        with pytest.raises(SheetProtected):
            sheet["A1:B1"].color = (1, 2, 3)
        with pytest.raises(SheetProtected):
            sheet["A1"].formula = "=1"
        sheet["B1"].value = "đổi"
        assert sheet["A1:B1"].value == ["khóa", "đổi"]

    def test_it_is_taken_away_and_put_back(self, book, tmp_path):
        sheet = book.sheets["Khóa"]
        sheet.api.Unprotect("mk")
        sheet["A1"].value = "đổi"
        assert not sheet.api.ProtectContents
        sheet.api.Protect("mk", AllowFiltering=True)
        assert sheet.api.ProtectContents
        assert saved(book, tmp_path / "k.xlsx")["Khóa"].protection.sheet

    def test_a_wrong_password_is_said(self, book):
        with pytest.raises(WrongPassword, match="Khóa"):
            book.sheets["Khóa"].api.Unprotect("sai")
        assert book.sheets["Khóa"].api.ProtectContents


class TestApp:
    def test_settings_are_kept_and_given_back(self, book):
        app = book.app
        with app.properties(screen_updating=False, display_alerts=False, enable_events=False):
            book.sheets[0]["F1"].value = 1
            assert (app.screen_updating, app.display_alerts, app.enable_events) == (False, False, False)
        assert (app.screen_updating, app.display_alerts, app.enable_events) == (True, True, True)
        assert not book.api.hasControllersLocked()

    def test_the_status_bar_shows_a_text_and_gives_itself_back(self, book):
        book.app.status_bar = "Đang kiểm tra 3/23"
        shown = book.app.status_bar
        book.app.status_bar = False
        assert (shown, book.app.status_bar) == ("Đang kiểm tra 3/23", False)

    def test_the_selection_has_address_and_sheet(self, book):
        book.sheets[DATA]["B2:C3"].select()
        selected = book.app.selection
        assert (selected.address, selected.sheet.name) == ("$B$2:$C$3", DATA)

    def test_a_question_is_answered_by_the_test_or_refused(self, book, calc_engine):
        asked = []

        def answer(prompt: str, _title: str, buttons: str) -> str:
            asked.append((prompt, buttons))
            return "yes"

        calc_engine.impl.answer = answer
        assert book.app.alert("Tổng hợp?", "KH 167", buttons="yes_no") == "yes"
        assert asked == [("Tổng hợp?", "yes_no")]
        calc_engine.impl.answer = None
        with pytest.raises(RuntimeError, match="without a window"):
            book.app.alert("Tổng hợp?", "KH 167", buttons="yes_no")


@pytest.mark.parametrize(
    "reach", ["sheet.api.Shapes", "cell.api.Interior", "cell.borders", "sheet.charts", "page.Draft"]
)
def test_what_is_not_supported_says_so(book, reach):
    sheet = book.sheets[0]
    with pytest.raises(NotImplementedError):
        eval(reach, {"sheet": sheet, "cell": sheet["A1"], "page": sheet.api.PageSetup})
