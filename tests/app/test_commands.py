"""The commands that send things out, trace figures, and press buttons on the workbook's file."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from tests import master
from xlpy.app import cli, console
from xlpy.app.commands.demo import demo
from xlpy.basics.progress import Stopped
from xlpy.book.file import FileBook
from xlpy.book.places import STATE

pytestmark = pytest.mark.slow("book")

COMMON = ["--catalogue", str(master.SAMPLE_CATALOGUE), "--period", "CN", "--previous", str(master.SAMPLE_PREVIOUS)]
INBOX = str(master.SAMPLE_INBOX)
CN = "CN_2023-2024"


def files(folder: Path) -> int:
    return len([path for path in folder.iterdir() if path.is_file()])


def test_feedback_writes_a_slip_and_a_marked_copy_and_says_where(received, tmp_path, capsys):
    out = tmp_path / "ket-qua"
    assert cli.main(["feedback", str(received), *COMMON, "--out", str(out), "--today", "2024-06-28"]) == 1
    assert (files(out / CN / "phan-hoi"), str(out) in capsys.readouterr().out) == (2, True)


def test_reminders_writes_a_letter_for_each_unit_that_waits_and_says_where(tmp_path, capsys):
    assert cli.main(["reminders", INBOX, *COMMON, "--out", str(tmp_path), "--today", "2024-06-28"]) == 1
    assert (files(tmp_path / CN / "don-doc"), str(tmp_path) in capsys.readouterr().out) == (4, True)


def test_results_beside_an_older_one_held_open_are_told_whatever_is_printed(tmp_path, capsys):
    console.tell_diverted({"a.csv": tmp_path / "a.csv", "b.csv": tmp_path / "b (2).csv"})
    said = capsys.readouterr()
    assert (said.out, "a.csv" in said.err) == ("", False)
    assert "b (2).csv. Tệp mang tên cũ vẫn là bản trước" in said.err


def test_where_nothing_is_held_open_nothing_is_told_of_it(tmp_path, capsys):
    console.tell_diverted({"a.csv": tmp_path / "a.csv"})
    assert capsys.readouterr().err == ""


def test_the_report_comes_with_annex_leaders_page_pdfs_slides_and_sources(received, tmp_path, monkeypatch):
    monkeypatch.setattr("xlpy.outputs.word.pdf.to_pdf", lambda *_: b"%PDF")
    assert cli.main(["report", str(received), *COMMON, "--out", str(tmp_path / "ra")]) == 1
    assert sorted(path.name for path in (tmp_path / "ra" / CN / "bao-cao").iterdir()) == [
        "Bao-cao-KH167_CN_2023-2024.docx",
        "Bao-cao-KH167_CN_2023-2024.pdf",
        "Bieu-tong-hop-KH167_CN_2023-2024.pdf",
        "Bieu-tong-hop-KH167_CN_2023-2024.xlsx",
        "Nguon-so-lieu-KH167_CN_2023-2024.xlsx",
        "Trang-lanh-dao-KH167_CN_2023-2024.docx",
        "Trang-lanh-dao-KH167_CN_2023-2024.pdf",
        "Trinh-chieu-lanh-dao-KH167_CN_2023-2024.pptx",
    ]


def test_without_a_program_for_pdf_the_report_is_written_all_the_same(received, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("xlpy.outputs.word.pdf.soffice", lambda: None)
    assert cli.main(["report", str(received), *COMMON, "--out", str(tmp_path / "ra")]) == 1
    made = sorted(path.suffix for path in (tmp_path / "ra" / CN / "bao-cao").iterdir())
    assert made == [".docx", ".docx", ".pptx", ".xlsx", ".xlsx"]
    assert "Chưa có tệp PDF" in capsys.readouterr().out


def test_a_figure_is_traced_to_its_cells(capsys):
    assert cli.main(["trace", "N2.07", *COMMON, "--folder", INBOX]) == 0
    said = capsys.readouterr().out
    assert "= 97.350 học sinh" in said
    assert "trang Chỉ tiêu, ô F28" in said


def test_a_figure_of_one_unit_is_traced(capsys):
    assert cli.main(["trace", "N2.07", "535", *COMMON, "--folder", INBOX]) == 0
    assert "Huyện Ba Tơ" in capsys.readouterr().out


def test_a_cell_is_followed_to_the_figures_it_entered(capsys):
    cell = ["--cell", "BC KH167 TP Quảng Ngãi.xlsx", "Chỉ tiêu", "F28"]
    assert cli.main(["trace", *cell, *COMMON, "--folder", INBOX]) == 0
    assert "N2.07" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [["N9.99"], ["N2.07", "999"], ["N2.07", "--column", "tổng"], ["--cell", "a.xlsx", "Chỉ tiêu", "F28"]],
    ids=["indicator", "unit", "column", "file"],
)
def test_what_can_not_be_traced_is_one_sentence(received, capsys, wrong):
    assert cli.main(["trace", *wrong, *COMMON, "--folder", str(received), "--workers", "1"]) == 2
    assert capsys.readouterr().err.startswith("Không thực hiện được: ")


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """A workbook consolidated by the command."""
    path = master.put(tmp_path_factory.mktemp("so"))
    places = ["--workbook", str(path), "--folder", INBOX, "--previous", str(master.SAMPLE_PREVIOUS)]
    assert cli.main(["book", "consolidate", *places, "--period", "CN"]) == 1
    return path


@pytest.mark.slow("round")
def test_a_button_is_pressed_on_the_file(filled):
    assert FileBook(filled).value(STATE["sent"]) == "15"


@pytest.mark.slow("round")
def test_a_trace_needs_the_workbook_alone(filled, capsys):
    assert cli.main(["trace", "N2.07", "--workbook", str(filled)]) == 0
    assert "97.350" in capsys.readouterr().out


@pytest.mark.slow("round")
def test_a_cell_of_the_workbook_is_traced(filled, capsys):
    assert cli.main(["book", "trace", "--workbook", str(filled), "--at", "Tổng hợp!F12"]) == 0
    assert "N1.01" in capsys.readouterr().out


@pytest.mark.slow("round")
def test_an_address_that_is_none_is_told(filled, capsys):
    assert cli.main(["book", "trace", "--workbook", str(filled), "--at", "F12"]) == 2
    assert "Tổng hợp!F12" in capsys.readouterr().err


@pytest.mark.slow("round")
def test_a_cell_without_a_figure_says_where_to_stand(filled, capsys):
    assert cli.main(["book", "trace", "--workbook", str(filled), "--at", "Tổng hợp!C12"]) == 2
    assert "hãy chọn" in capsys.readouterr().err


def test_a_workbook_that_is_not_there_is_named(tmp_path, capsys):
    assert cli.main(["book", "guide", "--workbook", str(tmp_path / "so.xlsm")]) == 2
    assert "so.xlsm" in capsys.readouterr().err


def test_an_unknown_button_is_a_wrong_call(capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["book", "tong_hop"])
    assert end.value.code == 2


@pytest.mark.slow("round")
def test_forms_are_not_replaced_without_a_yes(filled, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    monkeypatch.setattr("xlpy.forms.writer.write_form", lambda *_: b"form")
    press = ["book", "make_forms", "--workbook", str(filled)]
    cli.main([*press, "--yes"])
    capsys.readouterr()
    assert cli.main(press) == 3
    assert "Đã hủy" in capsys.readouterr().out


@pytest.mark.slow("round")
def test_the_self_test_passes_here(capsys):
    assert cli.main(["self-test"]) == 0
    assert "Đạt" in capsys.readouterr().out


# results below the folder received, or above it


@pytest.fixture
def received(tmp_path) -> Path:
    """A folder received with one unit's file."""
    return master.sent_by_one(tmp_path / "nhan")


