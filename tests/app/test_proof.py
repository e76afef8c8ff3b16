"""The proof that ends a set-up: it finds what does not load or start, and says what to do."""

from __future__ import annotations

import ast
import builtins
import importlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any, NoReturn

import pytest

import run
from tests.shipped import needed
from tests.tools import ROOT
from xlpy.app.kit.contents import copy_product
from xlpy.app.proof import __main__ as proof
from xlpy.app.proof import loading, reading, shipped
from xlpy.app.proof.advice import Installation, Remedy, blocked_worker, lacking, not_started, sentence
from xlpy.app.selftest.pinned_libraries import environment, locked
from xlpy.intake.workers import CRASHED, NOT_STARTED

pytestmark = pytest.mark.slow("setup")

ALLOW = "Đề nghị bộ phận công nghệ thông tin đưa thư mục"
COMPILED = f"/thu-vien/_nhanh{EXTENSION_SUFFIXES[0]}"


# --- A sound installation ---------------------------------------------------------------------------------------------


@pytest.mark.slow("process")
def test_it_passes_here_as_a_set_up_runs_it():
    assert run.prove(sys.executable, ROOT) == []


def test_libreoffice_s_own_way_of_importing_does_not_stand_in_the_way(monkeypatch):
    def unos(name: str, *rest: Any, **more: Any) -> NoReturn:
        raise ImportError(f"No module named {name!r} (or its names are unknown)")

    seen = []
    monkeypatch.setattr(builtins, "__import__", unos)
    found = list(loading.loaded(lambda name: seen.append(builtins.__import__)))
    assert (found, unos in seen, builtins.__import__) == ([], False, unos)


def test_every_locked_library_is_loaded():
    text = (ROOT / "requirements" / "app.txt").read_text(encoding="utf-8")
    windows = set(locked(text, environment() | {"sys_platform": "win32"}))
    owners = {
        name: [one.lower().replace("_", "-") for one in found] for name, found in packages_distributions().items()
    }
    tried = {owner for module in loading.LIBRARIES for owner in owners[module.split(".")[0]]}
    assert windows - tried == {"colorama", "pywin32", "tzdata"}
    assert loading.WINDOWS_LIBRARIES[0] == "colorama"
    assert {"pywintypes", "pythoncom", "tzdata", "win32com.client"} <= set(loading.WINDOWS_LIBRARIES)


def test_every_library_that_the_program_imports_anywhere_is_loaded():
    tried = {name.split(".")[0] for name in (*loading.LIBRARIES, *loading.WINDOWS_LIBRARIES)}
    known = tried | set(sys.stdlib_module_names) | {"xlpy", "uno", "unohelper", "com", "workbook", "distributed"}
    found = {
        name.split(".")[0]
        for path in (ROOT / "xlpy").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom) and node.module and not node.level
            else []
        )
    }
    assert found - known == set()


@pytest.mark.parametrize("platform", ["win32", "linux"])
def test_every_module_of_the_program_is_loaded_but_those_of_another_system(platform: str):
    files = {path for path in (ROOT / "xlpy").rglob("*.py") if path.name != "__main__.py"}
    other = "posix" if platform == "win32" else "windows"
    assert len(loading.modules(platform)) == len(files) - len([f for f in files if f.stem.startswith(other)])
    assert {"xlpy", "xlpy.macros", "xlpy.outputs.report", "xlpy.intake.workers"} <= set(loading.modules(platform))


# --- What is not there ------------------------------------------------------------------------------------------------


def test_the_list_holds_every_file_that_an_installation_needs():
    assert (ROOT / shipped.LIST).read_text(encoding="utf-8").splitlines() == needed(), "python -m tests.shipped"


def test_nothing_is_missing_here_nor_in_a_kit(tmp_path: Path):
    copy_product(ROOT, tmp_path)
    assert (shipped.missing(ROOT), shipped.missing(tmp_path)) == ([], [])


@pytest.mark.parametrize(
    "gone", ["xlpy/outputs/report", "templates", "xlpy/catalogue/data", "xlpy/app/proof/files.txt"]
)
def test_what_was_not_extracted_is_named_and_extracted_anew(gone: str, tmp_path: Path):
    copy_product(ROOT, tmp_path)
    place = tmp_path / gone
    place.unlink() if place.is_file() else shutil.rmtree(place)
    (told,) = shipped.missing(tmp_path)
    assert told.startswith(f"Thư mục Plan167 thiếu tệp: {gone}")
    assert "Giải nén lại toàn bộ tệp tải về" in told
    assert place.suffix or re.search(r" và \d+ tệp khác\. ", told)


