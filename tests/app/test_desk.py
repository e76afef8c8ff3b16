"""What each button does and says, on the workbook's file; and what it says when it can't."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests import master
from tests.excel_rules import excel, words
from tests.fake_book import FakeBook
from xlpy.app import cli
from xlpy.app.desk import BUTTONS
from xlpy.app.desk.buttons import WORKS
from xlpy.app.desk.desk import Desk, read_round
from xlpy.app.desk.run import perform
from xlpy.app.store import FILE, Outcome, Store, StoreLocked
from xlpy.basics.progress import Progress, Silent
from xlpy.book.file import FileBook
from xlpy.book.places import INBOX, MARK, PERIOD, PREVIOUS, STATE
from xlpy.book.port import ActiveCell, BookError, Update
from xlpy.outputs.publish import summary as summary_sheet

pytestmark = pytest.mark.slow("book")

READING = ("check", "consolidate", "feedback", "reminders")
ON_EDITION = ("summary", "trace", "report")


STANDS = ActiveCell(summary_sheet.SHEET, 11, 5)


def desk_on(folder: Path, **options: Any) -> Desk:
    """A desk with a workbook that needs no file, set up for the sample; a file of its name stands in ``folder``."""
    path = folder / "Plan167.xlsx"
    path.write_bytes(b"PK")
    book = FakeBook(path, STANDS)
    return Desk(master.set_up(book, options.pop("inbox", master.SAMPLE_INBOX)), master.Answers(), **options)


def desk_on_file(folder: Path, inbox: Path = master.SAMPLE_INBOX) -> Desk:
    """A desk with a fresh workbook's file in ``folder``, set up for the sample's period."""
    return Desk(master.set_up(FileBook(master.put(folder, macros=False), STANDS), inbox), master.Answers())


@pytest.fixture
def desk(tmp_path) -> Desk:
    return desk_on(tmp_path)


@pytest.fixture
def light_forms(monkeypatch) -> None:
    """Forms of a few bytes: for tests of what becomes of the files."""
    monkeypatch.setattr("xlpy.forms.writer.write_form", lambda plan, *_: plan.form_id.encode())


@pytest.fixture(scope="module")
def full(tmp_path_factory) -> Iterator[tuple[Desk, dict[str, str]]]:
    """A desk on which the buttons of a day were pressed once, in their order; and what each said."""
    folder = tmp_path_factory.mktemp("ngay")
    desk = desk_on_file(folder)
    desk = Desk(desk.book, master.Answers(folder=master.SAMPLE_INBOX))
    said = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("xlpy.outputs.word.pdf.to_pdf", lambda *_: b"%PDF")
        for name in master.DAY:
            text, failed = perform(WORKS[name], desk)
            assert not failed, f"{name}: {text}"
            said[name] = text
    yield desk, said


@pytest.fixture(scope="module")
def after_one_edition(tmp_path_factory) -> FakeBook:
    """A workbook in which the sample was consolidated once, in its folder."""
    desk = desk_on(tmp_path_factory.mktemp("ban-1"))
    text, failed = press(desk, "consolidate")
    assert not failed, text
    assert isinstance(desk.book, FakeBook)
    return desk.book


@pytest.fixture
def consolidated(after_one_edition, tmp_path) -> Desk:
    """A desk of its own on which the first edition stands."""
    folder = tmp_path / "so"
    shutil.copytree(after_one_edition.path.parent, folder)
    return Desk(after_one_edition.at(folder / after_one_edition.path.name), master.Answers())


def press(desk: Desk, name: str) -> tuple[str, bool]:
    return perform(WORKS[name], desk)


def standing(desk: Desk) -> object:
    """What stands in the workbook: in its file, or in memory."""
    book = desk.book
    if isinstance(book, FakeBook):
        return (book.updates, dict(book.cells), set(book.sheets), book.front)
    return hashlib.sha256(book.path.read_bytes()).hexdigest()


def test_every_button_has_its_work():
    assert tuple(WORKS) == BUTTONS


@pytest.mark.slow("round")
def test_every_button_says_in_vietnamese_what_it_did(full):
    _, said = full
    assert all(text and not text.isascii() for text in said.values())


@pytest.mark.slow("round")
@pytest.mark.parametrize("name", master.WRITTEN)
def test_the_files_that_a_button_announces_are_there(full, name):
    folder, pattern, count = master.WRITTEN[name]
    assert len([path for path in (full[0].home / folder).glob(pattern) if path.is_file()]) == count


@pytest.mark.slow("round")
@pytest.mark.parametrize(("kind", "report"), [("xlsx", excel.report), ("docx", words.report)])
def test_nothing_that_excel_or_word_refuses_is_in_the_files_of_a_day(full, kind, report):
    """But for marked copies, which may hold what the unit's own file held: see test_marked_sample."""
    files = [path for path in full[0].home.rglob(f"*.{kind}") if not path.name.startswith("Ban-danh-dau_")]
    found = {path.name: report(path.read_bytes()) for path in files}
    assert len(files) >= {"xlsx": 19 + 3, "docx": 16 + 4 + 1}[kind]
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.slow("round")
def test_every_press_stands_in_the_journal(full):
    desk, _ = full
    actions = [line.entry.action for line in Store(desk.home / FILE).journal()]
    assert actions[::-1] == [desk.words.text("actions", name) for name in master.DAY]


