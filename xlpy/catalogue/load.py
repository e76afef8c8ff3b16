"""Tables of text (CSV files of a folder, or the tables of a workbook) -> :class:`Catalogue`.

A table's columns bear the names of the record's fields. Lists inside a cell are separated by ``|``, dates are
``yyyy-mm-dd`` (``dd/mm/yyyy`` is read too), yes/no is ``Y``/``N``. Other columns are left alone.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from xlpy.basics.bounded_read import TooLargeError, read_bounded
from xlpy.basics.errors import unreadable_vn
from xlpy.catalogue.changes import SUFFIX, changed
from xlpy.catalogue.problem import CatalogueError, Problem
from xlpy.model.catalogue import (
    Activity,
    Assignment,
    Catalogue,
    Indicator,
    Message,
    Period,
    Region,
    Rule,
    Task,
    Unit,
)
from xlpy.model.catalogue_cells import YearDay
from xlpy.model.choice_words import ChoiceWord
from xlpy.model.computed_figure import Computed
from xlpy.model.norm import Norm
from xlpy.model.plan import Plan
from xlpy.model.special_day import SpecialDay
from xlpy.model.target import Target

__all__ = ["DATA", "TABLES", "CatalogueError", "Problem", "from_tables", "load", "shipped", "tables_of"]

Row = dict[str, str]
Tables = Mapping[str, list[Row]]
Record = TypeVar("Record")

DATA = Path(__file__).parent / "data"
"""Where the shipped catalogues are: one folder each."""
_BASE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,40}")

LARGEST = 4 << 20
"""Bytes of one table: forty times the longest that is shipped."""
MOST_ROWS = 20_000
"""Rows of one table."""

OPTIONAL: Mapping[str, frozenset[str]] = {
    "plan": frozenset({"date", "note", "accepts"}),
    "tasks": frozenset(),
    "activities": frozenset({"product", "evidence", "source", "since"}),
    "indicators": frozenset(
        {"numerator", "denominator", "scale", "part_of", "part_group", "source", "definition", "since"}
    ),
    "units": frozenset({"core_name", "name_group"}),
    "regions": frozenset(),
    "periods": frozenset({"previous"}),
    "assignments": frozenset({"note"}),
    "norms": frozenset({"unit"}),
    "rules": frozenset({"remedy", "basis", "trial", "explain", "since"}),
    "messages": frozenset({"remedy"}),
    "choices": frozenset(),
    "targets": frozenset({"period", "source"}),
    "days_off": frozenset({"source"}),
    "computed": frozenset({"note", "source", "counted"}),
}
"""Columns whose cells may be empty, besides lists and open dates."""

TABLES = (*OPTIONAL, "name_patterns")
"""All tables of a catalogue, in the order in which they are best read."""


def from_tables(tables: Tables) -> Catalogue:
    """Make the catalogue from tables of text.

    Raises:
        CatalogueError: with all faults found: missing tables or columns, cells that can't be read.
    """
    problems = [Problem(name, "", "", "thiếu bảng này.") for name in TABLES if name not in tables]
    plan = _plan(tables.get("plan", []), problems)

    def records(name: str, kind: type[Record]) -> tuple[Record, ...]:
        return _records(name, kind, tables.get(name, []), problems)

    parts: dict[str, Any] = {
        "tasks": records("tasks", Task),
        "activities": records("activities", Activity),
        "indicators": records("indicators", Indicator),
        "units": tuple(sorted(records("units", Unit), key=lambda unit: unit.display_order)),
        "regions": tuple(sorted(records("regions", Region), key=lambda region: region.display_order)),
        "periods": records("periods", Period),
        "assignments": records("assignments", Assignment),
        "norms": records("norms", Norm),
        "rules": records("rules", Rule),
        "messages": records("messages", Message),
        "choices": records("choices", ChoiceWord),
        "targets": records("targets", Target),
        "days_off": records("days_off", SpecialDay),
        "computed": records("computed", Computed),
        "name_patterns": _patterns(tables.get("name_patterns", []), problems),
    }
    if problems or plan is None:
        raise CatalogueError(tuple(problems))
    return Catalogue(plan=plan, **parts)


def load(folder: Path) -> Catalogue:
    """Load the catalogue of a folder; tables it does not have come from its ``base`` among the shipped ones.

    A file ``norms.changes.csv`` changes single records of the base's table: see `xlpy.catalogue.changes`.

    Raises:
        CatalogueError: the folder has no ``plan.csv``, its base is unknown, or its tables have faults.
    """
    return from_tables(tables_of(folder))


SURPLUS = "(thừa)"
"""Key of the cells of a row beyond its header: an unquoted comma makes them."""


def shipped(name: str = "2023-2024") -> Catalogue:
    """Load one of the catalogues shipped with the program; raises CatalogueError for a name that is none."""
    return load(DATA / name)


def tables_of(folder: Path) -> dict[str, list[Row]]:
    """Read the tables of a folder and of its bases as text, without judging their cells."""
    layers: list[tuple[dict[str, list[Row]], dict[str, list[Row]]]] = []
    seen: set[Path] = set()
    while True:
        if not (folder / "plan.csv").is_file() or folder in seen:
            sentence = f"không có danh mục “{folder.name}” (thư mục chứa tệp plan.csv) hoặc danh mục gốc lặp vòng."
            raise CatalogueError((Problem("plan", "", "base", sentence),))
        seen.add(folder)
        own = {name: _read(folder / f"{name}.csv") for name in TABLES if (folder / f"{name}.csv").is_file()}
        changes = {name: _read(path) for name in TABLES if (path := folder / f"{name}{SUFFIX}.csv").is_file()}
        layers.append((own, changes))
        base = next((row.get("value", "") for row in own["plan"] if row.get("key") == "base"), "")
        if not base:
            return _laid_over(layers)
        if not _BASE.fullmatch(base):  # it becomes a part of a path
            sentence = f"“{base}” không phải tên một danh mục kèm sẵn."
            raise CatalogueError((Problem("plan", "", "base", sentence),))
        folder = DATA / base


def _laid_over(layers: Sequence[tuple[dict[str, list[Row]], dict[str, list[Row]]]]) -> dict[str, list[Row]]:
    """Whole tables and changes of a catalogue and its bases, the last base first, as one catalogue's tables."""
    tables: dict[str, list[Row]] = {}
    for own, changes in reversed(layers):
        tables |= own
        tables |= {name: changed(name, tables.get(name, []), rows) for name, rows in changes.items()}
    return tables