def files_read(capsys: pytest.CaptureFixture[str], *call: str) -> int:
    """How many files a consolidation or check read."""
    capsys.readouterr()
    cli.main([*call, *COMMON, "--workers", "1", "--json"])
    return len(json.loads(capsys.readouterr().out)["files"])


@pytest.mark.slow("round")
def test_results_below_the_folder_received_are_not_read(received, capsys):
    out = ["--out", str(received / "ket-qua")]
    cli.main(["feedback", str(received), *COMMON, *out])
    cli.main(["consolidate", str(received), *COMMON, *out])
    assert files_read(capsys, "consolidate", str(received), *out) == 1
    assert files_read(capsys, "check", str(received), "--without", str(received / "ket-qua")) == 1


def test_results_above_the_folder_received_are_written_there(received, capsys):
    assert files_read(capsys, "consolidate", str(received), "--out", str(received.parent)) == 1
    assert (received.parent / CN / "figures.csv").is_file()


def test_results_of_every_period_beside_what_was_received_are_not_read(received, capsys):
    for period in (CN, "HK1_2023-2024"):
        (received / period).mkdir()
        (received / period / "Tong-hop.xlsx").write_bytes(b"x")
    assert files_read(capsys, "consolidate", str(received), "--out", str(received)) == 1


@pytest.mark.parametrize("folder", [CN, f"{CN}/phan-hoi"])
def test_a_folder_of_results_is_no_folder_received(received, capsys, folder):
    (received / folder).mkdir(parents=True)
    assert cli.main(["all", str(received / folder), *COMMON, "--out", str(received)]) == 2
    assert "chỉ chứa tệp đơn vị gửi" in capsys.readouterr().err


@pytest.mark.slow("round")
def test_all_at_once_writes_nothing_where_one_part_can_not_be_written(received, tmp_path, monkeypatch):
    monkeypatch.setattr("xlpy.outputs.word.pdf.to_pdf", lambda *_: b"%PDF")
    out = tmp_path / "ket-qua" / CN
    out.mkdir(parents=True)
    (out / "bao-cao").write_text("một tệp, không phải thư mục", encoding="utf-8")
    assert cli.main(["all", str(received), *COMMON, "--out", str(out.parent)]) == 2
    assert [path.name for path in out.iterdir()] == ["bao-cao"]


def test_a_folder_in_the_folder_received_that_can_not_be_listed_is_told(received, capsys, monkeypatch):
    (received / "khoa").mkdir()
    scan = os.scandir

    def guarded(where: str) -> Any:
        if Path(where).name == "khoa":
            raise PermissionError(13, "Permission denied", str(where))
        return scan(where)

    monkeypatch.setattr(os, "scandir", guarded)
    assert cli.main(["check", str(received), *COMMON]) == 2
    assert "khoa” " not in (said := capsys.readouterr().err) and "khoa”: không có quyền đọc" in said


def test_the_demo_puts_its_results_where_the_button_would(tmp_path, monkeypatch):
    called: list[Namespace] = []

    def stopped(options: Namespace) -> int:
        called.append(options)
        raise Stopped("Đã dừng theo yêu cầu, chưa ghi gì.")  # the workbook is not begun

    monkeypatch.setattr("xlpy.app.commands.demo.everything", stopped)
    with pytest.raises(Stopped):
        demo(Namespace(out=tmp_path))
    assert [options.out for options in called] == [tmp_path]
