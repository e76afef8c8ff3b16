"""The command line: what it prints, what it leaves behind, and that every failure is a sentence with an exit code."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from samples.make_samples import INBOX, PREVIOUS, YEAR
from tests.tools import ROOT
from xlpy.app import cli
from xlpy.app.commands.parser import parser
from xlpy.app.commands.usage import wrong_call
from xlpy.catalogue.load import DATA, TABLES, load

pytestmark = pytest.mark.slow("round")

SAMPLE = [str(INBOX), "--catalogue", str(YEAR / "danh-muc"), "--previous", str(PREVIOUS)]


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> dict[str, tuple[int, str]]:
    """Exit code and output of the sample checked, checked for programs, and consolidated; and where that went."""
    out = tmp_path_factory.mktemp("kq")
    calls = {"check": ["check", *SAMPLE], "json": ["check", *SAMPLE, "--json"]}
    calls["consolidate"] = ["consolidate", *SAMPLE, "--out", str(out)]
    results: dict[str, tuple[int, str]] = {"out": (0, str(out))}
    for name, call in calls.items():
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            results[name] = cli.main(call), said.getvalue()
    return results


@pytest.mark.slow("round")
def test_the_sample_is_consolidated_and_waits_for_the_units(done):
    code, said = done["consolidate"]
    assert (code, "Tệp đã nhận: 23; được dùng: 15; không dùng: 8" in said) == (1, True)


def test_the_missing_units_are_named(done):
    missing = "Chưa gửi (3): Huyện Nghĩa Hành; Huyện Minh Long; Sở Lao động - Thương binh và Xã hội"
    assert missing in done["check"][1]


def test_a_dry_run_writes_nothing(tmp_path, capsys):
    cli.main(["consolidate", str(tmp_path), "--out", str(tmp_path / "kq"), "--dry-run"])

    assert not (tmp_path / "kq").exists()


def test_json_is_for_programs(done):
    assert json.loads(done["json"][1])["period"] == "CN"


def test_a_check_lists_every_finding_with_what_to_do(done):
    said = done["check"][1]
    assert "Huyện Mộ Đức, tệp email" in said
    assert said.count("\n  Lỗi ") >= 10
    assert said.count("    Cách xử lý: ") > 20


def test_a_consolidation_leaves_the_list_to_its_file(done):
    assert "Cách xử lý" not in done["consolidate"][1]


def test_a_check_for_programs_lists_every_finding(done):
    found = json.loads(done["json"][1])["findings"]
    assert len(found["list"]) == found["all"]


def test_each_period_has_a_folder_of_its_own_that_the_next_can_be_told(done, tmp_path):
    out = Path(done["out"][1])
    assert [path.name for path in out.iterdir()] == ["CN_2023-2024"]
    written = str(out / "CN_2023-2024" / "figures.csv")
    assert cli.main(["check", str(tmp_path), *SAMPLE[1:3], "--previous", written]) == 1


@pytest.mark.slow("round")
def test_the_demo_ends_well_although_its_sample_is_full_of_faults_and_leaves_a_whole_round(tmp_path, capsys):
    assert cli.main(["demo", "--out", str(tmp_path)]) == 0
    results = tmp_path / "CN_2023-2024"
    made = {part: sum(path.is_file() for path in (results / part).iterdir()) for part in ("phan-hoi", "don-doc", ".")}
    assert (made, str(results) in capsys.readouterr().out) == ({"phan-hoi": 28, "don-doc": 4, ".": 7}, True)


def test_one_form_is_issued(tmp_path, capsys):
    code = cli.main(["issue", "--out", str(tmp_path), "--unit", "535"])

    assert (code, [path.name for path in tmp_path.iterdir()]) == (0, ["KH167_CN_535_Huyen-Ba-To.xlsx"])


@pytest.mark.parametrize(("day", "code"), [("2024-06-25", 0), ("2024-06-26", 1)])
@pytest.mark.parametrize("option", ["--day", "--today"])
def test_a_covering_letter_after_the_units_deadline_is_told(tmp_path, capsys, option, day, code):
    assert cli.main(["cover-letter", "--out", str(tmp_path), option, day]) == code
    assert ("đã sau hạn đơn vị gửi ghi trong công văn (25/6/2024" in capsys.readouterr().out) is bool(code)


def test_the_shipped_catalogue_is_consistent(capsys):
    assert cli.main(["catalogue"]) == 0


def wrong(tmp_path: Path) -> dict[str, list[str]]:
    """Calls that can't be done, by what is wrong with them."""
    text = tmp_path / "a.csv"
    text.write_text("xin chào", encoding="utf-8")
    folder = str(tmp_path)
    return {
        "no such folder": ["check", folder + "/khong-co"],
        "no such period": ["check", folder, "--period", "Q9"],
        "no such unit": ["issue", "--out", folder, "--unit", "ZZ"],
        "no such catalogue": ["check", folder, "--catalogue", "2030-2031"],
        "a catalogue without tables": ["check", folder, "--catalogue", folder],
        "last period is another table": ["check", folder, "--previous", str(text)],
        "last period is missing": ["check", folder, "--previous", folder + "/khong-co.csv"],
        "the target is a file": ["consolidate", folder, "--out", str(text)],
    }


