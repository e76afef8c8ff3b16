"""What every failure that a user can cause, or can do something about, has in common; the system's reasons in words."""

from __future__ import annotations

import csv
import errno
import os
import re
import tomllib

from xlpy.basics.bounded_read import NoFileError, TooLargeError


class UserError(Exception):
    """An expected failure: its message is one Vietnamese sentence or list that says what is wrong and where."""


_FULL = "ổ đĩa đã đầy"
_DENIED = "không có quyền đọc hoặc ghi"
_ABSENT = "không có tệp hoặc thư mục này"
_READ_ONLY = "tệp hoặc ổ đĩa chỉ cho đọc"
_HELD = "tệp đang mở ở chương trình khác"
_LONG = "tên hoặc đường dẫn quá dài"
_BAD_NAME = "tên hoặc đường dẫn có ký tự không dùng được"
_DISK = "ổ đĩa gặp lỗi khi đọc hoặc ghi"
_LATE = "quá thời gian chờ trả lời"
_NETWORK = "mất kết nối tới ổ mạng hoặc máy chủ"
_EXISTS = "đã có tệp hoặc thư mục cùng tên"
_NOT_FOLDER = "đây là tệp, không phải thư mục"
_FOLDER = "đây là thư mục, không phải tệp"
_NOT_EMPTY = "thư mục không rỗng"
_TOO_LARGE = "tệp lớn quá mức ổ đĩa cho phép"
_MEMORY = "máy không đủ bộ nhớ"
_MANY = "máy đang mở quá nhiều tệp"
_DRIVE = "ổ đĩa chưa sẵn sàng hoặc đã bị rút ra"
_VIRUS = "phần mềm diệt vi-rút đã chặn tệp"
_CLOUD = "tệp nằm trên OneDrive và chưa tải về máy được"

_BY_ERRNO = {
    errno.ENOSPC: _FULL,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.ENOENT: _ABSENT,
    errno.EROFS: _READ_ONLY,
    errno.EBUSY: _HELD,
    errno.ENAMETOOLONG: _LONG,
    errno.EINVAL: _BAD_NAME,
    errno.EIO: _DISK,
    errno.ETIMEDOUT: _LATE,
    errno.EEXIST: _EXISTS,
    errno.ENOTDIR: _NOT_FOLDER,
    errno.EISDIR: _FOLDER,
    errno.ENOTEMPTY: _NOT_EMPTY,
    errno.EFBIG: _TOO_LARGE,
    errno.ENOMEM: _MEMORY,
    errno.EMFILE: _MANY,
    errno.ENFILE: _MANY,
    errno.ENODEV: _DRIVE,
    errno.ENXIO: _DRIVE,
}
_BY_ERRNO_NAME = {
    "EDQUOT": "đã dùng hết dung lượng được cấp",
    "ETXTBSY": _HELD,
    "ENOMEDIUM": _DRIVE,
    **dict.fromkeys(
        ("ESTALE", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ECONNRESET", "ECONNREFUSED", "ENOTCONN"),
        _NETWORK,
    ),
}
"""By name: not every system has these."""
_BY_WINERROR = {
    **dict.fromkeys((2, 3), _ABSENT),
    5: _DENIED,
    **dict.fromkeys((15, 20, 21, 1167), _DRIVE),
    19: _READ_ONLY,
    **dict.fromkeys((23, 1117, 1392, 1393), _DISK),
    **dict.fromkeys((32, 33, 1224), _HELD),
    **dict.fromkeys((39, 112), _FULL),
    **dict.fromkeys((51, 53, 54, 55, 59, 64, 65, 67, 71, 1203, 1222, 1231, 1232, 1236, 1272, 1326), _NETWORK),
    **dict.fromkeys((80, 183), _EXISTS),
    121: _LATE,
    **dict.fromkeys((123, 161), _BAD_NAME),
    145: _NOT_EMPTY,
    206: _LONG,
    223: _TOO_LARGE,
    **dict.fromkeys((225, 226), _VIRUS),
    267: _NOT_FOLDER,
    **dict.fromkeys((362, *range(389, 405)), _CLOUD),
}
"""Windows' own codes, from winerror.h; its errno tells "held open" from "no rights" not at all."""
_BY_TYPE: tuple[tuple[type[OSError], str], ...] = (
    (TooLargeError, "tệp quá lớn"),
    (NoFileError, "không phải tệp thường"),
    (FileNotFoundError, _ABSENT),
    (FileExistsError, _EXISTS),
    (PermissionError, _DENIED),
    (NotADirectoryError, _NOT_FOLDER),
    (IsADirectoryError, _FOLDER),
    (TimeoutError, _LATE),
    (ConnectionError, _NETWORK),
)
_PATH_LONGEST = 259
"""Letters of a path that Windows takes unless long paths are allowed: beyond, it says that nothing is there."""
_PLACE = re.compile(r"at line (\d+), column (\d+)")


def reason_vn(error: OSError) -> str:
    """Why the system refused, as Vietnamese words to stand in brackets or after a colon; never the system's English."""
    number, windows = error.errno, getattr(error, "winerror", None)
    if windows in (2, 3) and any(_beyond(name) for name in (error.filename, error.filename2)):
        return _LONG
    if windows in _BY_WINERROR:
        return _BY_WINERROR[windows]
    if number is None:
        return next((words for kind, words in _BY_TYPE if isinstance(error, kind)), "lỗi hệ thống không rõ mã")
    name = errno.errorcode.get(number, "").removeprefix("WSA")  # Windows' name for the errors of its network
    known = _BY_ERRNO.get(number) or _BY_ERRNO_NAME.get(name)
    if windows:
        return known if known and number != errno.EINVAL else f"lỗi hệ thống Windows mã {windows}"
    return known or f"lỗi hệ thống mã {number}"


def _beyond(name: object) -> bool:
    """Whether a path is longer than Windows takes; one in its extended form may be."""
    text = os.fsdecode(name) if isinstance(name, (str, bytes, os.PathLike)) else ""
    return len(text) > _PATH_LONGEST and not text.startswith("\\\\?\\")


def refusal_vn(error: OSError) -> str:
    """The reason, and the file or files that it is about: ``ổ đĩa đã đầy (tệp C:\\so\\a.xlsx)``."""
    names = [os.fsdecode(name) for name in (error.filename, error.filename2) if isinstance(name, (str, bytes)) and name]
    return f"{reason_vn(error)} ({' → '.join(names)})" if names else reason_vn(error)


def unreadable_vn(error: Exception) -> str:
    """Why a text file that staff keep (CSV, TOML) can't be read: the disk, its encoding, or its syntax and where."""
    match error:
        case UserError():
            return str(error).rstrip(".")
        case OSError():
            return reason_vn(error)
        case UnicodeDecodeError():
            return "tệp không lưu bằng bảng mã UTF-8"
        case tomllib.TOMLDecodeError():
            place = _PLACE.search(str(error))
            return f"sai cú pháp ở dòng {place[1]}, cột {place[2]}" if place else "sai cú pháp ở cuối tệp"
        case csv.Error():
            return "nội dung không đúng định dạng CSV"
    return "nội dung không đúng định dạng"
