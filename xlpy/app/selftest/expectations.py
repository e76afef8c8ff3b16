"""What the shipped sample must give, as a small table: part, key, value."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from xlpy.model.edition import Edition, Total

FILE = "ket-qua-mong-doi.csv"
HEADER = ("phan", "khoa", "gia_tri")
Expected = Mapping[str, str]


class ComparedPart(StrEnum):
    """What is compared: the sample's bytes, and what comes out of them."""

    BYTES = "tep"
    FATE = "tep-nhan"
    STATUS = "trang-thai"
    FINDING = "phat-hien"
    TOTAL = "tong"
    LEDGER = "so-doi-chieu"


def bytes_of(sample: Path) -> Expected:
    """Hash of each file of the sample, by its place in it; the table itself is left out."""
    paths = sorted(path for path in sample.rglob("*") if path.is_file() and path != sample / FILE)
    return {path.relative_to(sample).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def results_of(edition: Edition) -> Mapping[ComparedPart, Expected]:
    """What came out, by part, each part by key."""
    return {
        ComparedPart.FATE: {
            f.file: f"{f.unit} {'dùng' if f.used else 'không dùng ' + f.reason}" for f in edition.files
        },
        ComparedPart.STATUS: {f"{unit} {task}": status.value for (unit, task), status in edition.statuses.items()},
        ComparedPart.FINDING: _findings(edition),
        ComparedPart.TOTAL: {f"{total.indicator} {total.scope}": _total(total) for total in edition.totals},
        ComparedPart.LEDGER: dict(_ledger(edition)),
    }


def _findings(edition: Edition) -> Expected:
    places = Counter(
        " ".join(filter(None, (f.code, f.unit, f.source.file, f.source.sheet, f.source.cell))) for f in edition.findings
    )
    return {place: str(count) for place, count in places.items()}


def _ledger(edition: Edition) -> Iterator[tuple[str, str]]:
    total = edition.ledger.total
    parts = {"nhận": total.received, "dùng": total.used, "bỏ trống": total.empty, "chưa rõ": total.unknown}
    parts |= {f"loại vì {reason}": count for reason, count in total.excluded.items()}
    yield from ((name, str(count)) for name, count in parts.items())


def _total(total: Total) -> str:
    """``514; kế hoạch 520; kỳ trước 576``, all digits of each."""
    named = (("", total.value), ("kế hoạch ", total.plan), ("kỳ trước ", total.previous))
    return "; ".join(f"{name}{value:f}" for name, value in named if value is not None)


def table(sample: Path, edition: Edition) -> bytes:
    """The whole table for the sample in that folder, as it is shipped."""
    parts = {ComparedPart.BYTES: bytes_of(sample), **results_of(edition)}
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows((part.value, key, value) for part in ComparedPart for key, value in sorted(parts[part].items()))
    return stream.getvalue().encode("utf-8-sig")


def read_table(sample: Path) -> Mapping[ComparedPart, Expected]:
    """The shipped table; raises OSError where it is gone, ValueError where it is no such table."""
    text = (sample / FILE).read_text(encoding="utf-8-sig")
    parts: dict[ComparedPart, dict[str, str]] = {part: {} for part in ComparedPart}
    rows = csv.reader(io.StringIO(text, newline=""))
    if tuple(next(rows, ())) != HEADER:
        raise ValueError(f"tệp {FILE} không phải bảng kết quả mong đợi")
    for part, key, value in rows:
        parts[ComparedPart(part)][key] = value
    return parts
