"""The self test passes on a sound installation, and each planted fault turns exactly its own check red."""

from __future__ import annotations

import csv
import os
import shutil
import socket
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any, NoReturn

import pytest

from samples import make_samples
from tests.builders import form_cell
from xlpy.app.selftest import PLACES, Check, CheckState, Places, SelfTest, language, machine, report, run_self_test
from xlpy.app.selftest import sample as sample_checks
from xlpy.app.selftest.expectations import FILE, ComparedPart, read_table, table
from xlpy.app.selftest.model import Failed
from xlpy.app.selftest.pinned_libraries import environment, locked
from xlpy.basics.text import DecodedText, Encoding
from xlpy.catalogue.load import DATA
from xlpy.model.edition import Edition

pytestmark = pytest.mark.slow("round")

RESTS_ON_READING = {"findings", "totals", "statuses", "ledger"}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> SelfTest:
    return run_self_test(places=replace(PLACES, folder=tmp_path_factory.mktemp("beside the workbook")))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A sample of our own to break, and a folder of our own to write to."""
    sample = shutil.copytree(make_samples.YEAR, tmp_path / "mẫu", copy_function=shutil.copyfile)
    (tmp_path / "workbook").mkdir()
    return replace(PLACES, sample=sample, folder=tmp_path / "workbook")


@pytest.fixture
def read_before(monkeypatch: pytest.MonkeyPatch, sample_edition: Edition) -> None:
    """The sample is not read anew: for faults that have nothing to do with reading."""
    monkeypatch.setattr(sample_checks, "examine", lambda *_: sample_edition)


def red(result: SelfTest) -> set[str]:
    assert not result.passed
    return {check.code for check in result.failed}


def check_of(result: SelfTest, code: str) -> Check:
    return next(check for check in result.checks if check.code == code)


def not_run(result: SelfTest) -> set[str]:
    return {check.code for check in result.checks if check.state is CheckState.NOT_RUN}


# --- A sound installation -----------------------------------------------------------------------------------


def test_every_check_passes(clean: SelfTest):
    assert clean.passed, report(clean)
    assert {CheckState.PASSED, CheckState.INFO} == {check.state for check in clean.checks}


def test_it_says_so_in_a_line_for_each_check_and_a_conclusion(clean: SelfTest):
    lines = report(clean).splitlines()
    assert len(lines) == len(clean.checks) + 1
    assert "[Đạt] Đọc tệp: Đọc đúng 23 tệp mẫu: dùng 15, loại có lý do 8." in lines
    assert lines[-1] == "Kết luận: chương trình hoạt động đúng trên máy này."


def test_codes_are_unique_and_every_detail_is_a_sentence(clean: SelfTest):
    assert len({check.code for check in clean.checks}) == len(clean.checks)
    assert all(check.detail.endswith(".") for check in clean.checks)


@pytest.mark.usefixtures("read_before")
def test_progress_is_told_check_by_check_and_nothing_is_left_behind(places: Places):
    class Steps:
        def __init__(self) -> None:
            self.told: list[tuple[int, int]] = []

        def step(self, what: str, done: int, total: int) -> None:
            self.told.append((done, total))

        def stop_asked(self) -> bool:
            return False

    steps = Steps()
    result = run_self_test(steps, places)
    count = len(result.checks)
    assert steps.told == [(number, count) for number in range(1, count + 1)]
    assert not list(places.folder.iterdir())


def test_it_stops_when_asked_and_does_not_claim_to_have_passed(places: Places):
    class Stop:
        def step(self, what: str, done: int, total: int) -> None:
            pass

        def stop_asked(self) -> bool:
            return True

    result = run_self_test(Stop(), places)
    assert not result.passed
    assert len(not_run(result)) == len(result.checks)


def test_it_needs_no_network(places: Places, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("the self test asked for the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert run_self_test(places=places).passed


# --- The shipped table of what must come out ----------------------------------------------------------------


def test_the_shipped_table_is_what_the_sample_gives(sample_edition: Edition):
    assert (make_samples.YEAR / FILE).read_bytes() == table(make_samples.YEAR, sample_edition)


def test_the_shipped_table_agrees_with_the_readme():
    parts, cell = read_table(make_samples.YEAR), form_cell("533", "N4.01")
    assert parts[ComparedPart.TOTAL]["N1.02 tinh"].startswith("514;")
    assert parts[ComparedPart.TOTAL]["N1.02 tinh"].endswith("kỳ trước 576")
    assert sum(int(count) for count in parts[ComparedPart.FINDING].values()) == 82
    assert parts[ComparedPart.FINDING][f"R05-01 533 email/huyện Mộ Đức - biểu KH167.xlsx Chỉ tiêu {cell}"] == "1"
    assert parts[ComparedPart.FATE]["Zalo 24-6/Sơn Tây bao cao KH167.xlsx"] == "530 không dùng B203"
    assert parts[ComparedPart.STATUS]["529 N3"] == "Chờ sửa"


# --- Planted faults -----------------------------------------------------------------------------------------


def change_row(sample: Path, part: ComparedPart, change: Callable[[list[str]], list[list[str]]]) -> str:
    """Change the first row of a part of the table; gives its key."""
    path = sample / FILE
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    place = next(number for number, row in enumerate(rows) if row[0] == part.value)
    key = rows[place][1]
    rows[place : place + 1] = change(rows[place])
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return key


BY_PART = {
    ComparedPart.BYTES: "sample",
    ComparedPart.FATE: "reading",
    ComparedPart.FINDING: "findings",
    ComparedPart.TOTAL: "totals",
    ComparedPart.STATUS: "statuses",
    ComparedPart.LEDGER: "ledger",
}
ROW_FAULTS: dict[str, Callable[[list[str]], list[list[str]]]] = {
    "another value": lambda row: [[*row[:2], f"{row[2]}9"]],
    "one too many": lambda row: [row, [row[0], "Z9.99 tinh", "1"]],
    "one lacking": lambda row: [],
}


@pytest.mark.slow("round")
@pytest.mark.usefixtures("read_before")
@pytest.mark.parametrize("fault", ROW_FAULTS)
@pytest.mark.parametrize("part", ComparedPart)
def test_a_result_other_than_expected_turns_its_check_red(places: Places, part: ComparedPart, fault: str):
    key = change_row(places.sample, part, ROW_FAULTS[fault])
    result = run_self_test(places=places)
    assert red(result) == {BY_PART[part]}
    assert (key if fault != "one too many" else "Z9.99") in check_of(result, BY_PART[part]).detail


def test_a_changed_total_says_what_came_out_and_what_should(
    places: Places, sample_edition: Edition, monkeypatch: pytest.MonkeyPatch
):
    first, *others = sample_edition.totals
    wrong = replace(sample_edition, totals=(replace(first, value=Decimal(999)), *others))
    monkeypatch.setattr(sample_checks, "examine", lambda *_: wrong)
    result = run_self_test(places=places)
    assert red(result) == {"totals"}
    assert (
        f"chỉ tiêu {first.indicator} tinh: được 999; kỳ trước {first.previous}, đúng là"
        in check_of(result, "totals").detail
    )
    assert "Tổng hợp số liệu" in report(result).splitlines()[-1]


BYTES_FAULTS: dict[str, Callable[[Path], object]] = {
    "đã bị sửa": lambda inbox: (inbox / "Các sở/STTTT.xlsx").write_bytes(b"PK"),
    "thiếu tep-nhan/Các sở/STTTT.xlsx": lambda inbox: (inbox / "Các sở/STTTT.xlsx").unlink(),
    "thừa tep-nhan/ghi chú.txt": lambda inbox: (inbox / "ghi chú.txt").touch(),
}


@pytest.mark.parametrize("words", BYTES_FAULTS)
def test_a_broken_sample_is_told_as_that_and_nothing_else_is_blamed(places: Places, words: str):
    BYTES_FAULTS[words](places.sample / "tep-nhan")
    result = run_self_test(places=places)
    assert (red(result), not_run(result)) == ({"sample"}, {"reading", *RESTS_ON_READING})
    assert words in check_of(result, "sample").detail


def test_a_sample_that_is_not_there_is_told_as_that(places: Places):
    shutil.rmtree(places.sample / "tep-nhan")
    (places.sample / FILE).unlink()
    result = run_self_test(places=places)
    assert {"sample"} == red(result) & {"sample", "reading", *RESTS_ON_READING}
    assert FILE in check_of(result, "sample").detail


def test_a_reader_that_fails_is_told_once(places: Places, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> NoReturn:
        raise RuntimeError("hỏng")

    monkeypatch.setattr(sample_checks, "examine", fail)
    result = run_self_test(places=places)
    assert (red(result), not_run(result)) == ({"reading"}, RESTS_ON_READING)


def installed(**other: str | None) -> Callable[[str], str]:
    def version(name: str) -> str:
        found = other.get(name, "") if name in other else WANTED[name]
        if found is None:
            raise PackageNotFoundError(name)
        return found

    return version


WANTED = locked(PLACES.requirements.read_text(encoding="utf-8"), environment())


@pytest.mark.usefixtures("read_before")
def test_a_missing_library_turns_only_the_libraries_red(places: Places):
    more = places.sample.parent / "app.txt"
    more.write_text(f"{PLACES.requirements.read_text(encoding='utf-8')}\nthu-vien-khong-co==1.0\n", encoding="utf-8")
    result = run_self_test(places=replace(places, requirements=more))
    assert red(result) == {"libraries"}
    assert "Thiếu thu-vien-khong-co 1.0" in check_of(result, "libraries").detail


def test_a_library_of_another_version_is_named_with_both_versions():
    with pytest.raises(Failed, match=r"Xlrd là bản 1\.2\.0, cần bản 2\.0\.2\. Hãy chạy lại Cai-dat\.cmd"):
        machine.libraries(PLACES, installed(xlrd="1.2.0"))


def test_many_missing_libraries_are_counted_not_listed():
    with pytest.raises(Failed, match=r"… và \d+ chỗ khác"):
        machine.libraries(PLACES, installed(**dict.fromkeys(WANTED)))


@pytest.mark.usefixtures("read_before")
def test_an_inconsistent_catalogue_turns_only_the_catalogue_red(places: Places):
    catalogues = shutil.copytree(DATA, places.sample.parent / "data")
    norms = catalogues / "2023-2024" / "norms.csv"
    lines = norms.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    norms.write_text("".join([*lines, lines[-1]]), encoding="utf-8-sig")
    result = run_self_test(places=replace(places, catalogues=catalogues))
    assert red(result) == {"catalogue"}
    assert "2023-2024: bảng norms" in check_of(result, "catalogue").detail


@pytest.mark.usefixtures("read_before")
def test_an_old_python_turns_only_python_red(places: Places, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(machine, "MINIMUM", (9, 9))
    assert red(run_self_test(places=places)) == {"python"}


@pytest.mark.usefixtures("read_before")
def test_text_that_is_not_converted_turns_only_the_text_red(places: Places, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(language, "to_unicode", lambda text, font: DecodedText(text, Encoding.UNICODE))
    result = run_self_test(places=places)
    assert red(result) == {"text"}
    assert ".VnTime" in check_of(result, "text").detail


@pytest.mark.usefixtures("read_before")
def test_a_disk_that_refuses_files_turns_only_writing_red(places: Places, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> NoReturn:
        raise OSError(28, "ổ đĩa đầy")

    monkeypatch.setattr(os, "fsync", full)
    result = run_self_test(places=places)
    assert red(result) == {"folder"}
    assert "ổ đĩa đã đầy" in check_of(result, "folder").detail


@pytest.mark.usefixtures("read_before")
def test_a_history_that_can_not_be_kept_turns_only_the_journal_red(places: Places, monkeypatch: pytest.MonkeyPatch):
    connect = sqlite3.connect

    def read_only(path: str, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(path, **options)
        connection.execute("PRAGMA query_only = ON")
        return connection

    monkeypatch.setattr(machine, "Store", lambda path: machine_store(path, read_only))
    assert red(run_self_test(places=places)) == {"history"}


def machine_store(path: Path, connect: Callable[..., sqlite3.Connection]) -> object:
    from xlpy.app.store import Store  # noqa: PLC0415
    from xlpy.app.store.database import Database  # noqa: PLC0415

    return Store(Database(path, connect=connect))


@pytest.mark.usefixtures("read_before")
def test_a_folder_that_does_not_exist_is_told_and_not_made(places: Places):
    nowhere = places.folder / "tệp.txt"
    nowhere.touch()
    assert red(run_self_test(places=replace(places, folder=nowhere))) == {"folder", "history"}


@pytest.mark.usefixtures("read_before")
def test_a_pc_without_any_office_program_still_passes_and_hears_of_it(places: Places, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(machine, "_soffice", lambda: False)
    monkeypatch.setattr(machine, "is_registered", lambda program: False)
    result = run_self_test(places=places)
    assert result.passed
    assert "Cần Word hoặc LibreOffice" in check_of(result, "office").detail


# --- The lock file ------------------------------------------------------------------------------------------

LOCK = """\
appscript==1.5.0 ; sys_platform == 'darwin' \\
    --hash=sha256:aa
