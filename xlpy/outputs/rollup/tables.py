"""The tables of an edition's folder, read back row by row: no more than one row is held, however long a table is."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from xlpy.basics.commit import newest
from xlpy.basics.errors import UserError, unreadable_vn
from xlpy.outputs.publish.csvout import FIGURES, LEDGER, TOTALS
from xlpy.outputs.publish.files import SUMMARY

FIGURES_NAME, TOTALS_NAME, LEDGER_NAME = "figures.csv", "totals.csv", "ledger.csv"
ROLL_UP = "roll-up.json"
_NEEDED: Mapping[str, Sequence[str]] = {FIGURES_NAME: FIGURES[:-1], TOTALS_NAME: TOTALS, LEDGER_NAME: LEDGER}


class ResultsError(UserError):
    """A folder of results can't be read, or its tables contradict one another; the message says where."""


def rows(folder: Path, name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row of a table with its line in the file. Raises ResultsError."""
    path = newest(folder / name)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            lacking = [column for column in _NEEDED[name] if column not in (reader.fieldnames or ())]
            if lacking:
                raise ResultsError(f"Tệp {path} không phải bảng của bản tổng hợp: thiếu cột {', '.join(lacking)}.")
            for row in reader:
                yield reader.line_num, row
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise ResultsError(f"Không đọc được tệp {path}: {unreadable_vn(fault)}.") from fault


def summary(folder: Path, name: str = SUMMARY) -> Mapping[str, Any]:
    """A JSON file of the folder. Raises ResultsError."""
    path = newest(folder / name)
    try:
        read = json.loads(path.read_bytes())
    except (OSError, ValueError) as fault:
        raise ResultsError(f"Không đọc được tệp {path}: {unreadable_vn(fault)}.") from fault
    if not isinstance(read, dict):
        raise ResultsError(f"Tệp {path} không phải bản tóm tắt của chương trình.")
    return read


def fingerprint(path: Path) -> str:
    """sha256 of a file's bytes. Raises ResultsError."""
    try:
        with newest(path).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as fault:
        raise ResultsError(f"Không đọc được tệp {path}: {unreadable_vn(fault)}.") from fault


def number(text: str, where: str) -> Decimal | None:
    """A number as the tables write it; None where there is none. Raises ResultsError that names ``where``."""
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise ResultsError(f"{where}: giá trị “{text}” không phải số.")
    return value
