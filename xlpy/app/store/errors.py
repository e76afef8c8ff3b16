"""Why the history can't be read or written, as one sentence that names the file and says what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from xlpy.basics.errors import UserError


class StoreError(UserError):
    """The history can't be read or written; what it held before is as it was. Work can go on without it."""


class StoreLocked(StoreError):
    """Another program or another PC holds the file."""


class StoreDamaged(StoreError):
    """The file is no history of this program, or its content is broken."""


UNTOUCHED = "nội dung đã ghi trước đó vẫn nguyên vẹn"


def damaged(path: Path) -> StoreDamaged:
    """For a file that is something else, or that holds what this program never writes."""
    return StoreDamaged(
        f"Tệp lịch sử {path.name} bị hỏng hoặc không phải tệp của Plan167. Hãy đổi tên để giữ tệp này lại rồi thực "
        "hiện lại: chương trình sẽ tạo tệp mới; các tệp kết quả không bị ảnh hưởng."
    )


def too_new(path: Path, found: int, known: int) -> StoreError:
    """For a file that a later version of the program has already changed."""
    return StoreError(
        f"Tệp lịch sử {path.name} do bản Plan167 mới hơn ghi (cấu trúc số {found}; bản đang dùng chỉ biết đến số "
        f"{known}). Hãy dùng bản Plan167 mới nhất."
    )


def translated(fault: sqlite3.DatabaseError, path: Path) -> StoreError | None:
    """The fault of SQLite as ours; None where it is a defect of this program and no matter of the file."""
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_IOERR) & 0xFF
    name = path.name
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreLocked(
                f"Tệp lịch sử {name} đang bị chương trình khác giữ (máy khác đang ghi, phần mềm đồng bộ hoặc diệt "
                "vi-rút). Hãy đợi một lát rồi thực hiện lại."
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path)
        case sqlite3.SQLITE_FULL:
            return StoreError(f"Ổ đĩa đã đầy, không ghi thêm được vào tệp lịch sử {name}; {UNTOUCHED}.")
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return StoreError(
                f"Không mở hoặc không ghi được tệp lịch sử {name}: tệp hoặc thư mục chỉ cho đọc, hoặc không còn "
                f"kết nối tới ổ mạng; {UNTOUCHED}."
            )
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_PROTOCOL | sqlite3.SQLITE_NOLFS | sqlite3.SQLITE_INTERRUPT:
            return StoreError(f"Ổ đĩa hoặc đường mạng gặp lỗi khi dùng tệp lịch sử {name}; {UNTOUCHED}.")
        case sqlite3.SQLITE_ERROR:
            return damaged(path) if "no such" in str(fault) else None
    return None