lxml==6.1.3 \\
    --hash=sha256:bb
    # via docxtpl
numpy==2.4.6 ; python_full_version < '3.12' \\
numpy==2.5.5 ; python_full_version >= '3.12' \\
pycparser==3.12 ; implementation_name != 'cpython' and platform_python_implementation != 'PyPy' \\
pywin32==312 ; platform_python_implementation != 'PyPy' and sys_platform == 'win32' \\
"""


@pytest.mark.parametrize(
    ("platform", "python", "wanted"),
    [
        ("linux", "3.11.7", {"lxml": "6.1.3", "numpy": "2.4.6"}),
        ("linux", "3.12.0", {"lxml": "6.1.3", "numpy": "2.5.5"}),
        ("win32", "3.13.1", {"lxml": "6.1.3", "numpy": "2.5.5", "pywin32": "312"}),
        ("darwin", "3.9.1", {"lxml": "6.1.3", "numpy": "2.4.6", "appscript": "1.5.0"}),
    ],
)
def test_each_pc_needs_what_the_lock_file_says_for_it(platform: str, python: str, wanted: dict[str, str]):
    facts = {
        "sys_platform": platform,
        "python_full_version": python,
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    assert locked(LOCK, facts) == wanted


def test_a_condition_that_nobody_understands_is_not_passed_over():
    with pytest.raises(ValueError, match="không hiểu điều kiện"):
        locked("lxml==1 ; extra == 'x'\n", environment())
