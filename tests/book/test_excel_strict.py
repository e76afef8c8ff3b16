"""What only Excel does, on a stand-in behind xlwings' Windows side: text cells, printers, edit mode, hidden sheets."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests import master
from tests.book.test_book_contract import drawing
from tests.excel_double.com import REFUSED, ComError, Use, refusal, windows_side
from tests.excel_double.printing import A3, A4
from tests.excel_double.sheets import started
from xlpy.basics.commit import FolderPart, WriteError, commit
from xlpy.book.catalogue import BookCatalogueError, catalogue_of
from xlpy.book.excel import patience
from xlpy.book.excel.calculate import in_order
from xlpy.book.excel.live_workbook import LiveBook
from xlpy.book.places import INBOX, STATE
from xlpy.book.port import BookError, Update
from xlpy.book.sheets import new_page
from xlpy.book.words import load_book_words
from xlpy.outputs.publish.drawing import Single
from xlpy.outputs.publish.styles import Look

pytestmark = pytest.mark.slow("double")
SHEETS = ("Phát hiện", "Tình hình gửi")
UPDATE = Update(
    tuple(drawing(name, "một", "hai") for name in SHEETS), cells={INBOX: "mới", STATE["sent"]: 5}, front="Phát hiện"
)
BUSY = ComError(patience.BUSY, "Call was rejected by callee.")
LATER = ComError(patience.LATER, "The message filter indicated that the application is busy.")
EDITING = ComError(patience.EDITING, "OLE error 0x800ac472")
EDITING_WITHIN = refusal("", patience.EDITING)


@pytest.fixture
def book(tmp_path) -> Iterator[Any]:
    with started(master.put(tmp_path)) as opened:
        yield opened


@pytest.fixture
def sheet(book) -> Any:
    """An empty sheet; A1 to B9 have the text format."""
    made = book.sheets.add("Thử")
    made.api.Range("A1:B9").Style = "KH167 Chữ"
    return made


def file_of(book: Any, name: str) -> Any:
    """A sheet as it would be saved."""
    return book.impl.file.book[name]


def names(book: Any) -> list[str]:
    return [each.name for each in book.sheets]


# cells


def test_a_number_in_a_cell_of_the_text_format_becomes_text(book, sheet):
    sheet.range("A1:C1").value = [[1.0, 93.5, 2.0]]
    assert [file_of(book, "Thử").cell(1, column).value for column in (1, 2, 3)] == ["1", "93.5", 2.0]


def test_a_formula_in_a_cell_of_the_text_format_stays_text(book, sheet):
    sheet.range("A1:C1").formula = [["=1+1", "=1+1", "=1+1"]]
    assert [file_of(book, "Thử").cell(1, column).data_type for column in (1, 2, 3)] == ["s", "s", "f"]


def test_one_cell_gives_no_table(sheet):
    sheet.range("A1:B1").value = [["một", "hai"]]
    assert (sheet.api.Range("A1").Value, sheet.api.Range("A1:B1").Value) == ("một", (("một", "hai"),))


@pytest.mark.parametrize(
    ("property_", "value"),
    [
        ("formula", f"={'1+' * 4_096}1"),
        ("value", "x" * 32_768),
        ("value", [["x" * 8_204, "y"]]),
        ("row_height", 410),
        ("column_width", 256),
    ],
)
def test_what_is_over_a_limit_is_refused(sheet, property_, value):
    with pytest.raises(ComError) as refused:
        setattr(sheet.range("D1:E1") if isinstance(value, list) else sheet.range("D1"), property_, value)
    assert refused.value.excepinfo[5] == REFUSED


def test_a_long_address_is_refused(sheet):
    with pytest.raises(ComError):
        sheet.api.Range(",".join(f"A{row}" for row in range(1, 100)))


@pytest.mark.parametrize("name", ["", "x" * 32, "a/b", "a[b", "'a", "phát hiện"])
def test_a_name_that_is_none_for_a_sheet_is_refused(sheet, name):
    with pytest.raises(ComError):
        sheet.api.Name = name


def test_a_sheet_with_every_limit_met_is_painted(book):
    """Long texts go alone, styles in many short addresses, and numbers into no cell of the text format."""
    long = drawing("Phát hiện", *("x" * 20_000 if row % 2 else "ngắn" for row in range(120)))
    cells = {at: drawn for at, drawn in long.cells.items() if sum(at) % 3}  # a pattern of many areas
    LiveBook(book).apply(Update((replace(long, pieces=tuple(Single(*at, drawn) for at, drawn in cells.items())),)))
    painted = file_of(book, "Phát hiện")
    assert {at: painted.cell(at[0] + 1, at[1] + 1).data_type for at in cells if at[1] == 0} == {
        at: "s" for at in cells if at[1] == 0
    }


# sheets and files together


def standing(book: Any) -> dict[str, list[tuple[Any, ...]]]:
    """All sheets in their order with what stands on them."""
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.impl.file.book.worksheets}


def test_files_that_fail_after_the_new_sheets_have_their_names_give_the_old_ones_back(book, tmp_path, monkeypatch):
    live, results = LiveBook(book), tmp_path / "ket-qua"
    results.mkdir()
    (results / "a.csv").write_bytes(b"old")
    live.apply(Update((drawing("Phát hiện", "bản trước"),), cells={INBOX: "cũ"}))
    before, seen = standing(book), []

    def refused(source: Any, target: Any) -> None:
        seen.append(names(book))
        raise OSError(28, "No space left on device", str(source), None, str(target))

    def put(parts: Any) -> Any:
        return commit([*parts, FolderPart(results, {"a.csv": b"new"})])

    with monkeypatch.context() as patch, pytest.raises(WriteError, match="ổ đĩa đã đầy"):
        patch.setattr(os, "replace", refused)
        live.apply(UPDATE, put)
    assert {"Phát hiện", "~Phát hiện~", "Tình hình gửi"} <= set(seen[0])
    assert (standing(book), (results / "a.csv").read_bytes()) == (before, b"old")
    assert book.sheets["Điều khiển"].api.ProtectContents


def test_files_are_put_in_place_before_the_old_sheets_go(book, tmp_path):
    def put(parts: Any) -> Any:
        seen.append(names(book))
        return commit([*parts, FolderPart(tmp_path, {"a.csv": b"new"})])

    seen: list[list[str]] = []
    written = LiveBook(book).apply(UPDATE, put)
    assert (written, (tmp_path / "a.csv").read_bytes()) == ({tmp_path / "a.csv": tmp_path / "a.csv"}, b"new")
    assert "~Phát hiện~" in seen[0]
    assert not [name for name in names(book) if name.startswith("~")]


# calculation


def reading(name: str, other: str) -> Any:
    """A sheet with a formula over the formula of another one."""
    page = new_page(name, (20.0,))
    page.formula(0, 0, f"='{other}'!B6*2", Decimal("4938"), Look.NUMBER, 1)
    return page.sheet.drawing()


CHAIN = (reading("Tổng hợp", "Kế hoạch của đơn vị"), drawing("Kế hoạch của đơn vị", "một", "hai"))


@pytest.mark.parametrize("drawings", [CHAIN, CHAIN[::-1]], ids=["reader first", "reader last"])
def test_under_manual_calculation_new_sheets_are_calculated_after_what_they_read(book, drawings):
    book.app.calculation = "manual"
    LiveBook(book).apply(Update(drawings))
    assert (book.impl.file.stale(), book.app.calculation) == ([], "manual")


def test_under_manual_calculation_excel_calculates_nothing_by_itself(book, sheet):
    book.app.calculation = "manual"
    sheet.range("D1").formula = "=1+1"
    sheet.range("E1").value = 5
    waiting = book.impl.file.stale()
    book.app.calculation = "automatic"
    assert (waiting, book.impl.file.stale()) == (["Thử"], [])


def test_under_automatic_calculation_no_sheet_is_calculated_twice(book):
    LiveBook(book).apply(Update(CHAIN))
    assert Use("Worksheet", "Calculate", "call") not in book.impl.world.uses
    assert book.impl.file.stale() == []


def test_a_fault_while_sheets_are_calculated_leaves_the_workbook_and_its_mode(book):
    book.app.calculation, before = "manual", names(book)
    book.impl.world.fault = lambda use: refusal("") if use.member == "Calculate" else None
    with pytest.raises(BookError, match="sổ vẫn như cũ"):
        LiveBook(book).apply(Update(CHAIN))
    assert (names(book), book.app.calculation) == (before, "manual")


def test_of_sheets_that_need_each_other_every_one_is_calculated_once():
    assert in_order({"a": ["b", "c"], "b": ["a"], "c": ["c"]}) == ["b", "c", "a"]


# the printer


def wide(name: str, paper: int) -> Any:
    """A sheet with two page breaks that wants a paper."""
    made = drawing(name, "một")
    return replace(made, setup=replace(made.setup, paper=paper, breaks=(1, 2)))


PAGES = Update((wide("Phát hiện", A3), wide("Tình hình gửi", A4)))


def test_a_printer_without_a3_is_told_and_loses_no_other_setting(book):
    book.impl.printing.papers = frozenset({A4})
    live = LiveBook(book)
    live.apply(PAGES)
    (note,) = live.notes
    assert "“Phát hiện”" in note
    assert "Tình hình gửi" not in note
    for name in SHEETS:
        page = file_of(book, name)
        assert (page.page_setup.orientation, page.print_title_rows) == ("landscape", "$2:$2")
    assert int(file_of(book, "Tình hình gửi").page_setup.paperSize) == A4
    assert book.impl.printing.talks


def test_a_printer_with_a3_is_asked_once_for_all_pages(book):
    live = LiveBook(book)
    live.apply(PAGES)
    asked = [use for use in book.impl.world.uses if use == Use("PageSetup", "PaperSize", "set")]
    assert (live.notes, len(asked), book.impl.printing.talks) == ((), len(SHEETS), True)
    assert int(file_of(book, "Phát hiện").page_setup.paperSize) == A3
    assert [one.id for one in file_of(book, "Phát hiện").col_breaks.brk] == [1, 2]


def test_without_any_printer_the_figures_are_written_and_the_remedy_is_told(book):
    book.impl.printing.papers = None
    live = LiveBook(book)
    live.apply(PAGES)
    assert ["Microsoft Print to PDF" in note for note in live.notes] == [True]
    assert file_of(book, "Phát hiện")["A1"].value == "BẢNG THỬ"


def test_a_refused_setting_costs_no_wait(book, monkeypatch, waiting):
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    book.impl.printing.papers = None
    LiveBook(book).apply(PAGES)
    assert waits == []


# sheets


def test_a_new_sheet_goes_before_a_hidden_one_at_the_end(book):
    last = book.sheets[-1]  # where the click finds its Python
    assert last.visible == 0
    LiveBook(book).apply(Update((drawing("Trang mới", "một"),)))
    assert names(book)[-2:] == ["Trang mới", last.name]
    assert last.visible == 0


def test_a_tab_without_a_colour_stays_without(book):
    file_of(book, "Phát hiện").sheet_properties.tabColor = None
    file_of(book, "Tình hình gửi").sheet_properties.tabColor = "FF336699"
    LiveBook(book).apply(UPDATE)
    assert file_of(book, "Phát hiện").sheet_properties.tabColor is None
    assert file_of(book, "Tình hình gửi").sheet_properties.tabColor.rgb == "FF336699"


def test_a_very_hidden_sheet_stays_so(book):
    file_of(book, "Phát hiện").sheet_state = "veryHidden"
    LiveBook(book).apply(replace(UPDATE, front="Tình hình gửi"))
    assert file_of(book, "Phát hiện").sheet_state == "veryHidden"


def test_a_locked_structure_is_told_and_leaves_the_workbook_as_it_was(book):
    before = names(book)
    book.impl.file.structure_locked = True
    with pytest.raises(BookError, match="sổ vẫn như cũ"):
        LiveBook(book).apply(UPDATE)
    assert names(book) == before
    assert LiveBook(book).value(INBOX) == ""


def test_where_others_edit_the_workbook_autosave_is_named(book):
    book.impl.file.shared = True
    with pytest.raises(BookError, match=r"Tự lưu \(AutoSave\)"):
        LiveBook(book).apply(UPDATE)


# an Excel that can't answer just now


@pytest.fixture
def waiting(monkeypatch) -> None:
    """Calls wait as in a click, but only for a moment."""
    side = windows_side()
    monkeypatch.setattr(side, "N_COM_ATTEMPTS", 0)
    for kind in (side.COMRetryMethodWrapper, side.COMRetryObjectWrapper):
        for name in ("__call__", "__getattr__", "__setattr__"):
            if name in vars(kind):
                monkeypatch.setattr(kind, name, vars(kind)[name])
    monkeypatch.setattr(patience, "PAUSE", 0.001)
    patience.teach(side, patience.Patience(0.2))


def for_some_time(book: Any, error: Exception, members: set[str]) -> list[Use]:
    """Let each of these members fail twice before it does its work; gives what failed."""
    failed: list[Use] = []

    def fault(use: Use) -> Exception | None:
        if use.member in members and failed.count(use) < 2:
            failed.append(use)
            return error
        return None

    book.impl.world.fault = fault
    return failed


READ, SET, CALLED = (
    {"Count", "PageSetup", "Name"},
    {"Name", "Value", "RowHeight"},
    {"Add", "Protect", "Merge", "Delete"},
)


@pytest.mark.parametrize("error", [BUSY, LATER, EDITING, EDITING_WITHIN], ids=["busy", "later", "editing", "within"])
@pytest.mark.parametrize("members", [READ, SET, CALLED], ids=["reads", "sets", "calls"])
def test_an_excel_that_can_not_answer_is_waited_for(book, waiting, error, members):
    failed = for_some_time(book, error, members)
    LiveBook(book).apply(UPDATE)
    assert {use.member for use in failed} == members
    assert file_of(book, "Phát hiện")["A1"].value == "BẢNG THỬ"


STEPS = {("Sheets", "Add"), ("Worksheet", "Delete"), ("Worksheet", "Protect"), ("Worksheet", "Unprotect")}


def is_step(use: Use) -> bool:
    """A use that changes the workbook's structure or protection."""
    return (use.kind, use.member) in STEPS or use[:3] == ("Worksheet", "Name", "set")


