"""Decisions from the sheet and from the command line: taken, refused in words, kept in the history, in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import master
from tests.fake_book import FakeBook
from xlpy.app import cli
from xlpy.app.desk.desk import Desk, read_round
from xlpy.app.desk.intake import check, consolidate
from xlpy.app.desk.run import carry_out
from xlpy.app.store import FILE, Outcome, Store
from xlpy.book.catalogue import catalogue_of
from xlpy.book.words import load_book_words
from xlpy.model.catalogue import Period
from xlpy.model.edition import MissingReason
from xlpy.model.submission import Column

pytestmark = pytest.mark.slow("round")

WORDS = load_book_words()
OWN = WORDS.decisions
WHO, WHY, DAY = "Nguyễn Thị Lan", "đã có văn bản giải trình", "26/06/2024"
SUM = {"act": "Chấp nhận giải trình", "unit": "533", "code": "R04-06", "cell": "F41", "value": "1.338; 379; 577; 400"}
HOLD = {"act": "Giữ lại số liệu", "unit": "524", "indicator": "N2.07"}


def row(**cells: str) -> tuple[str, ...]:
    """A row of the sheet, complete but for what ``cells`` say otherwise."""
    whole = {"period": "CN", "who": WHO, "day": DAY, "reason": WHY, **cells}
    return tuple(whole.get(field, "") for field in OWN.columns)


def written(desk: Desk, *rows: Sequence[str]) -> Desk:
    """The desk with these rows on its workbook's sheet of decisions."""
    assert isinstance(desk.book, FakeBook)
    table = desk.book.tables[OWN.table]
    desk.book.tables[OWN.table] = replace(table, rows=tuple(tuple(each) for each in rows))
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    path = tmp_path / "Plan167.xlsx"
    path.write_bytes(b"PK")
    return Desk(master.set_up(FakeBook(path)), master.Answers())


def period(desk: Desk) -> Period:
    return catalogue_of(desk.book, WORDS).period["CN"]


# --- From the sheet -----------------------------------------------------------------------------------------


def test_a_decision_on_the_sheet_holds_from_the_next_button_on(desk: Desk) -> None:
    edition = read_round(written(desk, row(**HOLD))).edition
    assert edition.figure["524", "N2.07", Column.ACTUAL].missing_reason is MissingReason.DECIDED


def test_it_is_recorded_once_with_its_line_in_the_journal(desk: Desk) -> None:
    for _ in range(2):
        read_round(written(desk, row(**SUM)))
    (kept,) = desk.store.decisions(period(desk))
    assert (kept.who, kept.reason, f"{kept.day:%d/%m/%Y}", kept.value) == (WHO, WHY, DAY, SUM["value"])
    (line,) = [line.entry for line in desk.store.journal() if line.entry.action == "Quyết định"]
    assert line.detail == f"CN: Chấp nhận giải trình (533 R04-06 ô F41): {WHO}, ngày 26/6/2024: {WHY}"


def test_a_row_that_was_wiped_from_the_sheet_still_holds(desk: Desk) -> None:
    read_round(written(desk, row(**HOLD)))
    assert len(read_round(written(desk)).edition.rulings) == 1


def test_a_row_of_another_period_waits_for_that_period(desk: Desk) -> None:
    assert read_round(written(desk, row(**HOLD | {"period": "HK1"}))).edition.rulings == ()


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (HOLD | {"act": "Giữ"}, "ô A5: không có quyết định “Giữ”; chọn một trong: Chấp nhận giải trình"),
        (HOLD | {"period": "X"}, "ô B5: không có kỳ “X”"),
        (HOLD | {"unit": "999"}, "ô C5: không có đơn vị báo cáo nào mang mã “999”"),
        (HOLD | {"indicator": "N99"}, "ô G5: không có chỉ tiêu “N99”"),
        (HOLD | {"indicator": "N2.06"}, "ô G5: N2.06 là tỷ lệ do máy tính; hãy giữ"),
        (SUM | {"code": "R99"}, "ô D5: không có mã phát hiện “R99”"),
        (SUM | {"value": ""}, "ô F5: cần ghi giá trị được chấp nhận"),
        (HOLD | {"who": " "}, "ô I5: cần ghi người quyết định"),
        (HOLD | {"reason": ""}, "ô K5: cần ghi lý do"),
        (HOLD | {"day": "31/02/2024"}, "ô J5: “31/02/2024” không phải ngày"),
        ({"act": "Để tệp ngoài tổng hợp"}, "ô H5: cần ghi tên tệp"),
        ({"act": "Khóa kỳ"}, "ô A5: kỳ này chưa có bản tổng hợp nào trong lịch sử"),
        (HOLD | {"act": "Thôi giữ số liệu"}, "ô A5: không có quyết định “Giữ lại số liệu” nào về 524 N2.07 để thôi"),
    ],
)
def test_a_faulty_row_is_told_at_its_cell_and_stops_the_button(desk: Desk, cells: dict[str, str], told: str) -> None:
    text, outcome = carry_out(check, written(desk, row(**cells)))
    assert outcome is Outcome.FAILED
    assert f"– trang Quyết định, {told}" in text
    assert desk.store.decisions(period(desk)) == ()


