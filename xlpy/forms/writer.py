"""The form as an Excel workbook: same plan, same words, same fill -> the same bytes."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import takewhile

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlpy.basics.zip_package import alike
from xlpy.forms.guide import add_guide
from xlpy.forms.inputs import ListNames, add_marks, add_validations, fields, signer_cells, span
from xlpy.forms.layout import KEY_ROW, MARKER_ROW, FormPlan, Role, SheetPlan, companion_marker
from xlpy.forms.page import Frame, GrowingSheet, add_page, finish_page, height_for
from xlpy.forms.selfcheck import add_self_check
from xlpy.forms.styles import ACCENT, BODY_SIZE, FONT, FormStyles
from xlpy.forms.values import Fill, formula_value
from xlpy.forms.wording import Wording
from xlpy.model.catalogue import Catalogue
from xlpy.model.cells import Address, CellValue, raw_text

LISTS_SHEET = "_danh-sach"
_SPREAD = frozenset({Role.TITLE, Role.SUBTITLE, Role.GROUP, Role.NOTE, Role.REMARK, Role.SIGNER})
_LOWEST, _ROOMY = 19.5, 25.0
"""Least height of a row in points: room to point at with a mouse, and room for a few sentences."""


def write_form(plan: FormPlan, catalogue: Catalogue, wording: Wording, fill: Fill | None = None) -> bytes:
    """The .xlsx of one unit's form; ``fill`` writes values into its inputs (samples, tests, benchmarks).

    Raises WordingError where the wording does not fit Excel (a sheet name or prompt that is too long).
    """
    fill = fill or {}
    buffer = BytesIO()
    options = {"in_memory": True, "default_format_properties": {"font_name": FONT, "font_size": BODY_SIZE}}
    with Workbook(buffer, options) as book:
        _describe(book, plan, catalogue)
        styles, lists = FormStyles(book), _list_names(plan)
        for sheet in plan.sheets:
            page = add_page(book, sheet.name, (column.width for column in sheet.columns), ACCENT)
            _write_cells(page, sheet, catalogue, styles, fill)
            add_validations(page, plan, sheet, wording, lists)
            add_marks(page, plan, sheet, styles, lists, catalogue)
            _finish(page, plan, sheet)
        add_self_check(book, plan, catalogue, wording, styles, fill)
        add_guide(book, plan, catalogue, wording, styles)
        _write_lists(book, plan, lists, styles)
    return alike(buffer)


def _describe(book: Workbook, plan: FormPlan, catalogue: Catalogue) -> None:
    of = catalogue.plan
    book.set_properties(
        {
            "title": f"{plan.unit.name} - {plan.period.name}",
            "subject": f"Báo cáo thực hiện Kế hoạch số {of.number}",
            "author": of.office,
            "company": of.issuer,
            "keywords": plan.form_id,
            "created": datetime.combine(plan.period.start, time()),
        }
    )


def _write_cells(page: GrowingSheet, sheet: SheetPlan, catalogue: Catalogue, styles: FormStyles, fill: Fill) -> None:
    spread = _spread(sheet)
    inside = {(row, column) for (row, first), last in spread.items() for column in range(first + 1, last + 1)}
    for (row, column), cell in sorted(sheet.cells.items(), key=lambda item: item[0]):
        style = styles.of(cell.role, cell.decimals)
        if (row, column) in spread:
            page.merge_range(row - 1, column - 1, row - 1, spread[row, column] - 1, "", style)
        elif (row, column) in inside:
            continue
        code, key = sheet.code_of.get(row, ""), sheet.columns[column - 1].key
        if cell.role is Role.FORMULA:
            result = formula_value(catalogue, sheet, code, key, fill)
            page.write_formula(row - 1, column - 1, str(cell.value), style, result)
        else:
            value = fill.get((sheet.key, code, key), cell.value) if cell.role.is_input else cell.value
            _write(page, (row, column), value, style)
    merged = {row for row, _ in spread}
    for row, texts in _texts(sheet, spread, fill).items():
        roomy = sheet.key == "issues" and row in sheet.code_of
        height = max(height_for(texts), _ROOMY if roomy else _LOWEST)
        if row in merged:  # Excel can't fit merged cells, and must not try
            page.set_row(row - 1, height)
        else:
            page.let_grow(row, height)


def _write(page: Worksheet, at: Address, value: CellValue | None, style: Format) -> None:
    """One value, by its type alone: a text that looks like a formula, a number or a link stays a text."""
    row, column = at[0] - 1, at[1] - 1
    match value:
        case None:
            page.write_blank(row, column, None, style)
        case bool():
            page.write_boolean(row, column, value, style)
        case Decimal():
            page.write_number(row, column, value, style)
        case date() | time():
            page.write_datetime(row, column, value, style)
        case _:
            page.write_string(row, column, raw_text(value), style)


def _spread(sheet: SheetPlan) -> dict[Address, int]:
    """Headings that lie over the empty cells to their right: address -> last column."""
    last = len(sheet.columns)
    spread = {}
    for (row, column), cell in sheet.cells.items():
        if cell.role not in _SPREAD or cell.value is None:
            continue
        right = range(column + 1, last + 1)
        end = next((c for c in right if (other := sheet.cells.get((row, c))) and other.value is not None), last + 1) - 1
        if end > column:
            spread[row, column] = end
    return spread


def _texts(sheet: SheetPlan, spread: dict[Address, int], fill: Fill) -> dict[int, list[tuple[str, float, Role]]]:
    """The texts of each visible row with the width they have: what the row's first height is made for."""
    texts: dict[int, list[tuple[str, float, Role]]] = {}
    for (row, column), cell in sheet.cells.items():
        if row <= KEY_ROW or cell.role is Role.FORMULA:
            continue
        end = spread.get((row, column), column)
        width = sum(sheet.columns[c - 1].width for c in range(column, end + 1))
        code, key = sheet.code_of.get(row, ""), sheet.columns[column - 1].key
        value = fill.get((sheet.key, code, key), cell.value) if cell.role.is_input else cell.value
        if not (sheet.key == "cover" and key == "code"):
            tallest = max(cell.choices, key=lambda text: text.count("\n")) if cell.role is Role.SIGNER else value
            texts.setdefault(row, []).append((raw_text(tallest), width, cell.role))
    return texts


