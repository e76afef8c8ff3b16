"""A new school year's catalogue as files, for command and button alike: tables, and the list of what to look at."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import groupby
from pathlib import Path

from xlpy.basics.errors import UserError
from xlpy.catalogue.load import DATA, Row
from xlpy.catalogue.new_year import NewYear
from xlpy.model.target import Target

LIST = "CAN-SOAT.txt"
"""Beside the tables: what moved by itself, and what somebody has to decide."""


_COLUMNS = {"targets": tuple(field.name for field in fields(Target))}
"""Of the table that a new year begins empty."""


class ThereAlreadyError(UserError):
    """The folder holds a catalogue: somebody may have worked in it."""


def year_files(made: NewYear, base: str = "") -> Mapping[str, bytes]:
    """The new catalogue's files. On a shipped ``base`` only the tables that differ from it, else all of them."""
    names = made.changed if base else tuple(made.tables)
    tables = {name: made.tables[name] for name in names} | {"plan": _on(made.tables["plan"], base)}
    files = {f"{name}.csv": _csv(rows, _COLUMNS.get(name, ())) for name, rows in tables.items()}
    return {**files, LIST: ("\ufeff" + told(made) + "\n").replace("\n", "\r\n").encode()}


def refuse_over(folder: Path) -> None:
    """Raises ThereAlreadyError where the folder holds a catalogue."""
    if (folder / "plan.csv").exists():
        raise ThereAlreadyError(f"Thư mục {folder} đã có một danh mục; chọn thư mục khác hoặc dời danh mục cũ đi.")


def shipped_name(catalogue: str) -> str:
    """The name of a shipped catalogue; '' for a folder's."""
    return "" if Path(catalogue).is_dir() else catalogue


def tables_folder(catalogue: str) -> Path:
    """The folder of a catalogue that is named by its folder or its shipped name."""
    return Path(catalogue) if Path(catalogue).is_dir() else DATA / catalogue


def told(made: NewYear) -> str:
    """All remarks under their headings, as lines of text."""
    lines = [f"Năm học {made.school_year}: những điều cần soát lại"]
    for part, remarks in groupby(made.remarks, key=lambda remark: remark.part):
        lines += ["", f"{part}:", *(f"- {remark.sentence}" for remark in remarks)]
    return "\n".join(lines if made.remarks else [*lines, "", "Không có điều gì."])


def _on(plan: Sequence[Row], base: str) -> list[Row]:
    """The plan's rows, with the base that the other tables come from."""
    rows = [row for row in plan if row.get("key") != "base"]
    return [*rows, {"key": "base", "value": base}]


def _csv(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    """A table; ``columns`` head one without rows."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]) if rows else columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()
