"""What a commit may end with instead."""

from __future__ import annotations

from pathlib import Path

from xlpy.basics.errors import UserError, reason_vn


class WriteError(UserError):
    """The files could not be written; the message says why and how things stand, in Vietnamese."""


class ChangedError(WriteError):
    """A file that must be as it was read has been changed by somebody since; nothing was written."""


class BusyError(WriteError):
    """Somebody else writes there now; nothing was written."""


OLD_STANDS = "các tệp cũ vẫn giữ nguyên"


def refused(root: Path, fault: OSError) -> WriteError:
    """For a disk that refused, with all as it was before."""
    file = fault.filename2 or fault.filename
    shown = _shown(root, file)
    target = f"tệp {shown} trong thư mục" if shown else "vào thư mục"
    return WriteError(f"Không ghi được {target} {root.name}: {reason_vn(fault)}; {OLD_STANDS}.")


def half_done(root: Path, fault: BaseException) -> WriteError:
    """For a disk that refused in the middle and then refused the way back too."""
    reason = reason_vn(fault) if isinstance(fault, OSError) else "ổ đĩa gặp lỗi khi đọc hoặc ghi"
    return WriteError(
        f"Ghi vào thư mục {root.name} bị ngắt giữa chừng ({reason}) và CHƯA trả lại được hết các tệp cũ: chưa dùng các "
        "tệp trong thư mục này. Khắc phục xong, chạy lại: chương trình tự trả lại các tệp cũ trước khi làm."
    )


def out_of_reach(root: Path) -> WriteError:
    """For a root whose commit was cut off and whose other folder cannot be seen now."""
    return WriteError(
        f"Lần ghi trước vào thư mục {root.name} bị ngắt giữa chừng, và chưa đọc được phần còn lại của lần ghi đó (ổ "
        "đĩa khác chưa nối, hoặc thư mục .plan167-ghi bị sửa). Nối lại ổ đĩa rồi chạy lại; chưa ghi gì thêm."
    )


def _shown(root: Path, file: object) -> str:
    """The file by its name below the root, '' where the fault is about none that people know."""
    if not isinstance(file, str | Path) or ".plan167-" in str(file):
        return ""
    path = Path(file)
    return "" if path == root else path.name
