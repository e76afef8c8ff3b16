"""The line by which a click starts Python on Windows, followed through Run, cmd.exe and the C runtime to Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.start_line import arguments_of, start_line
from xlpy import start
from xlpy.app import unforeseen_failure
from xlpy.app.setup_checks import LOADED_FROM_NOT, SPLIT_AT

NOT_IN_A_NAME = '<>:"/\\|?*'
NAMES = (
    st.text(
        st.characters(blacklist_categories=("Cc", "Cs"), blacklist_characters=NOT_IN_A_NAME + LOADED_FROM_NOT + "%")
    )
    .map(str.strip)
    .filter(lambda name: name.strip(". ") != "")
)


def arrived(home: str, name: str = "Plan167.xlsm", **variables: str) -> list[str]:
    """The words that Python is started with."""
    return arguments_of(start_line(rf"{home}\.venv\Scripts\python.exe", home, "check", name), variables)


def meant(home: str, name: str = "Plan167.xlsm") -> list[str]:
    own = [rf"{home}\.venv\Scripts\python.exe", "-B", "-I", rf"{home}\xlpy\start.py", "check"]
    return [*own, f"--wb={name}", "--from_xl=1", "--hwnd=1234"]


@given(NAMES, NAMES)
@example("Plan167", "Plan167")
@example("Sở GDĐT & KH (1)", "Tổng hợp 'cả năm' & HK1")
@example("a^b=c!d", "^&(")
def test_the_folder_and_the_workbooks_name_arrive_whole_whatever_they_are_called(folder, name):
    assert arrived(f"C:\\{folder}", f"{name}.xlsm") == meant(f"C:\\{folder}", f"{name}.xlsm")


@pytest.mark.parametrize("home", ["D:", r"\\may-chu\kh167", r"C:\Users\Nguyễn Văn Á\Tải xuống", r"D:\Đạt 100%"])
def test_drives_servers_and_one_percent_sign_arrive_whole(home):
    assert arrived(home, TEMP=r"C:\t") == meant(home)


def test_two_percent_signs_may_name_a_variable_and_would_not_arrive():
    assert arrived(r"C:\a%TEMP%b", TEMP=r"C:\t") != meant(r"C:\a%TEMP%b")


@pytest.mark.parametrize("sign", SPLIT_AT)
def test_xlwings_would_lose_the_rest_of_a_workbooks_name_that_is_refused(sign):
    # as Book.caller of xlwings takes it apart
    assert f"--wb=a{sign}b.xlsm".split("=")[1] != f"a{sign}b.xlsm"


@pytest.fixture
def home(tmp_path) -> Path:
    """A program whose only button prints what it was called with."""
    folder: Path = tmp_path / "Kế hoạch 167 & (mới)"
    (folder / "xlpy").mkdir(parents=True)
    (folder / "xlpy" / "__init__.py").touch()
    (folder / "xlpy" / "macros.py").write_text("import sys\n\ndef check():\n    print(*sys.argv[1:])\n", "utf-8")
    shutil.copy(start.__file__, folder / "xlpy")
    return folder


def pressed(home: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Start the file as VBA does."""
    command = [sys.executable, "-B", "-I", str(home / "xlpy" / "start.py"), *words]
    environment = {**os.environ, **settings}
    return subprocess.run(
        command,
        cwd=home,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",  # -I leaves Windows its own letters
        timeout=60,
        check=False,
    )


def test_the_button_named_first_is_pressed_and_all_else_is_left_to_xlwings(home):
    done = pressed(home, "check", "--wb=a.xlsm", "--from_xl=1")
    assert (done.returncode, done.stdout.strip()) == (0, "check --wb=a.xlsm --from_xl=1"), done.stderr


def test_a_button_that_nobody_knows_ends_with_a_number_that_vba_tells(home):
    assert pressed(home, "nobody").returncode == 1


def test_a_damaged_program_ends_with_a_number_that_vba_tells(home):
    (home / "xlpy" / "macros.py").unlink()
    assert pressed(home, "check").returncode == 1


@pytest.mark.parametrize("damage", ["no button", "no macros", "cut off", "no xlpy"])
def test_a_program_that_was_extracted_in_part_says_so_and_leaves_a_log(home, damage):
    file = home / "xlpy" / "macros.py"
    match damage:
        case "no macros":
            file.unlink()
        case "cut off":
            file.write_text("def check(:\n", "utf-8")
        case "no xlpy":
            file.unlink()
            (home / "xlpy" / "__init__.py").unlink()
    done = pressed(home, "nobody" if damage == "no button" else "check", PYTHONUTF8="1")
    log = home / start.LOG
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "Traceback" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(("shown", "ends"), [(True, 0), (False, 1)])
def test_where_windows_can_show_a_box_vba_need_not_say_more(home, shown, ends):
    (home / "xlpy" / "macros.py").unlink()
    (home / "xlpy" / "basics").mkdir()
    (home / "xlpy" / "basics" / "system.py").write_text(f"def message_box(title, text):\n    return {shown}\n", "utf-8")
    assert pressed(home, "check").returncode == ends


def test_the_log_of_an_incomplete_program_is_the_one_of_all_others():
    assert start.LOG == unforeseen_failure.LOG


def test_neither_the_folder_that_excel_is_in_nor_settings_of_other_programs_matter(home):
    for name in ("sys.py", "random.py", "os.py", "xlpy.py"):
        (home / name).write_text("raise SystemExit(9)\n", encoding="utf-8")
    (home / "xlpy" / "os.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
    done = pressed(home, "check", PYTHONPATH=str(home), PYTHONHOME=str(home))
    assert done.returncode == 0, done.stderr
