"""An .xlsx or .xlsm workbook out of its package."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from xlpy.intake.formats.facts import NOTES, PICTURES, TEXT_BOXES
from xlpy.intake.formats.package import Package
from xlpy.intake.formats.xlsx_cells import Legend
from xlpy.intake.formats.xlsx_links import Links
from xlpy.intake.formats.xlsx_parts import Members, workbook_parts
from xlpy.intake.formats.xlsx_sheet import read_sheet
from xlpy.intake.formats.xlsx_strings import shared_strings
from xlpy.intake.formats.xlsx_styles import cell_styles
from xlpy.model.cells import Book, FileKind

VBA, MACRO_SHEETS = "dự án VBA", "trang macro Excel 4.0"

_BESIDE: Mapping[str, tuple[re.Pattern[str], re.Pattern[bytes]]] = {
    NOTES: (re.compile(r"(?:.*/)?comments?\d*\.xml"), re.compile(rb"<(?:\w+:)?comment\s")),
    TEXT_BOXES: (
        re.compile(r"(?:.*/)?drawings/[^/]*\.xml"),
        re.compile(rb"<(?:\w+:)?txBody[\s>](?:(?!</?(?:\w+:)?txBody[\s>]).)*?<(?:\w+:)?t>[^<]", re.DOTALL),
    ),
    PICTURES: (re.compile(r"(?:.*/)?drawings/[^/]*\.xml"), re.compile(rb"<(?:\w+:)?pic[\s>]")),
}
"""In which parts, and as which elements, things stand beside the cells; a thread of comments leaves a note, too."""


def read_xlsx(package: Package, root: str) -> tuple[Book, str]:
    """The workbook whose main part is ``root``, and its sorts of macros in words ('' = none).

    Raises `RefusalError`: T102 (damaged), T106 (DTD in any XML member), T107 (a cell far away), T114 (a date
    beyond all calendars).
    """
    members = package.xml_members()
    parts = workbook_parts(members, root)
    legend = Legend(
        shared_strings(members[parts.strings]) if parts.strings else (),
        cell_styles(members[parts.styles]) if parts.styles else (),
        Links(parts.external_books, parts.external_names),
        parts.epoch_1904,
    )
    sheets = tuple(read_sheet(sheet.name, members[sheet.path], legend, hidden=sheet.hidden) for sheet in parts.sheets)
    has_vba = any(name.endswith("vbaproject.bin") for name in package.members)
    macros = " và ".join(filter(None, (VBA if has_vba else "", MACRO_SHEETS if parts.has_macro_sheets else "")))
    # By content types, not by the VBA part: Excel opens a file by these, and a leftover part runs no macro.
    kind = FileKind.XLSM if _is_macro_enabled(package) else FileKind.XLSX
    return Book(kind, sheets, bool(macros), _beside(members), parts.uncalculated), macros


def _beside(members: Members) -> dict[str, int]:
    """How many notes, text boxes and pictures stand beside the cells."""
    found: Counter[str] = Counter()
    for sort, (where, what) in _BESIDE.items():
        for name, content in members.items():
            if where.fullmatch(name):
                found[sort] += len(what.findall(content))
    return dict(+found)


def _is_macro_enabled(package: Package) -> bool:
    types = "[content_types].xml"
    return types in package and b"macroEnabled" in package.read(types)
