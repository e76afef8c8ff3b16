r"""Windows: its answers to what `xlpy.basics.system.facts` asks. Never imported elsewhere; reads only, starts nothing.

Keys of the registry are those of Microsoft's documents: Control Panel\International for signs of the region, the
Office templates of group policy for macros, "Attack surface reduction rules" for Defender, "Maximum Path Length
Limitation" for long paths.
"""

from __future__ import annotations

import ctypes
import locale
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

assert sys.platform == "win32"

import winreg  # noqa: E402  (Windows alone has it)

Questions = Mapping[str, Callable[[], str]]

UNSET = "không đặt"
OFFICES = ("16.0", "15.0", "14.0")
"""Versions of Office by the names of their keys: 2016 and later, 2013, 2010."""
NO_CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
"""Defender's rule "Block all Office applications from creating child processes": then no button can start Python."""
_USER, _PC = winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE
_WINDOWS = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
_OFFICE = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_REGION = r"Control Panel\International"
_FILES = r"SYSTEM\CurrentControlSet\Control\FileSystem"
_PRINTERS = r"Software\Microsoft\Windows NT\CurrentVersion"
_DRIVES = ("không rõ", "không có", "ổ rút ra được", "ổ cứng của máy", "ổ mạng", "ổ CD", "ổ RAM")
"""By what GetDriveType gives."""
_LETTERS = 512
_MOD_NOT_FOUND = 126
"""ERROR_MOD_NOT_FOUND: the library itself or one that it needs is not there."""
_NEW_BUILD = 22000
"""The first build of Windows 11, whose key still says 10."""


