"""Excel's tables, which Calc keeps as database ranges with the same names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from xlwings import base_classes

from xlpy.book.libreoffice.address import Area
from xlpy.book.libreoffice.graph import SheetLike
from xlpy.book.libreoffice.ranges import Range


class Tables(base_classes.Tables):
    """The tables of a sheet."""

    def __init__(self, sheet: SheetLike) -> None:
        self._sheet = sheet

    @property
    def parent(self) -> SheetLike:
        """The sheet."""
        return self._sheet

    @property
    def api(self) -> Any:
        """UNO's database ranges of the whole book."""
        return self._sheet.book.api.DatabaseRanges

    def _names(self) -> list[str]:
        # Database ranges belong to the book, so a sheet's tables are those that lie on it.
        index = self._sheet.index - 1
        return [name for name in self.api.ElementNames if self.api.getByName(name).DataArea.Sheet == index]

    def __len__(self) -> int:
        return len(self._names())

    def __iter__(self) -> Iterator[Table]:
        return (Table(self._sheet, name) for name in self._names())

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key.casefold() in {name.casefold() for name in self._names()}

    def __call__(self, key: int | str) -> Table:
        """By number, from 1, or by name. Raises KeyError."""
        names = self._names()
        if isinstance(key, int):
            return Table(self._sheet, names[key - 1])
        for name in names:
            if name.casefold() == key.casefold():
                return Table(self._sheet, name)
        raise KeyError(key)

    def add(  # type: ignore[override]  # xlwings calls it by keywords
        self, source: Any, name: str | None = None, has_headers: bool = True, **others: Any
    ) -> Table:
        """Make a table of cells. The table style has no counterpart in Calc 7 and is passed over."""
        if not has_headers:
            raise NotImplementedError("tables.add(has_headers=False)")
        new = name or next(text for i in count(1) if not self.api.hasByName(text := f"Table{i}"))
        self.api.addNewByName(new, source.impl.uno.RangeAddress)
        table = Table(self._sheet, new)
        # A table of Excel has a header and filter buttons from the start.
        table.api.ContainsHeader = True
        table.api.AutoFilter = True
        return table


class Table(base_classes.Table):
    """One table."""

    def __init__(self, sheet: SheetLike, name: str) -> None:
        self._sheet, self._name = sheet, name

    @property
    def parent(self) -> SheetLike:
        """The sheet."""
        return self._sheet

    @property
    def api(self) -> Any:
        """UNO's database range."""
        return self._sheet.book.api.DatabaseRanges.getByName(self._name)

    @property
    def name(self) -> str:
        """The name that formulas use."""
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.api.setName(value)
        self._name = value

    display_name = name

    @property
    def range(self) -> Range:
        """Header, data and totals."""
        place = self.api.DataArea
        area = Area(place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1)
        return Range(self._sheet, area)

    @property
    def header_row_range(self) -> Range | None:
        """The header row."""
        return self.range.part(0, 0, 1, self.range.shape[1]) if self.show_headers else None

    @property
    def totals_row_range(self) -> Range | None:
        """The totals row."""
        rows, columns = self.range.shape
        return self.range.part(rows - 1, 0, 1, columns) if self.show_totals else None

    @property
    def data_body_range(self) -> Range | None:
        """The rows between header and totals, None without any."""
        whole, first = self.range, int(self.show_headers)
        rows = whole.shape[0] - first - int(self.show_totals)
        return whole.part(first, 0, rows, whole.shape[1]) if rows > 0 else None

    def resize(self, cells: Any) -> None:
        """Let the table cover other cells; the first row of these becomes its header. Nothing is cleared."""
        self.api.setDataArea(cells.impl.uno.RangeAddress)

    @property  # type: ignore[misc]  # cannot be switched here
    def show_headers(self) -> bool:
        """Whether the first row is a header."""
        return bool(self.api.ContainsHeader)

    @property  # type: ignore[misc]  # cannot be switched here
    def show_totals(self) -> bool:
        """Whether the last row holds totals."""
        return bool(self.api.TotalsRow)

    @property
    def show_autofilter(self) -> bool:
        """Whether the header has filter buttons."""
        return bool(self.api.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.api.AutoFilter = bool(value)

    @property
    def autofilter(self) -> TableFilter:
        """The filter of the table: it can be cleared."""
        return TableFilter(self)

    @property
    def columns(self) -> TableColumns:
        """Its columns."""
        return TableColumns(self)

    @property
    def rows(self) -> TableRows:
        """Its data rows: they can be counted."""
        return TableRows(self)


class TableFilter(base_classes.AutoFilter):
    """The filter of a table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def clear(self, field: int | None = None) -> None:
        """Show all rows again."""
        if field is not None:
            raise NotImplementedError("autofilter.clear(field)")
        filtered = self._table.api.getFilterDescriptor()
        # An empty filter shows all rows; the buttons stay.
        filtered.setFilterFields(())
        self._table.range.uno.filter(filtered)


class TableColumn(base_classes.TableColumn):
    """One column."""

    def __init__(self, table: Table, index: int, name: str) -> None:
        self._table, self._index, self._name = table, index, name

    @property
    def index(self) -> int:
        """Its place, from 1."""
        return self._index

    @property
    def name(self) -> str:
        """The text of its header."""
        return self._name

    @property
    def range(self) -> Range:
        """The whole column, header too."""
        whole = self._table.range
        return whole.part(0, self._index - 1, whole.shape[0], 1)

    @property
    def data_body_range(self) -> Range | None:
        """Its data cells."""
        body = self._table.data_body_range
        return None if body is None else body.part(0, self._index - 1, body.shape[0], 1)


class TableColumns(base_classes.TableColumns):
    """The columns of a table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def _names(self) -> list[str]:
        header = self._table.header_row_range
        return [] if header is None else [str(text) for text in header.uno.getDataArray()[0]]

    def __len__(self) -> int:
        return self._table.range.shape[1]

    def __iter__(self) -> Iterator[TableColumn]:
        return (TableColumn(self._table, i, name) for i, name in enumerate(self._names(), 1))

    def __call__(self, key: int | str) -> TableColumn:
        """By number, from 1, or by name. Raises KeyError."""
        names = self._names()
        index = key if isinstance(key, int) else names.index(key) + 1
        return TableColumn(self._table, index, names[index - 1])


class TableRows(base_classes.TableRows):
    """The data rows of a table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __len__(self) -> int:
        body = self._table.data_body_range
        return 0 if body is None else body.shape[0]