def _read(path: Path) -> list[Row]:
    try:
        text = read_bounded(path, LARGEST).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), restkey=SURPLUS))
    except TooLargeError as fault:
        sentence = f"tệp {path.name} lớn hơn {LARGEST >> 20} MB; danh mục không thể dài như vậy."
        raise CatalogueError((Problem(path.stem, "", "", sentence),)) from fault
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        sentence = f"không đọc được tệp {path.name}; tệp phải là CSV bảng mã UTF-8 ({unreadable_vn(fault)})."
        raise CatalogueError((Problem(path.stem, "", "", sentence),)) from fault
    if len(rows) > MOST_ROWS:
        raise CatalogueError((Problem(path.stem, "", "", f"có {len(rows)} dòng; nhiều nhất {MOST_ROWS} dòng."),))
    sentence = "có nhiều ô hơn số cột; ô có dấu phẩy phải đặt trong ngoặc kép."
    wide = [Problem(path.stem, f"dòng {n}", "", sentence) for n, row in enumerate(rows, start=2) if SURPLUS in row]
    if wide:
        raise CatalogueError(tuple(wide))
    return [{name: cell or "" for name, cell in row.items()} for row in rows]


def _plan(rows: list[Row], problems: list[Problem]) -> Plan | None:
    values = {row.get("key", ""): _clean(row.get("value", "")) for row in rows}
    fields = [field.name for field in dataclasses.fields(Plan)]
    missing = [name for name in fields if not values.get(name) and name not in OPTIONAL["plan"]]
    problems.extend(Problem("plan", name, "value", "phải có giá trị.") for name in missing)
    return None if missing else Plan(**{name: values.get(name, "") for name in fields})


