"""The members of Excel's Range object that macros reach through ``range.api``, by Excel's own names."""

from __future__ import annotations

from typing import Any

from xlpy.book.libreoffice.graph import CellsLike

STANDARD = {"normal": "Default"}
"""Excel's name of the basic cell style -> Calc's."""


class RangeApi:
    """``Style``, ``Locked``, ``AutoFilter()``, ``Address`` and ``Column`` of cells; the rest is not known in Calc."""

    def __init__(self, cells: CellsLike) -> None:
        object.__setattr__(self, "_cells", cells)

    def __getattr__(self, name: str) -> Any:
        raise NotImplementedError(f"range.api.{name} in Calc")

    def __setattr__(self, name: str, value: Any) -> None:
        if not isinstance(getattr(type(self), name, None), property):
            raise NotImplementedError(f"range.api.{name} in Calc")
        object.__setattr__(self, name, value)

    _cells: CellsLike

    @property
    def Style(self) -> str | None:  # noqa: N802  (Excel's word)
        """The name of the cells' style, None if mixed."""
        name = self._cells.get_looks("CellStyle")
        return next((excel.title() for excel, calc in STANDARD.items() if calc == name), name)

    @Style.setter
    def Style(self, name: str) -> None:  # noqa: N802  (Excel's word)
        calc = STANDARD.get(name.casefold(), name)
        if not self._cells.sheet.book.api.StyleFamilies.getByName("CellStyles").hasByName(calc):
            raise KeyError(f"cell style {name!r}")
        self._cells.set_looks("CellStyle", calc)

    @property
    def Locked(self) -> bool | None:  # noqa: N802  (Excel's word)
        """Whether the cells are locked once the sheet is protected, None if mixed."""
        lock = self._cells.get_looks("CellProtection")
        return None if lock is None else bool(lock.IsLocked)

    @Locked.setter
    def Locked(self, value: bool) -> None:  # noqa: N802  (Excel's word)
        self._cells.guard()
        for block in self._cells.each:
            # Of one cell, since a mixed range has no protection to start from; hiding and printing stay as there.
            lock = block.getCellByPosition(0, 0).CellProtection
            lock.IsLocked = bool(value)
            block.CellProtection = lock

    @property
    def Address(self) -> str:  # noqa: N802  (Excel's word)
        """The address with dollar signs."""
        return self._cells.address

    @property
    def Column(self) -> int:  # noqa: N802  (Excel's word)
        """The first column, from 1."""
        return self._cells.column

    def AutoFilter(self) -> None:  # noqa: N802  (Excel's word)
        """Put filter buttons on the first row of the cells, or take them away, as Excel does."""
        self._cells.guard()
        book = self._cells.sheet.book
        book.vba_range(self._cells.uno).AutoFilter(None, None, None, None, None)