def test_missing_files_are_told_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(proof, "missing", lambda folder: ["Thiếu tệp."])
    monkeypatch.setattr(proof, "loaded", lambda: iter(["Không nạp được."]))
    assert proof.main() == 2
    assert capsys.readouterr().out == "- Thiếu tệp.\n"


# --- What does not load -----------------------------------------------------------------------------------------------


def failing(name: str, error: BaseException) -> Callable[[str], object]:
    def load(asked: str) -> object:
        if asked == name:
            raise error
        return None

    return load


def refused_dll() -> ImportError:
    return ImportError("DLL load failed while importing _nhanh: khong thay", name="_nhanh", path=COMPILED)


def wrapped(error: Exception) -> Exception:
    """As numpy does: the system's refusal inside words of its own."""
    try:
        try:
            raise error
        except ImportError as cause:
            raise ImportError("IMPORTANT: PLEASE READ THIS FOR ADVICE") from cause
    except ImportError as outer:
        return outer


class Panic(BaseException):
    """What a library written in Rust raises when it gives up."""


def test_a_missing_library_is_told_once_with_what_to_do():
    (told,) = loading.loaded(failing("xlrd", ModuleNotFoundError("No module named 'xlrd'", name="xlrd")))
    assert told.startswith(
        "Không nạp được thư viện “xlrd”: thiếu tệp. Giải nén lại toàn bộ tệp tải về, xóa thư mục .venv"
    )
    assert "phần mềm diệt vi-rút có thể đã cách ly tệp" in told


def test_one_broken_library_keeps_none_of_the_others_from_being_told():
    def load(name: str) -> object:
        raise Panic if name == "python_calamine" else ImportError(name)

    told = list(loading.loaded(load))
    assert len(told) == len(loading.LIBRARIES) + (len(loading.WINDOWS_LIBRARIES) if sys.platform == "win32" else 0)
    assert not [one for one in told if "xlpy" in one.split("”")[0]]


def test_a_part_of_the_program_that_is_missing_is_told_as_that():
    (told,) = loading.loaded(failing("xlpy.outputs.report", ModuleNotFoundError(name="xlpy.outputs.report.files")))
    assert told.startswith("Không nạp được phần “xlpy.outputs.report” của chương trình: thiếu tệp. Giải nén lại")


def test_a_stop_by_the_user_is_no_fault_of_a_library():
    with pytest.raises(KeyboardInterrupt):
        list(loading.loaded(failing("xlrd", KeyboardInterrupt())))


CODES = {
    126: (Remedy.DEPENDENCY, "Microsoft Visual C++ Redistributable (x64)"),
    127: (Remedy.DEPENDENCY, "Cần Windows 10 (64 bit) trở lên"),
    193: (Remedy.WRONG_KIND, "Python 64 bit"),
    5: (Remedy.BLOCKED, ALLOW),
    225: (Remedy.BLOCKED, ALLOW),
    1260: (Remedy.BLOCKED, ALLOW),
    4551: (Remedy.BLOCKED, ALLOW),
    1455: (Remedy.MEMORY, "Đóng bớt chương trình"),
    0: (Remedy.UNKNOWN, "Giải nén lại toàn bộ"),
}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("error", [refused_dll(), wrapped(refused_dll())], ids=["plain", "wrapped"])
def test_what_windows_refuses_is_told_by_its_own_code(code: int, error: Exception):
    asked: list[str] = []

    def refusal(file: str) -> int:
        asked.append(file)
        return code

    remedy, advice = CODES[code]
    assert loading.remedy_of(error, refusal) is remedy
    assert asked == [COMPILED]
    assert advice in sentence("numpy", remedy, Installation(Path("C:/Plan167")))


def test_a_file_that_a_virus_scanner_holds_while_it_is_read_counts_as_blocked():
    error = PermissionError(13, "refused")
    setattr(error, "winerror", 225)  # noqa: B010  (a member that only Windows' Python knows)
    assert loading.remedy_of(error) is Remedy.BLOCKED


def test_a_processor_that_is_too_old_for_a_library_is_of_no_known_kind():
    assert loading.remedy_of(RuntimeError("NumPy was built with baseline optimizations")) is Remedy.UNKNOWN


@pytest.mark.parametrize("remedy", Remedy)
@pytest.mark.parametrize("is_kit", [False, True])
def test_every_sentence_is_whole_vietnamese_and_says_what_to_do(remedy: Remedy, is_kit: bool):
    place = Installation(Path("C:/Plan167"), is_kit)
    for told in (sentence("numpy", remedy, place), blocked_worker(remedy, place), not_started(remedy, place)):
        assert told.endswith(".")
        assert re.search(r"[Gg]iải nén lại|[Đđ]ề nghị|Nhờ|Đóng bớt|Cài đúng loại", told)
        assert ("bộ cài" in told) >= (is_kit and remedy is Remedy.MISSING)
        assert not re.search(r"\b(failed|error|module|not found)\b", told, re.IGNORECASE)
    assert f"toàn bộ {'bộ cài' if is_kit else 'tệp tải về'} vào một thư mục mới" in lacking("a.py", place)


