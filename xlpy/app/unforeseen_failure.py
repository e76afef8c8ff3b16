"""A failure that nobody foresaw: a Vietnamese sentence with a code, its details in a log, never a traceback.

Only the standard library: where a library is broken, this still speaks.
"""

from __future__ import annotations

import contextlib
import secrets
import traceback
from datetime import datetime
from pathlib import Path

LOG = "Plan167.log"
"""Where the log goes if there is no workbook."""
OLD_LOG = "Plan167-cu.log"
"""The log before: both together never grow beyond twice `LONGEST_LOG`."""
LONGEST_LOG = 1 << 20
"""Bytes after which a new log begins."""
UNFORESEEN = (
    "Lỗi ngoài dự kiến, mã {code}. Sổ không có bản tổng hợp dở dang. Gửi tệp nhật ký lỗi này cho người phụ trách:"
)
NO_LIBRARY = (
    "Chương trình chưa chạy được vì thư viện {name} trên máy này bị thiếu hoặc hỏng (mã {code}). Hãy đóng Excel, bấm "
    "đúp Cai-dat.cmd trong thư mục Plan167, chờ báo cài đặt xong rồi mở lại sổ tính. Sổ và các tệp vẫn còn nguyên. Nếu "
    "vẫn lỗi, gửi tệp nhật ký lỗi này cho người phụ trách:"
)

NO_PART = (
    "Chương trình ở {home} thiếu tệp hoặc có tệp hỏng ({name}) nên chưa chạy được (mã {code}). Hãy đóng Excel, giải "
    "nén lại toàn bộ tệp tải về vào một thư mục mới, chép thư mục xlpy trong đó đè lên thư mục xlpy ở {home} rồi làm "
    "lại. Sổ và các tệp vẫn còn nguyên. Nếu vẫn lỗi, gửi tệp nhật ký lỗi này cho người phụ trách:"
)
_HOME = Path(__file__).resolve().parents[2]
"""`xlpy.basics.home.HOME`, which may be what is missing."""


def explained(error: BaseException, folder: Path, sentence: str = UNFORESEEN) -> str:
    """What a person is told of a failure: ``sentence``, unless a library or a file of the program is at fault.

    Its details go into the log.

    ``folder`` is where the log goes; ``sentence`` has ``{code}`` in it, by which the failure is found there.
    """
    name = _not_loaded(error)
    if name:
        sentence = NO_PART if name.split(".")[0] == "xlpy" else NO_LIBRARY
    code = f"L-{secrets.token_hex(3).upper()}"
    path = log(folder, f"{code}\n{''.join(traceback.format_exception(error))}")
    return f"{sentence.format(code=code, name=name, home=_HOME)}\n{path}"


def _not_loaded(error: BaseException) -> str:
    """The module that is missing or broken, '' for a failure of another kind; a file cut off is no Python any more."""
    if isinstance(error, ImportError):
        return error.name or "chưa rõ tên"
    if isinstance(error, SyntaxError) and str(error.filename).endswith(".py"):  # a fault in XML is a SyntaxError too
        file = Path(str(error.filename))
        return ".".join(("xlpy" if file.is_relative_to(_HOME / "xlpy") else file.parent.name, file.stem))
    return ""


def make_room(path: Path) -> None:
    """Put a log that has grown long aside, in place of the one put aside before."""
    with contextlib.suppress(OSError):  # somebody may be reading it: then it grows on
        if path.stat().st_size > LONGEST_LOG:
            path.replace(path.with_name(OLD_LOG))


def log(folder: Path, text: str) -> Path:
    """Add to the log in ``folder``, or in the user's own folder where that can't be written; gives its path."""
    for place in (folder, Path.home()):
        with contextlib.suppress(OSError):
            path = place / LOG
            make_room(path)
            with path.open("a", encoding="utf-8", errors="backslashreplace") as stream:
                stream.write(f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{text}\n")
            return path
    return folder / LOG
