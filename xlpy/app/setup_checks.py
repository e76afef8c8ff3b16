"""Is the master workbook in a place where its buttons work? Judged from its name alone, with a sentence for each fault.

Pure: what lies on the disk is asked through ``exists``. Only the standard library, so that the installer can ask too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath, PurePosixPath, PureWindowsPath

SHIPPED_NAME = "Plan167.xlsm"
SUPPORT_FILE = "Kiem-tra-cai-dat.txt"
"""What the check of the set-up leaves beside the workbook, to be sent to whoever helps."""
INTERPRETERS = ((".venv", "Scripts", "python.exe"), ("python", "python.exe"), (".venv", "bin", "python"))
"""Where Python lies beside the program, the one that set-up made before the one that came with it."""
PROGRAM = ("xlpy", "start.py")
LOADED_FROM_NOT = ";"
"""The sign that parts the folders from which Windows loads libraries: Python does not start from such a folder."""
SPLIT_AT = "="
"""The sign at which xlwings takes the workbook's name apart."""
EXCEL_LONGEST = 218
"""Letters of a workbook's full name that Excel takes (Microsoft's knowledge base, article 213983)."""
WINDOWS_LONGEST = 259
"""Letters of a path that Windows takes unless long paths are allowed ("Maximum Path Length Limitation")."""
RESULTS = 101
"""Letters of the longest name of a result, seen from the workbook's folder; a test measures it."""
LONGEST = EXCEL_LONGEST - 1 - RESULTS
"""Letters of the workbook's folder with which every result can be opened, in Excel too."""
LIBRARIES = 115
"""Letters of the longest name in ``.venv``, seen from the project's folder; a test measures it."""
LONGEST_HOME = WINDOWS_LONGEST - 1 - LIBRARIES
"""Letters of the project's folder with which every library can be installed, unless long paths are allowed."""

_URL = re.compile(r"https?://", re.IGNORECASE)
_ARCHIVE = re.compile(r"\.(zip|rar|7z)(\.|$)|^7zO|^Rar\$", re.IGNORECASE)


class Trouble(Enum):
    """What is wrong with the place of a workbook."""

    UNSAVED = "chưa lưu"
    ONLINE = "mở từ mạng"
    ARCHIVE = "mở trong tệp nén"
    BAD_NAME = "tên có dấu không dùng được"
    NO_PYTHON = "chưa cài đặt"
    TOO_LONG = "đường dẫn quá dài"
    READ_ONLY = "chỉ đọc"
    SYNCED = "thư mục đồng bộ"
    RENAMED = "tên khác"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence or two for the person at the workbook; ``stops`` says that the buttons cannot do their work."""

    trouble: Trouble
    sentence: str
    stops: bool


def notices(
    full_name: str, *, read_only: bool = False, exists: Callable[[str], bool] = os.path.exists
) -> tuple[Notice, ...]:
    """What there is to say about a workbook of this full name (Windows or other), what stops the work first.

    ``read_only`` is whether the workbook is open so that it can't be saved under its name. Raises nothing.
    """
    return tuple(sorted(_notices(full_name, read_only, exists), key=lambda one: not one.stops))


def too_long(home: str) -> str:
    """What to say where the project's folder leaves libraries no room, '' else. Only for a Windows with its limit."""
    if len(home) <= LONGEST_HOME:
        return ""
    return (
        f"Đường dẫn của thư mục Plan167 dài {len(home)} ký tự, máy này chỉ cài được đến {LONGEST_HOME} ({home}). Hãy "
        "chuyển cả thư mục ra chỗ có đường dẫn ngắn, ví dụ C:\\Plan167, rồi chạy Cai-dat.cmd tại đó."
    )