def test_somebody_typing_from_any_step_on_costs_nothing_once_he_has_ended(book, waiting):
    """Neither the update nor its undoing gets through; the next update, of anything, sets all right."""
    before = (names(book), {name: file_of(book, name)["A1"].value for name in SHEETS})
    n, done = 0, False
    while not done:
        n += 1
        seen = 0

        def fault(use: Use, until: int = n) -> Exception | None:
            nonlocal seen
            seen += is_step(use)
            return EDITING if seen >= until else None

        book.impl.world.fault = fault
        try:
            LiveBook(book).apply(UPDATE)
            done = seen < n
        except BookError as told:
            assert "bấm lại" in str(told)
        book.impl.world.fault = lambda use: None
        if not done:
            LiveBook(book).apply(Update(cells={INBOX: "", STATE["sent"]: None}))
            for nameless in [name for name in names(book) if name.startswith("Sheet")]:  # added, and no call after that
                assert file_of(book, nameless).max_row == 1
                book.sheets[nameless].api.Application.DisplayAlerts = False
                book.sheets[nameless].delete()
            now = (names(book), {name: file_of(book, name)["A1"].value for name in SHEETS})
            assert now[0] == before[0], n
            if now != before:  # written after all: only old sheets were still to be taken away
                assert set(now[1].values()) == {"BẢNG THỬ"}, n
    assert n > 10