@pytest.mark.slow("round")
def test_the_trace_names_the_cells_behind_the_figure(full):
    sheet = load_workbook(full[0].book.path)["Truy nguồn"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("HYPERLINK" in text and "'Chỉ tiêu'!" in text for text in texts)


@pytest.mark.slow("round")
def test_the_summary_that_leaves_the_house_has_no_formulas(full):
    path = next((full[0].home / "ket-qua/CN_2023-2024/bao-cao").glob("Bieu-tong-hop-*.xlsx"))
    sheet = load_workbook(path)[summary_sheet.SHEET]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert sheet.page_setup.paperSize == 8


@pytest.mark.slow("round")
def test_nothing_that_units_sent_is_touched(tmp_path):
    inbox = tmp_path / "nhan"
    shutil.copytree(master.SAMPLE_INBOX, inbox)
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in inbox.rglob("*") if path.is_file()}
    desk = desk_on(tmp_path, inbox=inbox)
    for name in ("check", "consolidate", "feedback"):
        press(desk, name)
    assert {path: hashlib.sha256(path.read_bytes()).digest() for path in inbox.rglob("*") if path.is_file()} == before


@pytest.mark.slow("round")
def test_a_second_consolidation_of_the_same_folder_is_the_same_edition(consolidated):
    first = consolidated.book.value(STATE["edition"])
    press(consolidated, "consolidate")
    assert consolidated.book.value(STATE["edition"]) == first == "1"


@pytest.mark.slow("round")
def test_a_changed_folder_gives_the_next_number(consolidated, tmp_path):
    inbox = tmp_path / "nhan"
    shutil.copytree(master.SAMPLE_INBOX, inbox)
    next(inbox.rglob("Tu Nghia.xls")).unlink()
    consolidated.book.apply(Update(cells={INBOX: str(inbox)}))
    press(consolidated, "consolidate")
    assert consolidated.book.value(STATE["edition"]) == "2"


@pytest.mark.parametrize("name", ON_EDITION)
def test_without_an_edition_a_button_says_to_consolidate_first(desk, name):
    text, failed = press(desk, name)
    assert (failed, "Bấm Tổng hợp trước" in text) == (True, True)


@pytest.mark.parametrize("name", ON_EDITION)
def test_an_edition_of_other_files_is_not_reported_on(desk, name):
    inbox = str(master.sent_by_one(desk.home / "nhan"))
    desk.book.apply(Update(cells={INBOX: inbox, MARK: "0123456789abcdef", STATE["edition"]: "3"}))
    text, failed = press(desk, name)
    assert (failed, "bản tổng hợp số 3" in text) == (True, True)


def test_an_edition_of_nobody_is_made_only_where_it_is_meant(tmp_path):
    inbox = tmp_path / "nhầm"
    inbox.mkdir()
    desk = desk_on(tmp_path, inbox=inbox)
    before = standing(desk)
    no = Desk(desk.book, master.Answers(yes=False))
    text, failed = press(no, "consolidate")
    assert (failed, "Đã hủy" in text, standing(no)) == (False, True, before)


@pytest.mark.slow("round")
def test_fewer_units_than_the_workbook_holds_are_asked_about(consolidated, tmp_path):
    inbox = tmp_path / "nhan"
    shutil.copytree(master.SAMPLE_INBOX, inbox)
    next(inbox.rglob("Tu Nghia.xls")).unlink()
    consolidated.book.apply(Update(cells={INBOX: str(inbox)}))
    host = master.Answers(yes=False)
    press(Desk(consolidated.book, host), "consolidate")
    assert "14/19" in host.asked[0]
    assert consolidated.book.value(STATE["sent"]) == "15"