def _notices(full_name: str, read_only: bool, exists: Callable[[str], bool]) -> Iterator[Notice]:
    path = _path(full_name)
    if _URL.match(full_name):
        yield Notice(
            Trouble.ONLINE,
            f"Sổ tính đang mở từ OneDrive hoặc SharePoint ({full_name}). Hãy chép cả thư mục Plan167 ra một chỗ "
            "trên máy, ngoài thư mục đồng bộ (ví dụ C:\\Plan167), chạy Cai-dat.cmd tại đó rồi mở sổ tính ở chỗ mới.",
            stops=True,
        )
    elif len(path.parts) < 2:
        yield Notice(
            Trouble.UNSAVED,
            "Sổ tính chưa được lưu vào máy. Hãy lưu vào thư mục workbook của Plan167 (tệp .xlsm) rồi làm lại.",
            stops=True,
        )
    else:
        yield from _place(path, exists)
    if read_only:
        yield Notice(
            Trouble.READ_ONLY,
            f"Sổ tính {path.name} đang mở ở chế độ chỉ đọc nên kết quả không lưu được vào đó. Hãy đóng sổ tính ở cửa "
            "sổ hoặc máy khác, bỏ thuộc tính chỉ đọc (Read-only) của tệp rồi mở lại.",
            stops=True,
        )
    if path.name and path.name.lower() != SHIPPED_NAME.lower():
        yield Notice(
            Trouble.RENAMED,
            f"Sổ tính mang tên {path.name} thay vì {SHIPPED_NAME}; vẫn dùng được bình thường.",
            stops=False,
        )


def _place(path: PurePath, exists: Callable[[str], bool]) -> Iterator[Notice]:
    folder = path.parent
    if any(_ARCHIVE.search(part) for part in folder.parts):
        yield Notice(
            Trouble.ARCHIVE,
            f"Sổ tính đang mở ngay trong tệp nén ({folder}). Hãy giải nén toàn bộ vào một thư mục trên máy, chạy "
            "Cai-dat.cmd rồi mở sổ tính trong thư mục đó.",
            stops=True,
        )
    elif signs := _refused(path):
        yield Notice(
            Trouble.BAD_NAME,
            f"Tên sổ tính hoặc thư mục có {signs} ({path}). Hãy đổi tên cho hết các dấu này.",
            stops=True,
        )
    else:
        yield from _program(path, exists)
    if any(part.lower().startswith("onedrive") for part in folder.parts):
        yield Notice(
            Trouble.SYNCED,
            f"Sổ tính nằm trong thư mục đồng bộ OneDrive ({folder}); tệp có thể bị khóa khi đang đồng bộ. Nên chép cả "
            "thư mục Plan167 ra ngoài, ví dụ C:\\Plan167.",
            stops=False,
        )


def _refused(path: PurePath) -> str:
    """The signs of a path with which Python can't be started from Excel, in words; '' for none."""
    said = {
        f"dấu {LOADED_FROM_NOT}": LOADED_FROM_NOT in str(path),
        "từ hai dấu % trở lên": str(path).count("%") > 1,  # Windows would take what lies between for a variable
        f"dấu {SPLIT_AT} trong tên sổ": SPLIT_AT in path.name,
    }
    return ", ".join(words for words, found in said.items() if found)


def _program(path: PurePath, exists: Callable[[str], bool]) -> Iterator[Notice]:
    folder = path.parent
    there = any(_installed(home, exists) for home in (folder, folder.parent))
    if len(str(folder)) > LONGEST:
        yield Notice(
            Trouble.TOO_LONG,
            f"Đường dẫn của thư mục có sổ tính dài {len(str(folder))} ký tự, chỉ nên đến {LONGEST} ({folder}): dài hơn "
            "thì Excel, Windows có thể không mở được một số tệp kết quả. Hãy chuyển cả thư mục Plan167 ra chỗ có đường "
            "dẫn ngắn, ví dụ C:\\Plan167, rồi chạy Cai-dat.cmd tại đó.",
            stops=not there,
        )
    elif not there:
        yield Notice(
            Trouble.NO_PYTHON,
            f"Chưa thấy Python của chương trình (thư mục .venv hoặc python) cạnh sổ tính hoặc ở thư mục trên "
            f"({folder}). Hãy chạy Cai-dat.cmd trong thư mục Plan167 và để sổ tính trong thư mục đó hoặc thư mục "
            "workbook của nó.",
            stops=True,
        )


def _installed(home: PurePath, exists: Callable[[str], bool]) -> bool:
    python = any(exists(str(home.joinpath(*parts))) for parts in INTERPRETERS)
    return python and exists(str(home.joinpath(*PROGRAM)))


def _path(full_name: str) -> PurePath:
    windows = "\\" in full_name or re.match(r"[A-Za-z]:", full_name)
    return PureWindowsPath(full_name) if windows else PurePosixPath(full_name)
