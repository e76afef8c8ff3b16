"""What to say where something does not load or start, and what to do about it: one Vietnamese sentence or two each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

KIT_PYTHON = ("python", "python.exe")
"""Where the Python of a kit lies below its folder."""


class Remedy(Enum):
    """Kinds of failure, by what helps against them."""

    MISSING = "thiếu tệp"
    DEPENDENCY = "thiếu DLL"
    WRONG_KIND = "sai loại máy"
    BLOCKED = "bị chặn"
    MEMORY = "thiếu bộ nhớ"
    LATE = "quá thời gian"
    ENDED = "dừng đột ngột"
    UNKNOWN = "không rõ"

    @classmethod
    def of(cls, code: int) -> Remedy:
        """By a code of Windows (winerror.h); `UNKNOWN` for 0 and for all that are not listed."""
        return _BY_CODE.get(code, cls.UNKNOWN)

    @classmethod
    def of_start(cls, error: OSError) -> Remedy:
        """Why no process could be started: mostly somebody forbids it."""
        known = cls.of(getattr(error, "winerror", None) or 0)
        if known is not cls.UNKNOWN:
            return known
        return cls.MISSING if isinstance(error, FileNotFoundError) else cls.BLOCKED


_BY_CODE = {
    **dict.fromkeys((2, 3), Remedy.MISSING),
    **dict.fromkeys((126, 127, 182, 1114, 1157), Remedy.DEPENDENCY),
    **dict.fromkeys((193, 216), Remedy.WRONG_KIND),
    # no rights; bad signature; a virus found; group policy; application control (AppLocker, Smart App Control)
    **dict.fromkeys((5, 577, 225, 226, 786, 1260, 4551, 4556), Remedy.BLOCKED),
    **dict.fromkeys((8, 14, 1450, 1455), Remedy.MEMORY),
}


@dataclass(frozen=True, slots=True)
class Installation:
    """An installation: its folder, and whether it is a kit that brings its own Python."""

    folder: Path
    is_kit: bool = False

    @classmethod
    def of(cls, folder: Path) -> Installation:
        """The installation in a folder."""
        return cls(folder, folder.joinpath(*KIT_PYTHON).is_file())

    @property
    def again(self) -> str:
        """How missing files are brought back."""
        if self.is_kit:
            return "Giải nén lại toàn bộ bộ cài vào một thư mục mới"
        return "Giải nén lại toàn bộ tệp tải về, xóa thư mục .venv, rồi chạy lại Cai-dat.cmd"


def sentence(name: str, remedy: Remedy, place: Installation) -> str:
    """What is wrong with ``name`` (a module) and what to do."""
    ours = name.startswith("xlpy")
    what = f"{'phần' if ours else 'thư viện'} “{name}”{' của chương trình' if ours else ''}"
    return f"Không nạp được {what}{_WHY[remedy]}. {_do(remedy, place)}"


def lacking(files: str, place: Installation) -> str:
    """Files of the program are not there; and what to do, without harm to a workbook that was worked with."""
    archive = "bộ cài" if place.is_kit else "tệp tải về"
    return (
        f"Thư mục Plan167 thiếu tệp: {files}. Giải nén lại toàn bộ {archive} vào một thư mục mới, chép các tệp thiếu "
        f"từ đó sang {place.folder}, rồi chạy lại Cai-dat.cmd. Nếu vẫn thiếu thì phần mềm diệt vi-rút có thể đã cách "
        f"ly tệp: {_small(_allow(place))}."
    )


def blocked_worker(remedy: Remedy, place: Installation) -> str:
    """The reading worker, a process of its own, does not start or does not answer; and what to do."""
    return f"Không đọc thử được biểu mẫu bằng tiến trình riêng{_WORKER_WHY[remedy]}. {_do(remedy, place)}"


def not_started(remedy: Remedy, place: Installation, code: int = 0) -> str:
    """The Python of the installation does not start, or ended with ``code`` before it could say why; and what to do."""
    ended = f" (mã 0x{code & 0xFFFFFFFF:08X})" if code else ""
    return f"- Không chạy được Python của chương trình{_WHY[remedy]}{ended}. {_do(remedy, place)}"


_WHY = {
    Remedy.MISSING: ": thiếu tệp",
    Remedy.DEPENDENCY: ": thiếu tệp DLL mà thư viện cần",
    Remedy.WRONG_KIND: ": tệp không cùng loại với Windows hoặc Python của máy này",
    Remedy.BLOCKED: ": Windows hoặc phần mềm diệt vi-rút đã chặn",
    Remedy.MEMORY: ": máy không đủ bộ nhớ",
    Remedy.LATE: ": quá thời gian chờ",
    Remedy.ENDED: ": chương trình dừng đột ngột khi nạp",
    Remedy.UNKNOWN: "",
}
_WORKER_WHY = {
    **_WHY,
    Remedy.MISSING: ": không thấy tệp biểu mẫu thử hoặc tệp của Python",
    Remedy.ENDED: ": tiến trình dừng đột ngột",
    Remedy.UNKNOWN: ": gặp lỗi không lường trước",
}


def _allow(place: Installation) -> str:
    return (
        f"Đề nghị bộ phận công nghệ thông tin đưa thư mục {place.folder} vào danh sách loại trừ của phần mềm diệt "
        "vi-rút và cho phép chạy Python trong thư mục đó"
    )


def _do(remedy: Remedy, place: Installation) -> str:
    allow = _allow(place)
    match remedy:
        case Remedy.MISSING:
            return f"{place.again}. Nếu vẫn thiếu thì phần mềm diệt vi-rút có thể đã cách ly tệp: {_small(allow)}."
        case Remedy.DEPENDENCY:
            return (
                "Cần Windows 10 (64 bit) trở lên, đã cập nhật. Nhờ bộ phận công nghệ thông tin cài Microsoft Visual "
                f"C++ Redistributable (x64) bản mới nhất, rồi chạy lại Cai-dat.cmd. Nếu vẫn lỗi: {_small(allow)}."
            )
        case Remedy.WRONG_KIND:
            return (
                "Cần Windows 64 bit (x64) và Python 64 bit. Cài đúng loại, xóa thư mục .venv, rồi chạy lại Cai-dat.cmd."
            )
        case Remedy.BLOCKED | Remedy.LATE:
            return f"{allow}, rồi chạy lại Cai-dat.cmd."
        case Remedy.MEMORY:
            return "Đóng bớt chương trình đang mở, khởi động lại máy, rồi chạy lại Cai-dat.cmd."
        case Remedy.ENDED | Remedy.UNKNOWN:
            return f"{place.again}. Nếu vẫn lỗi: {_small(allow)}."


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
