"""The catalogue as it stands in the workbook's tables: headings and words of the sheet back to the fields' own,
and each fault told at its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from xlpy.basics.errors import UserError
from xlpy.book.port import MasterBook, NamedTable
from xlpy.book.words import BookWords, TableWords
from xlpy.catalogue.consistency import problems
from xlpy.catalogue.load import CatalogueError, Row, from_tables
from xlpy.catalogue.problem import Problem
from xlpy.model.catalogue import Catalogue
from xlpy.outputs.publish.address import a1

NUMBERS = ("value", "tolerance", "scale")
"""Fields whose decimals stand behind a comma in the sheet."""
_ROW = re.compile(r"dòng (\d+)")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_ERROR = re.compile(r"#(?:[A-Z][A-Z0-9/_]*[!?]|N/A|GETTING_DATA)")
_NUMBER = re.compile(r"\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem of the catalogue at its place: ``cell`` is an A1 address, '' where it is of the whole table."""

    sheet: str
    cell: str
    found: str
    sentence: str

    def __str__(self) -> str:
        place = f"trang {self.sheet}" + (f", ô {self.cell}" if self.cell else "")
        return f"{place}: {self.sentence}"


class BookCatalogueError(UserError):
    """The workbook's tables are no sound catalogue; ``faults`` holds all of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join([f"Danh mục trong sổ có {len(faults)} lỗi:", *map(str, faults)]))


def catalogue_of(book: MasterBook, words: BookWords) -> Catalogue:
    """Read the catalogue from the workbook and check it whole.

    Raises BookCatalogueError with every fault at its cell, NoSuchPartError where a table is missing.
    """
    tables = {name: book.table(own.table) for name, own in words.catalogue.items()}
    faults = [fault for name, own in words.catalogue.items() for fault in _headings(own, tables[name])]
    faults += [fault for table in tables.values() for fault in _errors(table)]
    if faults:
        raise BookCatalogueError(tuple(faults))
    rows = {name: _rows(words, own, tables[name]) for name, own in words.catalogue.items()}
    try:
        catalogue = from_tables(rows)
    except CatalogueError as fault:
        raise _located(fault.problems, words, tables, rows) from fault
    found = problems(catalogue)
    if found:
        raise _located(found, words, tables, rows)
    return catalogue


def stored_tables(book: MasterBook, words: BookWords) -> Mapping[str, list[Row]]:
    """The workbook's catalogue as tables of stored words, by table name. Raises what `catalogue_of` raises."""
    catalogue_of(book, words)
    return {name: _rows(words, own, book.table(own.table)) for name, own in words.catalogue.items()}


def sheet_rows(words: BookWords, tables: Mapping[str, list[Row]]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The other way: a catalogue's tables as the sheet shows them, by table name."""
    return {name: tuple(_shown(words, own, row) for row in tables[name]) for name, own in words.catalogue.items()}


def _shown(words: BookWords, own: TableWords, row: Row) -> tuple[str, ...]:
    return tuple(_to_sheet(words, own, field, row.get(field, "")) for field in own.columns)


def _to_sheet(words: BookWords, own: TableWords, field: str, cell: str) -> str:
    """A stored cell as the sheet has it: words for codes, days and numbers as they are written here."""
    if field in own.who:
        return " | ".join(_translated(part, words.who) for part in cell.split("|"))
    if day := _DAY.fullmatch(cell):
        return "/".join(reversed(day.groups()))
    if _NUMBER.fullmatch(cell) and field in NUMBERS:
        return cell.replace(".", ",")
    return own.values.get(field, {}).get(cell, cell)


def _to_store(words: BookWords, own: TableWords, field: str, cell: str) -> str:
    """The other way; a word that the sheet does not know goes on as it is and is found fault with later."""
    if field in own.who:
        back = {shown: stored for stored, shown in words.who.items()}
        return "|".join(_translated(part.strip(), back) for part in cell.split("|"))
    back = {shown: word for word, shown in own.values.get(field, {}).items()}
    return back.get(cell.strip(), cell)


def _translated(part: str, words: Mapping[str, str]) -> str:
    """One of who: a whole word, or what stands before a desk's name."""
    if part in words:
        return words[part]
    head = next((word for word in words if word.rstrip().endswith(":") and part.startswith(word.rstrip())), None)
    return words[head] + part.removeprefix(head.rstrip()).strip() if head else part


def _headings(own: TableWords, table: NamedTable) -> list[Fault]:
    sentence = "thiếu cột “{}”; không đổi tên, không xóa cột của danh mục."
    return [
        Fault(table.sheet, "", "", sentence.format(heading))
        for heading in own.columns.values()
        if heading not in table.columns
    ]


def _errors(table: NamedTable) -> list[Fault]:
    """Cells that show an error of a formula: no word of any column."""
    sentence = "ô đang báo lỗi {}; nhập lại giá trị đúng thay cho công thức."
    return [
        Fault(table.sheet, a1(table.top + number, table.left + column), cell, sentence.format(cell))
        for number, row in enumerate(table.rows, 1)
        for column, cell in enumerate(row)
        if _ERROR.fullmatch(cell)
    ]


def _rows(words: BookWords, own: TableWords, table: NamedTable) -> list[Row]:
    """Rows by field, in stored words."""
    return [
        {
            own.fields[heading]: _to_store(words, own, own.fields[heading], cell)
            for heading, cell in zip(table.columns, row, strict=True)
            if heading in own.fields
        }
        for row in table.rows
    ]


def _located(
    found: tuple[Problem, ...], words: BookWords, tables: Mapping[str, NamedTable], rows: Mapping[str, list[Row]]
) -> BookCatalogueError:
    return BookCatalogueError(
        tuple(_fault(problem, words.catalogue[problem.table], tables, rows[problem.table]) for problem in found)
    )


def _fault(problem: Problem, own: TableWords, tables: Mapping[str, NamedTable], rows: list[Row]) -> Fault:
    table = tables[problem.table]
    number = _row_number(problem.row, rows)
    heading = own.columns.get(problem.column, "")
    column = table.columns.index(heading) if heading in table.columns else None
    sentence = _in_sheet_words(problem.sentence, own.values.get(problem.column, {}))
    if number is None:
        named = f"{problem.row}: " if problem.row else ""
        return Fault(table.sheet, "", "", f"{named}{sentence}")
    cell = a1(table.top + 1 + number, table.left + (column or 0))
    raw = table.rows[number][column] if column is not None else ""
    return Fault(table.sheet, cell, raw, sentence)


def _row_number(row: str, rows: list[Row]) -> int | None:
    """Index of a problem's row: by its number (header = 1), or by the key of its record."""
    if numbered := _ROW.fullmatch(row):
        return int(numbered[1]) - 2
    parts = row.split(" × ")
    return next((n for n, cells in enumerate(rows) if row and list(cells.values())[: len(parts)] == parts), None)


def _in_sheet_words(sentence: str, values: Mapping[str, str]) -> str:
    """A column's stored words within a sentence as the sheet has them; ``Y`` and ``N`` only where they are choices."""
    head, sign, choices = sentence.partition("chỉ nhận")
    for word, shown in values.items():
        choices = re.sub(rf"\b{re.escape(word)}\b", shown, choices)
        if len(word) > 1:
            head = re.sub(rf"\b{re.escape(word)}\b", shown, head)
    return head + sign + choices