@pytest.mark.parametrize("name", READING)
def test_an_empty_folder_is_no_failure(tmp_path, name):
    inbox = tmp_path / "trống"
    inbox.mkdir()
    text, failed = press(desk_on(tmp_path, inbox=inbox), name)
    assert not failed, text


@pytest.mark.parametrize("name", READING)
def test_no_folder_chosen_is_told(tmp_path, name):
    desk = desk_on(tmp_path)
    desk.book.apply(Update(cells={INBOX: None}))
    text, failed = press(desk, name)
    assert (failed, text) == (True, "Chưa chọn thư mục chứa tệp đơn vị gửi. Bấm Chọn thư mục trước.")


@pytest.mark.parametrize("name", READING)
def test_a_folder_that_is_gone_is_named(tmp_path, name):
    text, failed = press(desk_on(tmp_path, inbox=tmp_path / "không có"), name)
    assert (failed, "không có" in text) == (True, True)


@pytest.mark.parametrize("name", ["make_forms", *READING])
def test_no_period_chosen_is_told(tmp_path, name):
    desk = desk_on(tmp_path)
    desk.book.apply(Update(cells={PERIOD: None}))
    assert press(desk, name)[1]


@pytest.mark.parametrize("name", ["make_forms", *READING])
def test_a_missing_table_is_named_and_the_workbook_stays(tmp_path, name):
    desk = desk_on(tmp_path)
    assert isinstance(desk.book, FakeBook)
    del desk.book.tables["tblDonVi"]
    before = standing(desk)
    text, failed = press(desk, name)
    assert (failed, "tblDonVi" in text, standing(desk)) == (True, True, before)


@pytest.mark.parametrize("name", ["make_forms", "check", "consolidate"])
def test_faults_of_the_catalogue_are_listed_with_their_cells(tmp_path, name):
    desk = desk_on(tmp_path)
    assert isinstance(desk.book, FakeBook)
    desk.book.edit("tblDonVi", lambda row, _: [*row[:2], "quận", *row[3:]] if row[0] == "522" else row)
    text, failed = press(desk, name)
    cells = desk.book.sheets["Lỗi danh mục"].cells
    assert (failed, "DM Đơn vị, ô C6" in text) == (True, True)
    assert [cells[3, column].value for column in (1, 3)] == ["DM Đơn vị", "quận"]


@pytest.mark.usefixtures("light_forms")
def test_a_refused_overwrite_writes_no_form(desk):
    press(desk, "make_forms")
    forms = {path.name: path.read_bytes() for path in desk.forms.iterdir()}
    no = Desk(desk.book, master.Answers(yes=False))
    text, failed = press(no, "make_forms")
    assert (failed, "Đã hủy" in text) == (False, True)
    assert {path.name: path.read_bytes() for path in desk.forms.iterdir()} == forms


def test_a_cancelled_folder_dialog_changes_nothing(desk):
    before = standing(desk)
    text, failed = press(desk, "choose_folder")
    assert (failed, text, standing(desk)) == (False, "Không đổi thư mục nhận.", before)


def full_disk(*_: Any) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.slow("round")
@pytest.mark.usefixtures("light_forms")
@pytest.mark.parametrize("name", ["make_forms", "check", "consolidate", "feedback", "reminders"])
def test_a_full_disk_is_told_and_the_workbook_stays(tmp_path, monkeypatch, name):
    desk = desk_on_file(tmp_path, inbox=master.sent_by_one(tmp_path / "nhan"))
    before = standing(desk)
    monkeypatch.setattr("os.fsync", full_disk)
    text, failed = press(desk, name)
    assert (failed, standing(desk)) == (True, before), text


def test_a_read_only_folder_of_results_is_told(tmp_path, monkeypatch):
    desk = desk_on(tmp_path, inbox=master.sent_by_one(tmp_path / "nhan"))
    monkeypatch.setattr(Path, "mkdir", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "read-only")))
    text, failed = press(desk, "consolidate")
    assert (failed, "Không ghi được" in text) == (True, True)


def test_a_submission_open_elsewhere_is_one_finding(tmp_path):
    inbox = tmp_path / "nhan"
    shutil.copytree(master.SAMPLE_INBOX, inbox)
    locked = next(inbox.rglob("Sơn Hà.xlsx"))
    locked.chmod(0)
    held = not _readable(locked)
    desk = desk_on(tmp_path, inbox=inbox)
    text, failed = press(desk, "check")
    locked.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert not failed
    assert "14/19" in text if held else "15/19" in text  # root reads whatever it likes


