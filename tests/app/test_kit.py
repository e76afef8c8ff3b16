"""A kit is made from a Python that may and can be copied, holds what a PC with nothing needs, and names no other PC.

Here a stand-in for Windows' Python is copied; that a kit runs elsewhere is shown on Windows' own Python
(`tests.windows.kit`).
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import run
from tests.app.test_installer import make_wheel
from tests.shipped import exists
from tests.tools import ROOT
from xlpy.app.kit import make as making
from xlpy.app.kit.contents import PRODUCT, PYTHON, SITE, copy_product, trim_libraries
from xlpy.app.kit.make import make, told
from xlpy.app.kit.source import KitRefusedError, PythonSource, checked

needs_pip = pytest.mark.skipif(
    importlib.util.find_spec("pip") is None, reason="this Python has no pip to make a kit with"
)
PYTHON_FILES = (
    *("python.exe", "pythonw.exe", "python3.dll", "python311.dll", "vcruntime140.dll", "vcruntime140_1.dll"),
    *("LICENSE.txt", "NEWS.txt", "Lib/os.py", "Lib/json/__init__.py", "Lib/test/test_os.py", "Lib/tkinter/__init__.py"),
    *("Lib/idlelib/idle.py", "Lib/ensurepip/_bundled/pip.whl", "Lib/site-packages/cua_nguoi_dung.py"),
    *("Lib/venv/__init__.py", "DLLs/_ssl.pyd", "DLLs/libssl-3.dll", "DLLs/_tkinter.pyd", "DLLs/tcl86t.dll"),
    *("DLLs/_testcapi.pyd", "Scripts/pip.exe", "include/Python.h", "tcl/tcl8.6/init.tcl"),
)


@pytest.fixture
def source(tmp_path: Path) -> PythonSource:
    """A Python as python.org's installer lays it out."""
    base = tmp_path / "Python311"
    for name in PYTHON_FILES:
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_text(f"# {name}\n", encoding="utf-8")
    return PythonSource(base, "win32", "AMD64", 64)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A project of our own with one library in wheels, which names a folder of its own in a .pth file."""
    place = tmp_path / "Kế hoạch 167"
    for name in PRODUCT:
        if (ROOT / name).is_file():
            place.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, place / name)
        else:
            (place / name).mkdir(parents=True)
    (place / "xlpy" / "macros.py").write_text("WORD = 'xin chào'\n", encoding="utf-8")
    (place / "wheels").mkdir()
    for name in ("workbook/Plan167.xlsm", "tests/test_x.py", "samples/mau.xlsx", "samples/~$mau.xlsx"):
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_bytes(b"PK")
    (place / "requirements" / "app.txt").write_text(make_wheel(place / "wheels"), encoding="utf-8")
    return place


def nothing_wrong(_python: str, _folder: Path) -> list[str]:
    return []


def offline(home: Path) -> list[str]:
    return ["--no-index", "--find-links", str(home / "wheels")]


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow("setup")
@needs_pip
def test_it_holds_a_python_its_licence_the_libraries_and_the_product(home: Path, source: PythonSource):
    kit = make(home, offline(home), nothing_wrong, source)
    held = names(kit.folder)
    assert {"Cai-dat.cmd", "run.py", "workbook/Plan167.xlsm", "samples/mau.xlsx", "samples/~$mau.xlsx"} <= held
    own = {name for name in held if name.startswith(f"{PYTHON}/") and not name.endswith(".pyc")}
    assert own - {name for name in own if name.startswith(SITE.as_posix())} == {
        f"{PYTHON}/{name}"
        for name in (
            *("python.exe", "pythonw.exe", "python3.dll", "python311.dll", "vcruntime140.dll", "vcruntime140_1.dll"),
            *("LICENSE.txt", "python311._pth", "Lib/os.py", "Lib/json/__init__.py", "Lib/venv/__init__.py"),
            *("DLLs/_ssl.pyd", "DLLs/libssl-3.dll"),
        )
    }
    assert (SITE / "thu_vien_nho.py").as_posix() in held
    assert not [name for name in held if "cua_nguoi_dung" in name or name.startswith(("tests/", "wheels/"))]


@pytest.mark.slow("setup")
@needs_pip
def test_it_is_zipped_as_one_folder_with_vietnamese_names_whole(home: Path, source: PythonSource):
    (home / "samples" / "Các sở.xlsx").write_bytes(b"PK")
    kit = make(home, offline(home), nothing_wrong, source)
    with zipfile.ZipFile(kit.archive) as archive:
        files = {name.removeprefix("Plan167/") for name in archive.namelist() if not name.endswith("/")}
    assert files == names(kit.folder)
    assert "samples/Các sở.xlsx" in files
    assert (kit.packed, kit.longest) == (kit.archive.stat().st_size, max(map(len, files)))


@pytest.mark.slow("setup")
@needs_pip
def test_compiled_modules_don_t_depend_on_the_time_of_a_file(home: Path, source: PythonSource):
    kit = make(home, offline(home), nothing_wrong, source)

    def flags(folder: Path, module: str) -> int:
        (file,) = (folder / "__pycache__").glob(f"{module}.*.pyc")
        return int.from_bytes(file.read_bytes()[4:8], "little")

    # PEP 552: bit 0 says "by hash", bit 1 "compare with the source"
    assert flags(kit.folder / "xlpy", "macros") == 0b11
    assert flags(kit.folder / SITE, "thu_vien_nho") == 0b01
    assert flags(kit.folder / PYTHON / "Lib", "os") == 0b01


@pytest.mark.slow("setup")
@needs_pip
def test_nothing_in_it_names_a_folder_of_the_pc_that_made_it(home: Path, source: PythonSource):
    kit = make(home, offline(home), nothing_wrong, source)
    own = [str(home).encode(), str(source.base).encode()]
    assert [p for p in kit.folder.rglob("*") if p.is_file() and any(name in p.read_bytes() for name in own)] == []


@pytest.mark.slow("setup")
@needs_pip
def test_its_python_looks_only_below_the_kit(home: Path, source: PythonSource, monkeypatch: pytest.MonkeyPatch):
    def with_start_up_file(kit: Path) -> None:
        (kit / SITE / "win32" / "lib").mkdir(parents=True)
        (kit / SITE / "pywin32_system32").mkdir()
        (kit / SITE / "pywin32_system32" / "pywintypes311.dll").touch()
        lines = "# comment\nwin32\nwin32/lib\nPythonwin\nimport pywin32_bootstrap\n"
        (kit / SITE / "pywin32.pth").write_text(lines, encoding="utf-8")
        trim_libraries(kit)

    monkeypatch.setattr(making, "trim_libraries", with_start_up_file)
    kit = make(home, offline(home), nothing_wrong, source)
    lines = (kit.folder / PYTHON / "python311._pth").read_text(encoding="utf-8").splitlines()
    assert lines == [
        *("Lib", "DLLs", r"Lib\site-packages", r"Lib\site-packages\win32", r"Lib\site-packages\win32\lib", "..")
    ]
    # without start-up files nobody tells Windows of this folder: its DLLs lie beside python.exe
    assert (kit.folder / PYTHON / "pywintypes311.dll").is_file()


def test_results_history_and_logs_stay_at_home(tmp_path: Path):
    left = {
        *("workbook/Plan167.db", "workbook/Plan167.db-journal", "workbook/Plan167.log", "workbook/ket-qua/a.xlsx"),
        *("workbook/bieu-mau/b.xlsx", "workbook/~$Plan167.xlsm", "workbook/Kiem-tra-cai-dat.txt", "Plan167.log"),
        "xlpy/__pycache__/macros.pyc",
    }
    kept = {"workbook/Plan167.xlsm", "xlpy/macros.py"}
    for name in (*left, *kept, *(name for name in PRODUCT if "." in name or name == "LICENSE")):
        (tmp_path / "home" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "home" / name).touch()
    for name in PRODUCT:
        if "." not in name and name != "LICENSE":
            (tmp_path / "home" / name).mkdir(exist_ok=True)
    copy_product(tmp_path / "home", tmp_path / "kit")
    assert names(tmp_path / "kit") == {*kept, *(name for name in PRODUCT if "." in name or name == "LICENSE")}


def test_all_that_is_shipped_of_the_product_exists():
    assert [name for name in PRODUCT if not exists(name)] == []


@pytest.mark.slow("setup")
@needs_pip
def test_a_workbook_that_was_worked_with_is_told_of(home: Path, source: PythonSource):
    (home / "workbook" / "Plan167.db").touch()
    said = told(make(home, offline(home), nothing_wrong, source), "3.11.9")
    assert "còn kết quả đã tổng hợp" in said
    assert "Windows 64 bit (x64)" in said


def test_a_python_without_pip_uses_the_one_that_it_brings_for_new_environments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "_bundled").mkdir()
    with zipfile.ZipFile(tmp_path / "_bundled" / "pip-99-py3-none-any.whl", "w") as wheel:
        wheel.writestr("pip.py", "print('lent')")
    monkeypatch.setitem(sys.modules, "ensurepip", SimpleNamespace(__file__=str(tmp_path / "__init__.py")))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    call = [sys.executable, "-m", "pip"]
    done = subprocess.run(call, env=making._with_pip(), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "lent"


# --- What can't be made ---------------------------------------------------------------------------------------------


def without(name: str) -> Any:
    return lambda source: (source.base / name).unlink()


SPOILT: dict[str, tuple[Any, str]] = {
    "no library beside it": (without("python311.dll"), "thiếu: python3xx.dll"),
    "no pythonw": (without("pythonw.exe"), "thiếu: pythonw.exe"),
    "no standard library": (without("Lib/os.py"), "thiếu: Lib/os.py"),
    "no licence": (without("LICENSE.txt"), "Không thấy giấy phép của Python"),
    "conda": (lambda source: (source.base / "conda-meta").mkdir(), "Anaconda, Miniconda không sao chép được"),
    "embedded": (lambda source: (source.base / "python311._pth").touch(), "bản nhúng hoặc của một bộ cài khác"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_python_that_can_not_be_copied_is_refused_with_the_reason(name: str, source: PythonSource):
    checked(source)
    spoil, words = SPOILT[name]
    spoil(source)
    with pytest.raises(KitRefusedError, match=words):
        checked(source)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"system": "linux"}, "chỉ làm được trên Windows 64 bit"),
        ({"processor": "ARM64"}, "chỉ làm được trên Windows 64 bit"),
        ({"bits": 32}, "bằng Python 64 bit"),
        ({"base": Path("C:/Program Files/WindowsApps/PythonSoftwareFoundation.Python.3.12_x64")}, "Microsoft Store"),
    ],
)
def test_another_kind_of_python_is_refused(other: dict[str, Any], words: str, source: PythonSource):
    with pytest.raises(KitRefusedError, match=words):
        checked(replace(source, **other))


@pytest.mark.slow("setup")
@needs_pip
def test_a_kit_that_is_there_is_never_overwritten(home: Path, source: PythonSource):
    kit = make(home, offline(home), nothing_wrong, source).folder
    (kit / "workbook" / "Plan167.db").touch()
    with pytest.raises(KitRefusedError, match="Hãy chuyển đi hoặc xóa"):
        make(home, offline(home), nothing_wrong, source)
    assert (kit / "workbook" / "Plan167.db").exists()


@pytest.mark.slow("setup")
@needs_pip
def test_a_kit_that_does_not_work_is_not_left_behind(home: Path, source: PythonSource):
    asked: list[tuple[str, Path]] = []

    def wrong(python: str, folder: Path) -> list[str]:
        asked.append((python, folder))
        return ["- Không nạp được thư viện."]

    with pytest.raises(KitRefusedError, match="chưa chạy được:\n- Không nạp được thư viện"):
        make(home, offline(home), wrong, source)
    kit = home / "bo-cai" / "Plan167"
    assert asked == [(str(kit / "python" / "python.exe"), kit)]
    assert list((home / "bo-cai").iterdir()) == []


@pytest.mark.slow("setup")
def test_a_library_other_than_the_locked_one_is_not_packed(home: Path, source: PythonSource):
    locked = home / "requirements" / "app.txt"
    locked.write_text(locked.read_text(encoding="utf-8").replace("sha256:", "sha256:00", 1)[:-3] + "\n")
    with pytest.raises(subprocess.CalledProcessError):
        make(home, offline(home), nothing_wrong, source)
    assert not (home / "bo-cai" / "Plan167").exists()


def test_the_command_says_why_no_kit_can_be_made_here(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    here = PythonSource(Path(sys.base_prefix), "linux", "x86_64", 64)
    monkeypatch.setattr(PythonSource, "running", lambda: here)
    assert run.main(["kit"]) == 2
    assert capsys.readouterr().out == (
        "Chưa làm được bộ cài. Bộ cài chỉ làm được trên Windows 64 bit (x64), bằng Python 64 bit.\n"
    )
