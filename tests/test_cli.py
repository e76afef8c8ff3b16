"""The command line: what it prints, what it leaves behind, and that every failure is a sentence with an exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from samples.make_samples import INBOX, PREVIOUS, YEAR
from tests.tools import ROOT
from xlpy import cli

SAMPLE = [str(INBOX), "--catalogue", str(YEAR / "danh-muc"), "--previous", str(PREVIOUS)]


def test_the_sample_is_consolidated_and_waits_for_the_units(tmp_path, capsys):
    code = cli.main(["consolidate", *SAMPLE, "--out", str(tmp_path / "kq")])

    assert (code, "Tệp đã nhận: 23; được dùng: 15; không dùng: 8" in capsys.readouterr().out) == (1, True)


def test_the_missing_units_are_named(tmp_path, capsys):
    cli.main(["check", *SAMPLE])

    missing = "Chưa gửi (3): Huyện Nghĩa Hành; Huyện Minh Long; Sở Lao động - Thương binh và Xã hội"
    assert missing in capsys.readouterr().out


def test_a_dry_run_writes_nothing(tmp_path, capsys):
    cli.main(["consolidate", *SAMPLE, "--out", str(tmp_path / "kq"), "--dry-run"])

    assert not (tmp_path / "kq").exists()


def test_json_is_for_programs(capsys):
    cli.main(["check", *SAMPLE, "--json"])

    assert json.loads(capsys.readouterr().out)["period"] == "CN"


def test_the_demo_ends_well_although_its_sample_is_full_of_faults(tmp_path, capsys):
    assert cli.main(["demo", "--out", str(tmp_path)]) == 0


def test_one_form_is_issued(tmp_path, capsys):
    code = cli.main(["issue", "--out", str(tmp_path), "--unit", "535"])

    assert (code, [path.name for path in tmp_path.iterdir()]) == (0, ["KH167_CN_535_Huyen-Ba-To.xlsx"])


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


def test_the_program_runs_as_a_process_of_its_own():
    done = subprocess.run([sys.executable, "-m", "xlpy", "catalogue"], cwd=ROOT, capture_output=True, check=False)

    assert (done.returncode, done.stdout.decode().strip()) == (0, "Danh mục nhất quán.")