def _finish(page: Worksheet, plan: FormPlan, sheet: SheetPlan) -> None:
    last = max(row for row, _ in sheet.cells), len(sheet.columns)
    inputs = fields(sheet)
    if inputs:
        page.set_selection(inputs[0].rows[0] - 1, inputs[0].column - 1, inputs[0].rows[0] - 1, inputs[0].column - 1)
    if sheet.key == "cover":
        page.set_column(0, 0, sheet.columns[0].width, None, {"hidden": True})
        finish_page(page, plan, Frame(last, landscape=False, first_column=2))
        page.activate()
        return
    frozen = next(n for n, column in enumerate(sheet.columns, 1) if column.key in ("name", "task"))
    header = sheet.header_row, sheet.header_row + 1
    finish_page(page, plan, Frame(last, header_rows=header, frozen_columns=frozen))


def _list_names(plan: FormPlan) -> ListNames:
    """A defined name for each different drop-down list of the form, in order of appearance."""
    asked = (f.cell.choices for sheet in plan.sheets for f in fields(sheet) if f.cell.choices)
    signers = (cell.choices for sheet in plan.sheets for _, cell in signer_cells(sheet))
    found = dict.fromkeys((*asked, *signers))
    return {choices: f"danh_sach_{number}" for number, choices in enumerate(found, 1)}


def _write_lists(book: Workbook, plan: FormPlan, lists: ListNames, styles: FormStyles) -> None:
    """The drop-downs' words, on a sheet that no menu shows: commas in them rule out an inline list."""
    page = book.add_worksheet(LISTS_SHEET)
    page.write_string(MARKER_ROW - 1, 0, companion_marker(plan, "lists"), styles.of(Role.MARKER))
    for column, (choices, name) in enumerate(lists.items(), 1):
        for row, choice in enumerate(choices, KEY_ROW + 1):
            page.write_string(row - 1, column - 1, choice, styles.of(Role.TEXT))
        top, _, bottom = span(KEY_ROW + 1, KEY_ROW + len(choices), column).partition(":")
        book.define_name(name, f"='{LISTS_SHEET}'!{_absolute(top)}:{_absolute(bottom)}")
    page.protect()
    page.very_hidden()


def _absolute(address: str) -> str:
    letters = "".join(takewhile(str.isalpha, address))
    return f"${letters}${address.removeprefix(letters)}"