def test_old_figures_that_could_not_be_put_back_are_told(book, waiting):
    def fault(use: Use) -> Exception | None:
        return EDITING if "~Phát hiện~" in names_of_file(book) else None

    book.impl.world.fault = fault
    with pytest.raises(BookError, match="bắt đầu bằng dấu “~”"):
        LiveBook(book).apply(UPDATE)
    assert "~Phát hiện~" in names_of_file(book)


def names_of_file(book: Any) -> list[str]:
    return list(book.impl.file.book.sheetnames)


def test_patience_is_halved_each_time_it_ends_and_given_back_by_an_answer(monkeypatch):
    now = 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    def refused() -> Any:
        raise EDITING

    monkeypatch.setattr(time, "monotonic", lambda: now)
    monkeypatch.setattr(time, "sleep", sleep)
    patient, took = patience.Patience(16), []
    for work in (refused, refused, refused, lambda: None, refused):
        start = now
        try:
            patient.call(work)
        except ComError:
            took.append(round(now - start))
    assert took == [16, 8, 4, 16]


@pytest.mark.parametrize("error", [refusal("no"), ComError(-2147352570, "Unknown name."), ValueError("x")])
def test_what_will_not_pass_is_not_waited_for(error):
    assert not patience.can_wait(error)


# what a person's formats make of cells


def test_a_cell_that_somebody_gave_a_currency_format_reads_as_its_number(book):
    cells = file_of(book, "DM Nhiệm vụ")
    for row, value in ((5, 2), (6, 1234.5)):
        cells.cell(row, 2).value, cells.cell(row, 2).number_format = value, '#,##0.00 "₫"'
    column = [row[1] for row in LiveBook(book).table("tblNhiemVu").rows]
    assert column[:2] == ["2", "1234.5"]


@pytest.mark.parametrize("error", ["#REF!", "#SPILL!", "#CALC!", "#BLOCKED!"])
def test_an_error_in_the_catalogue_is_told_at_its_cell(book, error):
    cell = file_of(book, "DM Đơn vị")["B5"]
    cell.value, cell.data_type = error, "e"
    live = LiveBook(book)
    assert live.table("tblDonVi").rows[0][1] == error
    with pytest.raises(BookCatalogueError) as told:
        catalogue_of(live, load_book_words())
    assert [(fault.sheet, fault.cell) for fault in told.value.faults] == [("DM Đơn vị", "B5")]
    assert error in told.value.faults[0].sentence
