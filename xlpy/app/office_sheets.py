"""The workbook's sheets of contacts and of papers that left, as the office writes them; and contacts written back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlpy.app.office_tables import OfficeTableError, paper_of
from xlpy.book.port import MasterBook, NamedTable, NoSuchPartError, Rows
from xlpy.book.words import BookWords, TableWords
from xlpy.model.contact import UnitContact
from xlpy.model.outgoing import OutgoingPaper


def sheet_contacts(book: MasterBook, words: BookWords) -> dict[str, UnitContact]:
    """The contacts by unit's code; none in a workbook built before it had their sheet. Raises OfficeTableError."""
    found = {}
    for _, cells in _rows(_table(book, words.contacts), words.contacts):
        one = UnitContact(cells["unit"], cells["person"], cells["phone"], cells["email"])
        if one.unit and not one.is_empty:
            found[one.unit] = one
    return found


def sheet_papers(book: MasterBook, words: BookWords) -> tuple[OutgoingPaper, ...]:
    """The register of papers that left, in its order; none in a workbook without it. Raises OfficeTableError."""
    own = words.papers
    kinds = {shown: stored for stored, shown in own.values["kind"].items()}
    found = []
    for row, cells in _rows(_table(book, own), own):
        line = (cells["number"], cells["day"], kinds.get(cells["kind"], cells["kind"]), cells["unit"], cells["subject"])
        found.append(paper_of(line, f"Trang {own.sheet}, dòng {row}"))
    return tuple(found)


def contact_rows(
    book: MasterBook, words: BookWords, contacts: Mapping[str, UnitContact], names: Mapping[str, str]
) -> Mapping[str, Rows]:
    """What to write so that the sheet has a row for each unit of ``names`` (code to name, '' = as it stands).

    Blocks of an update: none in a workbook without the sheet. Units that have no row yet get the first blank ones.
    Raises OfficeTableError where there is no room for them.
    """
    own = words.contacts
    table = _table(book, own)
    if table is None:
        return {}
    at = {field: table.columns.index(heading) for field, heading in own.columns.items()}
    rows = [list(row) for row in table.rows]
    row_of = {row[at["unit"]].strip(): row for row in rows}
    blank = [row for row in rows if not any(cell.strip() for cell in row)]
    new = [code for code in names if code not in row_of]
    if len(new) > len(blank):
        raise OfficeTableError(
            f"Trang {own.sheet}: thiếu {len(new) - len(blank)} dòng trống cho đơn vị chưa có dòng; thêm dòng vào bảng "
            "(kéo góc dưới bên phải của bảng) rồi bấm lại."
        )
    row_of |= dict(zip(new, blank, strict=False))
    for code, name in names.items():
        row, one = row_of[code], contacts.get(code, UnitContact(code))
        shown = name or row[at["name"]]
        for field, text in zip(own.columns, (code, shown, one.person, one.phone, one.email), strict=True):
            row[at[field]] = text
    return {own.table: tuple(tuple(cell or None for cell in row) for row in rows)}


def _table(book: MasterBook, own: TableWords) -> NamedTable | None:
    """The table; None in a workbook that has none. Raises OfficeTableError where a column is gone."""
    try:
        table = book.table(own.table)
    except NoSuchPartError:
        return None
    missing = [heading for heading in own.columns.values() if heading not in table.columns]
    if missing:
        raise OfficeTableError(f"Trang {own.sheet}: thiếu cột {', '.join(missing)}; không đổi tên, không xóa cột.")
    return table


def _rows(table: NamedTable | None, own: TableWords) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows that hold anything: their number on the sheet, and their cells by field."""
    if table is None:
        return
    for number, row in enumerate(table.rows, table.top + 2):
        cells = dict(zip(table.columns, row, strict=True))
        if any(text.strip() for text in row):
            yield number, {field: cells[heading].strip() for field, heading in own.columns.items()}
