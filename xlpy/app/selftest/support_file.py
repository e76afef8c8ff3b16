"""One text file that a person can send to whoever helps from afar: what the check found, on what PC.

It holds no figure and no content of any file; what may name a person are paths, the printer and the folder of OneDrive.
"""

from __future__ import annotations

import locale
import os
import platform
import shutil
import struct
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from xlpy.app.proof.advice import Installation
from xlpy.app.selftest.model import Places, SelfTest, report
from xlpy.app.selftest.pinned_libraries import environment, locked
from xlpy.app.setup_checks import SUPPORT_FILE
from xlpy.basics.commit import WriteError, write_all
from xlpy.basics.home import HOME
from xlpy.basics.system import facts
from xlpy.book.libreoffice.office import OfficeMissing, program

HEAD = (
    "KIỂM TRA CÀI ĐẶT PLAN167",
    "Lập lúc {when}. Tệp này để gửi người hỗ trợ khi chương trình trục trặc.",
    "Tệp ghi: kết quả kiểm tra; phiên bản Windows, Excel, Python, thư viện; đường dẫn thư mục; dấu số và ngày của "
    "Windows; tên máy in; chính sách về macro và cửa sổ lệnh; dấu tải về của tệp.",
    "Tệp không ghi số liệu, nội dung sổ tính hay tệp của đơn vị. Đường dẫn và tên máy in có thể có tên người: xem lại "
    "trước khi gửi.",
)
ELSEWHERE = "chỉ đọc được trên Windows"
MARKED = ("Cai-dat.cmd", "run.py", "python/python.exe", "python/python3*.dll", "templates/*.docx")
"""Files of the installation that Windows may hold back after a download; the workbook besides."""
Questions = Mapping[str, Callable[[], str]]


def support_text(result: SelfTest, book: Path, about: Questions, places: Places, now: datetime) -> str:
    """The whole file: ``book`` is the workbook, ``about`` what its program tells of itself. Never raises."""
    sections: tuple[tuple[str, Questions], ...] = (
        ("Phiên bản", {**facts.machine(), **about, "LibreOffice": _libreoffice, **_python()}),
        ("Thư viện: bản đã khóa / bản trên máy", _libraries(places)),
        ("Đường dẫn", {**_paths(book), **facts.place(book.parent)}),
        ("Vùng và ngôn ngữ", {**facts.region(), **_encodings()}),
        ("Máy in", facts.printers()),
        ("Chính sách và thiết đặt của Windows", facts.policies()),
        ("Dấu tải về (Mark of the Web)", _marks(book)),
    )
    lines = [line.format(when=f"{now:%H:%M ngày %d/%m/%Y}") for line in HEAD]
    lines += ["", "## Kết quả", *report(result).splitlines()]
    for title, questions in sections:
        lines += ["", f"## {title}", *(_lines(questions) or [ELSEWHERE])]
    return "\n".join(lines) + "\n"


def keep(folder: Path, text: str) -> Path | None:
    """Write the file beside the workbook, or in the user's own folder where that refuses; None where both do.

    UTF-8 with a byte order mark and Windows' line ends: every version of Notepad shows it.
    """
    data = text.replace("\n", "\r\n").encode("utf-8-sig", errors="replace")
    for place in (folder, Path.home()):
        try:
            return write_all(place, {SUPPORT_FILE: data})[SUPPORT_FILE]
        except WriteError:
            continue
    return None


def _lines(questions: Questions) -> list[str]:
    return [f"{name}: {facts.answer(ask)}" for name, ask in questions.items()]


def _libreoffice() -> str:
    try:
        file = program()
    except OfficeMissing:
        return "không có"
    return f"{facts.program_version(file)} ({file})"


def _python() -> Questions:
    return {
        "Python": lambda: f"{sys.version}, {struct.calcsize('P') * 8} bit",
        "Chạy từ": lambda: sys.executable,
        "Kiểu cài đặt": lambda: "bộ cài có sẵn Python" if Installation.of(HOME).is_kit else f"môi trường {sys.prefix}",
        "Python gốc": lambda: sys.base_prefix,
        "Bản biên dịch": platform.python_compiler,
    }


def _libraries(places: Places) -> Questions:
    try:
        wanted = locked(places.requirements.read_text(encoding="utf-8"), environment())
    except (OSError, ValueError):
        return {"Tệp khóa phiên bản": lambda: ""}
    return {name: _versions(name, number) for name, number in wanted.items()}


def _versions(name: str, wanted: str) -> Callable[[], str]:
    def ask() -> str:
        try:
            found = version(name)
        except PackageNotFoundError:
            found = "không có"
        return f"{wanted} / {found}{'' if found == wanted else '  <-- khác'}"

    return ask


def _paths(book: Path) -> Questions:
    return {
        "Chương trình": lambda: _told(HOME),
        "Sổ tính": lambda: _told(book),
        "Thư mục tạm": lambda: _told(Path(tempfile.gettempdir())),
        "Thư mục người dùng": lambda: _told(Path.home()),
        "OneDrive": lambda: _synced(book),
        "Ổ đĩa còn trống": lambda: f"{shutil.disk_usage(book.parent).free / 2**30:.1f} GB",
    }


def _told(path: Path) -> str:
    letters = sorted({sign for sign in str(path) if not sign.isascii()})
    more = f", ngoài ASCII: {' '.join(letters)}" if letters else ""
    return f"{path} ({len(str(path))} ký tự{more})"


def _synced(book: Path) -> str:
    # by capitals: Windows' Python gives all names of variables in them
    found = {name: Path(value) for name, value in os.environ.items() if name.upper().startswith("ONEDRIVE") and value}
    inside = [name for name, folder in found.items() if book.is_relative_to(folder)]
    told = "; ".join(f"{name} = {folder}" for name, folder in sorted(found.items())) or "không có"
    return f"{told}; sổ tính {'NẰM TRONG thư mục đồng bộ' if inside else 'ở ngoài'}"


def _encodings() -> Questions:
    return {
        "Bảng mã Python": lambda: f"tệp {sys.getfilesystemencoding()}, mặc định {locale.getpreferredencoding(False)}",
        "Giờ máy": lambda: f"{datetime.now().astimezone():%Y-%m-%d %H:%M %z}",
    }


def _marks(book: Path) -> Questions:
    def files() -> Iterator[Path]:
        yield book
        for pattern in MARKED:
            yield from sorted(HOME.glob(pattern))

    return {file.name: _mark(file) for file in files()}


def _mark(file: Path) -> Callable[[], str]:
    return lambda: facts.download_mark(file) or "không có dấu"