def test_two_opposite_decisions_of_one_day_are_refused(desk: Desk) -> None:
    text, outcome = carry_out(check, written(desk, row(**HOLD), row(**HOLD | {"act": "Thôi giữ số liệu"})))
    assert outcome is Outcome.FAILED
    assert "ô A6: hai quyết định trái nhau về 524 N2.07 cùng ngày 26/06/2024; chỉ giữ một" in text


def test_the_opposite_of_another_day_ends_it(desk: Desk) -> None:
    rows = row(**HOLD), row(**HOLD | {"act": "Thôi giữ số liệu", "day": "2024-06-27"})
    edition = read_round(written(desk, *rows)).edition
    assert edition.figure["524", "N2.07", Column.ACTUAL].missing_reason is None


def test_a_period_is_locked_on_the_files_of_its_editions(desk: Desk, tmp_path: Path) -> None:
    inbox = master.sent_by_one(tmp_path / "nhan")
    master.set_up(desk.book, inbox)
    assert carry_out(consolidate, desk)[1] is not Outcome.FAILED
    late = master.SAMPLE_INBOX / "Zalo 20-6" / "Sơn Hà.xlsx"
    (inbox / late.name).write_bytes(late.read_bytes())
    edition = read_round(written(desk, row(act="Khóa kỳ"))).edition
    assert edition.absent["529"] is MissingReason.REFUSED
    assert "535" in edition.used_files
    assert "kỳ đã khóa rồi" in carry_out(check, written(desk, row(act="Khóa kỳ", day="27/06/2024")))[0]
    again = read_round(written(desk, row(act="Mở lại kỳ", day="27/06/2024"))).edition
    assert "529" in again.used_files


def test_a_workbook_built_before_there_was_the_sheet_works_on(desk: Desk) -> None:
    assert isinstance(desk.book, FakeBook)
    del desk.book.tables[OWN.table]
    assert read_round(desk).edition.rulings == ()


def test_a_heading_that_was_changed_is_told(desk: Desk) -> None:
    assert isinstance(desk.book, FakeBook)
    table = desk.book.tables[OWN.table]
    desk.book.tables[OWN.table] = replace(table, columns=("Việc", *table.columns[1:]))
    assert "thiếu cột “Quyết định”" in carry_out(check, desk)[0]


@pytest.mark.slow("book")
def test_a_row_typed_into_the_workbooks_own_sheet_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook = master.put(tmp_path, macros=False)
    book = load_workbook(workbook)
    for column, text in enumerate(row(**HOLD), 1):
        book[OWN.sheet].cell(5, column).value = text or None
    book.save(workbook)
    inbox = master.sent_by_one(tmp_path / "nhan")
    cli.main(["book", "check", "--workbook", str(workbook), "--folder", str(inbox), "--period", "CN"])
    capsys.readouterr()
    cli.main(["decide", "list", "--workbook", str(workbook)])
    assert f"* 1. Giữ lại số liệu (524 N2.07): {WHO}, ngày 26/6/2024: {WHY}" in capsys.readouterr().out


# --- From the command line ----------------------------------------------------------------------------------


def decide(workbook: Path, *words: str, who: str = WHO) -> int:
    rest = ["--workbook", str(workbook), "--period", "CN", "--who", who, "--reason", WHY, "--day", "2024-06-26"]
    return cli.main(["decide", *words, *rest])


def test_a_decision_of_a_command_is_kept_listed_and_applied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook = master.put(tmp_path, macros=False)
    assert decide(workbook, "hold", "--unit", "524", "--indicator", "N2.07") == 0
    assert "Giữ lại số liệu (524 N2.07)" in capsys.readouterr().out
    assert cli.main(["decide", "list", "--workbook", str(workbook), "--period", "CN"]) == 0
    assert "1 quyết định, 1 đang có hiệu lực" in capsys.readouterr().out
    asked = ["check", str(master.SAMPLE_INBOX), "--catalogue", str(master.SAMPLE_CATALOGUE)]
    cli.main([*asked, "--history", str(tmp_path / FILE)])
    assert f"Quyết định: Giữ lại số liệu (Huyện Bình Sơn: N2.07) theo quyết định của {WHO}" in capsys.readouterr().out


def test_a_command_refuses_what_the_sheet_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook = master.put(tmp_path, macros=False)
    assert decide(workbook, "release", "--unit", "524", "--indicator", "N2.07") == 2
    assert "Chưa ghi quyết định: không có quyết định “Giữ lại số liệu” nào" in capsys.readouterr().err
    assert decide(workbook, "hold", "--unit", "524", "--indicator", "N2.07", who=" ") == 2
    assert "cần ghi người quyết định" in capsys.readouterr().err
    assert Store(tmp_path / FILE).journal() == ()
