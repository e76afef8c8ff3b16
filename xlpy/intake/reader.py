"""The bytes of one returned file, read: a `Reading`, or a `Refusal` that says why not.

Values come from python-calamine; before it a gate by the standard library refuses what would harm it, and a
look into the package tells what it does not: errors, uncached formulas, legacy fonts, links, hidden rows and
columns. What a format can't tell stands at the head of `xlsx_look`, `xls_look` and `ods_look`; of an .xlsb
only values, hidden sheets and macros are told: its error cells read as empty.

No gate is a guarantee: calamine can still end the process on a malformed file. Read files that come from
outside through `xlpy.intake.workers`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from xlpy.intake import ods_look, xls_look, xlsx_look
from xlpy.intake.facts import SheetFacts, refuse_if_far
from xlpy.intake.grid import Address, Book, CellValue, FileKind, Sheet
from xlpy.intake.ole import SIGNATURE, open_compound
from xlpy.intake.package import MAX_FILE, Package, open_package
from xlpy.intake.refusal import Note, Reading, Refusal, RefusalError, damaged, suspicious
from xlpy.intake.sniff import (
    not_a_spreadsheet_package,
    not_a_workbook_stream,
    refuse_foreign,
    refuse_temporary,
)
from xlpy.intake.values import cells_of

_NOTHING = SheetFacts()

_EXTENSIONS: Mapping[FileKind, tuple[str, ...]] = {
    FileKind.XLSX: (".xlsx", ".xltx"),
    FileKind.XLSM: (".xlsm", ".xltm"),
    FileKind.XLSB: (".xlsb",),
    FileKind.XLS: (".xls", ".xlt"),
    FileKind.ODS: (".ods", ".ots"),
}
"""The names a kind may bear; the first is the one to ask for."""

_KIND_NAMES: Mapping[FileKind, str] = {
    FileKind.XLSX: "sổ tính Excel",
    FileKind.XLSM: "sổ tính Excel có macro",
    FileKind.XLSB: "sổ tính Excel nhị phân",
    FileKind.XLS: "sổ tính Excel 97-2003",
    FileKind.ODS: "bảng tính OpenDocument",
}


def read_book(data: bytes, name: str) -> Reading | Refusal:
    """Read one file from its bytes; ``name`` serves only to tell lock files and a wrong extension.

    Every sheet but chart and macro sheets is given, in order, with each cell that holds something at its true
    address. Refusals carry T101-T103, T105-T107 or T112-T114, notes T104 and T108; their placeholders other
    than {file} and {period} are filled in.
    """
    try:
        refuse_temporary(name)
        if len(data) > MAX_FILE:
            raise suspicious(f"có {len(data) >> 20} MB", f"{MAX_FILE >> 20} MB")
        refuse_foreign(data)
        book, macros = _compound(data) if data.startswith(SIGNATURE) else _package(data)
    except RefusalError as refused:
        return refused.refusal
    return Reading(book, _notes(book, macros, name))


def _notes(book: Book, macros: str, name: str) -> tuple[Note, ...]:
    notes = []
    expected = _EXTENSIONS[book.kind]
    if PurePath(name).suffix.lower() not in expected:
        notes.append(Note("T104", {"found": _KIND_NAMES[book.kind], "expected": expected[0]}))
    if book.has_macros:
        notes.append(Note("T108", {"found": macros or "trang macro Excel 4.0"}))
    return tuple(notes)


def _compound(data: bytes) -> tuple[Book, str]:
    """An OLE file: a workbook of Excel 97-2003, or any newer one behind a password."""
    compound = open_compound(data)
    if "EncryptedPackage" in compound.entries or "EncryptionInfo" in compound.entries:
        raise RefusalError("T101")
    name = xls_look.workbook_stream(compound)
    if not name:
        raise not_a_workbook_stream(tuple(compound.entries))
    stream = compound.stream(name)
    if xls_look.is_encrypted(stream):
        raise RefusalError("T101")
    macros = "dự án VBA" if "_VBA_PROJECT_CUR" in compound.entries else ""
    return _book(data, FileKind.XLS, xls_look.look(data, stream), macros), macros


def _package(data: bytes) -> tuple[Book, str]:
    """A zip file: a workbook of Excel since 2007 or of OpenDocument, or something else."""
    package = open_package(data)
    ods_look.refuse_encrypted(package)
    names = tuple(package.members)
    if "content.xml" in package and "mimetype" in package and b"spreadsheet" in package.read("mimetype"):
        macros = "macro Basic" if ods_look.has_macros(names) else ""
        return _book(data, FileKind.ODS, ods_look.look(package), macros), macros
    macros = "dự án VBA" if "xl/vbaproject.bin" in package else ""
    if "xl/workbook.bin" in package:
        package.xml_members()  # refuses a DTD in any of them
        return _book(data, FileKind.XLSB, {}, macros), macros
    if not any(name.startswith("xl/") for name in names):
        raise not_a_spreadsheet_package(names)
    kind = FileKind.XLSM if _is_macro_enabled(package) else FileKind.XLSX
    return _book(data, kind, xlsx_look.look(package), macros), macros


def _is_macro_enabled(package: Package) -> bool:
    types = "[content_types].xml"
    return types in package and b"macroEnabled" in package.read(types)


def _book(data: bytes, kind: FileKind, facts: Mapping[str, SheetFacts], macros: str) -> Book:
    """The values, joined with the facts. Raises `RefusalError`: T101, T102, T107 or T114 (else)."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            every = workbook.sheets_metadata
            sheets = tuple(
                _sheet(workbook, meta.name, meta.visible != SheetVisibleEnum.Visible, facts)
                for meta in every
                if meta.typ == SheetTypeEnum.WorkSheet
            )
    except PasswordError as error:
        raise RefusalError("T101") from error
    except CalamineError as error:
        raise damaged("cấu trúc bên trong không đúng quy cách") from error
    except (ValueError, OverflowError) as error:
        raise RefusalError("T114", found="có ngày tháng hoặc số nằm ngoài mọi giới hạn") from error
    has_macro_sheets = any(meta.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba) for meta in every)
    return Book(kind, sheets, bool(macros) or has_macro_sheets)


def _sheet(workbook: CalamineWorkbook, name: str, hidden: bool, facts: Mapping[str, SheetFacts]) -> Sheet:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.end is not None:
        refuse_if_far(name, sheet.end[0] + 1, sheet.end[1] + 1)
    cells: dict[Address, CellValue] = cells_of(sheet.to_python(skip_empty_area=False))
    extra = facts.get(name, _NOTHING)
    if extra.marks:
        cells = dict(sorted({**cells, **extra.marks}.items()))
    rows = _within(extra.hidden_rows, (row for row, _ in cells))
    columns = _within(extra.hidden_columns, (column for _, column in cells))
    return Sheet(name, cells, hidden, rows, columns, extra.legacy_fonts, extra.links)


def _within(hidden: frozenset[int], used: Iterable[int]) -> frozenset[int]:
    """The hidden rows or columns up to the last one in use: a form often hides all that lie beyond."""
    if not hidden:
        return hidden
    last = max(used, default=0)
    return frozenset(number for number in hidden if number <= last)
