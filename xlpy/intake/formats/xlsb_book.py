"""An .xlsb workbook, through python-calamine: values, hidden sheets and macros alone; its error cells read as empty.

Calamine can end the process on a malformed file; see `xlpy.intake.workers`.
"""

from __future__ import annotations

import io

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from xlpy.intake.formats.facts import refuse_if_far
from xlpy.intake.formats.refusal import RefusalError, damaged
from xlpy.intake.formats.values import cells_of
from xlpy.model.cells import Book, FileKind, Sheet

VBA, MACRO_SHEETS = "dự án VBA", "trang macro Excel 4.0"


def read_xlsb(data: bytes, *, has_vba: bool) -> tuple[Book, str]:
    """The workbook, and its sorts of macros in words ('' = none).

    Raises `RefusalError`: T101 (password), T102 (damaged), T107 (a cell far away), T114 (else).
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            every = workbook.sheets_metadata
            sheets = tuple(
                _sheet(workbook, meta.name, meta.visible != SheetVisibleEnum.Visible)
                for meta in every
                if meta.typ == SheetTypeEnum.WorkSheet
            )
    except PasswordError as error:
        raise RefusalError("T101") from error
    except CalamineError as error:
        raise damaged("cấu trúc bên trong không đúng quy cách") from error
    # Calamine makes dates while it hands cells over; a day beyond Python's calendar ends here.
    except (ValueError, OverflowError) as error:
        raise RefusalError("T114", found="có ngày tháng hoặc số nằm ngoài mọi giới hạn") from error
    has_macro_sheets = any(meta.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba) for meta in every)
    macros = VBA if has_vba else MACRO_SHEETS if has_macro_sheets else ""
    return Book(FileKind.XLSB, sheets, bool(macros)), macros


def _sheet(workbook: CalamineWorkbook, name: str, hidden: bool) -> Sheet:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.end is not None:
        refuse_if_far(name, sheet.end[0] + 1, sheet.end[1] + 1)
    return Sheet(name, cells_of(sheet.to_python(skip_empty_area=False)), hidden)
