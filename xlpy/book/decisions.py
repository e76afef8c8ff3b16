"""The decisions as the office writes them on the workbook's sheet Quyết định, each row with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from xlpy.book.catalogue import Fault
from xlpy.book.port import MasterBook, NamedTable, NoSuchPartError
from xlpy.book.words import BookWords, TableWords
from xlpy.model.catalogue import Catalogue
from xlpy.model.decision import Act, Decision
from xlpy.outputs.publish.address import a1

_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A row that can be read: its decision, the code of the period, and its row in the table, counted from 0."""

    decision: Decision
    period: str
    row: int


@dataclass(frozen=True)
class DecisionSheet:
    """What the sheet holds: rows that can be read, faults of the others; `at` gives a fault its cell."""

    rows: tuple[DecisionRow, ...]
    faults: tuple[Fault, ...]
    table: NamedTable
    words: TableWords

    def at(self, row: int, field: str, sentence: str) -> Fault:
        """A fault at a field's cell of a row."""
        return _fault(self.table, self.words, row, field, sentence)


def decision_sheet(book: MasterBook, words: BookWords, catalogue: Catalogue) -> DecisionSheet | None:
    """Read the sheet; None in a workbook that has none, as those built before there was one."""
    own = words.decisions
    try:
        table = book.table(own.table)
    except NoSuchPartError:
        return None
    lacking = [heading for heading in own.columns.values() if heading not in table.columns]
    if lacking:
        sentences = (f"thiếu cột “{heading}”; không đổi tên, không xóa cột của bảng." for heading in lacking)
        return DecisionSheet((), tuple(Fault(table.sheet, "", "", each) for each in sentences), table, own)
    rows: list[DecisionRow] = []
    faults: list[Fault] = []
    for number, texts in enumerate(table.rows):
        cells = {own.fields[h]: text.strip() for h, text in zip(table.columns, texts, strict=True) if h in own.fields}
        if any(cells.values()):
            found = _row(cells, own, catalogue)
            if isinstance(found, Decision):
                rows.append(DecisionRow(found, cells["period"], number))
            else:
                faults += [_fault(table, own, number, field, sentence) for field, sentence in found.items()]
    return DecisionSheet(tuple(rows), tuple(faults), table, own)


def _row(cells: Mapping[str, str], own: TableWords, catalogue: Catalogue) -> Decision | dict[str, str]:
    """The decision of a row, or what is wrong by field."""
    acts = {shown: stored for stored, shown in own.values["act"].items()}
    day, wrong = _day(cells["day"]), dict[str, str]()
    if cells["act"] not in acts:
        wrong["act"] = f"không có quyết định “{cells['act']}”; chọn một trong: {', '.join(acts)}."
    if cells["period"] not in catalogue.period:
        wrong["period"] = f"không có kỳ “{cells['period']}”; ghi mã kỳ, ví dụ {', '.join(catalogue.period)}."
    if day is None:
        wrong["day"] = f"“{cells['day']}” không phải ngày; ghi như 26/06/2024."
    if wrong or day is None:
        return wrong
    return Decision(
        Act(acts[cells["act"]]),
        cells["who"],
        cells["reason"],
        day,
        unit=cells["unit"],
        code=cells["code"],
        cell=cells["cell"],
        value=cells["value"],
        file=cells["file"],
        indicator=cells["indicator"],
    )


def _day(text: str) -> date | None:
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _fault(table: NamedTable, own: TableWords, row: int, field: str, sentence: str) -> Fault:
    heading = own.columns.get(field, "")
    column = table.columns.index(heading) if heading in table.columns else 0
    cell = a1(table.top + 1 + row, table.left + column)
    return Fault(table.sheet, cell, table.rows[row][column], sentence)
