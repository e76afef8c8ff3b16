"""Every button of the toolbar really pressed in LibreOffice, on the master workbook, with the sample's folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests import click, master
from tests.program_home import link_program
from tests.tools import ROOT
from xlpy.app.desk.buttons import WORKS
from xlpy.app.desk.desk import Desk
from xlpy.app.desk.run import perform
from xlpy.book.file import FileBook
from xlpy.book.libreoffice import bridge
from xlpy.book.places import INBOX, OUTBOX, STATE
from xlpy.outputs.publish import summary as summary_sheet

pytestmark = [pytest.mark.office, click.needs_screen()]
ANSWERS = {
    "choose_folder": str(master.SAMPLE_INBOX),
    "overwrite_forms": True,
    "take_contacts": True,
    "plan_number": "210/KH-UBND",
    "plan_day": "09/9/2024",
}
TRACED = "N1.01"
CLOCK = re.compile(r"\d\d/\d\d/\d{4} \d\d:\d\d")
PER_RUN = {"Điều khiển", "Nhật ký", "Kiểm tra cài đặt", "Truy nguồn"}
"""Sheets that say when, where and by whom; the rest must be equal to the last cell."""


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return link_program(Path(tmp_path_factory.mktemp("chuong-trinh")))


@pytest.fixture(scope="module")
def desk() -> Iterator[click.Desk]:
    with click.Desk((ROOT / "workbook" / "src" / "ribbon.xml").read_bytes()) as made:
        yield made


@pytest.fixture(scope="module")
def ready(tmp_path_factory) -> bytes:
    """The workbook, its panel filled in for the sample."""
    path = master.put(tmp_path_factory.mktemp("mau"), macros=False)
    master.set_up(FileBook(path))
    return path.read_bytes()


def workbook_in(folder: Path, ready: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "Plan167.xlsx"
    path.write_bytes(ready)
    return path


def stand_on(document: Any, code: str) -> None:
    """Select the provincial figure of an indicator on the summary."""
    sheet = document.Sheets.getByName(summary_sheet.SHEET)
    codes = [row[0] for row in sheet.getCellRangeByName("B1:B200").getDataArray()]
    document.CurrentController.setActiveSheet(sheet)
    document.CurrentController.select(sheet.getCellByPosition(5, codes.index(code)))


@dataclass(frozen=True)
class Day:
    """A whole day at the buttons: what each said, and where the saved workbook is."""

    clicks: dict[str, click.Clicked]
    book: Path
    sheets: dict[str, list[str]]


@pytest.fixture(scope="module")
def day(desk, home, ready) -> Day:
    path = workbook_in(home / "ngay", ready)
    clicks, sheets = {}, {}
    with desk.open(path) as document:
        for name in master.DAY:
            if name == "trace":
                stand_on(document, TRACED)
            clicks[name] = desk.click(document, name, ANSWERS)
            front = document.CurrentController.ActiveSheet
            sheets[name] = [front.Name, front.getCellRangeByName("A1").String]
        document.store()
    return Day(clicks, path, sheets)


@pytest.mark.parametrize("name", master.DAY)
def test_a_button_does_its_work_and_says_so(day, name):
    clicked = day.clicks[name]
    assert clicked.told
    assert not clicked.went_wrong, clicked.told


@pytest.mark.parametrize("name", master.WRITTEN)
def test_the_files_that_a_button_announces_are_there(day, name):
    folder, pattern, count = master.WRITTEN[name]
    assert len([path for path in (day.book.parent / folder).glob(pattern) if path.is_file()]) == count


@pytest.mark.parametrize(
    ("name", "front"),
    [
        ("check", "Kiểm tra"),
        ("trace", "Truy nguồn"),
        ("journal", "Nhật ký"),
        ("guide", "Hướng dẫn"),
        ("summary", "Tổng hợp"),
        ("contacts", "Liên hệ"),
    ],
)
def test_a_button_shows_its_sheet(day, name, front):
    assert day.sheets[name][0] == front


@pytest.fixture(scope="module")
def both(day, ready, tmp_path_factory) -> list[tuple[Any, Any]]:
    """Sheet by sheet: as the buttons left it, and as the command line writes it."""
    path = workbook_in(tmp_path_factory.mktemp("dong-lenh"), ready)
    book = FileBook(path)
    for name in ("check", "consolidate", "contacts"):
        text, failed = perform(WORKS[name], Desk(book, master.Answers()))
        assert not failed, text
    clicked, written = load_workbook(day.book), load_workbook(path)
    assert set(written.sheetnames) <= set(clicked.sheetnames)
    return [(clicked[sheet.title], sheet) for sheet in written if sheet.title not in PER_RUN]


def test_the_buttons_and_the_command_line_give_the_same_workbook(both):
    for clicked, written in both:
        assert cells_of(clicked) == cells_of(written), written.title


def test_they_give_the_same_pages(both):
    for clicked, written in both:
        assert page_of(clicked) == page_of(written), written.title


def page_of(sheet: Any) -> dict[str, Any]:
    page = sheet.page_setup
    return {
        "paper": int(page.paperSize or 9),
        "turned": page.orientation == "landscape",
        "fit": (page.fitToWidth, page.fitToHeight) if sheet.sheet_properties.pageSetUpPr.fitToPage else None,
        "titles": (sheet.print_title_rows, sheet.print_title_cols),
        "area": sheet.print_area.replace("$", ""),
        "frozen": sheet.freeze_panes,
        "merged": sorted(str(area) for area in sheet.merged_cells.ranges),
        "margins": [round(getattr(sheet.page_margins, side), 1) for side in ("left", "right", "top", "bottom")],
        "filter": sheet.auto_filter.ref,
        "locked": sheet.protection.sheet,
    }


def cells_of(sheet: Any) -> dict[str, Any]:
    """What stands in the cells, as LibreOffice writes it: numbers with 15 digits, FALSE as a formula; no clock."""
    return {
        cell.coordinate: as_saved(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None
    }


def as_saved(value: Any) -> Any:
    if isinstance(value, bool):
        return f"={str(value).upper()}()"
    if isinstance(value, str):
        return CLOCK.sub("", value)
    return float(f"{value:.15g}") if isinstance(value, float) else value


# when something is wrong


def everything(document: Any) -> dict[str, Any]:
    """All that stands in a document, with the protection of its sheets."""
    found = {}
    for sheet in document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        cells = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
        found[sheet.Name] = (cells.getFormulaArray(), sheet.isProtected(), sheet.IsVisible)
    return found


def drop_table(document: Any, home: Path) -> None:
    document.DatabaseRanges.removeByName("tblDonVi")


def lock_panel(document: Any, home: Path) -> None:
    panel = document.Sheets.getByName("Điều khiển")
    panel.unprotect("")
    panel.protect("mật khẩu")


def results_cannot_be_written(document: Any, home: Path) -> None:
    (home / "chặn").write_text("một tệp, không phải thư mục", encoding="utf-8")
    fill(document, OUTBOX, str(home / "chặn"))
    fill(document, INBOX, str(master.sent_by_one(home / "nhận")))


def no_folder(document: Any, home: Path) -> None:
    fill(document, INBOX, str(home / "không có"))


def fill(document: Any, name: str, text: str) -> None:
    cells = document.NamedRanges.getByName(name).getReferredCells()
    sheet = cells.Spreadsheet
    sheet.unprotect("")
    cells.getCellByPosition(0, 0).setString(text)
    sheet.protect("")


@pytest.mark.parametrize(
    ("trouble", "said", "buttons"),
    [
        (drop_table, "tblDonVi", ("make_forms", "check", "consolidate", "feedback", "reminders")),
        (lock_panel, "mật khẩu", ("choose_folder",)),
        (results_cannot_be_written, "Không ghi được", ("consolidate", "feedback", "reminders")),
        (no_folder, "không có", ("check", "consolidate", "feedback", "reminders")),
    ],
)
def test_trouble_is_told_and_the_workbook_is_as_it_was(desk, home, ready, trouble, said, buttons):
    folder = home / trouble.__name__
    with desk.open(workbook_in(folder, ready)) as document:
        trouble(document, folder)
        before = everything(document)
        for name in buttons:
            clicked = desk.click(document, name, ANSWERS)
            assert (clicked.went_wrong, said in clicked.told) == (True, True), f"{name}: {clicked.told}"
            assert everything(document) == before, name


def test_two_editions_are_compared_and_the_last_one_is_undone(desk, home, ready):
    folder = home / "hai bản"
    with desk.open(workbook_in(folder, ready)) as document:
        fill(document, INBOX, str(master.sent_by_one(folder / "nhận")))
        first = desk.click(document, "consolidate")
        shutil.copy2(master.SAMPLE_INBOX / "Zalo 20-6" / "Sơn Hà.xlsx", folder / "nhận")
        second = desk.click(document, "consolidate")
        compared = desk.click(document, "compare", {"two_editions": "1 2"})
        shown = document.Sheets.getByName("So sánh").getCellRangeByName("B5:B8").getDataArray()
        undone = desk.click(document, "undo", {"undo_who": "Lan", "undo_reason": "nhầm thư mục"})
        left = document.NamedRanges.getByName(STATE["edition"]).getReferredCells().getCellByPosition(0, 0).String
    assert not any(clicked.went_wrong for clicked in (first, second, compared, undone)), undone.told
    assert compared.told.startswith("Đã so sánh bản số 1 với bản số 2")
    assert set(shown) == {("Huyện Sơn Hà",)}
    assert (undone.told.startswith("Đã hoàn tác bản tổng hợp số 2"), left) == (True, "1")


def test_a_cancelled_question_changes_nothing_and_an_empty_folder_is_no_failure(desk, home, ready):
    folder = home / "trong"
    with desk.open(workbook_in(folder, ready)) as document:
        before = everything(document)
        cancelled = desk.click(document, "choose_folder", {"choose_folder": None})
        assert (cancelled.went_wrong, everything(document)) == (False, before)
        (folder / "nhận").mkdir()
        chosen = desk.click(document, "choose_folder", {"choose_folder": str(folder / "nhận")})
        checked = desk.click(document, "check")
        assert (chosen.went_wrong, checked.went_wrong) == (False, False), checked.told


def test_the_workbook_saved_as_ods_is_worked_on_too(desk, home, ready):
    folder = home / "ods"
    with desk.open(workbook_in(folder, ready)) as document:
        fill(document, INBOX, str(master.sent_by_one(folder / "nhận")))
        document.storeAsURL((folder / "Plan167.ods").as_uri(), (bridge.option("FilterName", "calc8"),))
        clicked = desk.click(document, "check")
        document.store()
    assert not clicked.went_wrong, clicked.told
    grid = CalamineWorkbook.from_path(folder / "Plan167.ods").get_sheet_by_name("Kiểm tra").to_python()
    assert "KẾT QUẢ KIỂM TRA" in str(grid[0])


def test_boxes_and_dialogs_come_up_where_nobody_has_prepared_answers(desk, home, ready):
    """The last of all: a box that nobody answers would stand before every other window."""
    with desk.open(workbook_in(home / "hop", ready)) as document:
        before = everything(document)
        desk.click(document, "choose_folder", boxes=("Cancel", "OK"))
        desk.click(document, "guide", boxes=("OK",), mouse=True)
        assert everything(document) == before
