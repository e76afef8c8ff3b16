"""What Windows tells of itself, tested on Windows: Wine has a registry, drives and short names too."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    import winreg

    from xlpy.basics.system import facts, windows_facts

    @pytest.fixture
    def planted() -> Iterator[list[tuple[str, str]]]:
        """Values of this user's registry; all that the test set is taken away again."""
        values: list[tuple[str, str]] = []
        yield values
        for key, value in values:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, access=winreg.KEY_WRITE) as opened:
                winreg.DeleteValue(opened, value)

    def plant(planted: list[tuple[str, str]], key: str, value: str, number: int) -> None:
        with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, key, access=winreg.KEY_WRITE) as opened:
            winreg.SetValueEx(opened, value, 0, winreg.REG_DWORD, number)
        planted.append((key, value))

    @pytest.mark.parametrize(
        ("name", "key", "value"),
        [
            (
                "Macro, chính sách (Office 16.0)",
                r"Software\Policies\Microsoft\Office\16.0\Excel\Security",
                "VBAWarnings",
            ),
            (
                "Chặn macro tải từ mạng (Office 16.0)",
                r"Software\Policies\Microsoft\Office\16.0\Excel\Security",
                "blockcontentexecutionfrominternet",
            ),
            ("Cấm cửa sổ lệnh (DisableCMD)", r"Software\Policies\Microsoft\Windows\System", "DisableCMD"),
        ],
    )
    def test_a_policy_that_is_set_is_told_and_one_that_is_not_too(
        name: str, key: str, value: str, planted: list[tuple[str, str]]
    ):
        assert facts.answer(windows_facts.policies()[name]) == "không đặt"
        plant(planted, key, value, 2)
        assert facts.answer(windows_facts.policies()[name]) == "2"

    def test_windows_and_its_signs_are_told():
        assert facts.answer(windows_facts.machine()["Windows"]) != facts.UNREADABLE
        assert facts.answer(windows_facts.region()["Dấu thập phân"]) in (".", ",")
        assert facts.answer(windows_facts.region()["Bảng mã Windows, cửa sổ lệnh"]) != facts.UNREADABLE

    @pytest.mark.parametrize(
        ("says", "allowed"), [("1", True), ("0", False), (windows_facts.UNSET, False), ("", False)]
    )
    def test_long_paths_are_allowed_where_windows_says_so_alone(
        says: str, allowed: bool, monkeypatch: pytest.MonkeyPatch
    ):
        def read(_root: int, _key: str, value: str) -> str:
            if not says:
                raise PermissionError
            return says if value == "LongPathsEnabled" else windows_facts.UNSET

        monkeypatch.setattr(windows_facts, "_read", read)
        assert facts.long_paths() is allowed

    def test_no_group_of_questions_raises():
        groups = (windows_facts.machine(), windows_facts.region(), windows_facts.printers(), windows_facts.policies())
        assert all(facts.answer(ask) for group in groups for ask in group.values())

    def test_the_drive_and_the_short_name_of_a_folder_are_told(tmp_path: Path):
        folder = tmp_path / "Kế hoạch 167"
        folder.mkdir()
        told = {name: facts.answer(ask) for name, ask in windows_facts.place(folder).items()}
        assert told["Loại ổ đĩa"] == "ổ cứng của máy"
        assert told["Tên ngắn 8.3"].isascii() or told["Tên ngắn 8.3"] == "không có"

    def test_the_mark_of_a_download_is_told(tmp_path: Path):
        file = tmp_path / "a.xlsm"
        file.touch()
        assert windows_facts.download_mark(file) == ""
        Path(f"{file}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n", encoding="utf-8")
        assert windows_facts.download_mark(file) == "ZoneId=3"

    def test_the_version_of_a_program_is_read_from_its_file():
        assert windows_facts.program_version(r"C:\windows\system32\kernel32.dll").count(".") == 3
        with pytest.raises(OSError, match=r"."):
            windows_facts.program_version(r"C:\windows\không có.exe")

    def test_windows_says_by_a_code_why_a_library_does_not_load(tmp_path: Path):
        assert windows_facts.library_refusal("kernel32.dll") == 0
        assert windows_facts.library_refusal(str(tmp_path / "không có.dll")) == 126
        spoilt = tmp_path / "hỏng.dll"
        spoilt.write_bytes(b"quarantined")
        assert windows_facts.library_refusal(str(spoilt)) == 193