def test_a_kit_is_unpacked_anew_where_another_installation_is_set_up_anew(tmp_path: Path):
    assert not Installation.of(tmp_path).is_kit
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / "python.exe").touch()
    assert Installation.of(tmp_path).is_kit
    assert "bộ cài" in Installation.of(tmp_path).again


# --- The reading worker -----------------------------------------------------------------------------------------------


def test_the_shipped_form_is_read_by_a_process_of_its_own():
    assert reading.read_form(ROOT) == ""


def test_a_form_that_is_missing_is_told(tmp_path: Path):
    assert "không thấy tệp biểu mẫu thử" in reading.read_form(tmp_path)


WORKERS: dict[str, tuple[Any, str]] = {
    "never ready": (NOT_STARTED, "đã chặn. Đề nghị"),
    "too late": ("quá 60 giây", "quá thời gian chờ. Đề nghị"),
    "dead": ("bộ đọc dừng đột ngột", "tiến trình dừng đột ngột. Giải nén lại"),
    "broken": (CRASHED, "gặp lỗi không lường trước. Giải nén lại"),
    "an empty form": (0, "gặp lỗi không lường trước. Giải nén lại"),
    "without a file that it needs": (Remedy.MISSING, "không thấy tệp biểu mẫu thử hoặc tệp của Python. Giải nén lại"),
    "forbidden": (PermissionError(13, "refused"), "đã chặn. Đề nghị"),
}


@pytest.mark.parametrize("name", WORKERS)
def test_a_worker_that_gives_no_answer_is_told_with_what_to_do(name: str):
    happens, words = WORKERS[name]

    def ask(form: Path, seconds: float) -> int | Remedy | str:
        if isinstance(happens, Exception):
            raise happens
        answer: int | Remedy | str = happens
        return answer

    told = reading.read_form(ROOT, ask)
    assert told.startswith("Không đọc thử được biểu mẫu bằng tiến trình riêng")
    assert words in told


def test_only_what_is_missing_is_told_as_missing(tmp_path: Path):
    form = tmp_path / "a.xlsx"
    assert reading.by_worker(form, reading.SECONDS) is Remedy.MISSING
    form.write_bytes(b"no workbook")
    assert reading.by_worker(form, reading.SECONDS) is Remedy.UNKNOWN


# --- As a set-up runs it ----------------------------------------------------------------------------------------------


def test_what_does_not_load_is_printed_and_the_form_is_then_not_tried(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def never(_folder: Path) -> NoReturn:
        raise AssertionError("the form was tried")

    monkeypatch.setattr(proof, "loaded", lambda: iter([f"Thiếu {number}." for number in range(7)]))
    monkeypatch.setattr(proof, "read_form", never)
    assert proof.main() == 2
    assert capsys.readouterr().out.splitlines() == [*(f"- Thiếu {n}." for n in range(5)), "- … và 2 phần khác."]


def test_a_proof_that_fails_itself_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    def fail(_folder: Path) -> NoReturn:
        raise RuntimeError("hỏng")

    monkeypatch.setattr(proof, "missing", fail)
    monkeypatch.setattr(proof, "HOME", tmp_path)
    assert proof.main() == 2
    assert capsys.readouterr().out.startswith("- Lỗi ngoài dự kiến, mã L-")


def test_a_library_spoilt_on_the_disk_is_found(tmp_path: Path):
    """For real: a compiled library whose file is no library any more."""
    broken = tmp_path / f"python_calamine{EXTENSION_SUFFIXES[0]}"
    broken.write_bytes(b"quarantined")
    told = tmp_path / "told.txt"
    first = f"import sys; sys.path.insert(0, {str(tmp_path)!r})"
    code = f"{first}; from xlpy.app.proof.__main__ import main; main([{str(told)!r}])"
    # no pipe: a program that Windows starts along may hold it open for good
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=120)
    assert "Không nạp được thư viện “python_calamine”" in told.read_text(encoding="utf-8")
    assert importlib.import_module("python_calamine")


def test_it_tells_in_a_file_where_one_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    monkeypatch.setattr(proof, "loaded", lambda: iter(["Thiếu một."]))
    assert proof.main([str(tmp_path / "a.txt")]) == 2
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "- Thiếu một."
    assert capsys.readouterr().out == ""
