"""Editions kept whole, gone back from, and compared figure by figure."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests import master
from xlpy.app import cli
from xlpy.app.desk import work_of
from xlpy.app.desk.desk import Desk
from xlpy.app.desk.intake import consolidate
from xlpy.app.desk.kept_editions import SHEETS, WHOLE
from xlpy.app.desk.run import perform
from xlpy.app.store import FILE, Store
from xlpy.basics.commit import working_on
from xlpy.book.file import FileBook
from xlpy.book.kept_update import KeptError, from_bytes, to_bytes
from xlpy.book.places import MARK, STATE
from xlpy.book.update import edition_update
from xlpy.book.words import load_book_words
from xlpy.catalogue.load import load
from xlpy.model.edition import Edition
from xlpy.outputs.publish.comparison import TABLE
from xlpy.outputs.publish.layout import EDITION_SHEETS

pytestmark = pytest.mark.slow("book")

SON_HA, BINH_SON = "Zalo 20-6/Sơn Hà.xlsx", "Zalo 24-6/Bình Sơn_Cả năm (sửa lại).xlsx"
RESULTS = Path("ket-qua") / "CN_2023-2024"
PERIOD = load(master.SAMPLE_CATALOGUE).period["CN"]


class Office:
    """A workbook's file in a folder, with a folder received beside it."""

    def __init__(self, home: Path) -> None:
        self.home, self.inbox = home, master.sent_by_one(home / "nhan")
        self.workbook = master.put(home, macros=False)
        master.set_up(FileBook(self.workbook), self.inbox)
        self.store, self.results = Store(home / FILE), home / RESULTS

    def receive(self, name: str) -> None:
        shutil.copy2(master.SAMPLE_INBOX / name, self.inbox)

    def consolidate(self) -> None:
        with working_on(self.workbook):
            consolidate(Desk(FileBook(self.workbook), master.Answers()))

    def press(self, button: str, **typed: str | None) -> str:
        """The answer of a button, its questions answered so."""
        with working_on(self.workbook):
            return perform(work_of(button), Desk(FileBook(self.workbook), master.Answers(texts=typed)))[0]

    def command(self, *words: str) -> int:
        return cli.main([*words, "--workbook", str(self.workbook), "--period", "CN"])

    def undo(self) -> int:
        return self.command("decide", "undo", "--who", "Lan", "--reason", "nhầm thư mục", "--day", "2024-06-26")

    def files(self) -> dict[str, bytes]:
        """The edition's own files."""
        return {path.name: path.read_bytes() for path in self.results.iterdir() if path.is_file()}

    def sheet(self, name: str) -> Any:
        return load_workbook(self.workbook)[name]

    def sheets(self) -> dict[str, Any]:
        """What stands on the edition's sheets and on the panel."""
        book = load_workbook(self.workbook)
        names = [name for name in (*EDITION_SHEETS, "Điều khiển") if name in book.sheetnames]
        return {name: [[cell.value for cell in row] for row in book[name].iter_rows()] for name in names}

    @property
    def standing(self) -> list[int]:
        return [record.number for record in self.store.standing(PERIOD)]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_the_edition_before_stands_again_in_workbook_folder_and_history(office: Office) -> None:
    office.consolidate()
    files, sheets = office.files(), office.sheets()
    office.receive(SON_HA)
    office.consolidate()
    assert (office.files() != files, office.standing) == (True, [2, 1])
    assert office.undo() == 0
    assert (office.files(), office.sheets(), office.standing) == (files, sheets, [1])


def test_going_back_is_in_the_journal_with_who_and_why(office: Office) -> None:
    office.consolidate()
    office.undo()
    entry = office.store.journal()[0].entry
    assert entry.action == "Hoàn tác bản tổng hợp"
    assert entry.detail.endswith("nay chưa có bản nào; Lan, ngày 26/6/2024: nhầm thư mục")


def test_before_the_first_edition_the_workbook_is_as_new(office: Office) -> None:
    office.consolidate()
    assert office.undo() == 0
    book = FileBook(office.workbook)
    assert [book.value(name) for name in (MARK, *STATE.values())] == [""] * (len(STATE) + 1)
    assert (office.files(), office.standing) == ({}, [])


