"""Getting Plan167 onto a PC: run.py's set-up for real and by stand-ins."""

from __future__ import annotations

import ast
import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import run
from tests.tools import ROOT
from xlpy.basics.system import facts

INSTALLER = ROOT / "Cai-dat.cmd"


def make_wheel(folder: Path, version: str = "1.0") -> str:
    """A library of one module as a wheel; gives the line of a locked requirement for it."""
    info = f"thu_vien_nho-{version}.dist-info"
    files = {
        "thu_vien_nho.py": b"WORD = 'xin chao'\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: thu-vien-nho\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    hashes = {
        name: base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=") for name, data in files.items()
    }
    lines = [f"{name},sha256={hashes[name].decode()},{len(data)}" for name, data in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*lines, f"{info}/RECORD,,"]).encode()
    wheel = folder / f"thu_vien_nho-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return f"thu-vien-nho=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


SMALL_PROOF = """
import sys
try:
    import xlpy.macros
except ImportError as error:
    open(sys.argv[1], "w", encoding="utf-8").write(f"- Chưa nạp được: {error}.")
    sys.exit(2)
"""
"""The proof of a program of one library; the real one has its own tests."""
Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A small project as unpacked on a PC without network: one library in wheels, a workbook marked as downloaded."""
    home: Path = tmp_path_factory.mktemp("pc") / "Kế hoạch 167 (bản mới)"
    for folder in ("xlpy/app/proof", "workbook", "requirements", "wheels"):
        (home / folder).mkdir(parents=True)
    for name in (
        "run.py",
        "xlpy/__init__.py",
        "xlpy/app/__init__.py",
        "xlpy/app/setup_checks.py",
        *(file.relative_to(ROOT).as_posix() for file in (ROOT / "xlpy" / "basics").rglob("*.py")),
        "xlpy/app/proof/__init__.py",
        "xlpy/app/proof/advice.py",
    ):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, home / name)
    (home / "xlpy" / "macros.py").write_text("import thu_vien_nho\n", encoding="utf-8")
    (home / "xlpy" / "app" / "proof" / "__main__.py").write_text(SMALL_PROOF, encoding="utf-8")
    (home / "requirements" / "app.txt").write_text(make_wheel(home / "wheels"), encoding="utf-8")
    (home / "workbook" / "Plan167.xlsm").write_bytes(b"PK")
    (home / "workbook" / "Plan167.xlsm:Zone.Identifier").write_bytes(b"[ZoneTransfer]\r\nZoneId=3\r\n")
    return home


def set_up(home: Path) -> Done:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHONPATH", "VIRTUAL_ENV", "PIP_"))}
    call = [sys.executable, "run.py", "setup"]
    return subprocess.run(call, cwd=home, env=env, capture_output=True, encoding="utf-8", check=False, timeout=120)


@pytest.fixture(scope="module")
def first(project) -> Done:
    """The first set-up, for real: an environment made, a library installed from the folder wheels."""
    return set_up(project)


@pytest.fixture
def spoilt(project, first) -> Iterator[Callable[[str, str, str], None]]:
    """Changes a text of a file of the installed project; it is as before after the test."""
    kept: dict[Path, str] = {}

    def spoil(name: str, pattern: str, new: str) -> None:
        file = project / name
        kept[file] = file.read_text(encoding="utf-8")
        file.write_text(re.sub(pattern, new, kept[file]), encoding="utf-8")

    yield spoil
    for file, text in kept.items():
        file.write_text(text, encoding="utf-8")


@pytest.mark.slow("setup")
def test_a_pc_without_network_is_set_up_and_told_what_comes_next(project, first):
    assert first.returncode == 0, first.stdout + first.stderr
    assert "lấy từ thư mục wheels" in first.stdout
    assert "mở workbook/Plan167.xlsm bằng Excel" in first.stdout
    # without it each click would compile the program anew
    assert list((project / "xlpy" / "__pycache__").glob("macros.*.pyc"))


@pytest.mark.slow("setup")
def test_the_mark_of_a_download_is_taken_off_the_workbook_and_nothing_else(project, first):
    assert "Đã bỏ chặn tệp tải về: Plan167.xlsm" in first.stdout
    assert [file.name for file in (project / "workbook").iterdir()] == ["Plan167.xlsm"]
    assert (project / "workbook" / "Plan167.xlsm").read_bytes() == b"PK"


@pytest.mark.slow("setup")
def test_a_second_set_up_finds_all_done(project, first):
    second = set_up(project)
    assert second.returncode == 0
    assert "Tạo môi trường" not in second.stdout
    assert "bỏ chặn" not in second.stdout


@pytest.mark.slow("setup")
def test_a_program_that_does_not_start_is_told_with_the_reason(project, spoilt):
    spoilt("xlpy/macros.py", "thu_vien_nho", "thu_vien_thieu")
    done = set_up(project)
    assert done.returncode == 2
    assert "CHƯA chạy được trên máy này:\n- Chưa nạp được: No module named 'thu_vien_thieu'" in done.stdout
    assert "Đã cài đặt xong" not in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow("setup")
def test_a_library_that_was_tampered_with_is_not_installed(project, spoilt):
    locked = re.sub(r"sha256:\w{4}", "sha256:0000", make_wheel(project / "wheels", "1.1"))
    spoilt("requirements/app.txt", "(?s).+", locked)
    done = set_up(project)
    assert done.returncode == 2
    assert "Không cài được thư viện" in done.stdout


@pytest.fixture
def calls(tmp_path, monkeypatch) -> list[list[str]]:
    """Run.py in an empty project, its commands noted instead of run."""
    noted: list[list[str]] = []

    def fake(command: list[str], **_: Any) -> Any:
        noted.append([str(word) for word in command])
        return SimpleNamespace(returncode=0, stdout="", stderr="")

    (tmp_path / "requirements").mkdir()
    for level in ("app", "test", "dev"):
        (tmp_path / "requirements" / f"{level}.txt").write_text(level)
    places = {"VENV": ".venv", "WHEELS": "wheels", "KIT": "python/python.exe"}
    for name, path in {"HERE": tmp_path, **{name: tmp_path / path for name, path in places.items()}}.items():
        monkeypatch.setattr(run, name, path)
    monkeypatch.setattr(subprocess, "run", fake)
    monkeypatch.setattr(subprocess, "call", lambda command, **_: fake(command).returncode)
    monkeypatch.setattr(run, "run_command", lambda command: fake(command).returncode)
    monkeypatch.setattr(venv, "create", lambda folder, **_: folder.mkdir(exist_ok=True))
    return noted


@pytest.mark.parametrize(
    ("level", "wheels", "expected"),
    [
        ("app", False, []),
        ("app", True, ["--find-links", "wheels", "--no-index"]),
        ("test", True, ["--find-links", "wheels"]),
        ("dev", True, ["--find-links", "wheels"]),
    ],
)
def test_the_network_is_left_alone_where_wheels_are_there(level, wheels, expected, calls, tmp_path):
    if wheels:
        (tmp_path / "wheels").mkdir()
    run.set_up(level)
    (pip,) = calls
    assert "--require-hashes" in pip
    assert [Path(word).name for word in pip[pip.index("--require-hashes") + 1 : pip.index("-r")]] == expected
    assert pip[-1] == str(tmp_path / "requirements" / f"{level}.txt")


def wheel_for(*minors: int) -> None:
    run.WHEELS.mkdir()
    (run.WHEELS / "xlrd-2.0.2-py2.py3-none-any.whl").touch()
    (run.WHEELS / "cryptography-46-cp38-abi3-win_amd64.whl").touch()
    for minor in minors:
        (run.WHEELS / f"numpy-2.4.6-cp3{minor}-cp3{minor}-win_amd64.whl").touch()


def environment_of(version: str) -> None:
    run.interpreter().parent.mkdir(parents=True)
    run.interpreter().touch()
    (run.VENV / "pyvenv.cfg").write_text(f"home = C:\\Python\nversion = {version}\n", encoding="utf-8")


OURS = sys.version_info[1]


def test_wheels_of_another_python_are_told_with_both_versions_and_nothing_is_done(calls, capsys):
    wheel_for(OURS + 1, OURS + 2)
    assert run.main(["setup"]) == 2
    said = capsys.readouterr().out
    assert f"dành cho Python 3.{OURS + 1}, 3.{OURS + 2}, còn máy đang dùng Python 3.{OURS}. " in said
    assert (calls, run.VENV.exists()) == ([], False)


@pytest.mark.parametrize("minors", [(), (OURS,), (OURS + 1, OURS)])
def test_wheels_of_this_python_or_of_any_are_installed(minors, calls):
    wheel_for(*minors)
    run.set_up("app")
    assert "--no-index" in calls[0]


@pytest.mark.parametrize(("version", "anew"), [(f"3.{OURS + 1}.4", False), ("3.9.1", True)])
def test_an_environment_that_wheels_do_not_fit_is_made_anew(version, anew, calls, capsys):
    wheel_for(OURS, OURS + 1)
    environment_of(version)
    run.set_up("app")
    assert ("Tạo môi trường" in capsys.readouterr().out) == anew


def test_a_python_that_wheels_do_not_fit_is_no_matter_where_the_environment_does(calls, capsys):
    wheel_for(OURS + 1)
    environment_of(f"3.{OURS + 1}.0")
    run.set_up("app")
    assert "--no-index" in calls[0]


@pytest.mark.parametrize(
    ("letters", "long_paths", "code"), [(143, False, 0), (144, False, 2), (144, True, 0)], ids=["fits", "long", "free"]
)
def test_a_folder_whose_libraries_windows_could_not_name_is_refused_before_pip(
    letters, long_paths, code, calls, tmp_path, monkeypatch, capsys
):
    home = tmp_path / ("a" * (letters - len(str(tmp_path)) - 1))
    (home / "requirements").mkdir(parents=True)
    (home / "requirements" / "app.txt").write_text("app")
    monkeypatch.setattr(run, "HERE", home)
    monkeypatch.setattr(facts, "long_paths", lambda: long_paths)
    assert run.main(["check"]) == code
    assert bool(calls) == (code == 0)
    assert ("dài 144 ký tự, máy này chỉ cài được đến 143" in capsys.readouterr().out) == (code == 2)


def test_libraries_are_installed_anew_only_where_the_lock_changed(calls, tmp_path):
    run.set_up("app")
    run.interpreter().parent.mkdir()
    run.interpreter().touch()
    run.set_up("app")
    assert len(calls) == 1
    (tmp_path / "requirements" / "app.txt").write_text("other")
    run.set_up("app")
    assert len(calls) == 2


def test_what_all_tests_need_is_enough_for_the_quick_ones_and_for_the_program(calls, tmp_path):
    run.set_up("dev")
    run.interpreter().parent.mkdir(parents=True, exist_ok=True)
    run.interpreter().touch()
    calls.clear()
    run.set_up("test")
    run.set_up("app")
    assert calls == []


@pytest.mark.parametrize(
    ("command", "more", "level"),
    [("demo", [], "app"), ("test", [], "test"), ("test", ["tests/basics"], "test"), ("test", ["--all"], "dev")],
)
def test_a_command_waits_for_no_more_libraries_than_it_uses(command, more, level, monkeypatch):
    monkeypatch.delenv("PLAN167_NO_SKIP", raising=False)
    assert run.level_of(command, more) == level


def test_a_larger_lock_holds_the_same_versions_of_what_the_smaller_one_holds():
    def pinned(level: str) -> set[str]:
        """Name, version and hashes; where a library is wanted may differ by who else wants it."""
        text = (ROOT / "requirements" / f"{level}.txt").read_text(encoding="utf-8").strip()
        return {re.sub(r" ;[^\\]*", " ", pin) for pin in re.split(r"\n(?=\S)", text)}

    held = [pinned(level) for level in run.LEVELS]
    assert held[0] < held[1] < held[2]


def test_an_environment_whose_python_is_gone_is_made_anew(calls, tmp_path, monkeypatch, capsys):
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "plan167-app").write_text("old")
    monkeypatch.setattr(run, "runs", lambda: False)
    run.setup()
    assert "làm lại từ đầu" in capsys.readouterr().out
    assert (tmp_path / ".venv" / "plan167-app").read_text() != "old"


def test_a_python_that_does_not_start_does_not_run(calls, monkeypatch):
    def gone(*_, **__):
        raise FileNotFoundError

    monkeypatch.setattr(subprocess, "run", gone)
    assert run.runs() is False


def test_wheels_are_fetched_whole_by_the_lock(calls, tmp_path, capsys):
    assert run.main(["wheels"]) == 0
    (pip,) = calls
    assert pip[1:4] == ["-m", "pip", "download"]
    assert {"--require-hashes", "--only-binary", str(tmp_path / "wheels")} <= set(pip)
    assert "Dùng cho máy cùng loại" in capsys.readouterr().out


@pytest.fixture
def kit(calls, tmp_path) -> Path:
    """The Python that a kit brings along, in the empty project."""
    python: Path = tmp_path / "python" / "python.exe"
    python.parent.mkdir()
    python.touch()
    return python


def test_a_kit_is_only_tried_and_nothing_is_set_up(kit, calls, tmp_path, capsys):
    (tmp_path / "workbook").mkdir()
    (tmp_path / "workbook" / "Plan167.xlsm").touch()
    assert run.main(["setup"]) == 0
    assert [call[:3] for call in calls] == [[str(kit), "-m", "xlpy.app.proof"]]
    assert not (tmp_path / ".venv").exists()
    assert f"Bộ cài có sẵn Python và thư viện: {kit.parent}" in capsys.readouterr().out


def test_every_command_of_a_kit_runs_with_its_own_python(kit, calls):
    assert run.main(["check", "tep-nhan"]) == 0
    assert calls == [[str(kit), "-m", "xlpy", "check", "tep-nhan"]]


def test_a_kit_has_no_tests_and_says_so(kit, calls, capsys):
    assert run.main(["test"]) == 2
    assert (calls, capsys.readouterr().out) == ([], "Bộ này không kèm các phép thử.\n")


def refused(winerror: int | None = None) -> OSError:
    error = OSError(13, "refused")
    setattr(error, "winerror", winerror)  # noqa: B010  (a member that only Windows' Python knows)
    return error


PROOFS: dict[str, tuple[Any, str]] = {
    "a timeout": (subprocess.TimeoutExpired("python", 1), "quá thời gian chờ. Đề nghị bộ phận công nghệ thông tin"),
    "a policy": (refused(1260), "Windows hoặc phần mềm diệt vi-rút đã chặn. Đề nghị bộ phận công nghệ thông tin"),
    "a refusal of another kind": (refused(), "Windows hoặc phần mềm diệt vi-rút đã chặn"),
    "a Python that is gone": (FileNotFoundError(2, "gone"), "thiếu tệp. Giải nén lại toàn bộ"),
    "another kind of machine": (refused(193), "tệp không cùng loại với Windows"),
    "a crash": (SimpleNamespace(returncode=0xC0000005), "dừng đột ngột khi nạp (mã 0xC0000005)"),
    "an end without a word": (
        SimpleNamespace(returncode=2),
        "dừng đột ngột khi nạp (mã 0x00000002)",
    ),
}


@pytest.mark.parametrize("name", PROOFS)
def test_a_proof_that_can_not_speak_for_itself_is_told_with_what_to_do(name, monkeypatch, tmp_path):
    happens, sentence = PROOFS[name]

    def fake(*_, **__):
        if isinstance(happens, Exception):
            raise happens
        return happens

    monkeypatch.setattr(subprocess, "run", fake)
    (told,) = run.prove("python", tmp_path)
    assert told.startswith("- Không chạy được Python của chương trình")
    assert sentence in told


def test_what_the_proof_says_is_handed_on(monkeypatch, tmp_path):
    def fake(command: list[str], **options: Any) -> Any:
        assert options["stdout"] == options["stderr"] == subprocess.DEVNULL  # no pipe that somebody may hold open
        Path(command[-1]).write_text("- a\n- b", encoding="utf-8")
        return SimpleNamespace(returncode=2)

    monkeypatch.setattr(subprocess, "run", fake)
    assert run.prove("python", tmp_path) == ["- a", "- b"]


def test_other_commands_go_to_the_program_as_before(calls, tmp_path):
    assert run.main(["check", "tep-nhan"]) == 0
    assert calls[-1][1:] == ["-m", "xlpy", "check", "tep-nhan"]


def test_an_old_python_is_told_which_one_is_needed(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert run.main(["setup"]) == 2
    assert "Cần Python 3.11 trở lên" in capsys.readouterr().out
    # which it can only say if an old Python can read the file at all
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (subprocess.CalledProcessError(1, "pip"), "Không cài được thư viện (mã 1)"),
        (PermissionError(13, "denied"), "Đóng Excel"),
    ],
)
def test_a_set_up_that_fails_is_one_sentence(fault, sentence, monkeypatch, capsys):
    def fail(_level):
        raise fault

    monkeypatch.setattr(run, "set_up", fail)
    assert run.main(["demo"]) == 2
    assert sentence in capsys.readouterr().out


def test_a_file_that_keeps_its_mark_is_told(tmp_path, monkeypatch):
    book = tmp_path / "a.xlsm"

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    assert run.unblock([book]) == ([], [book])
    assert "chọn Properties, đánh dấu Unblock" in run._report([], [book])


def test_many_files_are_counted_not_listed(tmp_path):
    files = [tmp_path / f"{number}.pyd" for number in range(9)]
    assert "0.pyd, 1.pyd, 2.pyd, 3.pyd, 4.pyd và 4 tệp khác" in run._report(files, [])


def test_no_address_of_a_registry_stands_in_what_installs():
    for file in (ROOT / "run.py", INSTALLER):
        assert not re.search(r"https?:|index-url|pypi|www\.", file.read_text(encoding="utf-8"), re.IGNORECASE), (
            file.name
        )


@pytest.mark.skipif(sys.platform == "win32", reason="this system sends Ctrl+C to whole consoles only")
def test_a_command_that_is_stopped_tells_it_itself_and_its_code_is_kept():
    code = "import os, signal, sys; signal.signal(signal.SIGINT, lambda *_: sys.exit(3)); "
    both = "os.kill(os.getppid(), signal.SIGINT); os.kill(os.getpid(), signal.SIGINT); signal.pause()"
    assert run.run_command([sys.executable, "-c", code + both]) == 3