def machine() -> Questions:
    """Windows, its processor, and Office as it was installed."""
    return {
        "Windows": _windows,
        "Bộ xử lý": platform.machine,
        "Office (Click-to-Run)": lambda: (
            f"{_read(_PC, _OFFICE, 'VersionToReport')}, {_read(_PC, _OFFICE, 'Platform')}, "
            f"{_read(_PC, _OFFICE, 'ProductReleaseIds')}"
        ),
        "Excel": lambda: _installed("excel.exe"),
        "Word": lambda: _installed("winword.exe"),
        "Excel đăng ký": lambda: _read(winreg.HKEY_CLASSES_ROOT, r"Excel.Application\CurVer", ""),
        "Word đăng ký": lambda: _read(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CurVer", ""),
    }


def region() -> Questions:
    """Signs by which numbers, lists and days are written here, code pages, language."""
    signs = {
        "Dấu thập phân": "sDecimal",
        "Dấu phân cách nghìn": "sThousand",
        "Dấu phân cách danh sách": "sList",
        "Ngày viết ngắn": "sShortDate",
        "Vùng": "LocaleName",
    }
    kernel = ctypes.WinDLL("kernel32")
    return {
        **{name: _asked(_USER, _REGION, key) for name, key in signs.items()},
        "Bảng mã Windows, cửa sổ lệnh": lambda: f"{kernel.GetACP()}, {kernel.GetOEMCP()}",
        "Ngôn ngữ hiển thị": lambda: locale.windows_locale.get(kernel.GetUserDefaultUILanguage(), ""),
    }


def printers() -> Questions:
    """The printer that is taken unless another is chosen, and all printers."""
    return {
        "Máy in mặc định": _asked(_USER, rf"{_PRINTERS}\Windows", "Device"),
        "Các máy in": lambda: "; ".join(_names(_USER, rf"{_PRINTERS}\Devices")) or "không có máy in nào",
    }


def policies() -> Questions:
    """What an office may have set that keeps macros, Python or a command window from starting."""
    found: dict[str, Callable[[], str]] = {}
    for version in OFFICES:
        security = rf"Microsoft\Office\{version}\Excel\Security"
        keys = {
            f"Macro, người dùng chọn (Office {version})": (_USER, rf"Software\{security}", "VBAWarnings"),
            f"Macro, chính sách (Office {version})": (_USER, rf"Software\Policies\{security}", "VBAWarnings"),
            f"Chặn macro tải từ mạng (Office {version})": (
                _USER,
                rf"Software\Policies\{security}",
                "blockcontentexecutionfrominternet",
            ),
        }
        found |= {name: _asked(*key) for name, key in keys.items()}
    rules = r"Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
    sac = r"SYSTEM\CurrentControlSet\Control\CI\Policy"
    return {
        **found,
        "Cấm cửa sổ lệnh (DisableCMD)": _asked(_USER, r"Software\Policies\Microsoft\Windows\System", "DisableCMD"),
        "Cấm Office mở chương trình khác (ASR, chính sách)": _asked(_PC, rf"SOFTWARE\Policies\{rules}", NO_CHILDREN),
        "Cấm Office mở chương trình khác (ASR, máy)": _asked(_PC, rf"SOFTWARE\{rules}", NO_CHILDREN),
        "AppLocker": lambda: "có" if _subkeys(_PC, r"SOFTWARE\Policies\Microsoft\Windows\SrpV2") else UNSET,
        "Smart App Control": _asked(_PC, sac, "VerifiedAndReputablePolicyState"),
        "Đường dẫn dài (LongPathsEnabled)": _asked(_PC, _FILES, "LongPathsEnabled"),
        "Tắt tên ngắn 8.3": _asked(_PC, _FILES, "NtfsDisable8dot3NameCreation"),
    }


def place(folder: Path) -> Questions:
    """The drive that a folder lies on, and the folder's short name of 8.3 letters."""
    return {"Loại ổ đĩa": lambda: _drive(folder), "Tên ngắn 8.3": lambda: _short(folder)}


def download_mark(file: Path) -> str:
    """The zone that Windows' mark of a download names, '' for a file without one. Raises OSError if refused."""
    try:
        text = Path(f"{file}:Zone.Identifier").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    return next((line for line in text.splitlines() if line.startswith("ZoneId=")), "có dấu")


def program_version(file: str) -> str:
    """The version that a program's file bears; the program is not started. Raises OSError where it bears none."""
    library = ctypes.WinDLL("version", use_last_error=True)
    room = ctypes.create_string_buffer(library.GetFileVersionInfoSizeW(file, None))
    found, length = ctypes.POINTER(ctypes.c_uint32)(), ctypes.c_uint()
    if not (
        library.GetFileVersionInfoW(file, 0, len(room), room)
        and library.VerQueryValueW(room, "\\", ctypes.byref(found), ctypes.byref(length))
    ):
        raise ctypes.WinError(ctypes.get_last_error())
    high, low = found[2], found[3]  # VS_FIXEDFILEINFO: dwFileVersionMS, dwFileVersionLS
    return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"


def long_paths() -> bool:
    """Whether paths may be longer than 259 letters here: only where LongPathsEnabled is set. Raises nothing."""
    try:
        return _read(_PC, _FILES, "LongPathsEnabled") == "1"
    except OSError:
        return False


def library_refusal(file: str) -> int:
    """Windows' code for why it does not load a compiled library (winerror.h); 0 where it does load it."""
    try:
        ctypes.WinDLL(file)
    except FileNotFoundError:  # what ctypes makes of it, without Windows' own code
        return _MOD_NOT_FOUND
    except OSError as error:
        return error.winerror or error.errno or -1
    return 0


def _windows() -> str:
    build = _read(_PC, _WINDOWS, "CurrentBuild")
    name = _read(_PC, _WINDOWS, "ProductName")
    if build.isdigit() and int(build) >= _NEW_BUILD:
        name = name.replace("Windows 10", "Windows 11")
    return f"{name} {_read(_PC, _WINDOWS, 'DisplayVersion')}, bản dựng {build}.{_read(_PC, _WINDOWS, 'UBR')}"


def _installed(program: str) -> str:
    file = _read(_PC, rf"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\{program}", "")
    return f"{program_version(file)} ({file})" if file != UNSET else "không có"


def _asked(root: int, key: str, value: str) -> Callable[[], str]:
    return lambda: _read(root, key, value)


def _read(root: int, key: str, value: str) -> str:
    """A value of the registry, as 64-bit programs see it; `UNSET` where there is none. Raises OSError if refused."""
    try:
        with winreg.OpenKey(root, key, access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
            found, _ = winreg.QueryValueEx(opened, value)
    except FileNotFoundError:
        return UNSET
    return f"“{found}”" if isinstance(found, str) and not found.strip() else str(found)


def _names(root: int, key: str) -> Iterator[str]:
    try:
        with winreg.OpenKey(root, key) as opened:
            for number in range(winreg.QueryInfoKey(opened)[1]):
                yield winreg.EnumValue(opened, number)[0]
    except FileNotFoundError:
        return


def _subkeys(root: int, key: str) -> int:
    try:
        with winreg.OpenKey(root, key) as opened:
            return winreg.QueryInfoKey(opened)[0]
    except FileNotFoundError:
        return 0


def _drive(folder: Path) -> str:
    if folder.drive.startswith("\\\\"):
        return "thư mục mạng"
    return _DRIVES[ctypes.WinDLL("kernel32").GetDriveTypeW(f"{folder.drive}\\")]


def _short(folder: Path) -> str:
    room = ctypes.create_unicode_buffer(_LETTERS)
    length = ctypes.WinDLL("kernel32").GetShortPathNameW(str(folder), room, _LETTERS)
    return room.value if 0 < length < _LETTERS else "không có"