def test_an_edition_taken_back_stays_readable_and_its_number_is_not_given_again(office: Office) -> None:
    office.consolidate()
    office.receive(SON_HA)
    office.consolidate()
    files = office.files()
    office.undo()
    kept = {path.name: path.read_bytes() for path in (office.results / "cac-ban" / "ban-so-2").iterdir()}
    assert {name: data for name, data in kept.items() if name != SHEETS} == files
    assert office.store.snapshot(PERIOD, 2) is not None
    office.consolidate()
    assert office.standing == [3, 1]


def test_without_an_edition_there_is_nothing_to_go_back_from(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.undo() == 2
    assert "không có gì để hoàn tác" in capsys.readouterr().err


def test_a_workbook_that_is_open_elsewhere_is_not_gone_back_in(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office.consolidate()
    monkeypatch.setattr("xlpy.app.commands.decide.held_open", lambda _: True)
    assert office.undo() == 2
    assert "hãy đóng sổ rồi hoàn tác" in capsys.readouterr().err
    assert office.standing == [1]


def test_an_edition_that_is_no_longer_kept_whole_is_not_gone_back_to(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.consolidate()
    office.receive(SON_HA)
    office.consolidate()
    (office.results / "cac-ban" / "ban-so-1" / SHEETS).write_bytes(b"")
    before = office.files(), office.sheets()
    assert office.undo() == 2
    assert "Bản tổng hợp số 1 không còn được giữ đủ" in capsys.readouterr().err
    assert (office.files(), office.sheets(), office.standing) == (*before, [2, 1])


def test_only_the_newest_editions_are_kept_whole_and_the_figures_of_all(office: Office) -> None:
    for number in range(WHOLE + 2):
        (office.inbox / "so-nhan.csv").write_text(f"tep,ngay_nhan\n{master.SENT},2024-06-{10 + number}\n", "utf-8")
        office.consolidate()
    kept = sorted(path.name for path in (office.results / "cac-ban").iterdir())
    assert kept == [f"ban-so-{number}" for number in range(3, WHOLE + 3)]
    assert all(office.store.snapshot(PERIOD, number) for number in range(1, WHOLE + 3))


def test_two_editions_are_compared_figure_by_figure_with_why(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.receive(BINH_SON)
    office.consolidate()
    office.receive(SON_HA)
    hold = ("decide", "hold", "--unit", "524", "--indicator", "N2.07", "--who", "Lan", "--reason", "chờ đối chiếu")
    assert office.command(*hold, "--day", "2024-06-26") == 0
    office.consolidate()
    capsys.readouterr()
    assert office.command("compare", "1", "2") == 0
    told = capsys.readouterr().out
    assert (
        "Huyện Bình Sơn, N2.07: 15.446 → 15.446 (giữ lại theo quyết định). Vì quyết định: Giữ lại số liệu (524 N2.07)"
        in told
    )
    assert "Huyện Sơn Hà, N2.07: không có → " in told
    assert "Vì nay dùng tệp Sơn Hà.xlsx." in told


def comparison(office: Office) -> list[list[Any]]:
    """What stands on the sheet of the comparison."""
    sheet = load_workbook(office.workbook)["So sánh"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def table(office: Office) -> list[dict[str, str]]:
    """What stands in the file of the comparison."""
    return list(csv.DictReader((office.results / TABLE).read_text("utf-8-sig").splitlines()))


def test_the_first_edition_says_that_none_stands_before_it(office: Office) -> None:
    office.consolidate()
    (_, _, (line, *_), *more) = comparison(office)
    assert line == "Bản số 1 là bản đầu tiên của kỳ này; chưa có bản trước để so sánh."
    assert (more, table(office)) == ([], [])


def test_an_edition_is_beside_the_one_before_it_with_values_cause_and_cells(office: Office) -> None:
    office.consolidate()
    shutil.copy2(master.SAMPLE_INBOX / BINH_SON, office.inbox)
    office.consolidate()
    row = next(
        row for row in comparison(office)[4:] if row[1:3] == ["Huyện Bình Sơn", "N2.07"] and row[4] == "Thực hiện"
    )
    snapshot = office.store.snapshot(PERIOD, 2)
    assert snapshot is not None
    (now,) = (each for each in snapshot.figures if each.key == ("524", "N2.07", "actual"))
    assert (row[5], row[7], row[10]) == (None, now.value, "Mới có")
    assert row[11] == f"nay dùng tệp {now.file}"
    assert row[15] == f"{now.file}, trang {now.sheet}, ô {now.cell}"
    assert str(row[16]).startswith("=HYPERLINK(")
    assert f"{now.file}#" in row[16]
    assert row[16].endswith(f'!{now.cell}","{now.cell}")')
    assert now.value is not None
    assert row[13] == (row[12] or 0) + now.value
    (line,) = (each for each in table(office) if (each["unit"], each["indicator"], each["column"]) == now.key)
    assert (line["value"], line["cell"], line["sha256"]) == (str(now.value), now.cell, now.digest)
    assert len(table(office)) == len(comparison(office)) - 4


def test_the_same_edition_made_again_is_beside_the_same_one(office: Office) -> None:
    office.consolidate()
    office.receive(SON_HA)
    office.consolidate()
    once = comparison(office), table(office)
    office.consolidate()
    assert (comparison(office), table(office)) == once


def test_an_edition_taken_back_is_none_to_be_beside(office: Office) -> None:
    office.consolidate()
    office.receive(SON_HA)
    office.consolidate()
    office.undo()
    assert "là bản đầu tiên" in comparison(office)[2][0]
    office.receive(BINH_SON)
    office.consolidate()
    assert {line["edition_before"] for line in table(office)} == {"1"}


def test_without_a_history_the_sheet_says_why_nothing_is_compared(office: Office) -> None:
    (office.home / FILE).write_bytes(b"not a database" * 100)
    office.consolidate()
    assert comparison(office)[2][0].startswith("Không so sánh được với bản trước vì không dùng được lịch sử.")


def test_any_two_editions_are_put_on_the_sheet_when_asked(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.consolidate()
    office.receive(SON_HA)
    office.consolidate()
    office.receive(BINH_SON)
    office.consolidate()
    assert office.command("compare", "1", "3", "--sheet") == 0
    assert {row[1] for row in comparison(office)[4:]} == {"Huyện Sơn Hà", "Huyện Bình Sơn"}
    assert "Đã ghi vào trang So sánh của sổ Plan167.xlsx." in capsys.readouterr().out


def test_a_workbook_that_is_open_elsewhere_gets_no_sheet(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office.consolidate()
    before = comparison(office)
    monkeypatch.setattr("xlpy.app.commands.decide.held_open", lambda _: True)
    assert office.command("compare", "1", "1", "--sheet") == 2
    assert "hãy đóng sổ rồi gõ lại lệnh" in capsys.readouterr().err
    assert comparison(office) == before


def test_a_number_that_no_edition_bears_is_told(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.consolidate()
    assert office.command("compare", "1", "7") == 2
    assert "không có số liệu của bản số 7, kỳ Cả năm học 2023-2024; các bản: 1." in capsys.readouterr().err


def test_the_sheets_of_an_edition_come_back_as_they_were_kept(sample_edition: Edition) -> None:
    from datetime import datetime  # noqa: PLC0415

    update = edition_update(sample_edition, 1, "Lan", datetime(2024, 6, 26), load_book_words())
    again = from_bytes(to_bytes(update))
    assert [drawing.cells for drawing in again.sheets] == [drawing.cells for drawing in update.sheets]
    assert [drawing.setup for drawing in again.sheets] == [drawing.setup for drawing in update.sheets]
    assert (again.cells, again.blocks, again.absent) == (update.cells, update.blocks, update.absent)


@pytest.mark.parametrize("data", [b"", b"PK", to_bytes.__name__.encode()])
def test_what_is_no_kept_edition_is_refused(data: bytes) -> None:
    with pytest.raises(KeptError):
        from_bytes(data)


def test_buttons_compare_two_editions_and_go_back_without_a_command_line(office: Office) -> None:
    office.consolidate()
    office.receive(SON_HA)
    office.consolidate()
    told = office.press("compare", two_editions="1 2")
    assert told.startswith("Đã so sánh bản số 1 với bản số 2: ")
    assert any("Sơn Hà" in str(cell.value) for row in office.sheet("So sánh") for cell in row)
    told = office.press("undo", undo_who="Lan", undo_reason="nhầm thư mục")
    assert (told.splitlines()[0].startswith("Đã hoàn tác bản tổng hợp số 2"), office.standing) == (True, [1])
    assert office.store.journal()[0].entry.detail.endswith(": nhầm thư mục")
