"""The bytes of one returned file, read: a `Reading`, or a `Refusal` that says why not.

A gate refuses what would harm a reader. Then each format has one reader, which gives values and what values alone
do not tell: errors, uncached and circular formulas, number formats, fonts, links, hiding. What a format can't tell
stands at the head of its reader.

No gate is a guarantee: read files that come from outside through `xlpy.intake.workers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from xml.etree import ElementTree

from xlpy.intake.formats.default_password import is_locked_package, unlocked
from xlpy.intake.formats.ods_book import is_ods, read_fods, read_ods, refuse_encrypted
from xlpy.intake.formats.ole import SIGNATURE, open_compound
from xlpy.intake.formats.package import MAX_FILE, open_package
from xlpy.intake.formats.refusal import Note, Reading, Refusal, RefusalError, suspicious
from xlpy.intake.formats.sniff import (
    ZIP,
    not_a_spreadsheet_package,
    not_a_workbook_stream,
    refuse_foreign,
    refuse_temporary,
)
from xlpy.intake.formats.xls_book import read_xls, workbook_stream
from xlpy.intake.formats.xls_records import is_encrypted
from xlpy.intake.formats.xlsb_book import read_xlsb
from xlpy.intake.formats.xlsx_book import read_xlsx
from xlpy.intake.formats.xlsx_parts import main_part
from xlpy.model.cells import Book, FileKind

EXTENSIONS: Mapping[FileKind, tuple[str, ...]] = {
    FileKind.XLSX: (".xlsx", ".xltx"),
    FileKind.XLSM: (".xlsm", ".xltm"),
    FileKind.XLSB: (".xlsb",),
    FileKind.XLS: (".xls", ".xlt"),
    FileKind.ODS: (".ods", ".ots"),
    FileKind.FODS: (".fods",),
}
"""The names a kind may bear; the first is the one to ask for."""

_KIND_NAMES: Mapping[FileKind, str] = {
    FileKind.XLSX: "sổ tính Excel",
    FileKind.XLSM: "sổ tính Excel có macro",
    FileKind.XLSB: "sổ tính Excel nhị phân",
    FileKind.XLS: "sổ tính Excel 97-2003",
    FileKind.ODS: "bảng tính OpenDocument",
    FileKind.FODS: "bảng tính OpenDocument dạng một tệp phẳng",
}


_NO_MEMORY = 1
"""Expat's number of that error (expat.h, XML_ERROR_NO_MEMORY)."""


def read_book(data: bytes, name: str) -> Reading | Refusal:
    """Read one file from its bytes; ``name`` serves only to tell lock files and a wrong extension.

    Every sheet but chart and macro sheets is given, in order, with each cell that holds something at its true
    address. Refusals carry T101-T103, T105-T107, T112-T114 or T120, notes T104, T108, T116 and T125; their placeholders
    other than {file} and {period} are filled in. Raises MemoryError where that is limited and does not do.
    """
    try:
        # The order matters: by name first, then by size and first bytes, so that no reader sees what it need not see.
        refuse_temporary(name)
        if len(data) > MAX_FILE:
            raise suspicious(f"có {len(data) >> 20} MB", f"{MAX_FILE >> 20} MB")
        refuse_foreign(data)
        plain = _without_default_password(data)
        book, macros = _read(plain)
    except RefusalError as refused:
        # The XML library calls it bad syntax when memory ends while it parses.
        if isinstance(cause := refused.__cause__, ElementTree.ParseError) and cause.code == _NO_MEMORY:
            raise MemoryError from refused
        return refused.refusal
    notes = _notes(book, macros, name)
    return Reading(book, notes if plain is data else (*notes, Note("T125")), plain)


def _read(data: bytes) -> tuple[Book, str]:
    """The workbook, and its sorts of macros in words ('' = none), by the reader of its kind."""
    if data.startswith(SIGNATURE):
        return _compound(data)
    return _package(data) if data.startswith(ZIP) else read_fods(data)


def _notes(book: Book, macros: str, name: str) -> tuple[Note, ...]:
    notes = []
    expected = EXTENSIONS[book.kind]
    if PurePath(name).suffix.lower() not in expected:
        notes.append(Note("T104", {"found": _KIND_NAMES[book.kind], "expected": expected[0]}))
    if book.has_macros:
        notes.append(Note("T108", {"found": macros or "trang macro Excel 4.0"}))
    if book.remarks:
        beside = ", ".join(f"{count} {sort}" for sort, count in book.remarks.items())
        notes.append(Note("T116", {"found": beside}))
    return tuple(notes)


def _without_default_password(data: bytes) -> bytes:
    """The file as it was before it was encrypted with Excel's default password; most files are not and stay as is."""
    if not data.startswith(SIGNATURE):
        return data
    compound = open_compound(data)
    name = workbook_stream(compound)
    is_locked = is_locked_package(compound) or (name and is_encrypted(compound.stream(name)))
    return unlocked(compound) if is_locked else data


def _compound(data: bytes) -> tuple[Book, str]:
    """An OLE file that is not encrypted: a workbook of Excel 97-2003."""
    compound = open_compound(data)
    name = workbook_stream(compound)
    if not name:
        raise not_a_workbook_stream(tuple(compound.entries))
    return read_xls(compound, name)


def _package(data: bytes) -> tuple[Book, str]:
    """A zip file: a workbook of Excel since 2007 or of OpenDocument, or something else."""
    package = open_package(data)
    refuse_encrypted(package)
    if is_ods(package):
        return read_ods(package)
    names = tuple(package.members)
    root = main_part(package.relationships())
    # Calamine opens the whole package itself, so all its XML is looked at here first.
    if root.endswith(".bin") or (not root and "xl/workbook.bin" in package):
        package.xml_members()  # refuses a DTD in any of them
        return read_xlsb(data, has_vba=any(name.endswith("vbaproject.bin") for name in names))
    if not root or root.startswith(("word/", "ppt/")):
        raise not_a_spreadsheet_package(names)
    return read_xlsx(package, root)