def _readable(path: Path) -> bool:
    try:
        return bool(path.read_bytes())
    except OSError:
        return False


class StopAt(Silent):
    """Asks to stop after some steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self, what: str, done: int, total: int) -> None:
        self.left -= 1

    def stop_asked(self) -> bool:
        return self.left <= 0


@pytest.mark.parametrize("name", ["make_forms", "check", "consolidate", "feedback", "reminders"])
def test_work_that_is_stopped_leaves_the_workbook_as_it_was(tmp_path, name):
    progress: Progress = StopAt(3)
    desk = desk_on(tmp_path, progress=progress)
    before = standing(desk)
    text, failed = press(desk, name)
    assert (failed, "Đã hủy" in text, standing(desk)) == (False, True, before)
    assert Store(desk.home / FILE).journal()[0].entry.outcome is Outcome.STOPPED


def test_a_journal_that_cannot_be_written_undoes_nothing(desk):
    (desk.home / FILE).write_bytes(b"no database")
    desk.book.apply(Update(cells={INBOX: str(master.sent_by_one(desk.home / "nhan"))}))
    text, failed = press(desk, "check")
    assert not failed, text


# where results are, and that they are never read as received

SENT = master.SENT
RESULTS = "ket-qua/CN_2023-2024"


@pytest.fixture
def small(tmp_path) -> Desk:
    """A desk whose folder received is the workbook's own; one unit's file is in it."""
    master.sent_by_one(tmp_path / "nhan")
    return desk_on(tmp_path, inbox=tmp_path, clock=lambda: datetime(2024, 6, 28, 8), workers=1)


def read_of(desk: Desk) -> list[str]:
    return [arrival.name for arrival in read_round(desk).inbox.arrivals]


@pytest.mark.slow("round")
@pytest.mark.usefixtures("light_forms")
def test_nothing_of_our_own_is_read_as_received(small, monkeypatch):
    monkeypatch.setattr("xlpy.outputs.word.pdf.soffice", lambda: None)
    for name in ("make_forms", "consolidate", "feedback", "reminders", "report"):
        assert not press(small, name)[1]
    for name in ("Plan167.log", "Plan167 (2).xlsx", "~$Plan167.xlsx"):
        (small.home / name).write_bytes(b"x")
    assert read_of(small) == [f"nhan/{SENT}"]


def test_a_marked_copy_that_a_unit_sends_back_is_read(small):
    press(small, "feedback")
    copy = next((small.home / RESULTS / "phan-hoi").glob("Ban-danh-dau_*.xlsx"))
    (small.home / "nhan" / SENT).unlink()
    copy.rename(small.home / "nhan" / copy.name)
    assert [record.file for record in read_round(small).edition.used_files.values()] == [f"nhan/{copy.name}"]


@pytest.mark.parametrize("own", ["ket-qua", RESULTS, "ket-qua/../ket-qua", "bieu-mau"])
def test_a_folder_that_the_program_writes_to_is_no_folder_received(tmp_path, own):
    (tmp_path / RESULTS).mkdir(parents=True)
    (tmp_path / "bieu-mau").mkdir()
    desk = replace(desk_on(tmp_path), host=master.Answers(folder=tmp_path / own))
    text, failed = press(desk, "choose_folder")
    assert (failed, "chọn thư mục chỉ chứa tệp đơn vị gửi" in text) == (True, True)
    assert desk.book.value(INBOX) == str(master.SAMPLE_INBOX)
    desk.book.apply(Update(cells={INBOX: own}))
    text, failed = press(desk, "check")
    assert (failed, "chọn thư mục chỉ chứa tệp đơn vị gửi" in text) == (True, True)


def test_last_period_is_found_by_its_own_code_and_school_year(tmp_path):
    desk = desk_on(tmp_path)
    desk.book.apply(Update(cells={PREVIOUS: None}))
    for name in ("HK1", "HK1_2022-2023"):
        (tmp_path / "ket-qua" / name).mkdir(parents=True)
        shutil.copy(master.SAMPLE_PREVIOUS, tmp_path / "ket-qua" / name)
    assert not desk.context().previous
    shutil.copytree(tmp_path / "ket-qua" / "HK1", tmp_path / "ket-qua" / "HK1_2023-2024")
    assert desk.context().previous


def test_a_school_year_that_is_no_name_of_a_folder_makes_one(small):
    period = replace(small.context().period, school_year="2023/2024")
    assert small.outbox(period).name == "CN_2023-2024"


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.slow("round")
def test_a_button_and_its_command_make_the_same_files(small, tmp_path):
    press(small, "feedback")
    period = ["--catalogue", str(master.SAMPLE_CATALOGUE), "--previous", str(master.SAMPLE_PREVIOUS)]
    out = ["--out", str(tmp_path / "khac"), "--without", str(tmp_path / RESULTS), "--today", "2024-06-28"]
    own = [part for name in ("Plan167.xlsx", FILE) for part in ("--without", str(tmp_path / name))]
    assert cli.main(["feedback", str(tmp_path), *period, *out, *own, "--workers", "1"]) == 1
    assert files_of(tmp_path / "khac" / "CN_2023-2024" / "phan-hoi") == files_of(tmp_path / RESULTS / "phan-hoi")


# the order of a consolidation: what may be refused first, then the workbook, then the files, then the history


def change(desk: Desk) -> None:
    """Another folder than before: nothing in it."""
    (desk.home / "nhan" / SENT).unlink()


def test_a_workbook_that_cannot_be_filled_leaves_the_files_of_before(small, monkeypatch):
    press(small, "consolidate")
    change(small)
    before = files_of(small.home / RESULTS)

    def refuse(*_: Any) -> None:
        raise BookError("Trang có mật khẩu.")

    monkeypatch.setattr(FakeBook, "apply", refuse)
    assert press(small, "consolidate") == ("Trang có mật khẩu.", True)
    assert files_of(small.home / RESULTS) == before


def test_files_that_cannot_be_put_in_place_leave_workbook_and_history_as_they_were(small, monkeypatch):
    real = os.replace

    def guarded(source: Any, target: Any) -> None:
        if Path(target).parent.name == "CN_2023-2024":
            raise OSError(5, "input/output error", str(source), None, str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", guarded)
    before = standing(small)
    text, failed = press(small, "consolidate")
    assert (failed, text.endswith("ổ đĩa gặp lỗi khi đọc hoặc ghi; các tệp cũ vẫn giữ nguyên.")) == (True, True), text
    assert (standing(small), small.store.editions(), (small.home / RESULTS).exists()) == (before, (), False)


def test_results_held_open_are_named_as_they_were_written(small, monkeypatch):
    press(small, "consolidate")
    monkeypatch.setattr(
        "xlpy.basics.commit.file_set.held_open", lambda path: path.name.startswith("Tong-hop-KH167_CN_2023-2024.")
    )
    text, failed = press(small, "consolidate")
    assert (failed, "Tong-hop-KH167_CN_2023-2024 (2).xlsx" in text) == (False, True), text


def test_a_history_held_by_somebody_is_told_before_anything_is_written(small, monkeypatch):
    def held(*_: Any) -> None:
        raise StoreLocked("Tệp lịch sử đang bị giữ.")

    monkeypatch.setattr(Store, "remember", held)
    before = standing(small)
    assert press(small, "consolidate") == ("Tệp lịch sử đang bị giữ.", True)
    assert (standing(small), (small.home / "ket-qua").exists()) == (before, False)


def test_without_a_history_an_edition_is_numbered_after_the_one_in_the_workbook(small):
    press(small, "consolidate")
    (small.home / FILE).write_bytes(b"no database")
    assert press(small, "consolidate")[0].startswith("Đã lập bản tổng hợp số 1")
    change(small)
    text, failed = press(small, "consolidate")
    assert (failed, "không ghi được vào lịch sử" in text) == (False, True), text
    assert small.book.value(STATE["edition"]) == "2"


def test_without_a_history_there_are_slips_all_the_same(small):
    (small.home / FILE).write_bytes(b"no database")
    text, failed = press(small, "feedback")
    assert (failed, "1 phiếu" in text, "không ghi được vào lịch sử" in text) == (False, True, True), text


@pytest.mark.slow("round")
def test_the_next_edition_says_what_changed_since_the_last(consolidated, tmp_path):
    inbox = tmp_path / "nhan"
    shutil.copytree(master.SAMPLE_INBOX, inbox)
    next(inbox.rglob("Tu Nghia.xls")).unlink()
    consolidated.book.apply(Update(cells={INBOX: str(inbox)}))
    text, _ = press(consolidated, "consolidate")
    assert "So với bản tổng hợp số 1: " in text
    assert "đơn vị có số liệu không còn được tính: Huyện Tư Nghĩa" in text
