"""The folder received: which files are in it, and on what day each came."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from xlpy.errors import UserError, reason_vn, unreadable_vn
from xlpy.intake.receive import Arrival

RECEIPTS = "so-nhan.csv"
"""Optional register of receipts in the folder: columns ``tep`` (relative name) and ``ngay_nhan`` (yyyy-mm-dd).

A file's own time says when it was last copied, so an office that moves files about keeps this register.
"""


class FolderError(UserError):
    """The folder or its register of receipts can't be read; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """What was received: the files in name order, and the registered days."""

    arrivals: tuple[Arrival, ...]
    receipts: Mapping[str, date]

    def received_on(self, name: str, modified: datetime) -> date:
        """The registered day of a file, else the day of its own time stamp."""
        return self.receipts.get(name, modified.date())


def open_inbox(folder: Path) -> Inbox:
    """List a folder and all below it.

    Raises FolderError where it does not exist, can't be listed, or its register is not readable.
    """
    if not folder.is_dir():
        raise FolderError(f"Không có thư mục “{folder}”.")
    try:
        paths = [path for path in folder.rglob("*") if path.is_file()]
    except OSError as error:
        raise FolderError(f"Không đọc được thư mục “{folder}”: {reason_vn(error)}.") from error
    arrivals = [Arrival(path, path.relative_to(folder).as_posix()) for path in paths]
    register = next((a.path for a in arrivals if a.name == RECEIPTS), None)
    files = sorted((a for a in arrivals if a.name != RECEIPTS), key=lambda a: a.name)
    return Inbox(tuple(files), _receipts(register) if register else {})


def _receipts(path: Path) -> dict[str, date]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FolderError(
            f"Không đọc được sổ nhận {path.name}: {unreadable_vn(error)}; cần tệp CSV bảng mã UTF-8."
        ) from error
    days: dict[str, date] = {}
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        try:
            days[row["tep"]] = date.fromisoformat(row["ngay_nhan"])
        except (KeyError, ValueError, TypeError) as error:
            raise FolderError(
                f"Sổ nhận {path.name}, dòng {number}: cần hai cột tep, ngay_nhan và ngày theo dạng năm-tháng-ngày."
            ) from error
    return days
