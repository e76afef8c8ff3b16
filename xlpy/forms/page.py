"""What all sheets of a form share on screen and paper: columns, hidden marker, print set-up, lock, tall rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from xlpy.basics.formula import formula
from xlpy.basics.text_size import row_height
from xlpy.forms.layout import KEY_ROW, MARKER_ROW, FormPlan, Role
from xlpy.forms.styles import FormStyles, type_of
from xlpy.forms.wording import WordingError
from xlpy.model.cells import Address

A4 = 9
NAME_LIMIT, NAME_FORBIDDEN = 31, frozenset("[]:*?/\\'")
_LOCK = {"format_columns": True, "format_rows": True}


class GrowingSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter comes without types
    """A worksheet some of whose rows have a first height and still grow while somebody types.

    XlsxWriter marks every height it writes as set by hand, and Excel never fits such a row again.
    """

    def __init__(self) -> None:
        super().__init__()
        self._growing: set[int] = set()

    def let_grow(self, row: int, height: float) -> None:
        """Set the first height (points) of a row, counted from 1."""
        self._growing.add(row)
        self.set_row(row - 1, height)

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]] | None = None) -> None:
        if tag == "row" and attributes and attributes[0][1] in self._growing:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes or [])

    def _prepare_formula(self, text: str, expand_future_functions: bool = False) -> str:
        """XlsxWriter's step through which each formula of a cell goes. Raises FormulaError."""
        return _prepared(text, expand_future_functions)


_ANY_SHEET = Worksheet()


@lru_cache(maxsize=4096)
def _prepared(text: str, expand: bool) -> str:
    """The formula as XlsxWriter writes it, after forty searches for new functions: the forms of a round have the same.

    Raises FormulaError.
    """
    prepared: str = _ANY_SHEET._prepare_formula(formula(text), expand)
    return prepared


@dataclass(frozen=True, slots=True)
class Frame:
    """How a sheet lies on paper and screen; columns and rows count from 1, 0 = none."""

    last: Address
    landscape: bool = True
    first_column: int = 1
    header_rows: tuple[int, int] = (0, 0)
    frozen_columns: int = 0


def add_page(book: Workbook, name: str, widths: Iterable[float], tab: str) -> GrowingSheet:
    """A new sheet with its columns set and the two key rows hidden.

    Raises WordingError where Excel would not take the name.
    """
    known = {sheet.get_name().casefold() for sheet in book.worksheets()}
    if not 0 < len(name) <= NAME_LIMIT or NAME_FORBIDDEN & set(name) or name.casefold() in known:
        raise WordingError(
            f"Tên trang “{name}” trong tệp lời in biểu mẫu không dùng được: "
            f"cần 1 đến {NAME_LIMIT} ký tự, không có []:*?/\\' và không trùng nhau."
        )
    page: GrowingSheet = book.add_worksheet(name, GrowingSheet)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    for row in (MARKER_ROW, KEY_ROW):
        page.set_row(row - 1, None, None, {"hidden": True})
    page.set_tab_color(tab)
    page.hide_gridlines(2)
    return page


def finish_page(page: Worksheet, plan: FormPlan, frame: Frame) -> None:
    """Lock the sheet (no password; columns and rows may be resized) and set it up for printing on A4."""
    if frame.landscape:
        page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.7)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.print_area(KEY_ROW, frame.first_column - 1, frame.last[0] - 1, frame.last[1] - 1)
    first, last = frame.header_rows
    if last:
        page.repeat_rows(first - 1, last - 1)
        page.freeze_panes(last, frame.frozen_columns)
    face = '&"Times New Roman,Regular"&9'
    label = f"{plan.unit.name} - {plan.form_id}".replace("&", "&&")
    page.set_footer(f"&L{face}{label}&R{face}Trang &P/&N")
    page.protect("", _LOCK)


class Painter:
    """Writes the locked text rows of a companion sheet; every row gets the height its text needs."""

    def __init__(self, page: Worksheet, styles: FormStyles, widths: tuple[float, ...]) -> None:
        self.page, self.styles, self.widths = page, styles, widths

    def mark(self, marker: str) -> None:
        """The hidden marker of the sheet."""
        self.page.write_string(MARKER_ROW - 1, 0, marker, self.styles.of(Role.MARKER))

    def line(self, row: int, text: str, role: Role) -> None:
        """A text over all columns."""
        self.merge(row, 1, len(self.widths), text, role)
        self.height(row, [(text, sum(self.widths), role)])

    def merge(self, row: int, first: int, last: int, text: str, role: Role) -> None:
        """A text over some columns, or in one."""
        style = self.styles.of(role)
        if last > first:
            self.page.merge_range(row - 1, first - 1, row - 1, last - 1, "", style)
        self.page.write_string(row - 1, first - 1, text, style)

    def cells(self, row: int, texts: Mapping[int, str], roles: Mapping[int, Role]) -> None:
        """A row of a table: text and role by column."""
        for column, role in roles.items():
            self.page.write_string(row - 1, column - 1, texts.get(column, ""), self.styles.of(role))
        self.height(row, [(texts.get(c, ""), self.widths[c - 1], role) for c, role in roles.items()])

    def height(self, row: int, texts: Iterable[tuple[str, float, Role]]) -> None:
        """Make the row as high as its longest text needs."""
        self.page.set_row(row - 1, height_for(texts))


def height_for(texts: Iterable[tuple[str, float, Role]]) -> float:
    """Row height in points for (text, width in characters, role) cells."""
    return row_height((text, width, *type_of(role)) for text, width, role in texts)