def _patterns(rows: list[Row], problems: list[Problem]) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for number, row in enumerate(rows, start=2):
        groups, pattern = _list(row.get("group", "")), _clean(row.get("pattern", ""))
        if not groups or ("{core}" in pattern) == ("{place}" in pattern):
            sentence = "cần nhóm tên và mẫu có đúng một trong hai chỗ {core}, {place}."
            problems.append(Problem("name_patterns", f"dòng {number}", "pattern", sentence))
        pairs.extend((group, pattern) for group in groups)
    return tuple(pairs)


def _records(table: str, kind: type[Record], rows: list[Row], problems: list[Problem]) -> tuple[Record, ...]:
    """One record a row; rows that are wholly empty are skipped, unreadable cells become problems.

    A column that the record can do without may be missing: tables that were made before it stay readable.
    """
    hints = get_type_hints(kind)
    if rows:
        later = {field.name for field in dataclasses.fields(kind) if field.default is not dataclasses.MISSING}  # type: ignore[arg-type]
        hints = {name: hint for name, hint in hints.items() if name in rows[0] or name not in later}
        absent = [name for name in hints if name not in rows[0]]
        problems.extend(Problem(table, "", name, "thiếu cột này.") for name in absent)
        if absent:
            return ()
    records: list[Record] = []
    for number, row in enumerate(rows, start=2):
        cells = {name: _clean(row.get(name, "")) for name in hints}
        if not any(cells.values()):
            continue
        values: dict[str, object] = {}
        for name, hint in hints.items():
            try:
                values[name] = _value(cells[name], hint, name in OPTIONAL[table])
            except ValueError as fault:
                problems.append(Problem(table, f"dòng {number}", name, str(fault)))
        if len(values) == len(hints):
            records.append(kind(**values))
    return tuple(records)


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ").strip()


def _value(text: str, hint: Any, optional: bool) -> object:
    """The cell as the field's type; raises ValueError with a Vietnamese sentence."""
    if hint == tuple[str, ...]:
        return _list(text)
    if hint == tuple[int, ...]:
        return tuple(_number(part) for part in _list(text))
    if hint == date | None:
        return _date(text) if text else None
    if hint == YearDay | None:
        return _year_day(text) if text else None
    if not text and not optional:
        raise ValueError("không được để trống.")
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _choice(text, hint)
    return CONVERT[hint](text)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in (_clean(part) for part in text.split("|")) if part)


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"“{text}” không phải số nguyên.") from None


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", ".")) if text else Decimal(1)
    except InvalidOperation:
        raise ValueError(f"“{text}” không phải số.") from None
    if not value.is_finite():
        raise ValueError(f"“{text}” không phải số.")
    return value


def _date(text: str) -> date:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError(f"“{text}” không phải ngày (cần dạng 2024-01-15 hoặc 15/01/2024).")


def _year_day(text: str) -> YearDay:
    """``20/7``, or a whole day of which the year is left out."""
    day = _date(f"{text}/2023" if text.count("/") == 1 else text)
    if (day.day, day.month) == (29, 2):
        raise ValueError("ngày 29/02 không có ở mọi năm.")
    return YearDay(day.day, day.month)


def _flag(text: str) -> bool:
    """Yes or no; a cell that may be empty says no."""
    if text not in ("Y", "N", ""):
        raise ValueError(f"“{text}” không hợp lệ; chỉ nhận Y hoặc N.")
    return text == "Y"


def _choice(text: str, kind: type[StrEnum]) -> StrEnum:
    try:
        return kind(text)
    except ValueError:
        raise ValueError(f"“{text}” không hợp lệ; chỉ nhận: {', '.join(kind)}.") from None


CONVERT: Mapping[Any, Callable[[str], object]] = {
    str: str,
    int: _number,
    bool: _flag,
    Decimal: _decimal,
    date: _date,
}