@pytest.mark.parametrize(
    "what",
    [
        "no such folder",
        "no such period",
        "no such unit",
        "no such catalogue",
        "a catalogue without tables",
        "last period is another table",
        "last period is missing",
        "the target is a file",
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_exit_code_2(what, tmp_path, capsys):
    code = cli.main(wrong(tmp_path)[what])

    assert (code, capsys.readouterr().err.startswith("Không thực hiện được: ")) == (2, True)


def test_a_wrong_call_ends_with_2_and_a_hint(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["consolidate"])

    assert (ended.value.code, "--help" in capsys.readouterr().err) == (2, True)


WRONG_CALLS = {
    "the folder is missing": (["check"], "còn thiếu: THƯ-MỤC"),
    "an option that there is not": (["catalogue", "--moi"], "không hiểu: --moi"),
    "an option without its value": (["check", "nhan", "--period"], "sau --period phải có một giá trị"),
    "a cell without its sheet": (["trace", "--cell", "a.xlsx"], "sau --cell phải có 3 giá trị"),
    "a button that there is not": (["book", "in"], "không nhận 'in'; chỉ nhận một trong: "),
    "a number that is none": (["check", "nhan", "--workers", "hai"], "--workers phải là số nguyên, không phải 'hai'"),
    "a day that is none": (
        ["all", "nhan", "--out", "kq", "--today", "3/6"],
        "--today phải là ngày dạng năm-tháng-ngày",
    ),
    "an option cut too short": (["consolidate", "nhan", "--out", "kq", "--p"], "--p có thể là: --period, --previous"),
    "a switch with a value": (["check", "nhan", "--json=1"], "--json không có giá trị đi kèm"),
}
ENGLISH = ("argument", "required", "invalid", "expected", "usage", "choose from", "ambiguous")


@pytest.mark.parametrize("what", WRONG_CALLS)
def test_what_is_wrong_with_a_call_is_said_in_vietnamese(what, capsys):
    call, words = WRONG_CALLS[what]
    with pytest.raises(SystemExit):
        cli.main(call)
    said = capsys.readouterr().err
    assert words in said
    assert [word for word in ENGLISH if word in said] == []


def valued(command: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Options and arguments that take a value, of a command and of all below it."""
    for action in command._actions:
        if action.nargs != 0:
            yield action
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from valued(below)


def test_help_calls_no_value_by_its_english_name():
    names = {action.dest: action.metavar for action in valued(parser())}
    assert {dest: word for dest, word in names.items() if word in (None, dest, dest.upper())} == {}


def test_a_message_of_argparse_that_is_not_known_says_no_english():
    assert wrong_call("conflicting subparser: x") == "Lệnh gõ chưa đúng. Gõ thêm --help để xem cách dùng."


def test_a_catalogue_with_a_fault_stops_every_command(tmp_path, capsys):
    catalogue = tmp_path / "danh-muc"
    shutil.copytree(DATA / "2023-2024", catalogue)
    periods = catalogue / "periods.csv"
    text = periods.read_text(encoding="utf-8")
    periods.write_text(text.replace("2024-06-25", "2025-06-25"), encoding="utf-8")
    assert periods.read_text(encoding="utf-8") != text
    code = cli.main(["issue", "--catalogue", str(catalogue), "--out", str(tmp_path / "bieu-mau")])
    assert (code, (tmp_path / "bieu-mau").exists()) == (2, False)
    assert "Danh mục có" in capsys.readouterr().err


def test_terms_on_days_off_are_told_and_are_no_fault(capsys):
    code = cli.main(["catalogue", "--catalogue", "2023-2024"])
    said = capsys.readouterr().out
    words = "CN, deadline_office: ngày 30/6/2024 là ngày nghỉ (Chủ nhật); ngày làm việc tiếp theo là 01/7/2024."
    assert (code, f"Nên xem lại – bảng periods, {words}" in said) == (0, True)


def new_year(out: Path) -> int:
    return cli.main(["new-year", "--number", "210/KH-UBND", "--day", "2024-09-09", "--out", str(out)])


def test_a_new_year_opens_with_its_list_of_what_to_look_at(tmp_path, capsys):
    code = new_year(tmp_path / "moi")
    said = capsys.readouterr().out
    assert (code, "Sở Giáo dục và Đào tạo không còn báo cáo, hết hiệu lực ngày 28/02/2025" in said) == (1, True)
    listed = (tmp_path / "moi" / "CAN-SOAT.txt").read_text(encoding="utf-8-sig")
    assert listed.strip() in said
    opened = load(tmp_path / "moi")
    assert (opened.plan.number, opened.plan.date, opened.period["CN"].school_year) == (
        "210/KH-UBND",
        "09/9/2024",
        "2024-2025",
    )


def test_a_new_year_on_a_shipped_catalogue_holds_only_what_differs(tmp_path, capsys):
    new_year(tmp_path / "moi")
    assert {path.stem for path in (tmp_path / "moi").glob("*.csv")} == {"plan", "periods", "activities"}


def test_a_new_year_on_a_folder_s_catalogue_holds_it_whole(tmp_path, capsys):
    new_year(tmp_path / "moi")
    cli.main(["new-year", "--catalogue", str(tmp_path / "moi"), "--out", str(tmp_path / "sau")])
    assert {path.stem for path in (tmp_path / "sau").glob("*.csv")} == set(TABLES)
    assert load(tmp_path / "sau").plan.school_year == "2025-2026"


def test_a_new_year_never_replaces_a_catalogue(tmp_path, capsys):
    new_year(tmp_path / "moi")
    before = {path: path.read_bytes() for path in (tmp_path / "moi").iterdir()}
    code = new_year(tmp_path / "moi")
    assert (code, "đã có một danh mục" in capsys.readouterr().err) == (2, True)
    assert {path: path.read_bytes() for path in (tmp_path / "moi").iterdir()} == before


@pytest.mark.slow("process")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("more", "code"),
    [(("catalogue",), 0), (("catalogue", "--help"), 0), (("check", str(INBOX), "--workers", "1"), 1)],
)
def test_a_reader_that_has_read_enough_is_no_error_and_hides_none(more, code, unbuffered):
    command = [sys.executable, "-m", "xlpy", *more]
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == code


@pytest.mark.slow("process")
def test_the_program_runs_as_a_process_of_its_own():
    done = subprocess.run([sys.executable, "-m", "xlpy", "catalogue"], cwd=ROOT, capture_output=True, check=False)

    assert (done.returncode, done.stdout.decode().splitlines()[-1]) == (0, "Danh mục nhất quán.")


def test_a_rule_whose_norm_is_not_in_force_in_a_period_is_told_and_is_no_fault(tmp_path, capsys):
    plan = (DATA / "2023-2024" / "plan.csv").read_text(encoding="utf-8")
    (tmp_path / "plan.csv").write_text(plan.replace("base,\n", "base,2023-2024\n"), encoding="utf-8")
    norms = (DATA / "2023-2024" / "norms.csv").read_text(encoding="utf-8")
    ended = norms.replace("TH,2020-10-20,,", "TH,2020-10-20,2024-01-31,")
    (tmp_path / "norms.csv").write_text(ended, encoding="utf-8")

    assert cli.main(["catalogue", "--catalogue", str(tmp_path)]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if not line.startswith("Nên xem lại")] == [
        "Kỳ báo cáo “Cả năm học 2023-2024”: quy tắc R11-02 không được tính vì định mức “si_so_th_toi_da” "
        "không có mức nào có hiệu lực vào ngày 31/5/2024.",
        "Danh mục nhất quán.",
    ]
